"""What an officer may do at the door besides scanning, with the device's token."""

import base64
import io
import json
from typing import Any

import pytest
from django.core.cache import cache
from PIL import Image

from participants.models import AuditEntry, OrganisationUnit
from tests.factories import (
    make_invitation,
    make_pemda,
    make_registration,
    make_unit,
    make_workshop,
)
from tests.factories_day import EIGHT, make_door, make_organiser, make_scan
from workshops.actions.device import revoke_device
from workshops.actions.door_act import allow_acts
from workshops.models import (
    AssignmentLetter,
    Attendance,
    Delegation,
    Device,
    DoorAct,
    Guest,
    Invitation,
    Registration,
    Seat,
)
from workshops.tokens import new_nonce
from workshops.views.door import limits

pytestmark = pytest.mark.django_db

ADDRESS = "/pindai/api/tindakan"


@pytest.fixture(autouse=True)
def _at_eight(monkeypatch):
    cache.clear()
    monkeypatch.setattr("django.utils.timezone.now", lambda: EIGHT)


@pytest.fixture
def workshop():
    return make_workshop(make_unit(make_pemda()), stages=3)


@pytest.fixture
def sari(workshop):
    return make_registration(workshop, printed_name="Sari Wulandari")


@pytest.fixture
def door(workshop) -> tuple[Device, str]:
    device, token = make_door(workshop)
    allow_acts(device=device, allowed=True, by=make_organiser(workshop), at=EIGHT)
    return device, token


def ask(client, token: str, **act: Any):
    return client.post(
        ADDRESS,
        json.dumps({"nonce": new_nonce()} | act),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )


def choices(client, token: str):
    return client.get(ADDRESS, headers={"Authorization": f"Bearer {token}"})


def photo(side: int = 40) -> str:
    drawn = io.BytesIO()
    Image.new("RGB", (side, side), "white").save(drawn, "JPEG")
    return base64.b64encode(drawn.getvalue()).decode()


