"""The API: the pages' actions and the pages' scope, and one way of saying no."""

from datetime import date

import pytest
from django.core.cache import cache
from django.core.management import call_command
from rest_framework.throttling import UserRateThrottle

from certificates.models import CertificateState
from participants.actions.person import add_identifier
from participants.actions.training import record_training
from participants.api.base import ReadSet
from participants.models import IdentifierKind, Role, TrainingState
from tests.factories import (
    NOW,
    make_invitation,
    make_pemda,
    make_person,
    make_registration,
    make_role,
    make_system,
    make_unit,
    make_user,
    make_workshop,
)
from tests.factories_certificates import make_certificate, make_closed_workshop
from workshops.models import Attendance, Registration

pytestmark = pytest.mark.django_db
NIP = "198503152010012001"
PROBLEM = "application/problem+json"
LISTS = (
    "units",
    "people",
    "workshops",
    "registrations",
    "attendance",
    "certificates",
    "training-records",
)


@pytest.fixture(autouse=True)
def _fresh_throttle():
    cache.clear()


@pytest.fixture
def pemda():
    return make_pemda("Kabupaten Buton")


@pytest.fixture
def office(pemda):
    return make_unit(pemda, name="Dinas Kominfo")


@pytest.fixture
def health(pemda):
    return make_unit(pemda, name="Dinas Kesehatan")


@pytest.fixture
def api(client):
    """``api(user)`` gives a client that speaks JSON as that user."""

    def as_user(user):
        client.force_login(user)
        return client

    return as_user


def send(client, path, body=None):
    return client.post(f"/api/v1/{path}", body or {}, content_type="application/json")


def make_training(person, **fields):
    return record_training(
        person=person,
        title="Bimtek",
        organiser="Dinas Kominfo",
        form=8,
        jp=8,
        started_on=date(2026, 11, 22),
        ended_on=date(2026, 11, 22),
        number="1",
        source_kind="test",
        source_id=person.public_id,
        by=make_system(),
        at=NOW,
        verified=fields.pop("verified", False),
    )


@pytest.mark.parametrize("path", LISTS)
def test_a_stranger_is_asked_to_log_in(client, path):
    answer = client.get(f"/api/v1/{path}/")

    assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
    assert set(answer.json()) == {"type", "title", "status", "detail"}


@pytest.mark.parametrize("path", LISTS)
def test_whoever_holds_no_role_finds_nothing(api, path, office):
    make_certificate(make_closed_workshop(unit=office))

    answer = api(make_user()).get(f"/api/v1/{path}/")

    assert (answer.status_code, answer.json()["results"]) == (200, [])


def test_people_come_without_numbers_but_for_those_who_keep_the_record(api, pemda, health):
    person = make_person(
        health, full_name="Sari", phone="081234567890", birth_date=date(1985, 3, 15)
    )
    for kind, digits in ((IdentifierKind.NIP, NIP), (IdentifierKind.NIK, "7404015503850001")):
        add_identifier(person=person, kind=kind, digits=digits, by=make_system(), at=NOW)

    for role, nip in ((Role.HR, NIP), (Role.UNIT_ADMIN, NIP), (Role.AUDITOR, None)):
        answer = api(make_role(role, pemda)).get("/api/v1/people/")
        (row,) = answer.json()["results"]
        assert row["nip"] == nip
        for secret in ("7404015503850001", "081234567890", "1985-03-15"):
            assert secret not in answer.text


def test_a_page_holds_two_hundred_at_most(api, pemda, health):
    make_person(health)

    answer = api(make_role(Role.HR, pemda)).get("/api/v1/people/?limit=9999")

    assert set(answer.json()) == {"count", "next", "previous", "results"}
    assert "limit=200" in (answer.json()["next"] or "limit=200")


def test_a_bimtek_in_full_has_stages_sessions_and_slots(api, office):
    workshop = make_workshop(office)

    answer = api(make_role(Role.ORGANISER, office)).get(f"/api/v1/workshops/{workshop.public_id}/")

    (stage,) = answer.json()["stages"]
    assert [one["jp"] for one in stage["sessions"]] == [4, 4]
    assert [one["kind"] for one in stage["slots"]] == ["pagi", "siang"]


