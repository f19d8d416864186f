"""The door's protocol over HTTP: who may, what is said, and what no nonsense can break."""

import base64
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.cache import cache
from django.utils import timezone

from tests.factories import make_registration
from tests.factories_day import make_door, make_organiser, make_scan
from workshops.actions.device import (
    CODE_LASTS,
    activate_device,
    make_device,
    revoke_device,
    set_names_at_door,
)
from workshops.models import AttendanceSlot, CheckIn, Device
from workshops.tokens import new_check_in_code, roster_index, roster_key
from workshops.views.door import limits

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_failed_yet():
    cache.clear()


@pytest.fixture
def sari():
    """Registered in a Bimtek whose morning is now."""
    registration = make_registration(printed_name="Sari Wulandari")
    now = timezone.now()
    AttendanceSlot.objects.filter(kind="pagi").update(
        opens_at=now - timedelta(hours=1),
        late_after=now + timedelta(hours=1),
        closes_at=now + timedelta(hours=2),
    )
    AttendanceSlot.objects.filter(kind="siang").update(
        opens_at=now + timedelta(hours=3),
        late_after=now + timedelta(hours=4),
        closes_at=now + timedelta(hours=5),
    )
    return registration


@pytest.fixture
def door(sari):
    return make_door(sari.workshop)


def post(client, path, body, token="", **headers):
    content = body if isinstance(body, (str, bytes)) else json.dumps(body)
    if token:
        headers["authorization"] = f"Bearer {token}"
    return client.post(path, content, content_type="application/json", headers=headers)


def scan(client, door, *items, **headers):
    return post(client, "/pindai/api/pindai", {"items": items}, token=door[1], **headers)


def test_a_scan_is_answered_as_the_protocol_says(client, sari, door):
    item = make_scan(sari)

    response = scan(client, door, item)

    body = response.json()
    assert response.status_code == 200
    assert set(body) == {"server_time", "counts", "results"}
    assert body["counts"] == {"present": 1, "expected": 1}
    (result,) = body["results"]
    assert result.pop("arrived_at")
    assert result == {
        "nonce": item["nonce"],
        "outcome": "accepted",
        "verdict": "present",
        "level": "green",
        "name": "Sari Wulandari",
        "unit": sari.unit.name,
        "slot": AttendanceSlot.objects.get(kind="pagi").public_id,
        "letter": "none",
        "message": "Selamat datang.",
    }
    assert "Set-Cookie" not in response.headers


def test_already_says_the_hour_in_the_bimteks_zone(client, sari, door):
    scan(client, door, make_scan(sari))

    (result,) = scan(client, door, make_scan(sari)).json()["results"]

    assert (result["verdict"], result["level"]) == ("already", "green")
    assert result["message"].startswith("Sudah hadir ")
    assert result["message"].endswith(" WITA.")


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer x", "Basic abc", "Bearer é"])
def test_an_unknown_token_gets_one_constant_answer(client, sari, authorization):
    headers = {"authorization": authorization.encode().decode("latin-1")}

    responses = [
        client.post("/pindai/api/pindai", '{"items":[]}', "application/json", headers=headers),
        client.get("/pindai/api/daftar-hadir", headers=headers),
    ]

    assert [r.status_code for r in responses] == [401, 401]
    assert responses[0].content == responses[1].content
    assert responses[0]["Content-Type"] == "application/problem+json"


def test_revoking_bites_at_the_next_request_with_the_same_answer(client, sari, door):
    assert scan(client, door, make_scan(sari)).status_code == 200

    revoke_device(device=door[0], by=make_organiser(sari.workshop), at=timezone.now())

    revoked, unknown = (
        scan(client, door, make_scan(sari)),
        scan(client, (None, "x"), make_scan(sari)),
    )
    assert (revoked.status_code, revoked.content) == (401, unknown.content)
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("{", 400),
        (b"\xff\xfe", 400),
        ("[]", 400),
        ("5", 400),
        ("null", 400),
        ("{}", 400),
        ('{"items": {}}', 400),
        ('{"items": "abc"}', 400),
        ("[" * 100_000, 400),
        ('{"items": ' + "9" * 5_000 + "}", 400),
        (json.dumps({"items": [{}] * 101}), 413),
        ('{"items": ["' + "x" * 600_000 + '"]}', 413),
    ],
)
def test_nonsense_is_a_clear_problem_and_stores_nothing(client, door, body, status):
    response = post(client, "/pindai/api/pindai", body, token=door[1])

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert set(response.json()) == {"type", "status", "code", "title"}
    assert CheckIn.objects.count() == 0


