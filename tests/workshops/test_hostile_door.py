"""A door is held by whoever holds its token, for its own Bimtek, and waits for nobody else."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_registration, make_workshop
from tests.factories_day import EIGHT, event_of, make_door, make_scan, make_undo
from workshops.models import Attendance, CheckIn
from workshops.tokens import roster_index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_eight(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: EIGHT)


@pytest.fixture
def sari():
    return make_registration(printed_name="Sari Wulandari")


@pytest.fixture
def mine(sari):
    return make_door(sari.workshop)[1]


@pytest.fixture
def neighbour(sari):
    return make_door(sari.workshop, name="HP tetangga")[1]


@pytest.fixture
def elsewhere():
    return make_door(make_workshop())[1]


def scan(client, token, *items):
    return client.post(
        "/pindai/api/pindai",
        json.dumps({"items": items}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )


def results(client, token, *items):
    return scan(client, token, *items).json()["results"]


def test_a_stranger_costs_one_statement_and_no_waiting(client, sari):
    for _ in range(3):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = scan(client, "tiada", make_scan(sari))

        assert answer.status_code == 401
        said = [q["sql"] for q in asked if "SAVEPOINT" not in q["sql"]]
        assert len(said) == 1


def test_a_door_of_another_bimtek_learns_no_name(client, sari, elsewhere):
    by_code, by_ref = results(
        client, elsewhere, make_scan(sari), make_scan(raw=None, ref=sari.public_id)
    )

    assert (by_code["verdict"], by_ref["verdict"]) == ("wrong_workshop", "unknown")
    assert "Sari" not in json.dumps([by_code, by_ref])
    assert not Attendance.objects.exists()


def test_a_slot_of_another_bimtek_is_no_slot_here(client, sari, elsewhere):
    slot = sari.workshop.stages.get().slots.first().public_id

    results(client, elsewhere, make_scan(sari, slot=slot))

    assert not Attendance.objects.exists()


def test_what_one_door_sent_another_neither_replays_nor_takes_back(
    client, sari, mine, neighbour, elsewhere
):
    sent = make_scan(sari)
    results(client, mine, sent)

    for token in (neighbour, elsewhere):
        (replayed,) = results(client, token, sent)
        (undone,) = results(client, token, make_undo(sent["nonce"]))
        assert (replayed["outcome"], undone["outcome"]) == ("rejected", "rejected")
        assert "Sari" not in json.dumps([replayed, undone])
    assert event_of(sent).outcome == "accepted"
    assert Attendance.objects.get().status == "present"


@pytest.mark.parametrize("path", ["daftar-hadir", "daftar-tersegel", "daftar-nama"])
def test_a_roster_is_the_doors_own(client, sari, mine, elsewhere, path):
    ours, theirs = (
        client.get(f"/pindai/api/{path}", headers={"Authorization": f"Bearer {token}"})
        for token in (mine, elsewhere)
    )

    secrets = ["Wulandari", sari.public_id, roster_index(sari.check_in_code())]
    assert any(secret in ours.content.decode() for secret in secrets) or path == "daftar-hadir"
    assert [secret for secret in secrets if secret in theirs.content.decode()] == []


@pytest.mark.parametrize(
    "odd",
    [
        {"seq": -1}, {"seq": 10**30}, {"mono_ms": -5}, {"seq": True}, {"seq": 1.5},
        {"device_at": "0001-01-01T00:00:00Z"}, {"device_at": "9999-12-31T23:59:59-23:59"},
        {"raw": "A" * 100_000}, {"raw": "\u0661" * 26}, {"source": {"a": 1}}, {"chain": "\0"},
        {"kind": ["arrive"]}, {"slot": 5}, {"slot": "\0"}, {"nonce": "0" * 26 + "\n"},
    ],
)  # fmt: skip
def test_no_field_of_a_scan_is_a_fault_of_ours(client, sari, mine, odd):
    answer = scan(client, mine, make_scan(sari, **odd), make_scan(sari))

    assert answer.status_code == 200
    assert answer.json()["results"][1]["verdict"] in ("present", "already")


@pytest.mark.parametrize(
    "body",
    [
        b'{"items":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        b'{"items":[{"seq":' + b"9" * 5_000 + b"}]}",
        b'{"items":["\xff"]}',
    ],
)
def test_a_body_made_to_break_a_reader_is_a_clear_no(client, mine, body):
    answer = client.post(
        "/pindai/api/pindai",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {mine}"},
    )

    assert answer.status_code == 400
    assert not CheckIn.objects.exists()
