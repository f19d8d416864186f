"""``/strategi/``: who reads and who writes what, and that every figure opens to what makes it."""

import io
from datetime import date
from decimal import Decimal

import docx
import openpyxl
import pytest

from participants.actions.ability import define_role
from participants.actions.strategy import Measuring, set_targets
from participants.models import EvidenceAct, Role, Strategy, StrategyVersion
from tests.factories import (
    NOW,
    make_competency,
    make_pemda,
    make_role,
    make_system,
    make_unit,
    make_user,
)
from tests.factories_record import (
    make_employee,
    make_evidence,
    make_job,
    make_plan,
    make_planned,
    make_training,
)

pytestmark = pytest.mark.django_db
DAY = "per=2026-11-22"
PAGES = (
    "/strategi/",
    "/strategi/penempatan/",
    "/strategi/pelatihan/",
    "/strategi/peran/",
)


@pytest.fixture
def root():
    return make_pemda("Kabupaten Contoh")


@pytest.fixture
def skill():
    return make_competency(name_id="Pemrograman Web")


@pytest.fixture
def role(root, skill):
    return define_role(unit=root, name="Programmer", skills=[(skill, 3)], by=make_system(), at=NOW)


def promise(root, role=None, **targets):
    cells = targets.pop("targets", {("placement", "asn", 2026): Decimal(80)})
    return set_targets(
        unit=root,
        first_year=2024,
        last_year=2027,
        valid_from=date(2024, 1, 1),
        legal_basis="Perda RPJMD 2024-2027",
        measuring=Measuring(role=role, **targets),
        targets=cells,
        by=make_system(),
        at=NOW,
    )


def staffed(root, skill, name="Dinas Contoh", person="Sari Contoh"):
    """A unit where one fits and one does not, one of them trained and able."""
    unit, job = make_unit(root, name=name), make_job()
    plan = root.plans.first() or make_plan(root, approved=True, valid_from=date(2021, 1, 1))
    planned = make_planned(plan, unit, job=job, headcount=2)
    planned.requirements.create(kind="education", text="S1")
    for full_name, education in ((person, "S1"), (f"{person} Dua", "SMA")):
        one = make_employee(unit, full_name=full_name, education=education)
        one.employments.update(job=job, job_title=job.name)
    fits = unit.employments.order_by("pk")[0].person
    make_training(fits, state="verified", jp=12)
    make_evidence(fits, skill, act=EvidenceAct.GRANT)
    return unit


def test_the_page_shows_figures_beside_targets_and_each_opens_to_people(client, root, role, skill):
    promise(root, role)
    unit = staffed(root, skill)
    client.force_login(make_role(Role.HR, root))

    page = client.get(f"/strategi/?{DAY}").content.decode()
    units = client.get(f"/strategi/penempatan/?{DAY}").content.decode()
    people = client.get(f"/strategi/penempatan/opd/{unit.public_id}/?{DAY}").content.decode()

    assert "50 %" in page
    assert "−30 poin" in page
    assert "Di bawah sasaran" in page
    assert "1 dari 2" in units
    assert "Sari Contoh" in people
    assert "Pendidikan paling rendah S1" in people


def test_an_opd_reads_its_own_figures_and_no_others(client, root, role, skill):
    promise(root, role)
    mine = staffed(root, skill, "Dinas Sendiri", "Orang Sendiri")
    theirs = staffed(root, skill, "Dinas Rahasia", "Orang Rahasia")
    client.force_login(make_role(Role.UNIT_ADMIN, mine))

    for address in PAGES:
        page = client.get(f"{address}?{DAY}")
        assert page.status_code == 200
        assert "Rahasia" not in page.content.decode()
    own = client.get(f"/strategi/pelatihan/opd/{mine.public_id}/?{DAY}")
    asked = [
        client.get(f"/strategi/{one}/opd/{theirs.public_id}/?{DAY}").status_code
        for one in ("penempatan", "pelatihan", "peran")
    ]

    assert "Orang Sendiri" in own.content.decode()
    assert asked == [404, 404, 404]
    assert client.get(f"/strategi/?opd={theirs.public_id}").status_code == 404
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/strategi/unduh.xlsx?{DAY}").content))
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row]
    assert "Dinas Sendiri" in cells
    assert not any("Rahasia" in cell for cell in cells)