def test_a_walk_in_takes_a_free_seat_of_the_unit_and_is_scanned_at_once(client, workshop, door):
    invitation = make_invitation(workshop, make_unit(name="Dinas Kesehatan"), seats=1)

    answer = ask(
        client, door[1], kind="walk_in", name="Budi Santoso", unit=invitation.unit.public_id
    )

    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["name"], told["unit"]) == ("Budi Santoso", "Dinas Kesehatan")
    made = Registration.objects.get(public_id=told["ref"])
    assert made.registered_by == door[0].user
    assert made.delegations.get().seat.invitation == invitation
    scan = client.post(
        "/pindai/api/pindai",
        json.dumps({"items": [make_scan(ref=told["ref"], source="name")]}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {door[1]}"},
    )
    assert scan.json()["results"][0]["verdict"] == "present"
    assert Attendance.objects.get().registration == made


def test_the_letter_of_a_walk_in_is_to_follow_with_its_photo_if_there_is_one(
    client, workshop, door, files
):
    invitation = make_invitation(workshop, seats=2)
    unit = invitation.unit.public_id

    ask(client, door[1], kind="walk_in", name="Budi Santoso", unit=unit)
    assert AssignmentLetter.objects.get().state == "to_follow"
    assert AssignmentLetter.objects.get().file is None
    ask(client, door[1], kind="walk_in", name="Ani Lestari", unit=unit, photo=photo())

    letter = AssignmentLetter.objects.get()
    assert letter.file.content_type == "image/jpeg"
    assert letter.registrations.count() == 2


def test_a_photo_that_is_none_is_refused_and_nothing_is_half_done(client, workshop, door, files):
    invitation = make_invitation(workshop)
    unit = invitation.unit.public_id

    for bad in ("tiada", base64.b64encode(b"MZ" + b"\0" * 100).decode()):
        answer = ask(client, door[1], kind="walk_in", name="Budi", unit=unit, photo=bad)

        assert answer.status_code == 409
        assert answer.json()["title"]
    assert not Registration.objects.exists()
    assert not DoorAct.objects.exists()


def test_an_opd_typed_by_its_name_is_found_or_invited_from_outside(client, workshop, door):
    root = OrganisationUnit.objects.get(path=workshop.unit.root_path)
    known = make_unit(root, name="Dinas Perhubungan")

    ask(client, door[1], kind="walk_in", name="Budi", unit_name="dinas  perhubungan.")
    ask(client, door[1], kind="walk_in", name="Ani", unit_name="Universitas Halu Oleo")

    bodies = Invitation.objects.order_by("pk").values_list("unit__name", "body")
    assert list(bodies) == [("Dinas Perhubungan", "unit"), ("Universitas Halu Oleo", "outside")]
    assert Registration.objects.get(printed_name="Budi").unit == known


def test_a_unit_whose_seats_are_taken_is_told_so_and_replacing_is_the_way(client, sari, door):
    answer = ask(client, door[1], kind="walk_in", name="Budi", unit=sari.unit.public_id)

    assert (answer.status_code, answer.json()["code"]) == (409, "no-free-seat")
    assert Registration.objects.count() == 1


def test_somebody_stands_in_for_this_stage_alone(client, sari, door):
    answer = ask(client, door[1], kind="stand_in", ref=sari.public_id, name="Budi Santoso")

    assert answer.status_code == 200, answer.content
    budi = Registration.objects.get(public_id=answer.json()["ref"])
    held = Delegation.objects.filter(registration=budi).get()
    assert (held.first_stage.order, held.last_stage.order, held.kind) == (1, 1, "stands_in")
    resumed = Delegation.objects.get(kind="resumes")
    assert (resumed.registration, resumed.first_stage.order) == (sari, 2)
    assert held.made_by == door[0].user


def test_somebody_takes_over_from_now_on(client, sari, door):
    answer = ask(client, door[1], kind="take_over", ref=sari.public_id, name="Budi Santoso")

    held = Delegation.objects.get(registration__public_id=answer.json()["ref"])
    assert (held.kind, held.last_stage) == ("takes_over", None)
    assert not Delegation.objects.filter(registration=sari, ended_at=None).exists()


def scan(client, token, registration):
    item = make_scan(registration)
    client.post(
        "/pindai/api/pindai",
        json.dumps({"items": [item]}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    return item["nonce"]


def test_whoever_was_scanned_and_has_no_seat_here_comes_instead_of_a_colleague(
    client, workshop, sari, door
):
    budi = make_registration(workshop, invitation=sari.delegations.get().seat.invitation)
    budi.delegations.all().delete()
    nonce = scan(client, door[1], budi)

    answer = ask(client, door[1], kind="take_over", ref=sari.public_id, scan=nonce)

    assert answer.json()["ref"] == budi.public_id
    assert Registration.objects.count() == 2
    assert budi.delegations.get().kind == "takes_over"


def test_the_letter_of_whoever_was_scanned_is_to_follow(client, sari, door, files):
    nonce = scan(client, door[1], sari)

    ask(client, door[1], kind="letter", scan=nonce)
    ask(client, door[1], kind="letter", scan=nonce, photo=photo())

    letter = AssignmentLetter.objects.get()
    assert (letter.state, letter.registrations.get()) == ("to_follow", sari)
    assert letter.file is not None


def test_a_scan_of_another_device_tells_nothing(client, workshop, sari, door):
    _other, token = make_door(workshop)
    nonce = scan(client, token, sari)

    assert ask(client, door[1], kind="letter", scan=nonce).status_code == 409


def test_a_guest_is_ticked_and_unticked(client, workshop, door):
    guest = Guest.objects.create(workshop=workshop, name="Bupati Buton")

    assert ask(client, door[1], kind="guest", guest=guest.pk).status_code == 200
    assert choices(client, door[1]).json()["guests"] == [
        {"id": guest.pk, "name": "Bupati Buton", "position": "", "here": True}
    ]
    ask(client, door[1], kind="guest", guest=guest.pk, here=False)

    assert choices(client, door[1]).json()["guests"][0]["here"] is False


def test_the_choices_are_units_with_their_free_seats_in_few_queries(
    client, workshop, sari, door, django_assert_num_queries
):
    make_invitation(workshop, make_unit(name="Dinas Kesehatan"), seats=3)

    with django_assert_num_queries(5):  # device, its stages, slots, units, guests
        found = choices(client, door[1]).json()["units"]

    assert {unit["name"]: unit["free"] for unit in found} == {
        "Dinas Kesehatan": 3,
        sari.unit.name: 0,
    }


def test_an_act_sent_again_is_the_same_act_and_gets_the_same_answer(client, workshop, door):
    invitation = make_invitation(workshop, seats=3)
    act = {
        "nonce": new_nonce(),
        "kind": "walk_in",
        "name": "Budi Santoso",
        "unit": invitation.unit.public_id,
    }

    first, again = ask(client, door[1], **act), ask(client, door[1], **act)
    other = ask(client, door[1], **act | {"name": "Ani"})

    assert first.json()["ref"] == again.json()["ref"]
    assert Registration.objects.count() == DoorAct.objects.count() == 1
    assert (other.status_code, other.json()["code"]) == (409, "act-nonce")


def test_nothing_is_done_or_told_where_the_organiser_did_not_allow_it(client, workshop, sari):
    _device, token = make_door(workshop)

    refused = ask(client, token, kind="stand_in", ref=sari.public_id, name="Budi")

    assert (refused.status_code, refused.json()["code"]) == (403, "acts-not-allowed")
    assert choices(client, token).status_code == 403
    assert Registration.objects.count() == 1


def test_a_revoked_or_forged_token_gets_401_and_no_detail(client, workshop, door):
    revoke_device(device=door[0], by=make_organiser(workshop), at=EIGHT)

    gone, forged = choices(client, door[1]), choices(client, "x" * 43)

    assert gone.status_code == forged.status_code == 401
    assert gone.content == forged.content


def test_a_door_reaches_nobody_of_another_bimtek(client, door):
    other = make_registration(make_workshop())
    guest = Guest.objects.create(workshop=other.workshop, name="Tamu lain")
    slot = other.workshop.stages.get().slots.first().public_id
    seats = Seat.objects.count()

    answers = [
        ask(client, door[1], kind="stand_in", ref=other.public_id, name="Budi"),
        ask(client, door[1], kind="guest", guest=guest.pk),
        ask(client, door[1], kind="walk_in", name="Budi", unit=other.unit.public_id),
    ]
    mine = Guest.objects.create(workshop=door[0].workshop, name="Bupati")
    answers.append(ask(client, door[1], kind="guest", guest=mine.pk, slot=slot))

    assert [answer.status_code for answer in answers] == [409] * 4
    assert Registration.objects.count() == 1
    assert Seat.objects.count() == seats
    assert not guest.ticked_slots.exists()


def test_a_device_for_some_stages_acts_at_those_alone(client, workshop, sari, door):
    first, second, _third = workshop.stages.order_by("order")
    door[0].stages.set([second])

    elsewhere = ask(
        client,
        door[1],
        kind="stand_in",
        ref=sari.public_id,
        name="Budi",
        slot=first.slots.order_by("pk")[0].public_id,
    )
    here = ask(
        client,
        door[1],
        kind="stand_in",
        ref=sari.public_id,
        name="Budi",
        slot=second.slots.order_by("pk")[0].public_id,
    )

    assert (elsewhere.status_code, elsewhere.json()["code"]) == (409, "act-without-slot")
    assert here.status_code == 200, here.content
    assert Delegation.objects.get(kind="stands_in").first_stage == second


@pytest.mark.parametrize(
    "broken",
    [
        {"nonce": "kurang"},
        {"kind": "delete"},
        {"kind": ["walk_in"]},
        {"name": 7},
        {"unit": "\ud800"},
        {"name": "A" * 201},
        {"guest": "1"},
        {"guest": 2**70},
        {"here": "ya"},
    ],
)
def test_what_cannot_be_read_gets_a_sentence_and_does_nothing(client, door, broken):
    answer = ask(client, door[1], **{"kind": "walk_in", "name": "Budi", "unit_name": "X"} | broken)

    assert answer.status_code == 400
    assert answer.json()["title"]
    assert not DoorAct.objects.exists()


def test_a_device_that_acts_far_too_often_waits(client, workshop, door, monkeypatch):
    monkeypatch.setattr(
        limits, "ACTS", type(limits.ACTS)(limits.ACTS.name, most=2, window=limits.ACTS.window)
    )
    answers = [ask(client, door[1], kind="guest", guest=1) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [409, 409, 429]
    assert answers[-1].headers["Retry-After"] == "600"


def test_every_act_is_in_the_audit_trail_with_the_device_as_who_did_it(client, sari, door):
    ask(client, door[1], kind="take_over", ref=sari.public_id, name="Budi")

    entry = AuditEntry.objects.get(verb="workshops.door_act.takes_over")
    assert entry.by == door[0].user
