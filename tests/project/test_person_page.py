"""One person, one page: across the packages, for those who may open it, and nobody else."""

from datetime import date

import pytest
from django.utils import timezone

from participants.actions import staffing as actions
from participants.actions.person import add_identifier
from participants.models import (
    AuditEntry,
    Employment,
    EvidenceAct,
    JobKind,
    Role,
    TrainingState,
)
from tests.factories import (
    make_competency,
    make_pemda,
    make_role,
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

pytestmark = pytest.mark.django_db
NIK = "3402011505800001"


@pytest.fixture
def unit():
    return make_unit(make_pemda())


@pytest.fixture
def hr(unit):
    return make_role(Role.HR, unit.parent)


@pytest.fixture
def person(unit, hr, now):
    person = make_employee(unit)
    add_identifier(person=person, kind="nik", digits=NIK, by=hr, at=now)
    return person


def page(client, person, query=""):
    return client.get(f"/pegawai/{person.public_id}/{query}")


def test_the_page_opens_to_hr_the_unit_the_auditor_and_the_person(client, unit, hr, person):
    may = [
        hr,
        make_role(Role.UNIT_ADMIN, unit),
        make_role(Role.AUDITOR, unit.parent),
        make_user(person=person),
    ]
    may_not = [
        make_user(),
        make_role(Role.PLANNER, unit.parent),
        make_role(Role.LEADER, unit.parent),
        make_role(Role.UNIT_ADMIN, make_unit(unit.parent)),
        make_role(Role.HR, make_pemda()),
        make_user(person=make_employee(unit)),
    ]

    answers = []
    for user in [*may, *may_not]:
        client.force_login(user)
        answers.append(page(client, person).status_code)

    assert answers == [200] * len(may) + [404] * len(may_not)


def test_the_year_says_what_is_missing_and_what_waits(client, hr, person):
    make_training(person, jp=12, state=TrainingState.VERIFIED)
    make_training(person, jp=6)
    make_training(person, jp=30, ended_on=date(2025, 5, 5), state=TrainingState.VERIFIED)
    client.force_login(hr)

    this_year = page(client, person, "?tahun=2026").text
    last_year = page(client, person, "?tahun=2025").text

    assert "Sudah 12 dari 20 JP. Kurang 8 JP lagi." in this_year
    assert "6 JP lain menunggu verifikasi BKPSDM." in this_year
    assert "30 JP: 20 JP tahun ini tercapai." in last_year


def test_a_pppk_above_the_ceiling_is_warned_and_keeps_the_hours(client, unit, hr):
    person = make_employee(unit, status="pppk", rank="IX")
    make_training(person, jp=30, state=TrainingState.VERIFIED)
    client.force_login(hr)

    answer = page(client, person, "?tahun=2026")

    assert "Melebihi 24 JP setahun untuk PPPK" in answer.text
    assert answer.context["ledger"].jp == 30


@pytest.mark.parametrize(("level", "outcome"), [(3, "met"), (2, "not_met"), (None, "no_data")])
def test_fit_for_the_post_says_why(client, unit, hr, person, now, level, outcome):
    skill = make_competency()
    planned = make_planned(make_plan(unit.parent, approved=True), unit, competency=skill)
    actions.appoint(
        person=person,
        post=planned.post,
        kind="definitive",
        valid_from=date(2026, 1, 1),
        by=hr,
        at=now,
    )
    if level:
        make_evidence(person, skill, level=level, act=EvidenceAct.GRANT)
    client.force_login(hr)

    fit = page(client, person).context["fit"]

    assert (fit.outcome, fit.findings[0].outcome, fit.findings[0].code) == (
        outcome,
        outcome,
        skill.code,
    )


def test_each_line_opens_to_its_evidence(client, hr, person):
    training, proposal = make_training(person), make_evidence(person)
    client.force_login(hr)

    answer = page(client, person)

    assert {line.kind for line in answer.context["lines"]} == {"employment", "training", "evidence"}
    assert f'href="/riwayat/{training.public_id}/"' in answer.text
    assert f'href="/kompetensi/{proposal.competency.code}/{person.public_id}/"' in answer.text


def test_the_nik_is_masked_and_showing_it_is_logged(client, hr, person):
    client.force_login(hr)

    masked = page(client, person).text
    before = AuditEntry.objects.filter(verb="participants.person.nik_shown").count()
    shown = client.post(f"/pegawai/{person.public_id}/nik/").text

    assert NIK not in masked
    assert NIK in shown
    assert before == 0
    entry = AuditEntry.objects.get(verb="participants.person.nik_shown")
    assert (entry.object_id, entry.by, entry.unit) == (person.public_id, hr, person.home_unit)


def test_nobody_but_the_persons_hr_reads_the_nik(client, unit, person):
    answers = []
    for user in (
        make_role(Role.UNIT_ADMIN, unit),
        make_role(Role.AUDITOR, unit.parent),
        make_user(person=person),
        make_role(Role.HR, make_pemda()),
    ):
        client.force_login(user)
        answers.append(client.post(f"/pegawai/{person.public_id}/nik/").status_code)

    assert answers == [403, 403, 403, 404]
    assert not AuditEntry.objects.filter(verb="participants.person.nik_shown").exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_however_long_the_life(
    client, hr, person, rows, django_assert_num_queries
):
    for _ in range(rows):
        make_training(person)
        make_evidence(person)
    client.force_login(hr)

    # session, user, grants, person, employment today, trainings, appointments, employments,
    # certificates, evidence, numbers
    with django_assert_num_queries(11):
        page(client, person)


def test_the_competency_points_are_estimated_for_a_known_post_and_say_what_is_short(
    client, unit, hr, person
):
    today = unit.localdate(timezone.now())
    make_training(person, jp=12, ended_on=today, state=TrainingState.VERIFIED)
    Employment.objects.filter(person=person).update(job=make_job(kind=JobKind.EXECUTOR))
    client.force_login(hr)

    estimated = page(client, person)
    Employment.objects.filter(person=person).update(status="non_asn")
    other = page(client, person)

    assert "Kompetensi sekitar 0 sampai 13,5 dari 40 poin." in estimated.text
    assert "Hanya perkiraan" in estimated.text
    assert other.context["points"] is None


def test_a_coming_bimtek_that_would_raise_the_points_is_named(client, unit, hr, person):
    Employment.objects.filter(person=person).update(job=make_job(kind=JobKind.EXECUTOR))
    coming = make_workshop(unit, title_id="Bimtek Arsip Digital")
    coming.stages.update(starts_on=date(2099, 1, 5), ends_on=date(2099, 1, 6))
    make_workshop(unit, title_id="Bimtek Yang Lalu").stages.update(starts_on=date(2020, 1, 5))
    client.force_login(hr)

    answer = page(client, person)

    assert [one.title_id for one in answer.context["coming"]] == ["Bimtek Arsip Digital"]
    assert "Bimtek Arsip Digital" in answer.text