def test_a_bad_item_never_fails_its_batch(client, sari, door):
    odd = [
        5,
        {"nonce": ["x"]},
        {"nonce": "\ud800"},
        make_scan(raw="\ud800", reason="\x00"),
        make_scan(kind="annul", annuls="0" * 26, reason="a\x00b\ud800"),
        make_scan(ref="\x00"),
        make_scan(sari, seq=True, mono_ms=1e400, device_at=12, source=[], roster={}, slot={}),
    ]

    results = scan(client, door, *odd, make_scan(sari)).json()["results"]

    assert [result["verdict"] for result in results] == [
        "malformed",
        "malformed",
        "malformed",
        "malformed",
        "annulled",
        "malformed",
        "no_slot",
        "present",
    ]


def test_an_empty_batch_is_a_question_for_the_time_and_the_count(client, door):
    response = scan(client, door)

    assert (response.status_code, response.json()["results"]) == (200, [])


def test_the_chip_does_not_carry_the_morning_s_count_into_the_afternoon(client, sari, door):
    scan(client, door, make_scan(make_registration(sari.workshop)))
    in_the_morning = scan(client, door, make_scan(sari)).json()["counts"]
    AttendanceSlot.objects.filter(kind="siang").update(opens_at=timezone.now())
    AttendanceSlot.objects.filter(kind="pagi").update(state="closed")

    at_once, then = (scan(client, door, make_scan(sari)).json()["counts"] for _ in range(2))

    assert [counts["present"] for counts in (in_the_morning, at_once, then)] == [2, 1, 1]


def test_a_device_that_guesses_is_answered_but_fills_no_list(client, sari, door, monkeypatch):
    monkeypatch.setattr(limits, "STRANGERS", replace(limits.STRANGERS, most=0))
    scan(client, door, make_scan(raw=_stranger()))

    (result,) = scan(client, door, make_scan(raw=_stranger())).json()["results"]

    assert (result["verdict"], result["outcome"]) == ("unknown", "rejected")
    assert CheckIn.objects.count() == 1


def _stranger():
    return new_check_in_code()


def test_messages_follow_the_reader(client, sari, door):
    (result,) = scan(client, door, 5, **{"accept-language": "en-GB,en"}).json()["results"]

    assert result["verdict"] == "malformed"


def test_a_one_time_code_makes_a_device_once(client, sari):
    organiser = make_organiser(sari.workshop)
    device, code = make_device(
        workshop=sari.workshop, name="Meja 1", by=organiser, at=timezone.now()
    )
    body = {"code": f"{code[:4]}-{code[4:]}".lower(), "name": "HP Sari"}

    first = post(client, "/pindai/api/daftar", body)
    second = post(client, "/pindai/api/daftar", body)

    assert first.status_code == 200
    assert first.json()["device"] == {"id": device.public_id, "name": "HP Sari"}
    assert len(first.json()["token"]) == 43
    assert first.json()["token"] not in str(Device.objects.values())
    assert second.status_code == 404
    assert scan(client, (None, first.json()["token"]), make_scan(sari)).status_code == 200


def test_an_old_code_makes_no_device(sari):
    now = timezone.now()
    _device, code = make_device(
        workshop=sari.workshop, name="Meja 1", by=make_organiser(sari.workshop), at=now
    )

    assert activate_device(code=code, name="", at=now + CODE_LASTS + timedelta(seconds=1)) is None


def test_codes_cannot_be_guessed_at_leisure(client, monkeypatch):
    monkeypatch.setattr(limits, "WRONG_CODES", replace(limits.WRONG_CODES, most=2))

    statuses = [
        post(client, "/pindai/api/daftar", {"code": "AAAAAAAA", "name": ""}).status_code
        for _ in range(3)
    ]

    assert statuses == [404, 404, 429]


@pytest.mark.parametrize("body", [{"code": 5, "name": "x"}, {"code": "A", "name": []}, {}])
def test_a_registration_without_a_code_is_a_problem(client, body):
    assert post(client, "/pindai/api/daftar", body).status_code == 400


