"""The leader's page: sums that are true now, and what changed since last month."""

from datetime import UTC, date, datetime, timedelta

import pytest

from participants.actions import staffing as actions
from participants.actions.competency import grant_levels
from participants.actions.training import accept_trainings
from participants.models import EvidenceMethod, Role
from project.leader.figures import told
from tests.factories import (
    NOW,
    make_competency,
    make_invitation,
    make_pemda,
    make_registration,
    make_role,
    make_system,
    make_unit,
    make_user,
    make_workshop,
)
from tests.factories_record import (
    make_employee,
    make_evidence,
    make_job,
    make_plan,
    make_planned,
    make_training,
)
from workshops.models import Attendance, AttendanceSlot

pytestmark = pytest.mark.django_db
LAST_MONTH = datetime(2026, 10, 20, 1, tzinfo=UTC)


@pytest.fixture
def root():
    return make_pemda()


@pytest.fixture
def leader(root):
    return make_role(Role.LEADER, root)


def seat_programmer(root, *, job, skill, plan, hr, at):
    """An OPD whose programmer passed a test at a moment."""
    planned = make_planned(plan, make_unit(root), job=job, competency=skill)
    person = make_employee(planned.post.unit)
    actions.appoint(
        person=person,
        post=planned.post,
        kind="definitive",
        valid_from=date(2026, 1, 1),
        by=hr,
        at=at,
    )
    proposal = make_evidence(person, skill, acquired_on=date(2026, 10, 9), at=LAST_MONTH)
    grant_levels(proposals=[proposal], method=EvidenceMethod.TEST, assessor="", by=hr, at=at)
    return person


def test_what_was_decided_this_month_is_told_as_a_change(client, root, leader, now):
    hr, job, skill = make_role(Role.HR, root), make_job("Programmer"), make_competency()
    plan = make_plan(root, approved=True)
    early = seat_programmer(root, job=job, skill=skill, plan=plan, hr=hr, at=LAST_MONTH)
    late = seat_programmer(root, job=job, skill=skill, plan=plan, hr=hr, at=now)
    accept_trainings(records=[make_training(early)], by=hr, at=LAST_MONTH)
    accept_trainings(records=[make_training(late)], by=hr, at=now)

    found = told(root, now)

    assert (found.programmers.fit, found.programmers.fit_then) == (2, 1)
    assert (found.people, found.reached, found.reached_then) == (2, 2, 1)
    assert found.jp_by_month == [0] * 9 + [40, 0, 0]


def test_attendance_is_of_those_expected_at_slots_that_are_over(root):
    workshop = make_workshop(make_unit(root))
    invitation = make_invitation(workshop, seats=2)
    there, _missing = (make_registration(workshop, invitation=invitation) for _ in range(2))
    slots = list(AttendanceSlot.objects.filter(stage__workshop=workshop).order_by("opens_at"))
    Attendance.objects.create(
        registration=there,
        slot=slots[0],
        status="present",
        arrived_at=NOW,
        noted_at=NOW,
        noted_by=make_system(),
    )

    during = told(root, slots[0].closes_at - timedelta(minutes=1))
    after_one = told(root, slots[0].closes_at)
    after_both = told(root, slots[1].closes_at)

    assert (during.expected, during.attendance) == (0, None)
    assert (after_one.present, after_one.expected, after_one.attendance) == (1, 2, 50)
    assert (after_both.present, after_both.expected, after_both.attendance) == (1, 4, 25)


def test_the_page_is_the_leaders_and_names_nobody(client, root, leader):
    person = make_employee(make_unit(root), full_name="Nama Pegawai")
    make_training(person)

    client.force_login(leader)
    page = client.get("/pimpinan/")
    client.force_login(make_role(Role.HR, root))
    to_hr = client.get("/pimpinan/").status_code

    assert page.status_code == 200
    assert "Nama Pegawai" not in page.text
    assert to_hr == 403


def test_a_leader_of_one_region_cannot_ask_for_another(client, root, leader):
    elsewhere = make_pemda()
    client.force_login(leader)

    assert client.get(f"/pimpinan/?daerah={root.public_id}").status_code == 200
    assert client.get(f"/pimpinan/?daerah={elsewhere.public_id}").status_code == 404


def test_whoever_sees_everything_and_leads_nothing_gets_a_page(client):
    client.force_login(make_user(is_superuser=True))

    assert client.get("/pimpinan/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_however_much_it_counts(
    client, root, leader, now, rows, django_assert_num_queries
):
    hr, job, skill = make_role(Role.HR, root), make_job("Programmer"), make_competency()
    plan = make_plan(root, approved=True)
    for _ in range(rows):
        person = seat_programmer(root, job=job, skill=skill, plan=plan, hr=hr, at=LAST_MONTH)
        make_training(person)
    client.force_login(leader)

    # session, user, grants, units, their plans; hours (day of totals, JP, people, units); slots, present; certificates;
    # plan, jobs, coverage now (8) and then (8); reached then; running, closed; JP by month
    with django_assert_num_queries(34):
        client.get("/pimpinan/")


@pytest.mark.usefixtures("leader")
def test_it_fits_a_laptops_screen_and_one_sheet(root, open_page, axe):
    make_planned(make_plan(root, approved=True), make_unit(root))
    make_training(make_employee(make_unit(root)))
    make_role(Role.LEADER, root, username="bupati", password="rahasia-bupati")
    page = open_page()
    page.goto("/masuk/")
    page.fill("[name=username]", "bupati")
    page.fill("[name=password]", "rahasia-bupati")
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/")

    page.goto("/pimpinan/")

    axe(page)
    assert page.evaluate("document.documentElement.scrollHeight") <= 800
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
