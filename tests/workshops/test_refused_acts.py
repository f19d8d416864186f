"""What the acts of a Bimtek refuse, by the name of the reason."""

from datetime import date

import pytest

from participants.errors import Refused
from tests.factories import (
    NOW,
    make_invitation,
    make_person,
    make_registration,
    make_stage,
    make_user,
    make_workshop,
)
from tests.factories_day import make_door, make_organiser, make_scan
from workshops.actions.attendance import accept_scan, reject_scan, tick_guest
from workshops.actions.checkin import receive
from workshops.actions.closing import begin_stage
from workshops.actions.decree import admit_by_decree
from workshops.actions.delegation import stand_in
from workshops.actions.deliverable import define_deliverable
from workshops.actions.device import activate_device, make_device, renew_code, revoke_device
from workshops.actions.guest import add_guests, remove_guest
from workshops.actions.registration import Named, confirm_name, name_person, withdraw
from workshops.models import AttendanceSlot, CheckIn, Guest, SlotState, WorkshopState
from workshops.tokens import new_check_in_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_user()


def reason_for(act, **told) -> str:
    with pytest.raises(Refused) as refused:
        act(**told, at=NOW)
    return refused.value.reasons[0].code


def slot_of(workshop):
    return AttendanceSlot.objects.filter(stage__workshop=workshop).order_by("pk").first()


def close(workshop) -> None:
    workshop.state, workshop.closed_at, workshop.closed_by = WorkshopState.CLOSED, NOW, make_user()
    workshop.save()


def doubtful(workshop) -> CheckIn:
    """A scan of a code that nobody has."""
    _device, token = make_door(workshop)
    receive(token=token, items=[make_scan(raw=new_check_in_code())], at=NOW)
    return CheckIn.objects.get()


# naming


def test_an_invitation_that_was_withdrawn_names_nobody(by):
    invitation = make_invitation(make_workshop())
    invitation.withdrawn_at, invitation.withdrawn_by = NOW, by
    invitation.save()

    code = reason_for(name_person, invitation=invitation, full_name="Sari", by=by)

    assert code == "invitation-withdrawn"


def test_a_seat_is_given_once_and_by_its_own_unit_alone(by):
    workshop = make_workshop()
    invitation, other = make_invitation(workshop), make_invitation(workshop)
    theirs = other.seats.get()
    own = invitation.seats.get()
    name_person(invitation=invitation, full_name="Sari", seat=own, by=by, at=NOW)

    codes = [
        reason_for(name_person, invitation=invitation, full_name="Budi", seat=seat, by=by)
        for seat in (own, theirs)
    ]

    assert codes == ["seat-taken", "seat-taken"]


def test_somebody_without_a_name_or_a_record_cannot_be_named(by):
    invitation = make_invitation(make_workshop())

    assert reason_for(name_person, invitation=invitation, full_name=" ", by=by) == "name-missing"


def test_a_person_picked_without_a_typed_name_is_printed_as_on_record(by):
    invitation = make_invitation(make_workshop())
    person = make_person(invitation.unit, full_name="Sari Wulandari", title_suffix="S.Kom.")

    made = name_person(invitation=invitation, full_name="", person=person, by=by, at=NOW)

    assert made.printed_name == person.printed_name() == "Sari Wulandari, S.Kom."


def test_withdrawing_and_confirming_ask_for_a_reason_and_a_name(by):
    registration = make_registration()

    assert reason_for(withdraw, registration=registration, reason=" ", by=by) == "reason-required"
    assert (
        reason_for(confirm_name, registration=registration, printed_name=" ", by=by)
        == "name-missing"
    )


def test_who_does_not_come_any_more_confirms_no_name(by):
    registration = make_registration()
    withdraw(registration=registration, reason="Pindah tugas", by=by, at=NOW)

    code = reason_for(confirm_name, registration=registration, printed_name="Sari", by=by)

    assert code == "not-registered"


def test_only_who_holds_the_seat_at_a_stage_is_stood_in_for(by):
    registration = make_registration(make_workshop(stages=2))
    first, second = registration.workshop.stages.order_by("order")
    stand_in(registration=registration, stage=second, who=Named("Budi"), by=by, at=NOW)

    code = reason_for(stand_in, registration=registration, stage=second, who=Named("Citra"), by=by)

    assert code == "not-a-holder"
    assert first.order < second.order


