"""The same person per OPD over all stages: kept, stood in for and replaced, each counted apart."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from tests.factories import make_registration, make_role, make_stage, make_workshop
from tests.factories_day import EIGHT, make_organiser
from workshops.actions.delegation import stand_in, take_over
from workshops.actions.registration import Named
from workshops.models import Attendance, AttendanceSlot, Registration
from workshops.queries.continuity import continuity_of
from workshops.rules.continuity import Continuity, Holder, Holds, seat_line

STAGES = (1, 2, 3)
ALL = frozenset(STAGES)


def holder(person, first=1, last=None, kind="named"):
    return Holder(first, last, kind, person, f"R{person}", f"Orang {person}")


def line(*holders, begun=ALL, came=None):
    came = (
        {(f"R{person}", stage) for person in (1, 2, 3) for stage in STAGES}
        if came is None
        else came
    )
    return seat_line(1, holders, STAGES, frozenset(begun), frozenset(came))


@pytest.mark.parametrize(
    ("holders", "how", "figures"),
    [
        # (kept, stood_in, replaced, missed)
        ([holder(1)], "same same same", (True, 0, 0, 0)),
        (
            [holder(1, 1, 1), holder(2, 2, 2, "stands_in"), holder(1, 3, None, "resumes")],
            "same stands_in same",
            (False, 1, 0, 0),
        ),
        (
            [holder(2, 1, 1, "stands_in"), holder(1, 2, None, "resumes")],
            "stands_in same same",
            (False, 1, 0, 0),
        ),
        (
            [holder(1, 1, 1), holder(2, 2, None, "takes_over")],
            "same replaces replaces",
            (False, 0, 1, 0),
        ),
        (
            [holder(1, 1, 1), holder(2, 2, 2, "takes_over"), holder(3, 3, 3, "stands_in")],
            "same replaces stands_in",
            (False, 1, 1, 0),
        ),
        # Somebody else named anew after the first had left is another person as well.
        ([holder(1, 1, 1), holder(2, 3)], "same nobody replaces", (False, 0, 1, 1)),
        ([], "nobody nobody nobody", (False, 0, 0, 3)),
    ],
)
def test_a_seat_in_a_table(holders, how, figures):
    found = line(*holders)

    assert [cell.how for cell in found.cells] == [Holds(word) for word in how.split()]
    assert (found.kept, found.stood_in, found.replaced, found.missed) == figures


def test_who_stayed_away_from_a_stage_is_not_counted_as_kept():
    found = line(holder(1), came={("R1", 1), ("R1", 3)})

    assert (found.kept, found.missed) == (False, 1)


def test_only_stages_that_have_begun_count():
    found = line(holder(1, 1, 1), holder(2, 2, 2, "stands_in"), holder(1, 3), begun={1})

    assert (found.kept, found.stood_in) == (True, 0)


@pytest.fixture
def workshop():
    """Two stages, one over and one today, whatever the day."""
    today = timezone.now().date()
    workshop = make_workshop(stages=0)
    make_stage(workshop, order=1, day=today - timedelta(days=30))
    make_stage(workshop, order=2, day=today)
    return workshop


@pytest.fixture
def clerk(client, workshop):
    clerk = make_organiser(workshop)
    client.force_login(clerk)
    return clerk


def came(registration, *orders):
    for slot in AttendanceSlot.objects.filter(
        stage__workshop=registration.workshop, stage__order__in=orders, kind="pagi"
    ):
        Attendance.objects.create(
            registration=registration,
            slot=slot,
            status="present",
            arrived_at=EIGHT,
            noted_at=EIGHT,
            noted_by=registration.registered_by,
        )


@pytest.fixture
def three(workshop, clerk):
    """One OPD kept its person, one is stood in for today, one sent another for good."""
    kept, lent, given = (
        make_registration(workshop, printed_name=name) for name in ("Tetap", "Diwakili", "Diganti")
    )
    today, at = workshop.stages.get(order=2), timezone.now()
    stand_in(
        registration=lent, stage=today, who=Named("Wakil Sehari"), reason="Sakit", by=clerk, at=at
    )
    take_over(
        registration=given,
        stage=today,
        who=Named("Pengganti Tetap"),
        reason="Mutasi",
        by=clerk,
        at=at,
    )
    came(kept, 1, 2)
    came(lent, 1)
    came(given, 1)
    came(Registration.objects.get(printed_name="Wakil Sehari"), 2)
    came(Registration.objects.get(printed_name="Pengganti Tetap"), 2)
    return kept, lent, given


@pytest.mark.django_db
def test_the_book_adds_up_per_opd_and_in_all(workshop, clerk, three):
    book = continuity_of(workshop, clerk, at=timezone.now())

    assert book.total == Continuity(seats=3, kept=1, stood_in=1, replaced=1, missed=0)
    assert {unit.invitation.unit: unit.total.kept for unit in book.units} == {
        three[0].unit: 1,
        three[1].unit: 0,
        three[2].unit: 0,
    }


@pytest.mark.django_db
def test_the_page_names_who_came_at_each_stage_and_how(client, workshop, three):
    answer = client.get(f"/bimtek/{workshop.public_id}/kehadiran/kesinambungan/")

    assert [word in answer.text for word in ("Wakil Sehari", "mewakili", "Pengganti Tetap")] == [
        True
    ] * 3


@pytest.mark.django_db
@pytest.mark.parametrize(("group", "found"), [("tetap", 0), ("diwakili", 1), ("diganti", 2)])
def test_the_page_is_narrowed_to_kept_stood_in_for_and_replaced(
    client, workshop, three, group, found
):
    answer = client.get(f"/bimtek/{workshop.public_id}/kehadiran/kesinambungan/", {"tampil": group})

    assert [row["unit"] for row in answer.context["rows"]] == [three[found].unit]


@pytest.mark.django_db
def test_the_sheet_has_one_row_a_seat_and_one_column_a_stage(client, workshop, three):
    answer = client.get(
        f"/bimtek/{workshop.public_id}/kehadiran/kesinambungan/ekspor/xlsx/?tampil=diwakili"
    )

    head, row = openpyxl.load_workbook(io.BytesIO(answer.content)).active.values
    assert head[3:5] == ("Tahap 1", "Tahap 2")
    assert row[2:] == (
        *(1, "Diwakili: hadir", "Wakil Sehari (mewakili): hadir"),
        *("tidak", 1, 0, 0),
    )


@pytest.mark.django_db
def test_an_opd_reads_its_own_line_alone(client, workshop, three):
    client.force_login(make_role("unit_admin", three[0].unit))

    answer = client.get(f"/bimtek/{workshop.public_id}/kehadiran/kesinambungan/")

    assert [row["unit"] for row in answer.context["rows"]] == [three[0].unit]
    assert "Wakil Sehari" not in answer.text


@pytest.mark.django_db
def test_the_overview_tells_how_many_seats_kept_their_person(client, workshop, three):
    answer = client.get(f"/bimtek/{workshop.public_id}/")

    assert "Orang tetap sejauh ini" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 3])
def test_the_book_takes_the_same_queries_however_many(
    workshop, clerk, people, django_assert_num_queries
):
    for _ in range(people):
        came(make_registration(workshop), 1)

    # grants, stages, invitations, holders, attendance, seats
    with django_assert_num_queries(6):
        continuity_of(workshop, clerk, at=timezone.now())