def test_a_leader_reads_sums_and_no_name(client, root, role, skill):
    unit = staffed(root, skill)
    client.force_login(make_role(Role.LEADER, root))

    for one in ("penempatan", "pelatihan", "peran"):
        page = client.get(f"/strategi/{one}/opd/{unit.public_id}/?{DAY}").content.decode()
        sheet = client.get(f"/strategi/{one}/opd/{unit.public_id}/unduh.csv?{DAY}").content.decode()
        assert "Pegawai 1" in page
        assert "Sari Contoh" not in page + sheet


def test_another_region_does_not_exist(client, root, skill):
    other = make_pemda("Kabupaten Lain")
    promise(other)
    unit = staffed(other, skill, "Dinas Lain")
    client.force_login(make_role(Role.HR, root))

    assert client.get(f"/strategi/?daerah={other.public_id}").status_code == 404
    assert client.get(f"/strategi/penempatan/opd/{unit.public_id}/").status_code == 404
    assert client.get("/strategi/lainnya/").status_code == 404
    assert client.get("/strategi/?per=bukan").status_code == 200
    assert client.get("/strategi/?per=0001-01-01").status_code == 200


@pytest.mark.parametrize("held", [Role.ORGANISER, Role.SIGNER])
def test_who_reads_no_figures_gets_none(client, root, held):
    client.force_login(make_role(held, root))

    assert client.get("/strategi/").status_code == 403


def test_before_anything_is_recorded_the_page_says_what_to_do(client, root):
    make_unit(root)
    client.force_login(make_role(Role.HR, root))

    page = client.get("/strategi/").content.decode()

    assert "Tetapkan sasaran" in page
    assert "Belum ada data kepegawaian untuk dihitung" in page
    assert client.get("/strategi/laporan.docx").status_code == 200
    assert client.get("/strategi/unduh.xlsx").status_code == 200
    for address in PAGES:
        assert client.get(address).status_code == 200


def test_whoever_sees_everything_gets_a_page_without_a_region(client):
    client.force_login(make_user(is_superuser=True))

    assert "Belum ada daerah" in client.get("/strategi/").content.decode()
    assert client.get("/strategi/penempatan/").status_code == 404


def targets_form(**fields):
    return {
        "legal_basis": "Perda 4/2021",
        "valid_from": "2022-01-01",
        "placement_base": "assessed",
        "minimum_jp": "20",
        "placement-asn-2026": "80",
        "hours-non_asn-2027": "12.5",
        **fields,
    }


def test_bkpsdm_types_targets_per_year_and_a_second_time_makes_a_version(client, root, role):
    client.force_login(make_role(Role.HR, root))
    address = "/strategi/sasaran/?dari=2022&sampai=2027"

    first = client.post(address, targets_form(role=role.public_id))
    twice = client.post(address, targets_form(role=role.public_id))
    second = client.post(address, targets_form(legal_basis="Perubahan", valid_from="2026-01-01"))
    again = client.get("/strategi/sasaran/").content.decode()

    assert (first.status_code, twice.status_code, second.status_code) == (302, 422, 302)
    assert "Tidak ada yang berubah" in twice.content.decode()
    strategy = Strategy.objects.get()
    assert (strategy.first_year, strategy.last_year) == (2022, 2027)
    assert {
        (one.indicator, one.group, one.year, one.value)
        for one in StrategyVersion.objects.order_by("pk")[0].targets.all()
    } == {
        ("placement", "asn", 2026, Decimal("80.0")),
        ("hours", "non_asn", 2027, Decimal("12.5")),
    }
    assert 'value="80"' in again
    assert "Perubahan" in again


