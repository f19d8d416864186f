"""Standards of jobs and limits of age as dated data, and who leaves over five years."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from participants.actions import staffing
from participants.actions import standard as actions
from participants.errors import Refused
from participants.models import (
    AppointmentKind,
    Employment,
    Identifier,
    IdentifierKind,
    RetirementLimit,
    Role,
    StandardItem,
)
from participants.models.sealed import lookup
from participants.queries.forecast import Why, forecast
from tests.factories import NOW, make_competency, make_pemda, make_role, make_system, make_unit
from tests.factories_record import make_employee, make_job, make_plan, make_planned

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


def standard(job, by, valid_from, *items):
    return actions.set_standard(
        job=job, basis="Perbup", valid_from=valid_from, items=items, by=by, at=NOW
    )


def education(text):
    return actions.Item(kind="education", importance="must", text=text)


def refused(act, **told):
    with pytest.raises(Refused) as refusal:
        act(**told, at=NOW)
    return refusal.value.reasons[0].code


def test_a_draft_takes_over_the_standard_of_its_day_and_keeps_it(root, unit, planner):
    job, skill = make_job(), make_competency()
    planned = make_planned(make_plan(root), unit, job=job, competency=skill, level=5)
    standard(job, planner, date(2025, 1, 1), education("D3"))
    standard(
        job,
        planner,
        date(2026, 1, 1),
        education("S1 Hukum"),
        actions.Item(kind="competency", importance="should", competency=skill, level=3, text="x"),
    )
    standard(job, planner, date(2027, 1, 1), education("S2"))

    taken = actions.take_standard(planned_post=planned, on=DAY, by=planner, at=NOW)
    standard(job, planner, date(2026, 2, 1), education("S3"))

    assert taken == 2
    assert list(
        planned.requirements.order_by("pk").values_list("kind", "importance", "level", "text")
    ) == [("education", "must", None, "S1 Hukum"), ("competency", "should", 3, "")]


def test_all_posts_that_ask_nothing_take_over_and_the_others_stay(root, unit, planner):
    job, draft = make_job(), make_plan(root)
    empty = make_planned(draft, unit, job=job)
    without = make_planned(draft, unit)
    asking = make_planned(draft, make_unit(root), job=job, competency=make_competency())
    standard(job, planner, date(2026, 1, 1), education("S1"))
    said = {"plan": draft, "on": DAY, "by": planner, "at": NOW}

    counts = [actions.take_standards(**said) for _ in range(2)]

    assert counts == [1, 0]
    assert [one.requirements.count() for one in (empty, without, asking)] == [1, 0, 1]
    assert asking.requirements.get().kind == "competency"


def test_what_a_standard_refuses(root, unit, planner):
    job = make_job()
    said = {"job": job, "basis": "", "valid_from": DAY, "by": planner}
    standard(job, planner, date(2026, 1, 1), education("S1"))
    approved = make_planned(make_plan(root, approved=True), unit, job=job)
    bare = make_planned(make_plan(root), unit)

    assert refused(actions.set_standard, **said, items=[]) == "standard-is-empty"
    assert (
        refused(actions.set_standard, **said, items=[education("pintar")])
        == "requirement-unreadable"
    )
    assert (
        refused(
            actions.set_standard,
            **(said | {"valid_from": date(2026, 1, 1)}),
            items=[education("S1")],
        )
        == "standard-same-day"
    )
    assert refused(actions.take_standard, planned_post=approved, on=DAY, by=planner) == (
        "plan-is-approved"
    )
    assert refused(actions.take_standard, planned_post=bare, on=DAY, by=planner) == (
        "standard-missing"
    )


def test_a_standards_competency_has_a_level(planner):
    made = standard(make_job(), planner, DAY, education("S1"))

    with (
        pytest.raises(IntegrityError, match="participants_standarditem_competency_has_a_level"),
        transaction.atomic(),
    ):
        StandardItem.objects.create(standard=made, kind="competency", competency=make_competency())


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"age": 60}, "participants_retirementlimit_is_of_a_job_or_of_a_kind"),
        (
            {"age": 99, "kind": "jpt"},
            "participants_retirementlimit_age_is_fifty_to_seventy_five",
        ),
    ],
)
def test_a_limit_of_age_says_of_what_and_is_an_age(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        RetirementLimit.objects.create(
            valid_from=DAY, basis="x", set_at=NOW, set_by=make_system(), **fields
        )


def test_a_limit_without_basis_or_of_both_is_refused(hr):
    said = {"age": 60, "valid_from": DAY, "by": hr}

    assert refused(actions.set_age_limit, **said, basis=" ", kind="jpt") == "age-limit-needs-basis"
    assert refused(actions.set_age_limit, **said, basis="UU") == "age-limit-of-what"
    assert refused(actions.set_age_limit, **said, basis="UU", kind="jpt", job=make_job()) == (
        "age-limit-of-what"
    )


def hold(person, planned, by):
    return staffing.appoint(
        person=person,
        post=planned.post,
        kind=AppointmentKind.DEFINITIVE,
        valid_from=date(2026, 1, 1),
        by=by,
        at=NOW,
    )


def test_five_years_count_age_contract_what_is_past_and_what_nobody_knows(root, unit, hr):
    plan = make_plan(root, approved=True)
    planned = make_planned(
        plan, unit, job=make_job("Analis Ahli Madya", kind="functional"), headcount=5
    )
    by_age = make_employee(unit, birth_date=date(1968, 3, 10))
    numbered = make_employee(unit)
    nip = "196805012000011001"
    Identifier.objects.create(
        person=numbered, kind=IdentifierKind.NIP, value=nip, lookup=lookup(IdentifierKind.NIP, nip)
    )
    contracted = make_employee(unit, status="pppk", rank="IX", birth_date=date(1990, 1, 1))
    Employment.objects.filter(person=contracted).update(valid_to=date(2027, 12, 31))
    late, nobody_knows = make_employee(unit, birth_date=date(1960, 1, 1)), make_employee(unit)
    for person in (by_age, numbered, contracted, late, nobody_knows):
        hold(person, planned, hr)

    found = forecast(plan, DAY)

    (post,) = found.posts
    assert [one.year for one in found.years] == list(range(2026, 2032))
    assert [(one.by_age, one.by_contract) for one in found.years] == [
        (0, 0),
        (0, 0),
        (2, 1),
        (0, 0),
        (0, 0),
        (0, 0),
    ]
    assert (post.overdue, post.unknown, post.remaining, post.difference) == (1, 1, 1, -4)
    assert {one.person_id: (one.on, one.why) for one in post.leaving} == {
        by_age.pk: (date(2028, 4, 1), Why.AGE),
        numbered.pk: (date(2028, 6, 1), Why.AGE),
        contracted.pk: (date(2028, 1, 1), Why.CONTRACT),
        late.pk: (date(2020, 2, 1), Why.AGE),
        nobody_knows.pk: (None, None),
    }


def test_who_leaves_is_named_to_readers_of_people_alone(client, root, unit, hr, planner):
    plan = make_plan(root, approved=True)
    planned = make_planned(plan, unit)
    hold(make_employee(unit, full_name="Nama Pensiun", birth_date=date(1969, 1, 1)), planned, hr)
    address = f"/peta-jabatan/{plan.public_id}/proyeksi/"

    pages = {}
    for who in (hr, planner):
        client.force_login(who)
        pages[who.pk] = client.get(f"{address}?per=2026-11-22").text
        pages[who.pk, "csv"] = client.get(f"{address}unduh.csv?isi=pegawai&per=2026-11-22").text
    posts = client.get(f"{address}unduh.csv?per=2026-11-22").content.decode("utf-8-sig")

    assert "Nama Pensiun" in pages[hr.pk]
    assert "Nama Pensiun" in pages[hr.pk, "csv"]
    assert "Nama Pensiun" not in pages[planner.pk]
    assert "Nama Pensiun" not in pages[planner.pk, "csv"]
    assert posts.splitlines()[1] == f"{unit.name},{planned.post.job.name},1,1,0,1,0,0,0,0,0,0,0,-1"


def test_a_planner_keeps_standards_and_hr_limits_of_age_on_the_pages(client, root, hr, planner):
    job = make_job("Analis Data")
    address = f"/jabatan/{job.public_id}/"
    lines = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-0-kind": "education",
        "form-0-importance": "must",
        "form-0-text": "S1 Statistika",
        "form-1-kind": "",
        "form-1-importance": "must",
        "valid_from": "2026-01-01",
        "basis": "Perbup 1",
    }
    limit = {"job": job.public_id, "age": 60, "valid_from": "2026-01-01", "basis": "Perbup 2"}

    client.force_login(planner)
    made = client.post(address, lines)
    faulty = client.post(address, lines | {"form-0-text": "", "valid_from": "2026-02-01"})
    described = client.post(
        f"{address}ubah/",
        {"jabatan-kind": "functional", "jabatan-level": "Ahli Muda", "jabatan-job_class": 9},
    )
    by_planner = client.post("/jabatan/batas-usia/", limit)
    client.force_login(hr)
    by_hr = client.post(address, lines | {"valid_from": "2026-03-01"})
    set_by_hr = client.post("/jabatan/batas-usia/", limit)
    both = client.post("/jabatan/batas-usia/", limit | {"kind": "jpt"})
    page, one = client.get("/jabatan/?cari=analis"), client.get(address)

    assert (made.status_code, faulty.status_code, described.status_code) == (302, 422, 302)
    assert (by_planner.status_code, by_hr.status_code) == (403, 403)
    assert (set_by_hr.status_code, both.status_code) == (302, 422)
    assert job.standards.get().items.get().text == "S1 Statistika"
    job.refresh_from_db()
    assert (job.kind, job.job_class) == ("functional", 9)
    assert "Analis Data" in page.text
    assert "batas usia 60 tahun (Perbup 2)" in one.text
