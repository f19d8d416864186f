"""Somebody else comes: this stage alone, or from now on."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.errors import Refused
from tests.factories import make_invitation, make_system, make_workshop
from workshops.actions.delegation import stand_in, take_over
from workshops.actions.registration import Named, name_person
from workshops.models import Delegation, StageState

pytestmark = pytest.mark.django_db


def setting(now, stages=4):
    workshop = make_workshop(stages=stages)
    invitation = make_invitation(workshop)
    holder = name_person(
        invitation=invitation, full_name="Sari Wulandari", by=make_system(), at=now
    )
    return workshop, invitation, holder


def holders(workshop, invitation):
    """Who holds the seat at each stage, by name, and that nobody shares it."""
    found = []
    for stage in workshop.stages.order_by("order"):
        at_stage = [
            delegation.registration.person.full_name
            for delegation in Delegation.objects.filter(
                seat__invitation=invitation, ended_at=None, first_stage__order__lte=stage.order
            ).select_related("registration__person", "last_stage")
            if delegation.last_stage is None or delegation.last_stage.order >= stage.order
        ]
        assert len(at_stage) == 1, f"{at_stage} at stage {stage.order}"
        found += at_stage
    return found


def test_standing_in_for_one_stage_gives_the_seat_back_afterwards(now):
    workshop, invitation, holder = setting(now)
    second = workshop.stages.get(order=2)

    stand_in(registration=holder, stage=second, who=Named("Budi Santoso"), by=make_system(), at=now)

    assert holders(workshop, invitation) == [
        "Sari Wulandari", "Budi Santoso", "Sari Wulandari", "Sari Wulandari",
    ]  # fmt: skip


def test_taking_over_keeps_the_seat_to_the_end(now):
    workshop, invitation, holder = setting(now)
    third = workshop.stages.get(order=3)

    take_over(registration=holder, stage=third, who=Named("Budi Santoso"), by=make_system(), at=now)

    assert holders(workshop, invitation) == [
        "Sari Wulandari", "Sari Wulandari", "Budi Santoso", "Budi Santoso",
    ]  # fmt: skip


def test_a_stage_that_was_held_cannot_get_another_delegate(now):
    workshop, _invitation, holder = setting(now)
    first = workshop.stages.get(order=1)
    first.state = StageState.HELD
    first.save()

    with pytest.raises(Refused):
        stand_in(registration=holder, stage=first, who=Named("Budi"), by=make_system(), at=now)


def test_nobody_stands_in_for_themselves(now):
    workshop, _invitation, holder = setting(now)

    with pytest.raises(Refused):
        stand_in(
            registration=holder,
            stage=workshop.stages.get(order=1),
            who=Named("Sari Wulandari", person=holder.person),
            by=make_system(),
            at=now,
        )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(st.tuples(st.sampled_from([stand_in, take_over]), st.integers(1, 4)), max_size=6)
)
def test_whatever_is_changed_every_stage_has_exactly_one_holder(acts, now):
    workshop, invitation, _holder = setting(now)

    for number, (act, order) in enumerate(acts):
        stage = workshop.stages.get(order=order)
        present = holders(workshop, invitation)[order - 1]
        registration = workshop.registrations.live().get(person__full_name=present)
        act(
            registration=registration,
            stage=stage,
            who=Named(f"Pengganti {'ABCDEF'[number]}"),
            by=make_system(),
            at=now,
        )

    holders(workshop, invitation)