@pytest.mark.parametrize(
    "fields",
    [
        {"placement-asn-2026": "101"},
        {"placement-asn-2026": "banyak"},
        {"placement-asn-2026": "", "hours-non_asn-2027": ""},
        {"legal_basis": "  "},
        {"valid_from": "kemarin"},
        {"minimum_jp": "0"},
        {"role": "tidakada"},
        {"placement_base": "lain"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost_or_written(client, root, fields):
    client.force_login(make_role(Role.HR, root))

    page = client.post(
        "/strategi/sasaran/?dari=2022&sampai=2027",
        targets_form(**{"role-any-2025": "66.5", **fields}),
    )

    assert page.status_code == (
        302 if fields == {"placement-asn-2026": "", "hours-non_asn-2027": ""} else 422
    )
    if page.status_code == 422:
        assert 'value="66.5"' in page.content.decode()
        assert not Strategy.objects.exists()


@pytest.mark.parametrize("years", ["dari=2027&sampai=2022", "dari=x&sampai=y", "dari=1&sampai=9"])
def test_years_that_are_no_period_are_asked_again(client, root, years):
    client.force_login(make_role(Role.HR, root))

    assert client.get(f"/strategi/sasaran/?{years}").status_code == 422
    assert client.post(f"/strategi/sasaran/?{years}", targets_form()).status_code == 422


def test_only_bkpsdm_of_the_whole_pemda_sets_targets(client, root):
    unit = make_unit(root)
    for user, status in (
        (make_role(Role.UNIT_ADMIN, unit), 403),
        (make_role(Role.HR, unit), 404),
        (make_role(Role.PLANNER, root), 403),
        (make_role(Role.LEADER, root), 403),
        (make_role(Role.AUDITOR, root), 403),
    ):
        client.force_login(user)
        read = client.get("/strategi/sasaran/")
        sent = client.post("/strategi/sasaran/?dari=2022&sampai=2027", targets_form())
        assert (read.status_code, sent.status_code) == (status, status)

    assert not Strategy.objects.exists()


def test_the_workbook_has_figures_as_figures(client, root, role, skill):
    promise(root, role)
    staffed(root, skill)
    client.force_login(make_role(Role.HR, root))

    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/strategi/unduh.xlsx?{DAY}").content))

    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 1 + 9 * 4
    placement = next(row for row in rows if row[0].startswith("Penempatan") and row[3] == 2026)
    assert placement[4:7] == (80, 50, -30)
    assert placement[8:11] == (1, 2, 0)
    assert [sheet.max_row for sheet in book.worksheets[1:]] == [2, 2, 2]


def test_the_report_says_what_was_reached_and_what_was_not(client, root, role, skill):
    promise(
        root,
        role,
        targets={("placement", "asn", 2026): Decimal(80), ("role", "any", 2026): Decimal(50)},
    )
    staffed(root, skill)
    client.force_login(make_role(Role.HR, root))

    content = client.get(f"/strategi/laporan.docx?{DAY}").content

    paper = docx.Document(io.BytesIO(content))
    text = "\n".join(one.text for one in paper.paragraphs)
    assert "Laporan Capaian Sasaran Strategi SDM" in text
    assert "sasaran 80 %, selisih −30 poin." in text
    assert (
        "OPD yang mempunyai programmer (ASN atau Non-ASN): 100 %, yaitu 1 dari 1 OPD; sasaran 50 % tercapai."
        in text
    )
    assert len(paper.tables) >= 3


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_however_many_opd(
    client, root, role, skill, rows, django_assert_num_queries
):
    promise(root, role)
    for number in range(rows):
        staffed(root, skill, f"Dinas {number}", f"Orang {number}")
    client.force_login(make_role(Role.HR, root))

    # session, user, grants; own units, roots, their strategies; OPD; versions, their targets, skills
    # and competencies; first role, its skills and competencies; 2024, 2025 and 2026 of ten each (OPD,
    # people, plan, posts, holders, requirements, JP, wall of three, units), 2027 of none
    with django_assert_num_queries(45):
        client.get(f"/strategi/?{DAY}")
