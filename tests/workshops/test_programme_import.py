"""Programmes from a sheet: looked at first, in whole or not at all, and twice is once."""

import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.actions import importing
from participants.errors import Refused
from participants.models import ImportSession, Role, RowOutcome
from tests.factories import NOW, make_pemda, make_role, make_system, make_unit
from tests.factories_people import csv_sheet, xlsx_sheet
from tests.factories_programmes import make_programme
from workshops.actions.programme_import import write
from workshops.exporting.programme import RegisterResource
from workshops.importing.programme import stage_programmes
from workshops.models import WorkProgramme
from workshops.queries.programme import years_planned

pytestmark = pytest.mark.django_db
HEADERS = ("Nama Program", "Pilar", "OPD Pengampu", "Kelompok Aksi", "Target 2026", "Anggaran 2026")


@pytest.fixture
def office():
    return make_unit(make_pemda(), name="Dinas Kominfo", short_name="Diskominfo")


@pytest.fixture
def health(office):
    return make_unit(office.parent, name="Dinas Kesehatan", short_name="Dinkes")


def stage(office, *rows, headers=HEADERS, content=None):
    return stage_programmes(
        upload=io.BytesIO(content or csv_sheet(*rows, headers=headers)),
        name="program.csv" if content is None else "program.xlsx",
        keeper=office,
        by=make_system(),
        at=NOW,
    )


def commit(session, set_aside=0):
    return importing.commit(
        session=session, set_aside=set_aside, by=make_system(), at=NOW, write=write
    )


def counts(session):
    return tuple(session.counts[one] for one in ("new", "changed", "same", "wrong"))


def faults(session):
    rows = session.rows.filter(outcome=RowOutcome.WRONG).order_by("line")
    return [[(fault["column"], fault["code"]) for fault in row.faults] for row in rows]


def test_new_rows_go_in_with_their_owner_and_years(office, health):
    session = stage(
        office,
        ("Antrean", "Smart Living", "dinkes", "3. Penyediaan perangkat lunak", "12,5", "1.500.000"),
        ("Portal", "governance", "Diskominfo", "", "", ""),
    )
    assert WorkProgramme.objects.count() == 0

    commit(session)

    queue = WorkProgramme.objects.get(title="Antrean")
    assert counts(session) == (2, 0, 0, 0)
    assert (queue.unit, queue.pillar, queue.action_group, queue.keeper) == (
        health,
        "living",
        3,
        office,
    )
    assert list(queue.years.values_list("year", "target", "budget")) == [
        (2026, Decimal("12.5"), 1_500_000)
    ]


def test_each_fault_says_where_it_is(office, health):
    session = stage(
        office,
        ("", "Smart Living", "Dinkes"),
        ("Satu", "Smart Kota", "Dinkes"),
        ("Dua", "Smart Living", "Dinas Kesehatn"),
        ("Tiga", "Smart Living", ""),
        ("Empat", "Smart Living", "Dinkes", "lima", "banyak", "-5"),
        ("Lima", "", "Dinkes"),
        ("Enam", "Smart Living", "Dinkes"),
        ("ENAM", "Smart Living", "Dinas Kesehatan"),
    )

    assert faults(session) == [
        [("Nama Program", "programme-title-missing")],
        [("Pilar", "import-not-understood")],
        [("OPD Pengampu", "unit-unknown-near")],
        [("OPD Pengampu", "import-cell-required")],
        [("Kelompok Aksi", "import-not-understood"), ("Target 2026", "import-not-understood")],
        [("Pilar", "programme-pillar-unknown")],
        [("Nama Program", "import-twice-in-file")],
    ]


def test_wrong_rows_stay_out_only_when_somebody_agrees(office, health):
    session = stage(office, ("Baik", "living", "Dinkes"), ("Salah", "kota", "Dinkes"))
    with pytest.raises(Refused):
        commit(session)

    commit(session, set_aside=1)

    assert [one.title for one in WorkProgramme.objects.all()] == ["Baik"]


def test_a_second_run_changes_nothing(office, health):
    rows = [("Antrean", "living", "Dinkes", "3", "12,5", "1.500.000"), ("Portal", "governance", "Diskominfo")]  # fmt: skip
    commit(stage(office, *rows))
    before = list(WorkProgramme.objects.order_by("pk").values())

    again = stage(office, *rows)

    assert counts(again) == (0, 0, 2, 0)
    with pytest.raises(Refused) as refusal:
        commit(again)
    assert refusal.value.reasons[0].code == "import-nothing-to-do"
    assert list(WorkProgramme.objects.order_by("pk").values()) == before


