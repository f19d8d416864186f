"""``/kebutuhan-pelatihan/``: the AKPK and HCDP table, who reads it, and its plan."""

import io
from datetime import date

import openpyxl
import pytest

from participants.actions.development import Answer, plan_development
from participants.actions.person import add_identifier
from participants.actions.totals import recount
from participants.models import (
    AuditEntry,
    Development,
    EvidenceAct,
    IdentifierKind,
    Role,
)
from participants.queries.strategy import scope_below
from project.needs.rows import Sum, need_lines, summed
from tests.factories import NOW, make_competency, make_pemda, make_role, make_system, make_unit
from tests.factories_plan import make_organiser
from tests.factories_plan import make_planned as make_planned_workshop
from tests.factories_record import (
    make_employee,
    make_evidence,
    make_job,
    make_plan,
    make_planned,
)
from workshops.actions.workshop import set_award_rule

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
DAY = "per=2026-11-22"
NIP = "198503152010012001"


@pytest.fixture
def root():
    return make_pemda()


@pytest.fixture
def skill():
    return make_competency(name_id="Pemrograman Web")


@pytest.fixture
def plan(root):
    return make_plan(root, approved=True, valid_from=date(2021, 1, 1))


def placed(plan, skill, level=None, name="Dinas Contoh", **fields):
    """Somebody at a post of a unit of its own that asks for level 3; ``level`` is what they have."""
    unit, job = make_unit(plan.unit, name=name), make_job()
    make_planned(plan, unit, job=job, competency=skill)
    person = make_employee(unit, **fields)
    person.employments.update(job=job, job_title=job.name)
    if level is not None:
        make_evidence(person, skill, act=EvidenceAct.GRANT, level=level)
    return person


def answer(**fields):
    return Answer(
        fields.pop("title", "Kursus Pemrograman"),
        fields.pop("form", 16),
        fields.pop("jp", 40),
        "apbd",
        "BKPSDM",
        fields.pop("cost", 1_500_000),
    )


def plan_for(root, skill, **fields):
    return plan_development(
        unit=root,
        year=fields.pop("year", 2026),
        competency=skill,
        level=fields.pop("level", 3),
        answer=answer(**fields),
        by=make_system(),
        at=NOW,
    )


def test_each_gap_is_a_line_and_what_is_planned_stands_beside_it(root, plan, skill):
    near, far, unknown = (placed(plan, skill, level, f"Dinas {level}") for level in (2, 1, None))
    placed(plan, skill, 3, "Dinas Cukup")
    plan_for(root, skill)

    lines = need_lines(root, TODAY, 2026, scope_below(root))

    assert {
        (one.person.pk, one.held, one.gap.levels, one.plan.title, one.plan.jp) for one in lines
    } == {
        (near.pk, 2, 1, "Kursus Pemrograman", 40),
        (far.pk, 1, 2, "Kursus Pemrograman", 40),
        (unknown.pk, None, None, "Penilaian kompetensi terlebih dahulu", 0),
    }
    assert summed(lines) == Sum(people=3, gaps=3, high=2, unplanned=0, jp=80, cost=3_000_000)


def test_a_plan_answers_up_to_its_level_in_its_year_and_else_the_next_bimtek(root, plan, skill):
    placed(plan, skill, 2)
    plan_for(root, skill, level=2)
    plan_for(root, skill, year=2027)
    organiser = make_organiser(make_unit(root, name="Dinas Penyelenggara"))

    def planned(year):
        (line,) = need_lines(root, TODAY, year, scope_below(root))
        return line.plan

    assert not planned(2026).is_set
    workshop = make_planned_workshop(organiser, title_id="Bimtek Lanjutan")
    set_award_rule(
        workshop=workshop, competency=skill, level=3, minimum_score=None, by=organiser, at=NOW
    )
    assert (planned(2026).title, planned(2026).year) == ("Bimtek Lanjutan", 2026)
    assert planned(2026).organiser == "Dinas Penyelenggara"
    assert (planned(2027).title, planned(2027).year) == ("Kursus Pemrograman", 2027)


def test_the_sheet_keeps_the_official_order_and_every_digit(client, root, plan, skill):
    person = placed(plan, skill, 1, full_name="Sari Contoh")
    add_identifier(person=person, kind=IdentifierKind.NIP, digits=NIP, by=make_system(), at=NOW)
    plan_for(root, skill)
    client.force_login(make_role(Role.HR, root))

    content = client.get(f"/kebutuhan-pelatihan/unduh.xlsx?{DAY}&tahun=2026").content

    head, line = (
        openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    )
    assert head == (
        "No", "NIP", "Nama", "Jabatan", "Unit kerja", "Jenis kompetensi", "Kompetensi",
        "Tingkat standar", "Tingkat dimiliki", "Kesenjangan", "Prioritas",
        "Pengembangan yang dibutuhkan", "Bentuk", "Jalur", "JP", "Penyelenggara", "Tahun",
        "Sumber dana", "Biaya per orang (Rp)",
    )  # fmt: skip
    assert line[:3] == (1, NIP, "Sari Contoh")
    assert line[7:11] == (3, 1, 2, "Tinggi")
    assert line[11:] == (
        "Kursus Pemrograman", "E-Learning", "Nonklasikal", 40, "BKPSDM", 2026, "APBD", 1_500_000,
    )  # fmt: skip


