"""Scans that come when a slot is signed off or the Bimtek closed: looked at, settled, never an edit."""

from datetime import timedelta

import pytest

from participants.errors import Refused
from participants.models import AuditEntry
from tests.factories import make_registration, make_workshop
from tests.factories_day import EIGHT, event_of, make_door, make_organiser, make_scan, make_undo
from workshops.actions.attendance import (
    accept_scan,
    close_slot,
    open_slot,
    reject_scan,
    settle_many,
    sign_off_slot,
)
from workshops.actions.checkin import receive
from workshops.actions.closing import close_workshop
from workshops.models import (
    Attendance,
    AttendanceSlot,
    CheckIn,
    Entitlement,
    Registration,
)

AFTER = EIGHT + timedelta(hours=10)
pytestmark = pytest.mark.django_db


@pytest.fixture
def budi():
    return make_registration(printed_name="Budi Santoso")


@pytest.fixture
def workshop(budi):
    return budi.workshop


@pytest.fixture
def pagi(workshop):
    return AttendanceSlot.objects.get(stage__workshop=workshop, kind="pagi")


@pytest.fixture
def siang(workshop):
    return AttendanceSlot.objects.get(stage__workshop=workshop, kind="siang")


@pytest.fixture
def clerk(client, workshop):
    clerk = make_organiser(workshop)
    client.force_login(clerk)
    return clerk


@pytest.fixture
def late_scan(workshop):
    """Sends in the evening what was scanned at ``at``; the event that waits. The phone was there
    before anything was closed."""
    _device, token = make_door(workshop)

    def send(registration, at=EIGHT, **fields):
        item = make_scan(registration, device_at=at.isoformat(), **fields)
        receive(token=token, items=[item], at=AFTER)
        return event_of(item)

    return send


def shut(workshop, by):
    return close_workshop(workshop=workshop, by=by, at=AFTER - timedelta(minutes=1))


def standing(registration):
    return Entitlement.objects.standing().get(registration=registration)


def test_a_scan_after_sign_off_waits_and_accepted_it_counts_from_when_it_was_made(
    late_scan, budi, pagi, clerk
):
    close_slot(slot=pagi, by=clerk, at=AFTER)
    sign_off_slot(slot=pagi, by=clerk, at=AFTER)
    event = late_scan(budi)

    accept_scan(event=event, by=clerk, at=AFTER)

    assert (event.outcome, event.verdict) == ("needs_review", "signed_off")
    attendance = Attendance.objects.get(registration=budi, slot=pagi)
    assert (attendance.status, attendance.arrived_at) == ("present", EIGHT)


def test_accepted_after_the_closing_it_makes_a_supplement_and_edits_nothing(
    client, late_scan, budi, pagi, clerk
):
    shut(budi.workshop, clerk)
    before = standing(budi)
    frozen = (before.kind, before.jp, before.facts, before.reasons)
    event = late_scan(budi)

    accept_scan(event=event, reason="HP tertinggal di mobil", by=clerk, at=AFTER)

    now = standing(budi)
    before.refresh_from_db()
    assert (before.kind, before.jp, before.facts, before.reasons) == frozen
    assert (now.supplements, now.because, now.made_by) == (
        before,
        "HP tertinggal di mobil",
        clerk,
    )
    page = client.get(f"/bimtek/{budi.workshop.public_id}/penutupan/").content.decode()
    assert "Kecuali 1 orang, yang haknya berubah" in page
    assert now.facts["jp_attended"] > before.facts["jp_attended"]
    entry = AuditEntry.objects.get(verb="workshops.entitlement.supplemented")
    assert (entry.facts["jp_before"], entry.facts["jp"]) == (before.jp, now.jp)


def test_an_undo_after_the_closing_waits_and_accepted_it_makes_a_supplement(client, budi, clerk):
    device = make_door(budi.workshop)
    scan = make_scan(budi)
    receive(token=device[1], items=[scan], at=EIGHT)
    shut(budi.workshop, clerk)
    before = standing(budi)
    undo = make_undo(scan["nonce"])

    (answer,) = receive(token=device[1], items=[undo], at=AFTER).answers

    assert (answer.outcome, answer.verdict) == ("needs_review", "signed_off")
    assert Attendance.objects.get(registration=budi, arrived_at=EIGHT).status == "present"
    page = client.get(f"/bimtek/{budi.workshop.public_id}/kehadiran/perlu-diperiksa/")
    assert "Pembatalan (Salah orang)" in page.content.decode()
    accept_scan(event=event_of(undo), by=clerk, at=AFTER)
    assert not Attendance.objects.filter(registration=budi, status="present").exists()
    assert standing(budi).supplements == before
    assert standing(budi).facts["jp_attended"] < before.facts["jp_attended"]


def test_an_undo_after_sign_off_waits_whatever_slot_the_clock_means_now(budi, pagi, clerk):
    device = make_door(budi.workshop)
    scan = make_scan(budi)
    receive(token=device[1], items=[scan], at=EIGHT)
    AttendanceSlot.objects.filter(pk=pagi.pk).update(state="signed_off")

    (answer,) = receive(token=device[1], items=[make_undo(scan["nonce"])], at=AFTER).answers

    assert (answer.outcome, answer.verdict) == ("needs_review", "signed_off")
    assert Attendance.objects.get(registration=budi, slot=pagi).status == "present"


def test_a_second_late_scan_supplements_the_first_supplement(late_scan, budi, siang, clerk):
    shut(budi.workshop, clerk)
    accept_scan(event=late_scan(budi), by=clerk, at=AFTER)
    noon = siang.opens_at + timedelta(minutes=5)

    accept_scan(event=late_scan(budi, at=noon), by=clerk, at=AFTER)

    assert Entitlement.objects.filter(registration=budi).count() == 3
    assert standing(budi).supplements.supplements.supplements is None
    assert standing(budi).kind == "attended"