def test_a_changed_cell_changes_that_and_an_empty_one_nothing(office, health):
    programme = make_programme(
        health,
        keeper=office,
        title="Antrean",
        pillar="living",
        measure="orang",
        baseline=Decimal(3),
    )

    session = stage(office, ("Antrean", "Smart Society", "", "", "", "70"), headers=(*HEADERS,))
    unknown = stage(
        office,
        (programme.public_id, "Antrean baru", "living", ""),
        headers=("Kode Baris", "Nama Program", "Pilar", "OPD Pengampu"),
    )
    assert counts(session) == (0, 0, 0, 1)  # without its owner nobody can tell whose it is
    assert counts(unknown) == (0, 1, 0, 0)
    commit(unknown)

    programme.refresh_from_db()
    assert (programme.title, programme.measure, programme.baseline) == ("Antrean baru", "orang", 3)


def test_what_changed_meanwhile_is_looked_at_again(office, health):
    programme = make_programme(health, keeper=office, title="Antrean", pillar="living")
    session = stage(office, ("Antrean", "Smart Society", "Dinkes"))
    WorkProgramme.objects.filter(pk=programme.pk).update(pillar="economy")

    with pytest.raises(Refused) as refusal:
        commit(session)

    assert refusal.value.reasons[0].code == "import-outdated"


def test_two_sessions_of_one_sheet_make_it_once(office, health):
    first, second = (stage(office, ("Antrean", "living", "Dinkes")) for _ in range(2))
    commit(first)

    with pytest.raises(Refused) as refusal:
        commit(second)

    assert refusal.value.reasons[0].code == "import-outdated"
    assert WorkProgramme.objects.count() == 1


FIGURES = st.none() | st.decimals(min_value=0, max_value=10**9, places=4)
TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=30)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    titles=st.lists(TEXTS, min_size=1, max_size=4, unique_by=str.casefold),
    target=FIGURES,
    baseline=FIGURES,
    quick_win=st.booleans(),
)
def test_what_goes_out_comes_back_the_same(office, health, titles, target, baseline, quick_win):
    WorkProgramme.objects.all().delete()
    for title in titles:
        make_programme(
            health,
            keeper=office,
            title=title,
            supporting=[office],
            supporting_note="Universitas Contoh",
            sub_dimension="governance.policy",
            action_group=1,
            horizon="long",
            source="non_apbd",
            starts_year=2026,
            ends_year=2031,
            quick_win=quick_win,
            baseline=baseline,
            code_program="2.16.03",
            years={2026: (target, 12), 2031: (None, 10**12)},
        )
    found = WorkProgramme.objects.prefetch_related("supporting", "years").select_related("unit")
    table = RegisterResource(years_planned(found)).export(found.order_by("pk"))

    session = stage(office, content=xlsx_sheet(*table, headers=tuple(table.headers)))

    assert counts(session) == (0, 0, len(titles), 0)


def test_the_pages_lead_from_upload_to_register(client, office, health):
    client.force_login(make_role(Role.ORGANISER, office))
    sheet = io.BytesIO(
        xlsx_sheet(
            ("Antrean", "Smart Living", "Dinkes", 2, 5, 100),
            ("Salah", "Kota", "Dinkes"),
            headers=HEADERS,
        )
    )
    sheet.name = "program.xlsx"

    sent = client.post("/program/impor/", {"keeper": office.public_id, "file": sheet})
    page = client.get(sent.url)
    wrong = client.get(f"{sent.url}salah.xlsx")
    refused = client.post(f"{sent.url}masukkan/", follow=True)
    client.post(f"{sent.url}masukkan/", {"sisihkan": "1"})

    assert "Isi sel ini tidak dikenali." in page.text
    book = openpyxl.load_workbook(io.BytesIO(wrong.content))
    assert [row[1].value for row in book.active.iter_rows(min_row=2)] == ["Salah"]
    assert "Masih ada 1 baris yang salah." in refused.text
    assert [one.title for one in WorkProgramme.objects.all()] == ["Antrean"]


def test_a_sheet_that_is_none_is_refused_where_it_was_chosen(client, office):
    client.force_login(make_role(Role.ORGANISER, office))
    sheet = io.BytesIO(b"<html>")
    sheet.name = "program.html"

    answer = client.post("/program/impor/", {"keeper": office.public_id, "file": sheet})

    assert answer.status_code == 422


def test_a_dropped_sheet_leaves_the_register_as_it_was(client, office, health):
    client.force_login(make_role(Role.ORGANISER, office))
    session = stage(office, ("Antrean", "living", "Dinkes"))

    client.post(f"/program/impor/{session.public_id}/batal/")

    assert (WorkProgramme.objects.count(), ImportSession.objects.get().state) == (0, "cancelled")


def test_the_register_s_sheets_are_no_business_of_hr_or_of_others(client, office, health):
    session = stage(office, ("Antrean", "living", "Dinkes"))
    client.force_login(make_role(Role.HR, office.parent))
    to_hr = client.get(f"/impor/{session.public_id}/").status_code
    client.force_login(make_role(Role.ORGANISER, make_unit(office.parent)))
    to_another = client.get(f"/program/impor/{session.public_id}/").status_code

    assert (to_hr, to_another) == (404, 404)