def test_an_opd_reads_its_own_people_and_a_leader_no_name(client, root, plan, skill):
    mine = placed(plan, skill, 1, "Dinas Sendiri", full_name="Orang Sendiri")
    placed(plan, skill, 1, "Dinas Rahasia", full_name="Orang Rahasia")
    recount(day=TODAY, by=make_system(), at=NOW)

    client.force_login(make_role(Role.UNIT_ADMIN, mine.home_unit))
    own = client.get(f"/kebutuhan-pelatihan/?{DAY}").content.decode()
    sheet = client.get(f"/kebutuhan-pelatihan/unduh.csv?{DAY}").content.decode()
    client.force_login(make_role(Role.LEADER, root))
    sums = client.get(f"/kebutuhan-pelatihan/?{DAY}").content.decode()
    sums += client.get(f"/kebutuhan-pelatihan/unduh.csv?{DAY}").content.decode()

    assert "Orang Sendiri" in own
    assert "Orang Sendiri" in sheet
    assert "Rahasia" not in own + sheet
    assert "Dinas Rahasia" in sums
    assert "Orang" not in sums.replace("Orang lain", "")


def test_filters_narrow_lines_and_totals_alike(client, root, plan, skill):
    placed(plan, skill, 1, "Dinas Satu", full_name="Orang Tinggi")
    other = placed(plan, skill, None, "Dinas Dua", full_name="Orang Sedang")
    client.force_login(make_role(Role.HR, root))

    high = client.get(f"/kebutuhan-pelatihan/?{DAY}&prioritas=1").content.decode()
    one = client.get(
        f"/kebutuhan-pelatihan/?{DAY}&opd={other.home_unit.public_id}"
    ).content.decode()
    odd = client.get("/kebutuhan-pelatihan/?prioritas=9&tahun=abcd&page=x&per=y")

    assert "Orang Tinggi" in high
    assert "Orang Sedang" not in high
    assert "Orang Sedang" in one
    assert "Orang Tinggi" not in one
    assert odd.status_code == 200


def test_what_units_lack_comes_from_the_kept_totals(client, root, plan, skill):
    placed(plan, skill, 2, "Dinas Kurang")
    recount(day=TODAY, by=make_system(), at=NOW)
    client.force_login(make_role(Role.PLANNER, root))

    page = client.get(f"/kebutuhan-pelatihan/?{DAY}")

    (row,) = page.context["units"]
    assert (row["unit"].name, row["need"].wanted, row["need"].held) == ("Dinas Kurang", 1, 0)


def test_before_there_is_a_plan_the_page_says_what_is_missing(client, root):
    client.force_login(make_role(Role.HR, root))

    assert (
        "Belum ada peta jabatan yang berlaku"
        in client.get("/kebutuhan-pelatihan/").content.decode()
    )


def given(skill, **fields):
    return {
        "competency": skill.public_id,
        "level": "3",
        "title": "Bimtek Lanjutan",
        "form": "8",
        "jp": "32",
        "funding": "apbd",
        **fields,
    }


def test_bkpsdm_plans_and_drops_and_both_are_told(client, root, skill):
    client.force_login(make_role(Role.HR, root))
    address = "/kebutuhan-pelatihan/rencana/?tahun=2026"

    made = client.post(address, given(skill))
    twice = client.post(address, given(skill))
    kept = Development.objects.get()
    dropped = client.post(f"/kebutuhan-pelatihan/rencana/{kept.public_id}/")

    assert (made.status_code, twice.status_code, dropped.status_code) == (302, 422, 302)
    assert "sudah ada" in twice.content.decode()
    assert not Development.objects.exists()
    verbs = AuditEntry.objects.filter(verb__startswith="participants.development.")
    assert sorted(one.verb.rsplit(".", 1)[1] for one in verbs) == ["planned", "removed"]


@pytest.mark.parametrize(
    "fields",
    [{"jp": "0"}, {"jp": "x"}, {"form": "99"}, {"level": "9"}, {"title": " "}, {"cost": "-1"}],
)
def test_a_plan_that_cannot_be_is_said_and_not_kept(client, root, skill, fields):
    client.force_login(make_role(Role.HR, root))

    page = client.post("/kebutuhan-pelatihan/rencana/", given(skill, **fields))

    assert page.status_code == 422
    assert not Development.objects.exists()


def test_only_bkpsdm_of_the_pemda_plans(client, root, skill):
    elsewhere = plan_for(make_pemda(), skill)
    unit = make_unit(root)
    for user, status in (
        (make_role(Role.UNIT_ADMIN, unit), 403),
        (make_role(Role.HR, unit), 404),
        (make_role(Role.PLANNER, root), 403),
        (make_role(Role.LEADER, root), 403),
    ):
        client.force_login(user)
        sent = client.post("/kebutuhan-pelatihan/rencana/", given(skill))
        assert sent.status_code == status
    client.force_login(make_role(Role.HR, root))

    assert client.post(f"/kebutuhan-pelatihan/rencana/{elsewhere.public_id}/").status_code == 404
    assert Development.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_however_many_gaps(
    client, root, plan, skill, rows, django_assert_num_queries
):
    for number in range(rows):
        placed(plan, skill, 1, f"Dinas {number}")
    client.force_login(make_role(Role.HR, root))

    # session, user, grants; own units, roots, strategies, OPD, first role; OPD again, people, plan,
    # posts, holders, requirements, levels; names of competencies; plan of the year; courses (3: none,
    # so their awards and hours of nothing); names of OPD, plan, who may be named; what units lack, day
    with django_assert_num_queries(25):
        client.get(f"/kebutuhan-pelatihan/?{DAY}")
