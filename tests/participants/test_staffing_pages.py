"""The pages of the staffing plan and of coverage: who may do what, and what they show."""

from datetime import date

import pytest

from participants.actions import staffing as actions
from participants.models import AppointmentKind, PlanState, Role
from tests.factories import make_competency, make_pemda, make_role, make_unit
from tests.factories_record import make_employee, make_job, make_plan, make_planned

pytestmark = pytest.mark.django_db


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


def appoint(person, planned, now):
    return actions.appoint(
        person=person,
        post=planned.post,
        kind=AppointmentKind.DEFINITIVE,
        valid_from=date(2026, 1, 1),
        by=make_role(Role.HR, make_pemda()),
        at=now,
    )


def addresses(planned):
    post = f"/peta-jabatan/{planned.plan.public_id}/jabatan/{planned.public_id}/"
    plan = f"/peta-jabatan/{planned.plan.public_id}/"
    kebutuhan = [
        plan + "salin/",
        plan + "tetapkan/",
        plan + "jabatan/",
        post + "kebutuhan/",
        post + "syarat/",
        post + "syarat/hapus/",
        post + "keluarkan/",
    ]
    return kebutuhan, [post + "tempatkan/", post + "akhiri/"]


def test_neither_hand_does_the_others_work(client, root, unit, hr, planner, now):
    planned = make_planned(make_plan(root), unit)
    kebutuhan, bezetting = addresses(planned)

    client.force_login(hr)
    of_hr = [client.post(address).status_code for address in kebutuhan]
    client.force_login(planner)
    of_planner = [client.post(address).status_code for address in bezetting]

    assert of_hr == [403] * 7
    assert of_planner == [403] * 2


def test_a_hand_reaches_its_own_pemda_alone(client, root, unit, now):
    planned = make_planned(make_plan(root), unit)
    kebutuhan, bezetting = addresses(planned)
    elsewhere = make_pemda()

    client.force_login(make_role(Role.PLANNER, elsewhere))
    answers = [client.post(address).status_code for address in kebutuhan]
    client.force_login(make_role(Role.HR, elsewhere))
    answers += [client.post(address).status_code for address in bezetting]

    assert set(answers) == {404}


def test_hr_appoints_and_ends_on_the_page(client, root, unit, hr, now):
    planned = make_planned(make_plan(root, approved=True), unit)
    person = make_employee(unit)
    address = addresses(planned)[1]
    client.force_login(hr)

    empty = client.post(address[0], {"kind": "definitive", "valid_from": "2026-11-01"})
    client.post(
        address[0],
        {"person": person.public_id, "kind": "definitive", "valid_from": "2026-11-01"},
    )
    held = person.appointments.get()
    client.post(
        address[1],
        {"person": person.public_id, "kind": "definitive", "last_day": "2026-11-20"},
    )

    assert empty.status_code == 422
    held.refresh_from_db()
    assert held.valid_to == date(2026, 11, 20)


def test_a_planner_drafts_and_approves_on_the_page(client, root, unit, planner):
    client.force_login(planner)
    client.post(
        "/peta-jabatan/baru/",
        {"title": "Peta 2026", "valid_from": "2026-01-01", "unit": root.public_id},
    )
    plan = root.plans.get()
    address = f"/peta-jabatan/{plan.public_id}/"
    client.post(
        address + "jabatan/",
        {"unit": unit.public_id, "job_name": "Pranata Komputer", "headcount": 2},
    )
    planned = plan.planned_posts.get()
    post = f"{address}jabatan/{planned.public_id}/"
    client.post(post + "kebutuhan/", {"headcount": 3})
    client.post(post + "syarat/", {"kind": "education", "importance": "must", "text": "D3"})
    draft_pages = [client.get(page).status_code for page in (address, post, "/peta-jabatan/")]
    client.post(address + "tetapkan/")

    plan.refresh_from_db()
    planned.refresh_from_db()
    assert draft_pages == [200, 200, 200]
    assert (plan.state, planned.headcount) == (PlanState.APPROVED, 3)
    assert planned.requirements.get().text == "D3"


def test_a_planner_sees_how_a_post_is_met_and_no_name(client, root, unit, planner, hr, now):
    planned = make_planned(make_plan(root, approved=True), unit, competency=make_competency())
    appoint(make_employee(unit, full_name="Nama Pemegang"), planned, now)
    address = f"/peta-jabatan/{planned.plan.public_id}/jabatan/{planned.public_id}/"

    client.force_login(hr)
    to_hr = client.get(address).text
    client.force_login(planner)
    to_planner = client.get(address).text

    assert "Nama Pemegang" in to_hr
    assert "Nama Pemegang" not in to_planner
    assert "Terisi, belum ada data" in to_planner


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_take_the_same_queries_however_many_posts(
    client, root, hr, now, rows, django_assert_num_queries
):
    plan = make_plan(root, approved=True)
    job, skill = make_job("Pranata Komputer"), make_competency()
    for _ in range(rows):
        planned = make_planned(plan, make_unit(root), job=job, competency=skill)
        appoint(make_employee(planned.post.unit), planned, now)
    client.force_login(hr)

    with django_assert_num_queries(4):  # session, user, grants, plans
        client.get("/peta-jabatan/")
    # … plan, posts, requirements, appointments, former names, evidence, ranks, absences, units to choose
    with django_assert_num_queries(12):
        client.get(f"/peta-jabatan/{plan.public_id}/?per=2026-11-22")
    with django_assert_num_queries(12):
        client.get(f"/peta-jabatan/{plan.public_id}/?per=2026-11-22&tampilan=tabel")
    # … plans, jobs, posts, requirements, appointments, former names, evidence, ranks, absences, units
    # without
    with django_assert_num_queries(13):
        client.get("/cakupan/?per=2026-11-22")


def test_plan_and_coverage_leave_as_sheets(client, root, unit, hr, now):
    plan = make_plan(root, approved=True)
    planned = make_planned(plan, unit)
    client.force_login(hr)

    posts = client.get(f"/peta-jabatan/{plan.public_id}/unduh.csv").content.decode("utf-8-sig")
    tiles = client.get("/cakupan/unduh.csv").content.decode("utf-8-sig")

    assert posts.splitlines()[1] == f"{unit.name},{planned.post.job.name},,0,1,-1,0,0,0,1"
    assert tiles.splitlines()[1] == f"{unit.name},{planned.post.job.name},Kosong,0,1,0"
