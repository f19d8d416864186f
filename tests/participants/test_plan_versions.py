"""Plan against plan, and the workload that a need rests on."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from participants.actions import staffing, workload
from participants.actions.competency import grant_levels
from participants.actions.plan_copy import copy_plan_as_draft
from participants.errors import Refused
from participants.models import AppointmentKind, PlannedPost, Role, Workload
from participants.queries.plan_diff import plan_diff
from participants.rules.planning import Move, compare
from participants.rules.workload import Task, effectiveness, grade_of, need_of, people_for
from tests.factories import NOW, make_competency, make_pemda, make_role, make_system, make_unit
from tests.factories_record import make_employee, make_evidence, make_job, make_plan, make_planned

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


@pytest.fixture
def root():
    return make_pemda()


@pytest.fixture
def unit(root):
    return make_unit(root)


@pytest.fixture
def planner(root):
    return make_role(Role.PLANNER, root)


@pytest.fixture
def hr(root):
    return make_role(Role.HR, root)


def hold(planned, by, **fields):
    person = make_employee(planned.post.unit, **fields)
    staffing.appoint(
        person=person,
        post=planned.post,
        kind=AppointmentKind.DEFINITIVE,
        valid_from=date(2026, 1, 1),
        by=by,
        at=NOW,
    )
    return person


def drafted(plan, planner):
    draft = copy_plan_as_draft(
        plan=plan, title="Peta 2027", valid_from=date(2027, 1, 1), by=planner, at=NOW
    )
    rows = draft.planned_posts.select_related("post__job", "post__unit", "plan")
    return draft, {row.post.job.name: row for row in rows}


def line(task="Menyusun laporan", volume="120", minutes="600"):
    return workload.Line(task=task, volume=Decimal(volume), minutes=Decimal(minutes))


def keep(planned, by, *lines, **told):
    told.setdefault("source", "Laporan 2025")
    return workload.keep_workload(planned_post=planned, lines=lines, by=by, at=NOW, **told)


@pytest.mark.parametrize(
    ("complete", "moves"),
    [
        (True, [Move.SAME, Move.CHANGED, Move.REMOVED, Move.ADDED]),
        (False, [Move.SAME, Move.CHANGED, Move.SAME, Move.ADDED]),
    ],
)
def test_two_lists_of_posts_are_compared(complete, moves):
    before = {(1, "a"): 1, (1, "b"): 2, (1, "c"): 3}
    after = {(1, "a"): 1, (1, "b"): 0, (2, "a"): 4}

    assert [one.move for one in compare(before, after, complete=complete)] == moves


def test_a_copy_is_no_different_and_every_change_of_it_is_named(root, unit, planner, hr):
    plan, skill = make_plan(root, approved=True), make_competency()
    for name, count in (("Tetap", 1), ("Dihapus", 1), ("Dikurangi", 2), ("Diperketat", 1)):
        make_planned(plan, unit, job=make_job(name), headcount=count)
    old = {row.post.job.name: row for row in plan.planned_posts.select_related("post__job")}
    for row in old.values():
        hold(row, hr)
    hold(old["Dikurangi"], hr)
    draft, new = drafted(plan, planner)
    assert plan_diff(plan, draft, DAY).lines == ()

    staffing.unplan_post(planned_post=new["Dihapus"], by=planner, at=NOW)
    staffing.change_headcount(planned_post=new["Dikurangi"], headcount=1, by=planner, at=NOW)
    staffing.require(
        planned_post=new["Diperketat"],
        kind="competency",
        importance="must",
        competency=skill,
        level=3,
        by=planner,
        at=NOW,
    )
    staffing.plan_post(plan=draft, unit=unit, job_name="Baru", headcount=4, by=planner, at=NOW)
    found = plan_diff(plan, draft, DAY)

    by_job = {one.job: one for one in found.lines}
    assert {job: (one.move, one.too_many, len(one.falls_short)) for job, one in by_job.items()} == {
        "Baru": (Move.ADDED, 0, 0),
        "Dihapus": (Move.REMOVED, 1, 0),
        "Dikurangi": (Move.CHANGED, 1, 0),
        "Diperketat": (Move.SAME, 0, 1),
    }
    assert by_job["Diperketat"].asks_more == (f"{skill} tingkat 3",)
    assert (found.before, found.after) == (5, 7)
    assert (found.added, found.removed, found.changed, found.asking, found.touched) == (
        1,
        1,
        1,
        1,
        3,
    )


def test_who_has_the_level_that_is_asked_anew_is_not_touched(root, unit, planner, hr):
    plan, skill = make_plan(root, approved=True), make_competency()
    person = hold(make_planned(plan, unit, job=make_job("Diperketat")), hr)
    grant_levels(
        proposals=[make_evidence(person, skill)], method="test", assessor="", by=hr, at=NOW
    )
    draft, new = drafted(plan, planner)
    staffing.require(
        planned_post=new["Diperketat"],
        kind="competency",
        importance="must",
        competency=skill,
        level=3,
        by=planner,
        at=NOW,
    )

    (one,) = plan_diff(plan, draft, DAY).lines

    assert (one.touched, one.falls_short) == (0, ())


def test_the_pages_compare_and_name_people_to_who_reads_their_records(
    client, root, unit, planner, hr
):
    plan = make_plan(root, approved=True)
    hold(make_planned(plan, unit, job=make_job("Dihapus")), hr, full_name="Nama Terkena")
    make_planned(plan, unit)
    draft, new = drafted(plan, planner)
    client.force_login(planner)
    alone = client.get(f"/peta-jabatan/{draft.public_id}/banding/?dengan={plan.public_id}").text
    staffing.unplan_post(planned_post=new["Dihapus"], by=planner, at=NOW)
    address = f"/peta-jabatan/{draft.public_id}/banding/"

    to_planner = client.get(address).text
    sheet = client.get(f"{address}unduh.csv").content.decode("utf-8-sig").splitlines()
    client.force_login(hr)
    to_hr = client.get(address).text

    assert "Tidak ada perbedaan" in alone
    assert "1 pemegang tanpa kursi" in to_planner
    assert "Nama Terkena" not in to_planner
    assert "Nama Terkena" in to_hr
    assert sheet[1] == f"{unit.name},Dihapus,Jabatan dihapus,1,,,,1,1,0"
    elsewhere = make_plan(make_pemda())
    assert client.get(f"{address}?dengan={elsewhere.public_id}").status_code == 404


@pytest.mark.parametrize(
    ("tasks", "need", "people"),
    [
        ([("120", "625")], "1.0000", 1),
        ([("100", "60"), ("200", "450")], "1.2800", 1),
        ([("150", "750")], "1.5000", 2),
        ([("1", "60")], "0.0008", 1),
        ([("0", "60")], "0.0000", 0),
    ],
)
def test_need_is_volume_times_norm_over_the_hours_of_a_year(tasks, need, people):
    found = need_of([Task(Decimal(volume), Decimal(minutes)) for volume, minutes in tasks])

    assert found == Decimal(need)
    assert people_for(found) == people


def test_another_base_gives_another_need():
    assert need_of([Task(Decimal(120), Decimal(600))], Decimal(1200)) == Decimal("1.0000")


@pytest.mark.parametrize(
    ("hours", "people", "grade"),
    [
        (1300, 1, "A"),
        (1250, 1, "B"),
        (1125, 1, "B"),
        (1000, 1, "C"),
        (1250, 2, "D"),
        (500, 1, "E"),
        (500, 0, ""),
    ],
)
def test_effectiveness_is_graded(hours, people, grade):
    assert grade_of(effectiveness(Decimal(hours), people)) == grade


def test_a_workload_sets_no_need_until_it_is_taken_and_goes_with_a_copy(root, unit, planner):
    plan = make_plan(root)
    planned = make_planned(plan, unit, job=make_job("Analis"), headcount=1)
    keep(planned, planner, line(volume="300"))
    kept = keep(planned, planner, line(volume="200"), line("Memeriksa", "100", "750"))

    planned.refresh_from_db()
    before = planned.headcount
    workload.take_need(planned_post=planned, by=planner, at=NOW)
    with pytest.raises(Refused) as twice:
        workload.take_need(planned_post=planned, by=planner, at=NOW)
    _draft, copies = drafted(plan, planner)

    planned.refresh_from_db()
    assert (before, planned.headcount) == (1, 3)
    assert twice.value.reasons[0].code == "already-done"
    assert Workload.objects.filter(planned_post=planned).get() == kept
    copied = copies["Analis"].workload
    assert (copied.source, [one.task for one in copied.tasks.order_by("position")]) == (
        "Laporan 2025",
        ["Menyusun laporan", "Memeriksa"],
    )


@pytest.mark.parametrize(
    ("lines", "told", "code"),
    [
        ([], {}, "workload-is-empty"),
        ([line()], {"source": " "}, "workload-needs-source"),
        ([line(volume="-1")], {}, "workload-is-negative"),
        ([line()], {"hours_a_year": Decimal(0)}, "workload-hours-of-a-year"),
    ],
)
def test_a_workload_without_tasks_source_or_sense_is_refused(
    root, unit, planner, lines, told, code
):
    planned = make_planned(make_plan(root), unit)

    with pytest.raises(Refused) as refusal:
        keep(planned, planner, *lines, **told)

    assert refusal.value.reasons[0].code == code


def test_an_approved_plan_keeps_its_basis(root, unit, planner):
    planned = make_planned(make_plan(root), unit)
    keep(planned, planner, line())
    staffing.approve_plan(plan=planned.plan, by=planner, at=NOW)
    planned = PlannedPost.objects.get(pk=planned.pk)

    for act in (
        lambda: keep(planned, planner, line()),
        lambda: workload.take_need(planned_post=planned, by=planner, at=NOW),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.reasons[0].code == "plan-is-approved"


def test_what_a_workload_may_not_be_in_the_database(root, unit, planner):
    planned = make_planned(make_plan(root), unit)
    kept = keep(planned, planner, line())
    task = {"workload": kept, "task": "x", "volume": 1, "minutes": 1}

    with pytest.raises(IntegrityError, match="is_not_negative"), transaction.atomic():
        kept.tasks.create(**(task | {"volume": -1, "position": 2}))
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.tasks.create(**task, position=1)
    with pytest.raises(IntegrityError, match="hours_are"), transaction.atomic():
        Workload.objects.create(
            planned_post=make_planned(planned.plan, unit),
            hours_a_year=0,
            source="x",
            kept_at=NOW,
            kept_by=make_system(),
        )


def test_a_planner_types_the_tasks_and_hr_reads_them(client, root, unit, planner, hr):
    planned = make_planned(make_plan(root), unit, headcount=1)
    address = f"/peta-jabatan/{planned.plan.public_id}/jabatan/{planned.public_id}/beban-kerja/"
    lines = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-0-task": "Menyusun laporan",
        "form-0-volume": "250",
        "form-0-minutes": "600",
        "source": "Laporan 2025",
        "hours_a_year": "1250",
    }

    client.force_login(planner)
    faulty = client.post(address, lines | {"form-0-volume": "banyak"})
    saved = client.post(address, lines)
    page = client.get(address).text
    taken = client.post(f"{address}pakai/")
    client.force_login(hr)
    read, by_hr = client.get(address), client.post(address, lines)

    assert (faulty.status_code, saved.status_code, taken.status_code) == (422, 302, 302)
    assert "banyak" in faulty.text
    assert "Pakai 2 sebagai kebutuhan (K)" in page
    assert (read.status_code, by_hr.status_code) == (200, 403)
    planned.refresh_from_db()
    assert planned.headcount == 2
