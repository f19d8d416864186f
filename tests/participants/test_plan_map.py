"""The peta jabatan as a tree and as a table, one unit's share of a draft, and what leaves as a file."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from participants.actions import staffing as actions
from participants.actions.plan_share import Wanted, plan_unit, share_changes
from participants.actions.unit import rename_unit
from participants.errors import Refused
from participants.models import (
    AppointmentKind,
    AuditEntry,
    Identifier,
    IdentifierKind,
    JobTitle,
    OrganisationUnit,
    Role,
)
from participants.models.sealed import lookup
from participants.queries.plan_tree import branches
from participants.queries.staffing import post_lines
from participants.rules.planning import Move
from tests.factories import NOW, make_pemda, make_role, make_unit
from tests.factories_record import make_employee, make_job, make_plan, make_planned

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


@pytest.fixture
def root():
    return make_pemda()


@pytest.fixture
def office(root):
    return make_unit(root, name="Dinas Kominfo")


@pytest.fixture
def section(office):
    return make_unit(office, name="Bidang Aplikasi")


@pytest.fixture
def planner(root):
    return make_role(Role.PLANNER, root)


@pytest.fixture
def hr(root):
    return make_role(Role.HR, root)


def appoint(person, planned, by, valid_from=date(2026, 1, 1)):
    return actions.appoint(
        person=person,
        post=planned.post,
        kind=AppointmentKind.DEFINITIVE,
        valid_from=valid_from,
        by=by,
        at=NOW,
    )


def tree(plan, on=DAY):
    units = OrganisationUnit.objects.under(plan.unit).in_tree_order()
    return {one.name: one for one in branches(post_lines(plan, on), units)}


def test_a_unit_counts_its_own_posts_and_those_below(root, office, section, hr):
    plan = make_plan(root, approved=True)
    make_planned(plan, office, headcount=1)
    below = make_planned(plan, section, headcount=3)
    make_planned(plan, make_unit(root, name="Dinas Lain"), headcount=5)
    appoint(make_employee(section), below, hr)

    found = tree(plan)

    assert [(one.depth, one.total.needed, one.total.filled) for one in found.values()] == [
        (1, 9, 1),
        (2, 4, 1),
        (3, 3, 1),
        (2, 5, 0),
    ]
    assert len(found["Dinas Kominfo"].posts) == 1
    assert found[root.name].total.difference == -8


def test_one_posts_surplus_does_not_make_up_for_what_another_lacks(root, office, hr):
    plan = make_plan(root)
    make_planned(plan, office, headcount=2)
    crowded = make_planned(plan, office, headcount=0)
    for _ in range(2):
        appoint(make_employee(office), crowded, hr)

    total = tree(plan)["Dinas Kominfo"].total

    assert (total.difference, total.short, total.over) == (0, 2, 2)


def test_the_past_calls_a_unit_as_it_was_called(root, office, planner):
    plan = make_plan(root)
    make_planned(plan, office)
    rename_unit(
        unit=office,
        name="Dinas Komdigi",
        short_name="",
        until=date(2026, 6, 30),
        by=planner,
        at=NOW,
    )

    names = [post_lines(plan, day)[0].unit_name for day in (date(2026, 6, 30), date(2026, 7, 1))]

    assert names == ["Dinas Kominfo", "Dinas Komdigi"]


def test_one_units_share_is_set_and_nothing_else_is_touched(root, office, section, planner):
    draft = make_plan(root)
    stays = make_planned(draft, make_unit(root), headcount=7)
    kept = make_planned(draft, office, job=make_job("Sekretaris"), headcount=1)
    make_planned(draft, section, job=make_job("Arsiparis"), headcount=2)
    wanted = [
        Wanted(unit=office, job_name="  sekretaris ", headcount=2),
        Wanted(unit=section, job_name="Pranata Komputer", headcount=3, job_class=8),
    ]
    said = {"plan": draft, "unit": office, "wanted": wanted, "complete": True}
    before = share_changes(**said)

    first = plan_unit(**said, by=planner, at=NOW)
    again = plan_unit(**said, by=planner, at=NOW)

    assert first == before
    assert sorted(one.move for one in first) == [Move.ADDED, Move.CHANGED, Move.REMOVED]
    assert {one.move for one in again} == {Move.SAME}
    for one in (stays, kept):
        one.refresh_from_db()
    assert (stays.headcount, kept.headcount) == (7, 2)
    assert JobTitle.objects.get(name="Pranata Komputer").job_class == 8
    assert {
        (p.post.unit.name, p.post.job.name, p.headcount) for p in draft.planned_posts.all()
    } == {
        (stays.post.unit.name, stays.post.job.name, 7),
        ("Dinas Kominfo", "Sekretaris", 2),
        ("Bidang Aplikasi", "Pranata Komputer", 3),
    }
    assert AuditEntry.objects.filter(verb="participants.plan.share_set").count() == 1


def test_a_post_that_the_share_does_not_name_stays_unless_it_is_the_whole(root, office, planner):
    draft = make_plan(root)
    make_planned(draft, office, headcount=2)

    plan_unit(plan=draft, unit=office, wanted=[], by=planner, at=NOW)

    assert draft.planned_posts.count() == 1


@pytest.mark.parametrize("fault", ["outside", "twice", "approved", "elsewhere"])
def test_a_share_that_is_not_one_is_refused_whole(root, office, planner, fault):
    draft = make_plan(root, approved=fault == "approved")
    rows = [Wanted(unit=office, job_name="Analis", headcount=1)]
    unit = office
    if fault == "outside":
        rows.append(Wanted(unit=make_unit(root), job_name="Analis", headcount=1))
    if fault == "twice":
        rows.append(Wanted(unit=office, job_name="ANALIS", headcount=2))
    if fault == "elsewhere":
        unit = make_unit()

    with pytest.raises(Refused) as refusal:
        plan_unit(plan=draft, unit=unit, wanted=rows, by=planner, at=NOW)

    assert (
        refusal.value.reasons[0].code
        == {
            "outside": "post-outside-share",
            "twice": "post-named-twice",
            "approved": "plan-is-approved",
            "elsewhere": "post-unit-elsewhere",
        }[fault]
    )
    assert not draft.planned_posts.exists()


def rows_of(*lines):
    given = {"form-TOTAL_FORMS": str(len(lines)), "form-INITIAL_FORMS": "1"}
    for place, line in enumerate(lines):
        given |= {f"form-{place}-{name}": value for name, value in line.items()}
    return given


def test_a_planner_of_one_opd_edits_its_share_alone(client, root, office):
    draft = make_plan(root)
    planned = make_planned(draft, office, headcount=1)
    other = make_unit(root)
    client.force_login(make_role(Role.PLANNER, office))
    address = f"/peta-jabatan/{draft.public_id}/unit/"

    page = client.get(f"{address}{office.public_id}/")
    job = planned.post.job.name
    faulty = client.post(
        f"{address}{office.public_id}/", rows_of({"job_name": job, "headcount": "banyak"})
    )
    saved = client.post(
        f"{address}{office.public_id}/",
        rows_of(
            {"job_name": job, "headcount": "4"},
            {"job_name": "Analis Data", "headcount": "2"},
            {"job_name": "", "headcount": ""},
        ),
    )

    assert (page.status_code, faulty.status_code, saved.status_code) == (200, 422, 302)
    assert "banyak" in faulty.text
    assert {p.post.job.name: p.headcount for p in draft.planned_posts.all()} == {
        job: 4,
        "Analis Data": 2,
    }
    assert client.get(f"{address}{other.public_id}/").status_code == 404
    client.force_login(make_role(Role.HR, root))
    assert client.get(f"{address}{office.public_id}/").status_code == 403


def test_the_table_is_searched_and_narrowed_and_leaves_as_narrowed(client, root, office, hr):
    plan = make_plan(root, approved=True)
    full = make_planned(plan, office, job=make_job("Arsiparis Ahli"))
    make_planned(plan, office, job=make_job("Pranata Komputer"))
    appoint(make_employee(office), full, hr)
    client.force_login(hr)
    address = f"/peta-jabatan/{plan.public_id}/"

    short = client.get(f"{address}?tampilan=tabel&keadaan=kurang&sort=-needed").text
    named = client.get(f"{address}?tampilan=tabel&cari=arsip+kominfo").text
    sheet = client.get(f"{address}unduh.csv?keadaan=kurang").content.decode("utf-8-sig")

    assert "Pranata Komputer" in short
    assert "Arsiparis Ahli" not in short
    assert "Arsiparis Ahli" in named
    assert "Pranata Komputer" not in named
    assert len(sheet.splitlines()) == 2
    assert client.get(f"{address}?tampilan=tabel&keadaan=entah&jenis=x&page=z").status_code == 200


def test_who_holds_the_posts_leaves_with_every_digit_and_to_readers_of_people_alone(
    client, root, office, hr, planner
):
    plan = make_plan(root, approved=True)
    planned = make_planned(plan, office)
    person = make_employee(office, full_name="=Budi", education="S1 Hukum")
    nip = "198609262015051001"
    Identifier.objects.create(
        person=person, kind=IdentifierKind.NIP, value=nip, lookup=lookup(IdentifierKind.NIP, nip)
    )
    appoint(person, planned, hr)
    address = f"/peta-jabatan/{plan.public_id}/bezetting.xlsx"

    client.force_login(hr)
    sheet = load_workbook(BytesIO(client.get(address).content)).active
    client.force_login(planner)
    to_planner = client.get(address)
    client.force_login(make_role(Role.HR, make_pemda()))
    elsewhere = client.get(address)

    header, row = list(sheet.iter_rows(values_only=True))
    assert row[header.index("NIP")] == nip
    assert row[header.index("Nama")] == "=Budi"
    assert sheet.cell(2, header.index("Nama") + 1).data_type == "s"
    assert (to_planner.status_code, elsewhere.status_code) == (403, 404)
    assert AuditEntry.objects.filter(verb="participants.people.exported").count() == 1


def test_a_replaced_plan_says_which_one_held_then(client, root, office, planner):
    old = make_plan(root, approved=True, valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    new = make_plan(root, approved=True)
    for plan in (old, new):
        plan.planned_posts.create(
            post=make_planned(make_plan(make_pemda()), office).post, headcount=1
        )
    client.force_login(planner)

    today = client.get(f"/peta-jabatan/{old.public_id}/?per=2026-11-22").text
    back_then = client.get(f"/peta-jabatan/{old.public_id}/?per=2025-06-01").text
    printed = client.get(f"/peta-jabatan/{new.public_id}/cetak/?per=2026-11-22")

    assert f"/peta-jabatan/{new.public_id}/?per=2026-11-22" in today
    assert "Diganti" in today
    assert "Diganti" not in back_then
    assert printed.status_code == 200
    assert "keadaan per 22 November 2026" in printed.text