def ask(client, door, path="daftar-hadir", **headers):
    headers["authorization"] = f"Bearer {door[1]}"
    return client.get(f"/pindai/api/{path}", headers=headers)


def test_once_a_minute_a_device_hears_how_the_day_stands_and_no_name(client, sari, door):
    scan(client, door, make_scan(sari))
    make_registration()  # of another Bimtek

    response = ask(client, door)

    body = response.json()
    pagi = AttendanceSlot.objects.get(kind="pagi", stage__workshop=sari.workshop)
    assert "Wulandari" not in response.content.decode()
    assert body["here"] == [sari.public_id]
    assert body["counts"] == {"present": 1, "expected": 1}
    assert body["current_slot"] == pagi.public_id
    assert [slot["kind"] for slot in body["slots"]] == ["pagi", "siang"]
    assert body["workshop"]["code"] == sari.workshop.public_id
    assert (body["sealed"]["count"], body["names"]) == (1, True)


def test_the_list_of_names_has_names_and_units_and_nothing_else(client, sari, door):
    make_registration()  # of another Bimtek

    body = ask(client, door, "daftar-nama").json()

    assert body["units"] == [
        {
            "id": sari.unit.public_id,
            "name": sari.unit.name,
            "people": [{"ref": sari.public_id, "name": "Sari Wulandari"}],
        }
    ]


def test_the_sealed_roster_opens_to_who_shows_the_code_and_to_nobody_else(client, sari, door):
    response = ask(client, door, "daftar-tersegel")

    lines = dict(
        line for part in response.json()["parts"].values() for line in map(tuple, part["lines"])
    )
    code = sari.check_in_code()
    raw = base64.b64decode(lines[roster_index(code)])
    opened = json.loads(
        AESGCM(roster_key(code)).decrypt(raw[:12], raw[12:], roster_index(code).encode())
    )
    assert opened == {
        "ref": sari.public_id,
        "name": "Sari Wulandari",
        "unit": sari.unit.name,
        "live": True,
        "stages": [sari.workshop.stages.get().public_id],
        "letters": {},
    }
    for told in ("Sari", sari.unit.name, sari.public_id, code):
        assert told not in response.content.decode()


def test_only_the_part_that_changed_is_fetched_again(client, sari, door):
    for _ in range(20):
        make_registration(sari.workshop)
    before = ask(client, door).json()["sealed"]["parts"]

    sari.printed_name = "Sari Wulandari, S.Kom."
    sari.save()
    after = ask(client, door).json()["sealed"]["parts"]

    part = roster_index(sari.check_in_code())[0]
    assert [key for key in after if after[key] != before[key]] == [part]
    fetched = ask(client, door, f"daftar-tersegel?bagian={part}")
    assert list(fetched.json()["parts"]) == [part]
    assert fetched.json()["parts"][part]["version"] == after[part]


@pytest.mark.parametrize("path", ["daftar-tersegel", "daftar-nama"])
def test_a_list_that_did_not_change_is_not_sent_again(client, sari, door, path):
    tag = ask(client, door, path).headers["ETag"]

    again = ask(client, door, path, **{"if-none-match": tag})

    assert (again.status_code, again.content) == (304, b"")


def test_an_event_may_keep_its_names_from_the_door(client, sari, door):
    scan(client, door, make_scan(sari))
    set_names_at_door(
        workshop=sari.workshop, shown=False, by=make_organiser(sari.workshop), at=timezone.now()
    )

    live, names = ask(client, door).json(), ask(client, door, "daftar-nama").json()

    assert (live["names"], live["here"]) == (False, [])
    assert (names["allowed"], names["units"]) == (False, [])


@pytest.mark.parametrize("people", [1, 3])
def test_the_roster_takes_eleven_queries_however_many_people(
    client, sari, door, people, django_assert_num_queries
):
    for _ in range(people - 1):
        make_registration(sari.workshop)

    # device, its stages; slots, present, expected, here; stages, delegations, letters, holds,
    # people
    with django_assert_num_queries(11):
        ask(client, door)
    with django_assert_num_queries(3):  # device, its stages, people
        ask(client, door, "daftar-nama")


def test_other_methods_are_refused(client):
    assert client.get("/pindai/api/pindai").status_code == 405
    assert client.post("/pindai/api/daftar-hadir").status_code == 405
