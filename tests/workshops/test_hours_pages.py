"""Everybody's hours on a page: who is out of reach, who must come once more, what adds up."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.utils import timezone

from tests.factories import make_registration, make_role, make_stage, make_workshop
from tests.factories_day import EIGHT, make_organiser
from tests.factories_links import make_link
from workshops.models import Attendance, AttendanceSlot, PassingRule
from workshops.queries.progress import progress_of
from workshops.rules.tally import Sum, tally

pytestmark = pytest.mark.django_db


def came(registration, *, stage=1, kinds=("pagi", "siang")):
    for slot in AttendanceSlot.objects.filter(
        stage__workshop=registration.workshop, stage__order=stage, kind__in=kinds
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
def workshop():
    """Two stages of 8 JP, the first long over, the second a week ahead; 75 % are 12 JP."""
    today = timezone.now().date()
    workshop = make_workshop(stages=0)
    make_stage(workshop, order=1, day=today - timedelta(days=60))
    make_stage(workshop, order=2, day=today + timedelta(days=7))
    PassingRule.objects.filter(workshop=workshop).update(minimum_share="0.75")
    return workshop


@pytest.fixture
def people(workshop):
    diligent = make_registration(workshop, printed_name="Rajin Sekali")
    half = make_registration(workshop, printed_name="Separuh Jalan")
    lost = make_registration(workshop, printed_name="Hilang Sudah")
    came(diligent)
    came(half, kinds=("pagi",))
    return diligent, half, lost


@pytest.fixture
def clerk(client, workshop):
    clerk = make_organiser(workshop)
    client.force_login(clerk)
    return clerk


def here(workshop):
    return f"/bimtek/{workshop.public_id}/kehadiran/capaian/"


def names(answer):
    return [row.record.registration.printed_name for row in answer.context["table"].rows]


def test_everybody_is_there_and_who_is_out_of_reach_comes_first(client, clerk, workshop, people):
    answer = client.get(here(workshop))

    assert names(answer) == ["Hilang Sudah", "Rajin Sekali", "Separuh Jalan"]
    assert "Sudah 0 JP. Paling banyak 8 JP; minimum 12 tidak terjangkau lagi." in answer.text
    assert "Sudah 8 JP. Perlu 12. Datang 1 kali lagi." in answer.text
    assert "Sudah 4 JP. Perlu 12. Datang 2 kali lagi." in answer.text


@pytest.mark.parametrize(
    ("group", "found"),
    [
        ("di-luar-jangkauan", ["Hilang Sudah"]),
        ("sekali-lagi", ["Rajin Sekali"]),
        ("masih-kurang", ["Rajin Sekali", "Separuh Jalan"]),
        ("tercapai", []),
        ("omong-kosong", ["Hilang Sudah", "Rajin Sekali", "Separuh Jalan"]),
    ],
)
def test_the_list_is_narrowed_by_what_can_still_be(client, clerk, workshop, people, group, found):
    assert names(client.get(here(workshop), {"tampil": group})) == found


def test_the_sheet_carries_jp_by_stage_and_both_figures(client, clerk, workshop, people):
    answer = client.get(here(workshop) + "ekspor/xlsx/", {"tampil": "sekali-lagi"})

    head, *rows = openpyxl.load_workbook(io.BytesIO(answer.content)).active.values
    assert head[2:] == (
        "JP Tahap 1",
        "JP Tahap 1, seharusnya",
        "JP Tahap 2",
        "JP Tahap 2, seharusnya",
        "JP sejauh ini",
        "JP paling banyak",
        "JP yang diperlukan",
        "Kali datang lagi",
        "Keadaan",
        "Keterangan",
    )
    (row,) = rows
    assert row[0] == "Rajin Sekali"
    assert row[2:] == (
        *(8, 8, 0, 8),
        *(8, 16, 12, 1),
        "Masih kurang",
        "Sudah 8 JP. Perlu 12. Datang 1 kali lagi.",
    )


def test_hours_add_up_by_slot_day_stage_and_in_all(workshop, people):
    stages, whole = tally(row.progress for row in progress_of(workshop, at=timezone.now()))

    first = stages[0].days[0]
    assert [slot.total.people for slot in first.slots] == [2, 1]
    assert first.total == stages[0].total == Sum(2, 3, 0, jp=12, jp_expected=24)
    assert whole == Sum(2, 3, 0, jp=12, jp_expected=48)


def test_an_opd_reads_its_own_people_alone(client, workshop, people):
    client.force_login(make_role("unit_admin", people[0].unit))

    answer = client.get(here(workshop))

    assert names(answer) == ["Rajin Sekali"]
    assert answer.context["whole"].jp_expected == 16


def test_it_does_not_exist_for_another_organiser(client, workshop, people):
    client.force_login(make_organiser(make_workshop()))

    assert client.get(here(workshop)).status_code == 404
    assert client.get(here(workshop) + "ekspor/csv/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many(
    client, clerk, workshop, count, django_assert_num_queries
):
    for _ in range(count):
        came(make_registration(workshop))

    # session, user, grants, Bimtek; progress (11); rule; stages
    with django_assert_num_queries(17):
        client.get(here(workshop))


def test_the_persons_own_page_warns_when_the_minimum_is_out_of_reach(client, workshop, people):
    lost = client.get(f"/p/{make_link(people[2]).token()}")
    diligent = client.get(f"/p/{make_link(people[0]).token()}")

    assert "Paling banyak 8 JP; minimum 12 tidak terjangkau lagi." in lost.text
    assert "Bila hadir pada semua presensi yang tersisa: 16 JP." in diligent.text


def test_the_units_own_page_tells_the_figures_of_its_people(client, workshop, people):
    invitation = people[0].delegations.get().seat.invitation

    answer = client.get(f"/o/{make_link(invitation).token()}")

    assert "Sudah 8 JP. Perlu 12. Datang 1 kali lagi." in answer.text
    assert "Separuh Jalan" not in answer.text


def test_a_day_long_over_leaves_nothing_to_come():
    workshop = make_workshop(stages=0)
    make_stage(workshop, order=1, day=date(2020, 1, 6))
    make_registration(workshop)

    (row,) = progress_of(workshop, at=timezone.now())

    assert (row.reach.best, row.reach.times) == (0, 0)