def test_a_stage_held_meanwhile_gets_no_substitute_whatever_the_page_had_shown(by):
    registration = make_registration()
    seen_before = registration.workshop.stages.get()
    registration.workshop.stages.update(state="held")

    code = reason_for(
        stand_in, registration=registration, stage=seen_before, who=Named("Budi"), by=by
    )

    assert code == "stage-already-held"


def test_a_decree_without_people_admits_nobody(by):
    workshop = make_workshop()

    code = reason_for(
        admit_by_decree, workshop=workshop, unit_name="Dewan Smart City", people=[], by=by
    )

    assert (code, workshop.invitations.count()) == ("nobody-invited", 0)


# devices


def test_a_device_is_made_for_an_open_bimtek_and_under_a_name(by):
    workshop = make_workshop()
    assert reason_for(make_device, workshop=workshop, name=" ", by=by) == "device-name-missing"

    close(workshop)

    assert reason_for(make_device, workshop=workshop, name="HP", by=by) == "workshop-closed"


def test_a_code_is_renewed_until_a_phone_has_it_or_the_device_is_revoked(by):
    device, _code = make_device(workshop=make_workshop(), name="HP", by=by, at=NOW)
    fresh = renew_code(device=device, by=by, at=NOW)
    assert activate_device(code="pendek", name="", at=NOW) is None
    assert activate_device(code=fresh, name="", at=NOW) is not None

    assert reason_for(renew_code, device=device, by=by) == "already-done"
    revoke_device(device=device, by=by, at=NOW)
    assert reason_for(renew_code, device=device, by=by) == "device-revoked"
    assert reason_for(revoke_device, device=device, by=by) == "already-done"


# attendance


def test_a_doubtful_scan_is_settled_once_in_its_own_bimtek_and_with_a_reason():
    registration = make_registration()
    workshop = registration.workshop
    by, event = make_organiser(workshop), doubtful(workshop)
    elsewhere = slot_of(make_workshop())
    told = {"event": event, "by": by}

    assert reason_for(accept_scan, **told, registration=registration, slot=elsewhere) == (
        "slot-of-other-workshop"
    )
    assert reason_for(reject_scan, **told, reason=" ") == "reason-required"
    reject_scan(**told, reason="Tidak dikenal", at=NOW)
    assert reason_for(reject_scan, **told, reason="Lagi") == "review-settled"


def test_no_guest_of_a_closed_bimtek_is_ticked_any_more():
    workshop = make_workshop()
    by = make_organiser(workshop)
    guest = Guest.objects.create(workshop=workshop, name="Bupati")
    close(workshop)

    assert reason_for(tick_guest, guest=guest, slot=slot_of(workshop), here=True, by=by) == (
        "workshop-closed"
    )


def test_a_guest_is_ticked_at_an_open_slot_of_the_own_bimtek(by):
    workshop = make_workshop()
    guest = Guest.objects.create(workshop=workshop, name="Bupati")
    signed = slot_of(workshop)
    signed.state = SlotState.SIGNED_OFF
    signed.save()

    for slot, code in (
        (signed, "slot-signed-off"),
        (slot_of(make_workshop()), "slot-of-other-workshop"),
    ):
        assert reason_for(tick_guest, guest=guest, slot=slot, here=True, by=by) == code


def test_a_guest_who_was_there_stays_on_the_list_and_is_not_added_twice(by):
    workshop = make_workshop()
    (guest,) = add_guests(workshop=workshop, guests=[("Bupati", "")], by=by, at=NOW)
    tick_guest(guest=guest, slot=slot_of(workshop), here=True, by=by, at=NOW)

    assert reason_for(add_guests, workshop=workshop, guests=[("BUPATI", "")], by=by) == (
        "nobody-invited"
    )
    assert reason_for(remove_guest, guest=guest, by=by) == "guest-was-there"


# plan


def test_a_draft_does_not_begin(by):
    stage = make_workshop(state=WorkshopState.DRAFT).stages.get()

    assert reason_for(begin_stage, stage=stage, by=by) == "workshop-not-movable"


def test_hasil_kerja_is_not_frozen_before_it_is_due(by):
    stage = make_stage(make_workshop(), order=2)

    code = reason_for(
        define_deliverable,
        stage=stage,
        title_id="Lembar kerja",
        due_on=date(2026, 12, 5),
        frozen_after=date(2026, 12, 4),
        by=by,
    )

    assert code == "deliverable-frozen-before-due"
