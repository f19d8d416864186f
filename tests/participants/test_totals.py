"""The totals of each unit are at every moment what counting anew would give."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.actions.absence import record_absence
from participants.actions.competency import grant_levels, reconsider, withdraw_by_source
from participants.actions.person import employ
from participants.actions.staffing import appoint, end_appointment
from participants.actions.totals import forget, recount, recount_if_due
from participants.actions.training import (
    accept_trainings,
    record_training,
    reopen_training,
)
from participants.actions.training import withdraw_by_source as withdraw_training
from participants.errors import Refused
from participants.models import EvidenceAct, Role, TotalsDay
from participants.queries.hours import hours_under, people_of
from participants.queries.totals import counted, kept, needs_of, sum_of
from tests.factories import (
    NOW,
    make_competency,
    make_pemda,
    make_role,
    make_system,
    make_unit,
)
from tests.factories_record import (
    make_employee,
    make_evidence,
    make_plan,
    make_planned,
    make_training,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


class World:
    """Two units, three people, and every deed that may change a total."""

    def __init__(self):
        self.by = make_system()
        self.root = make_pemda()
        self.units = [make_unit(self.root), make_unit(self.root)]
        self.people = [make_employee(self.units[0]) for _number in range(3)]
        self.posts = [make_planned(make_plan(self.root), unit).post for unit in self.units]
        self.hr = make_role(Role.HR, self.root)
        self.skills = [make_competency(), make_competency()]
        self.day = TODAY
        self.made = []
        self.granted = []
        self.taken = []

    def move(self, who, which):
        self.day += timedelta(days=1)
        employ(
            person=self.people[who],
            unit=self.units[which % 2],
            status="non_asn" if which == 3 else "pns",
            valid_from=self.day - timedelta(days=200),
            by=self.by,
            at=NOW,
        )

    def train(self, who, jp):
        number = f"k{len(self.made)}"
        self.made.append(
            record_training(
                person=self.people[who],
                title="Bimtek",
                organiser="Diskominfo",
                form=8,
                jp=jp,
                started_on=date(2026, 1, 5),
                ended_on=date(2026, 1, 6),
                number=number,
                source_kind="certificate",
                source_id=number + str(self.root.pk),
                verified=bool(jp % 2),
                by=self.by,
                at=NOW,
            )
        )

    def accept(self, who, which):
        accept_trainings(records=self.made[who : who + 2], by=self.by, at=NOW)

    def reopen(self, who, which):
        reopen_training(
            record=self.made[which % len(self.made)], reason="salah", by=self.by, at=NOW
        )

    def withdraw(self, who, which):
        one = self.made[which % len(self.made)]
        withdraw_training(
            source_kind=one.source_kind, source_id=one.source_id, reason="x", by=self.by, at=NOW
        )

    def grant(self, who, which):
        source = f"s{len(self.granted)}-{self.root.pk}"
        proposal = make_evidence(
            self.people[who], self.skills[which % 2], level=1 + which % 5, source_id=source
        )
        self.granted += grant_levels(
            proposals=[proposal], method="test", assessor="", by=self.by, at=NOW
        )

    def take_back(self, who, which):
        one = self.granted[which % len(self.granted)]
        withdraw_by_source(
            source_kind=one.source_kind, source_id=one.source_id, reason="x", by=self.by, at=NOW
        )

    def reconsider(self, who, which):
        one = self.granted[which % len(self.granted)]
        reconsider(answer=one, reason="keliru", by=self.by, at=NOW)

    def appoint(self, who, which):
        """A definitive or acting post; the totals are of employment and stay as they are."""
        self.day += timedelta(days=1)
        appoint(
            person=self.people[who],
            post=self.posts[which % 2],
            kind=("definitive", "acting")[which % 2],
            valid_from=self.day - timedelta(days=200),
            by=self.by,
            at=NOW,
        )

    def leave_the_post(self, who, which):
        held = self.people[who].appointments.filter(valid_to=None).order_by("pk")[0]
        end_appointment(appointment=held, last_day=self.day, because="retired", by=self.by, at=NOW)

    def be_away(self, who, which):
        """Study duty, which frees the seat, or a leave, which does not."""
        record_absence(
            person=self.people[who],
            kind=("study", "long")[which % 2],
            valid_from=date(2026, 1, 1) + timedelta(days=which),
            valid_to=None,
            by=self.by,
            at=NOW,
        )


DEEDS = (
    "appoint",
    "leave_the_post",
    "be_away",
    "move",
    "train",
    "accept",
    "reopen",
    "withdraw",
    "grant",
    "take_back",
    "reconsider",
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 2), st.integers(0, 25)), max_size=12)
)
def test_whatever_is_done_the_totals_are_what_counting_anew_gives(deeds):
    world = World()
    recount(day=TODAY, by=world.by, at=NOW)
    for deed, who, which in deeds:
        try:
            getattr(world, deed)(who, which)
        except (Refused, ZeroDivisionError, IndexError):
            continue  # refused, or nothing to do it to yet

        assert kept() == counted(TODAY)
        for year in (2025, 2026):
            assert pages(world, year, TODAY) == pages(world, year, TODAY, kept_or_not=False)


def pages(world, year, day, *, kept_or_not=True):
    """What the pages of 20 JP show, from the totals or counted; and who stands behind it."""
    if not kept_or_not:
        with transaction.atomic():
            forget()
            found = pages(world, year, day)
            transaction.set_rollback(True)
        return found
    return [
        (
            row.name,
            row.people,
            row.reached,
            row.jp,
            sum(one.jp for one in people_of(unit, world.hr, year, day)),
        )
        for row in hours_under(world.root, year, day)
        for unit in world.units
        if unit.pk == row.unit_id
    ]


def test_the_pages_count_who_works_there_that_day_and_not_who_left():
    world = World()
    world.people[0].employments.update(valid_to=date(2026, 10, 31))
    make_training(world.people[0], state="verified")
    make_training(world.people[1], state="verified")

    counted_now = hours_under(world.root, 2026, TODAY)
    recount(day=TODAY, by=world.by, at=NOW)
    read = hours_under(world.root, 2026, TODAY)

    assert counted_now == read
    assert [(row.people, row.reached, row.jp) for row in read] == [(2, 1, 20)]
    assert len(people_of(world.units[0], world.hr, 2026, TODAY)) == 2
    assert len(people_of(world.units[0], world.hr, 2026, date(2026, 10, 31))) == 3


def test_nothing_is_kept_before_somebody_has_counted_or_after_thousands_changed():
    world = World()
    world.train(0, 21)
    assert kept().people == {}

    recount(day=TODAY, by=world.by, at=NOW)
    assert sum_of(world.root, 2026).jp == 21
    forget()
    assert not TotalsDay.objects.exists()


def test_it_is_counted_anew_once_a_day():
    world = World()

    assert recount_if_due(by=world.by, at=NOW)
    assert not recount_if_due(by=world.by, at=NOW + timedelta(hours=6))
    assert recount_if_due(by=world.by, at=NOW + timedelta(days=1))


def test_another_day_counts_who_was_where_and_what_was_then():
    world = World()
    make_training(world.people[0], state="verified", jp=20, ended_on=date(2026, 3, 5))
    make_evidence(
        world.people[0], world.skills[0], act=EvidenceAct.GRANT, acquired_on=date(2026, 3, 5)
    )

    before = counted(date(2026, 3, 4), until=date(2026, 3, 4))
    after = counted(date(2026, 3, 5), until=date(2026, 3, 5), unit=world.units[0].pk, year=2026)

    assert (before.years, before.levels) == ({}, {})
    assert after.years == {(world.units[0].pk, 2026): (1, 20)}
    assert after.levels == {(world.units[0].pk, world.skills[0].pk): (0, 0, 1, 0, 0)}


def test_a_person_merged_away_counts_nowhere():
    world = World()
    world.people[0].merged_into = world.people[1]
    world.people[0].save()

    assert counted(TODAY).people == {world.units[0].pk: 2}


def test_an_unchanged_database_pays_one_query(django_assert_num_queries):
    from participants.actions.totals import totalled  # noqa: PLC0415

    world = World()
    with django_assert_num_queries(1), totalled({world.people[0].pk}):
        pass


def test_what_a_unit_needs_stands_beside_what_its_staff_have():
    world = World()
    plan = make_plan(world.root, approved=True)
    make_planned(plan, world.units[0], competency=world.skills[0], level=2, headcount=2)
    make_planned(plan, world.units[1], competency=world.skills[0], level=3)
    make_evidence(world.people[0], world.skills[0], act=EvidenceAct.GRANT, level=3)
    recount(day=TODAY, by=world.by, at=NOW)

    told = {one.unit: (one.level, one.wanted, one.held, one.missing) for one in needs_of(plan)}

    assert told == {world.units[0].pk: (2, 2, 1, 1), world.units[1].pk: (3, 1, 0, 1)}
    assert [one.missing for one in needs_of(plan, unit=world.units[1].pk)] == [1]