def test_lists_narrow_by_state_unit_and_bimtek(api, office, health):
    ours = make_registration(make_workshop(office), make_person(health))
    make_registration(make_workshop(office))
    client = api(make_role(Role.ORGANISER, office))

    for query in (f"workshop={ours.workshop.public_id}", f"unit={health.public_id}"):
        found = client.get(f"/api/v1/registrations/?{query}&state=confirmed").json()["results"]
        assert [one["id"] for one in found] == [ours.public_id]
    assert client.get("/api/v1/registrations/?state=withdrawn").json()["count"] == 0
    assert client.get("/api/v1/registrations/?state=asleep").status_code == 400


def test_naming_by_the_api_is_naming_and_asking_again_changes_nothing(api, office, health):
    workshop = make_workshop(office)
    make_invitation(workshop, health, seats=2)
    client = api(make_role(Role.UNIT_ADMIN, health))
    body = {"unit": health.public_id, "full_name": "Sari Wulandari, S.Kom.", "nip": NIP}

    first = send(client, f"workshops/{workshop.public_id}/registrations/", body)
    again = send(client, f"workshops/{workshop.public_id}/registrations/", body)
    nameless = {"unit": health.public_id, "full_name": "Budi Santoso"}
    second = send(client, f"workshops/{workshop.public_id}/registrations/", nameless)
    same = send(client, f"workshops/{workshop.public_id}/registrations/", nameless)

    assert (first.status_code, again.status_code) == (201, 200)
    assert (second.status_code, same.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Registration.objects.count() == 2


def test_a_refusal_is_a_409_with_its_reasons(api, office, health):
    workshop = make_workshop(office)
    make_invitation(workshop, health, seats=1)
    client = api(make_role(Role.UNIT_ADMIN, health))
    path = f"workshops/{workshop.public_id}/registrations/"
    send(client, path, {"unit": health.public_id, "full_name": "Sari"})

    answer = send(client, path, {"unit": health.public_id, "full_name": "Budi"})

    assert (answer.status_code, answer["Content-Type"]) == (409, PROBLEM)
    (reason,) = answer.json()["reasons"]
    assert reason["code"] == "no-free-seat"
    assert reason["args"]["seats"] == 1
    assert "Dinas Kesehatan" in reason["text"]


def test_an_opd_does_not_name_for_another(api, office, health, pemda):
    workshop = make_workshop(office)
    make_invitation(workshop, health)
    other = make_invitation(workshop, make_unit(pemda)).unit
    client = api(make_role(Role.UNIT_ADMIN, health))

    answer = send(
        client,
        f"workshops/{workshop.public_id}/registrations/",
        {"unit": other.public_id, "full_name": "Sari"},
    )

    assert answer.status_code == 404


def test_whoever_may_only_read_may_not_name(api, office, health, pemda):
    workshop = make_workshop(office)
    make_invitation(workshop, health)

    answer = send(
        api(make_role(Role.AUDITOR, pemda)),
        f"workshops/{workshop.public_id}/registrations/",
        {"unit": health.public_id, "full_name": "Sari"},
    )

    assert (answer.status_code, answer["Content-Type"]) == (403, PROBLEM)


def test_withdrawing_needs_a_reason_and_happens_once(api, office):
    registration = make_registration(make_workshop(office))
    client = api(make_role(Role.ORGANISER, office))
    path = f"registrations/{registration.public_id}/withdraw/"

    assert send(client, path, {"reason": ""}).json()["reasons"][0]["code"] == "reason-required"
    assert send(client, path, {"reason": "Sakit"}).json()["state"] == "withdrawn"
    assert send(client, path, {"reason": "Sakit"}).status_code == 200
    assert registration.steps.count() == 1


def test_attendance_is_read_by_registration_and_slot(api, office):
    registration = make_registration(make_workshop(office))
    slot = registration.workshop.stages.get().slots.get(kind="pagi")
    Attendance.objects.create(
        registration=registration,
        slot=slot,
        status="present",
        arrived_at=NOW,
        noted_at=NOW,
        noted_by=make_system(),
    )
    client = api(make_role(Role.ORGANISER, office))

    (row,) = client.get(f"/api/v1/attendance/?slot={slot.public_id}").json()["results"]

    assert row["id"] == f"{registration.public_id}-{slot.public_id}"
    assert client.get(f"/api/v1/attendance/{row['id']}/").json() == row
    assert client.get("/api/v1/attendance/abc-def/").status_code == 404


def test_hr_accepts_and_rejects_trainings(api, pemda, health):
    hr = make_role(Role.HR, pemda)
    accepted, rejected = (make_training(make_person(health)) for _one in range(2))
    client = api(hr)

    for _twice in range(2):
        answer = send(client, f"training-records/{accepted.public_id}/accept/")
        assert (answer.status_code, answer.json()["state"]) == (200, TrainingState.VERIFIED)
    answer = send(client, f"training-records/{rejected.public_id}/reject/", {"reason": "Ganda"})
    assert answer.json()["state"] == TrainingState.REJECTED
    refused = send(client, f"training-records/{rejected.public_id}/accept/")
    assert refused.status_code == 409


def test_an_opd_reads_trainings_and_decides_none(api, health):
    training = make_training(make_person(health))

    answer = send(
        api(make_role(Role.UNIT_ADMIN, health)), f"training-records/{training.public_id}/accept/"
    )

    assert answer.status_code == 403


def test_revoking_by_the_api_takes_the_training_back(api, office, files):
    certificate = make_certificate(make_closed_workshop(unit=office))
    client = api(make_role(Role.ORGANISER, office))
    path = f"certificates/{certificate.public_id}/revoke/"

    for _twice in range(2):
        answer = send(client, path, {"public_reason": "Keliru orang"})
        assert (answer.status_code, answer.json()["state"]) == (200, CertificateState.REVOKED)
    assert certificate.events.filter(act="revoked").count() == 1


@pytest.mark.parametrize(
    ("method", "path", "content_type", "body", "status"),
    [
        ("put", "units/", "application/json", "{}", 405),
        ("post", "units/", "application/json", "{}", 405),
        ("get", "nothing/", None, None, 404),
        ("get", "units/0000/", None, None, 404),
        ("get", "units/?kind=x", None, None, 400),
    ],
)
def test_every_other_no_is_a_problem_too(api, pemda, method, path, content_type, body, status):
    client = api(make_role(Role.HR, pemda))
    more = {"data": body, "content_type": content_type} if content_type else {}

    answer = getattr(client, method)(f"/api/v1/{path}", **more)

    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    assert answer.json()["status"] == status


def test_a_body_that_cannot_be_read_is_400_and_an_unknown_kind_415(api, office):
    workshop = make_workshop(office)
    client = api(make_role(Role.ORGANISER, office))
    path = f"/api/v1/workshops/{workshop.public_id}/registrations/"

    broken = client.post(path, "{", content_type="application/json")
    strange = client.post(path, "<a/>", content_type="application/xml")
    empty = client.post(path, {}, content_type="application/json")

    assert (broken.status_code, strange.status_code, empty.status_code) == (400, 415, 400)
    assert {answer["Content-Type"] for answer in (broken, strange, empty)} == {PROBLEM}
    assert empty.json()["reasons"][0]["args"] == {"field": "unit"}


def test_too_many_requests_are_held_back(api, pemda, monkeypatch):
    monkeypatch.setattr(UserRateThrottle, "rate", "2/min", raising=False)
    client = api(make_role(Role.HR, pemda))

    statuses = [client.get("/api/v1/units/").status_code for _time in range(3)]

    assert statuses == [200, 200, 429]
    assert "Retry-After" in client.get("/api/v1/units/").headers


def test_the_description_is_complete(tmp_path):
    target = tmp_path / "schema.yml"

    call_command("spectacular", validate=True, fail_on_warn=True, file=str(target))

    told = target.read_text(encoding="utf-8")
    assert "/pindai/api/pindai:" in told
    assert "application/problem+json" in told


# session, user; throttle (cache: read, and write in four); grants; count and rows
@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("units", 2),
        ("people", 3),
        ("workshops", 3),
        ("registrations", 2),
        ("certificates", 2),
        ("training-records", 2),
    ],
)
def test_queries_do_not_grow_with_rows(
    api, pemda, rows, path, queries, files, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(ReadSet, "throttle_classes", [])
    for _row in range(rows):
        unit = make_unit(pemda)
        person = make_person(unit)
        add_identifier(
            person=person,
            kind=IdentifierKind.NIP,
            digits=f"1985031520100120{_row:02}",
            by=make_system(),
            at=NOW,
        )
        make_training(person)
        make_certificate(make_closed_workshop(unit=unit))
    client = api(make_role(Role.HR, pemda))

    with django_assert_num_queries(3 + queries):  # session, user, grants
        client.get(f"/api/v1/{path}/")
