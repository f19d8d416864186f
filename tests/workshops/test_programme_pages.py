"""The register as a page: who sees what, narrowed, sorted, taken away, changed by hand."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from participants.models import AuditEntry, Role
from tests.factories import make_pemda, make_role, make_unit
from tests.factories_programmes import make_programme, say
from workshops.models import WorkProgramme

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_unit(make_pemda(), name="Dinas Kominfo", short_name="Diskominfo")


@pytest.fixture
def health(office):
    return make_unit(office.parent, name="Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def organiser(client, office):
    user = make_role(Role.ORGANISER, office)
    client.force_login(user)
    return user


def titles(answer):
    return [row.record.title for row in answer.context["table"].rows]


def sheet_of(answer):
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


@pytest.fixture
def three(office, health):
    portal = make_programme(
        office,
        keeper=office,
        title="Portal layanan",
        sub_dimension="governance.service",
        action_group=3,
        horizon="short",
        starts_year=2026,
        ends_year=2026,
        quick_win=True,
        code_program="2.16.03",
        years={2026: (Decimal(10), 500_000_000)},
    )
    clinic = make_programme(
        health,
        keeper=office,
        title="Antrean puskesmas",
        pillar="living",
        action_group=2,
        horizon="medium",
        starts_year=2027,
        ends_year=2030,
        years={2027: (None, 200_000_000), 2028: (None, 100_000_000)},
    )
    waste = make_programme(health, keeper=office, title="Bank sampah", pillar="environment")
    say(portal)
    say(clinic, "not_running", "refocusing", on=date(2027, 1, 1), at=_later())
    return portal, clinic, waste


def _later():
    from datetime import UTC, datetime  # noqa: PLC0415

    return datetime(2027, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Bank sampah", "Portal layanan", "Antrean puskesmas"]),
        ("cari=puskes", ["Antrean puskesmas"]),
        ("cari=2.16", ["Portal layanan"]),
        ("pilar=living", ["Antrean puskesmas"]),
        ("subdimensi=governance.service", ["Portal layanan"]),
        ("kelompok=2", ["Antrean puskesmas"]),
        ("jangka=short", ["Portal layanan"]),
        ("tahun=2026", ["Bank sampah", "Portal layanan"]),
        ("quick_win=ya", ["Portal layanan"]),
        ("status=running", ["Portal layanan"]),
        ("status=not_running", ["Antrean puskesmas"]),
        ("status=none", ["Bank sampah"]),
        ("sort=title", ["Antrean puskesmas", "Bank sampah", "Portal layanan"]),
    ],
)
def test_the_register_is_narrowed_and_sorted(client, organiser, three, asked, found):
    answer = client.get(f"/program/?{asked}")

    assert titles(answer) == found


def test_the_register_adds_up_what_is_shown(client, organiser, three):
    answer = client.get("/program/")

    assert [(row.year, row.programmes, row.budget) for row in answer.context["totals"]] == [
        (2026, 1, 500_000_000),
        (2027, 1, 200_000_000),
        (2028, 1, 100_000_000),
    ]
    assert answer.context["budget"] == "Rp800 juta"
    assert str(answer.context["share"].percent) == "50.0"
    assert answer.context["share"].unreported == 1


def test_by_opd_and_withdrawn_ones_on_request(client, organiser, three, health):
    waste = three[2]
    client.post(f"/program/{waste.public_id}/tarik/", {"reason": "Digabung"})

    assert titles(client.get(f"/program/?opd={health.public_id}")) == ["Antrean puskesmas"]
    assert titles(client.get("/program/?keadaan=ditarik")) == ["Bank sampah"]
    assert "Digabung" in client.get(f"/program/{waste.public_id}/").text


def test_an_opd_reads_its_own_and_changes_nothing(client, three, health):
    clinic, portal = three[1], three[0]
    client.force_login(make_role(Role.UNIT_ADMIN, health))

    assert sorted(titles(client.get("/program/"))) == ["Antrean puskesmas", "Bank sampah"]
    assert client.get(f"/program/{portal.public_id}/").status_code == 404
    assert client.get(f"/program/{clinic.public_id}/").status_code == 200
    assert client.get(f"/program/{clinic.public_id}/ubah/").status_code == 404
    assert client.post(f"/program/{clinic.public_id}/tarik/", {"reason": "x"}).status_code == 404
    assert client.get("/program/baru/").status_code == 403


def test_a_programme_by_hand(client, organiser, office, health):
    form = {
        "keeper": office.public_id,
        "title": "Lapor",
        "unit": health.public_id,
        "supporting": [office.public_id],
        "pillar": "governance",
        "sub_dimension": "governance.service",
        "action_group": "3",
        "quick_win": "on",
        "starts_year": "2026",
        "ends_year": "2027",
        "baseline": "12,5",
        "target_2026": "1.250",
        "budget_2026": "Rp 150.000.000",
        "target_2027": "",
        "budget_2027": "",
    }

    wrong = client.post("/program/baru/", form | {"sub_dimension": "living.health"})
    made = client.post("/program/baru/", form)

    assert wrong.status_code == 422
    assert "Subdimensi ini bukan bagian dari pilar itu." in wrong.text
    assert 'value="Rp 150.000.000"' in wrong.text
    programme = WorkProgramme.objects.get()
    assert made.url == f"/program/{programme.public_id}/"
    assert (programme.baseline, programme.quick_win) == (Decimal("12.5"), True)
    assert list(programme.years.values_list("year", "target", "budget")) == [
        (2026, 1250, 150_000_000)
    ]


def test_the_form_of_a_programme_shows_what_it_saves(client, organiser, three):
    portal = three[0]
    page = client.get(f"/program/{portal.public_id}/ubah/")
    form = page.context["form"]
    typed = {name: form[name].value() for name in form.fields}
    typed = {name: value for name, value in typed.items() if value not in (None, False)}

    answer = client.post(f"/program/{portal.public_id}/ubah/", typed)

    assert answer.status_code == 302
    assert not AuditEntry.objects.filter(verb="workshops.programme.changed").exists()


def test_the_page_tells_where_it_came_from_and_what_changed(client, organiser, three):
    portal = three[0]
    form = client.get(f"/program/{portal.public_id}/ubah/").context["form"]
    typed = {name: form[name].value() for name in form.fields}
    typed = {name: value for name, value in typed.items() if value not in (None, False)}
    client.post(f"/program/{portal.public_id}/ubah/", typed | {"budget_2026": "600.000.000"})

    page = client.get(f"/program/{portal.public_id}/")

    assert "<del>500.000.000</del>" in page.text
    assert "<ins>600.000.000</ins>" in page.text
    assert "bukan dari rencana aksi" in page.text


def test_the_register_goes_out_with_its_years(client, organiser, three):
    rows = sheet_of(client.get("/program/unduh/xlsx/?pilar=governance"))

    head, row = rows
    cells = dict(zip(head, row, strict=True))
    assert (cells["Nama Program"], cells["Pilar"], cells["Quick Win"]) == (
        "Portal layanan",
        "Smart Governance",
        "Ya",
    )
    assert (cells["Target 2026"], cells["Anggaran 2026"]) == (10, 500_000_000)


def test_the_planning_sheet_is_in_the_order_of_the_codes(client, organiser, office):
    for code, title in (("2.16.10", "Sepuluh"), ("2.16.9", "Sembilan"), ("", "Tanpa kode")):
        make_programme(
            office, keeper=office, title=title, code_program=code, years={2026: (None, 1)}
        )

    rows = sheet_of(client.get("/program/unduh-per-kode/xlsx/"))

    assert [row[7] for row in rows[1:]] == ["Sembilan", "Sepuluh", "Tanpa kode"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_take_the_same_queries_however_many_programmes(
    client, organiser, office, health, rows, django_assert_num_queries
):
    for number in range(rows):
        programme = make_programme(
            health,
            keeper=office,
            supporting=[office],
            title=f"Program {number}",
            years={2026: (Decimal(1), 5)},
        )
        say(programme)

    # session, user, grants; years and units to choose; counts; totals; rows counted, rows
    with django_assert_num_queries(9):
        client.get("/program/")
    # session, user, grants; years to choose; years of the sheet; rows, helpers, years
    with django_assert_num_queries(8):
        client.get("/program/unduh/xlsx/")
    # session, user, grants; programme; reports, supporting, years, history; manages, reports
    with django_assert_num_queries(10):
        client.get(f"/program/{programme.public_id}/")
    # session, user, grants; units; count, rows
    with django_assert_num_queries(6):
        client.get("/program/status/")
