"""Kebutuhan and bezetting: two hands, what each may do, and what stays true whatever they do."""

from datetime import date

import pytest

from participants.actions import staffing as actions
from participants.actions.competency import grant_levels
from participants.actions.person import employ
from participants.actions.plan_copy import copy_plan_as_draft
from participants.errors import Reason, Refused
from participants.models import (
    AppointmentKind,
    EvidenceMethod,
    PlannedPost,
    Role,
)
from participants.queries.coverage import Cover, coverage, jobs_of
from participants.queries.plan_tree import sums_of
from participants.queries.staffing import post_lines
from participants.rules.staffing import Outcome
from tests.factories import make_competency, make_pemda, make_role, make_unit
from tests.factories_record import (
    make_employee,
    make_evidence,
    make_job,
    make_plan,
    make_planned,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


@pytest.fixture
def root():
    return make_pemda()


@pytest.fixture
def unit(root):
    return make_unit(root)


@pytest.fixture
def hr(root):
    return make_role(Role.HR, root)


@pytest.fixture
def planner(root):
    return make_role(Role.PLANNER, root)


def appoint(person, planned, now, valid_from=date(2026, 1, 1), kind=AppointmentKind.DEFINITIVE):
    return actions.appoint(
        person=person, post=planned.post, kind=kind, valid_from=valid_from, by=make_by(), at=now
    )


def make_by():
    return make_role(Role.HR, make_pemda())


def refused(act, **given):
    with pytest.raises(Refused) as refusal:
        act(**given)
    return refusal.value.reasons[0].code


def test_moving_to_another_post_ends_the_first_the_day_before(root, unit, now):
    plan = make_plan(root, approved=True)
    first, second = make_planned(plan, unit), make_planned(plan, unit)
    person = make_employee(unit)
    held = appoint(person, first, now)

    appoint(person, second, now, date(2026, 6, 1))

    held.refresh_from_db()
    assert held.valid_to == date(2026, 5, 31)
    assert [post.filled for post in post_lines(plan, date(2026, 5, 31))] == [1, 0]
    assert [post.filled for post in post_lines(plan, date(2026, 6, 1))] == [0, 1]


def test_nobody_is_appointed_before_a_later_definitive_post(root, unit, now):
    plan = make_plan(root)
    first, second = make_planned(plan, unit), make_planned(plan, unit)
    person = make_employee(unit)
    appoint(person, first, now, date(2026, 6, 1))

    with pytest.raises(Refused) as refusal:
        appoint(person, second, now, date(2026, 5, 1))

    assert refusal.value.reasons[0].code == "appointment-overlaps"
    with pytest.raises(Refused) as refusal:
        appoint(person, first, now, date(2026, 7, 1))
    assert refusal.value.reasons == (Reason("appointment-already-held"),)


def test_an_acting_holder_keeps_the_own_post_and_does_not_fill_the_other(root, unit, now):
    plan = make_plan(root)
    own, vacant = make_planned(plan, unit), make_planned(plan, unit)
    person = make_employee(unit)
    appoint(person, own, now)

    appoint(person, vacant, now, kind=AppointmentKind.ACTING)

    assert sorted(post.filled for post in post_lines(plan, DAY)) == [0, 1]


def test_an_appointment_ends_once_and_not_before_it_began(root, unit, hr, now):
    held = appoint(make_employee(unit), make_planned(make_plan(root), unit), now)

    early = refused(
        actions.end_appointment, appointment=held, last_day=date(2025, 1, 1), by=hr, at=now
    )
    actions.end_appointment(appointment=held, last_day=DAY, by=hr, at=now)

    assert early == "appointment-ends-before-it-starts"
    assert refused(actions.end_appointment, appointment=held, last_day=DAY, by=hr, at=now) == (
        "already-done"
    )


def test_an_approved_plan_is_changed_through_a_draft_alone(root, unit, planner, now):
    plan = make_plan(root)
    planned = make_planned(plan, unit, competency=make_competency(), headcount=2)
    actions.approve_plan(plan=plan, by=planner, at=now)
    planned = PlannedPost.objects.select_related("plan", "post__unit").get(pk=planned.pk)

    assert (
        refused(actions.change_headcount, planned_post=planned, headcount=3, by=planner, at=now)
        == "plan-is-approved"
    )
    draft = copy_plan_as_draft(
        plan=plan, title="Peta 2027", valid_from=date(2027, 1, 1), by=planner, at=now
    )
    (copy,) = draft.planned_posts.all()
    actions.change_headcount(planned_post=copy, headcount=3, by=planner, at=now)
    actions.approve_plan(plan=draft, by=planner, at=now)

    plan.refresh_from_db()
    assert plan.valid_to == date(2026, 12, 31)
    assert copy.requirements.count() == 1
    assert [p.headcount for p in plan.planned_posts.all()] == [2]
    assert [line.needed for line in post_lines(draft, DAY)] == [3]


def test_an_empty_draft_or_one_that_is_not_later_is_not_approved(root, unit, planner, now):
    make_plan(root, approved=True, valid_from=date(2026, 6, 1))
    draft = make_plan(root, valid_from=date(2026, 6, 1))

    assert refused(actions.approve_plan, plan=draft, by=planner, at=now) == "plan-is-empty"
    make_planned(draft, unit)
    assert refused(actions.approve_plan, plan=draft, by=planner, at=now) == "plan-later-in-force"


def test_a_draft_takes_posts_of_its_own_pemda_once(root, unit, planner, now):
    draft = make_plan(root)
    given = {"job_name": "Pranata Komputer", "headcount": 1, "by": planner, "at": now}
    actions.plan_post(plan=draft, unit=unit, **given)

    assert refused(actions.plan_post, plan=draft, unit=unit, **given) == "post-already-planned"
    assert refused(actions.plan_post, plan=draft, unit=make_unit(), **given) == (
        "post-unit-elsewhere"
    )


def test_a_requirement_nobody_could_be_judged_by_is_refused(root, unit, planner, now):
    planned = make_planned(make_plan(root), unit)
    given = {"planned_post": planned, "importance": "must", "by": planner, "at": now}

    assert refused(actions.require, kind="education", text="pintar", **given) == (
        "requirement-unreadable"
    )
    assert refused(actions.require, kind="rank", text="tinggi", **given) == (
        "requirement-unreadable"
    )
    actions.require(kind="education", text="D3", **given)
    assert planned.requirements.get().text == "D3"


def test_filled_without_fitting_stands_beside_the_numeric_vacancy(root, unit, hr, now):
    skill = make_competency()
    plan = make_plan(root, approved=True)
    planned = make_planned(plan, unit, competency=skill, headcount=4)
    fit, below, unknown = (make_employee(unit) for _ in range(3))
    for person in (fit, below, unknown):
        appoint(person, planned, now)
    proposals = [make_evidence(fit, skill, level=3), make_evidence(below, skill, level=2)]
    grant_levels(proposals=proposals, method=EvidenceMethod.TEST, assessor="", by=hr, at=now)

    (line,) = post_lines(plan, DAY)
    total = sums_of([line])

    assert (line.filled, line.needed, line.difference) == (3, 4, -1)
    assert (line.qualified, line.unqualified, line.unknown, line.qualified_vacancy) == (1, 1, 1, 3)
    assert (total.filled, total.unqualified, total.short, total.qualified_vacancy) == (3, 1, 1, 3)
    before = post_lines(plan, date(2026, 10, 1))[0]
    assert (before.qualified, before.unknown) == (0, 3)


def test_rank_is_judged_as_it_was_on_that_day(root, unit, planner, hr, now):
    planned = make_planned(make_plan(root), unit)
    actions.require(
        planned_post=planned, kind="rank", importance="must", text="III/b", by=planner, at=now
    )
    person = make_employee(unit, rank="III/a")
    appoint(person, planned, now)
    employ(
        person=person,
        unit=unit,
        status="pns",
        rank="III/b",
        valid_from=date(2026, 10, 1),
        by=hr,
        at=now,
    )

    outcomes = [
        post_lines(planned.plan, day)[0].holders[0].outcome
        for day in (date(2026, 9, 30), date(2026, 10, 1))
    ]

    assert outcomes == [Outcome.NOT_MET, Outcome.MET]


def test_coverage_tells_the_four_states_of_a_unit_apart(root, hr, now):
    skill, job = make_competency(), make_job("Pranata Komputer")
    plan = make_plan(root, approved=True)
    make_planned(plan, make_unit(root))
    for level in (3, 2, None, 0):
        planned = make_planned(plan, make_unit(root), job=job, competency=skill)
        if level == 0:
            continue
        person = make_employee(planned.post.unit)
        appoint(person, planned, now)
        if level:
            proposal = make_evidence(person, skill, level=level)
            grant_levels(
                proposals=[proposal], method=EvidenceMethod.TEST, assessor="", by=hr, at=now
            )

    found = coverage(plan, job, DAY)

    assert [tile.cover for tile in found.tiles] == [
        Cover.FIT,
        Cover.BELOW,
        Cover.UNKNOWN,
        Cover.VACANT,
    ]
    assert (found.units, found.staffed, found.without) == (4, 3, 1)
    assert jobs_of(plan)[0] == job