def test_a_late_scan_of_somebody_who_was_there_already_supplements_nothing(late_scan, budi, clerk):
    _device, token = make_door(budi.workshop)
    receive(token=token, items=[make_scan(budi)], at=EIGHT)
    shut(budi.workshop, clerk)

    accept_scan(event=late_scan(budi, at=EIGHT + timedelta(minutes=9)), by=clerk, at=AFTER)

    assert Entitlement.objects.filter(registration=budi).count() == 1


def test_a_late_scan_is_rejected_with_a_reason_after_the_closing_too(late_scan, budi, clerk):
    shut(budi.workshop, clerk)
    event = late_scan(budi)

    with pytest.raises(Refused):
        reject_scan(event=event, reason=" ", by=clerk, at=AFTER)
    reject_scan(event=event, reason="Bukan orangnya", by=clerk, at=AFTER)

    assert Entitlement.objects.filter(registration=budi).count() == 1
    assert not CheckIn.objects.needing_review().exists()


def test_a_scan_cannot_be_put_to_a_slot_of_another_day(late_scan, budi, pagi, clerk):
    event = late_scan(budi, at=EIGHT - timedelta(days=1), slot="lain")

    with pytest.raises(Refused) as refusal:
        accept_scan(event=event, slot=pagi, by=clerk, at=AFTER)

    assert [reason.code for reason in refusal.value.reasons] == ["review-other-day"]


def unknown(late_scan, registration, *, at=EIGHT):
    """A scan of a code that nobody has by now."""
    code, kept = registration.check_in_code(), registration.code_lookup
    Registration.objects.filter(pk=registration.pk).update(code_lookup="x" * 64)
    event = late_scan(registration, at=at, raw=code)
    Registration.objects.filter(pk=registration.pk).update(code_lookup=kept)
    return event


def test_a_code_given_to_a_person_once_is_theirs_in_its_other_scans(late_scan, budi, siang, clerk):
    old = make_registration(budi.workshop)
    morning = unknown(late_scan, old)
    noon = unknown(late_scan, old, at=siang.opens_at + timedelta(minutes=5))
    Registration.objects.filter(pk=old.pk).update(code_lookup="y" * 64)

    accept_scan(event=morning, registration=budi, by=clerk, at=AFTER)
    accept_scan(event=noon, slot=siang, by=clerk, at=AFTER)

    assert {row.registration for row in Attendance.objects.filter(status="present")} == {budi}


def test_many_are_settled_at_once_and_what_cannot_be_stays(late_scan, budi, clerk):
    people = [budi, *(make_registration(budi.workshop) for _n in range(2))]
    shut(budi.workshop, clerk)
    events = [late_scan(person) for person in people]
    stranger = late_scan(make_registration(make_workshop()), raw=None, ref="nobody")
    lost = late_scan(budi, slot="lain")
    assert stranger.outcome == "rejected"

    with pytest.raises(Refused):
        settle_many(events=events, accept=False, reason="", by=clerk, at=AFTER)
    settled = settle_many(events=[*events, lost], accept=True, reason="", by=clerk, at=AFTER)
    again = settle_many(events=events, accept=True, reason="", by=clerk, at=AFTER)

    assert (settled.count, [reason.code for reason in settled.left]) == (3, ["review-needs-slot"])
    assert (again.count, [reason.code for reason in again.left]) == (0, ["review-settled"])
    assert AuditEntry.objects.filter(verb="workshops.checkin.accepted").count() == 3


def test_a_slot_closed_by_mistake_is_opened_again(pagi, clerk):
    close_slot(slot=pagi, by=clerk, at=EIGHT)
    open_slot(slot=pagi, by=clerk, at=EIGHT)

    pagi.refresh_from_db()
    assert pagi.state == "open"


# The page


def here(workshop):
    return f"/bimtek/{workshop.public_id}/kehadiran/perlu-diperiksa/"


def test_the_list_is_narrowed_and_settled_as_it_is_narrowed(
    late_scan, client, budi, workshop, clerk
):
    other = make_registration(workshop, printed_name="Citra Lestari")
    lost = late_scan(other, slot="lain")
    shut(workshop, clerk)
    late_scan(budi)

    page = client.get(f"{here(workshop)}?verdict=signed_off").content.decode()
    answer = client.post(
        f"{here(workshop)}semua/",
        {"verdict": "signed_off", "act": "accept", "until": "2026-11-23T00:00:00+00:00"},
    )

    assert "Budi Santoso" in page
    assert "Citra Lestari" not in page.split("<main")[1]
    assert "menambah hak pesertanya" in page
    assert answer.url == f"{here(workshop)}?verdict=signed_off"
    assert list(CheckIn.objects.needing_review()) == [lost]


def test_nothing_that_came_after_the_page_was_made_is_settled_by_it(
    late_scan, client, budi, workshop, clerk
):
    shut(workshop, clerk)
    late_scan(budi)

    client.post(f"{here(workshop)}semua/", {"act": "accept", "until": EIGHT.isoformat()})

    assert CheckIn.objects.needing_review().count() == 1
    assert client.post(f"{here(workshop)}semua/", {"act": "accept"}).status_code == 404


def test_rejecting_all_without_a_reason_is_told(late_scan, client, budi, workshop, clerk):
    late_scan(budi, slot="lain")

    answer = client.post(
        f"{here(workshop)}semua/",
        {"act": "reject", "until": "2026-11-23T00:00:00+00:00"},
        follow=True,
    )

    assert "alasan" in answer.content.decode().lower()
    assert CheckIn.objects.needing_review().count() == 1
