"""What an officer at the door may do besides scanning, where the organiser allows it: register a
walk-in, let somebody come instead of a delegate, tick a guest. The device is who did it.

Each act is kept under the nonce that the phone minted, so that one sent twice happens once.
"""

import binascii
import hashlib
import json
from base64 import b64decode
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.actions.attendance import tick_guest
from workshops.actions.delegation import stand_in, take_over
from workshops.actions.entry import let_in
from workshops.actions.invitation import invite
from workshops.actions.letter import hand_in_letter
from workshops.actions.registration import Named, name_person
from workshops.models import (
    AttendanceSlot,
    CheckIn,
    Device,
    DoorAct,
    DoorActKind,
    Guest,
    Invitation,
    InvitationBody,
    LetterState,
    Registration,
    Seat,
)
from workshops.queries import live
from workshops.queries.invitation import units_by_key
from workshops.rules.inviting import AskedUnit, unit_key

LARGEST_PHOTO = 350_000  # bytes; the phone makes its pictures smaller than that


@dataclass(frozen=True)
class Wanted:
    """An act as the phone asked for it. ``unit``: public id of an invited unit; ``unit_name``: typed
    where it is not on the list; ``ref``: the registration that is replaced; ``scan``: nonce of this
    device's scan of somebody registered, who comes instead, whose letter it is or who is let in; ``slot`` "": by the
    clock; ``photo``: a surat tugas as base64."""

    nonce: str
    kind: str
    name: str = ""
    unit: str = ""
    unit_name: str = ""
    ref: str = ""
    scan: str = ""
    guest: int = 0
    here: bool = True
    slot: str = ""
    photo: str = ""
    reason: str = ""

    def content(self) -> str:
        """What makes two requests with one nonce the same act."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


@transaction.atomic
def allow_acts(*, device: Device, allowed: bool, by: User, at: datetime) -> Device:
    """Whether whoever holds the device may register, replace and tick. Refused: device-revoked."""
    device = Device.objects.select_for_update(of=("self",)).get(pk=device.pk)
    if device.revoked_at:
        raise Refused(Reason("device-revoked"))
    device.may_act = allowed
    device.save(update_fields=["may_act"])
    audit.record(
        "workshops.device.changed",
        device,
        by=by,
        at=at,
        unit=device.workshop.unit,
        may_act=allowed,
    )
    return device


@transaction.atomic
def act_at_door(*, device: Device, wanted: Wanted, by: User, at: datetime) -> DoorAct:
    """The act, done now or when it was first asked for. Refused: acts-not-allowed, act-nonce, and
    whatever the act itself is refused for; then nothing of it remains."""
    # Its acts follow one another: two requests with one nonce never both find nothing.
    device = (
        Device.objects.select_for_update(of=("self",))
        .select_related("workshop__unit")
        .get(pk=device.pk)
    )
    if device.revoked_at or not device.may_act:
        raise Refused(Reason("acts-not-allowed"))
    known = DoorAct.objects.filter(nonce=wanted.nonce).first()
    if known is not None:
        if known.device_id != device.pk or known.content != wanted.content():
            raise Refused(Reason("act-nonce"))
        return known
    act = DoorAct(
        nonce=wanted.nonce,
        device=device,
        kind=wanted.kind,
        content=wanted.content(),
        made_at=at,
        made_by=by,
    )
    if wanted.kind == DoorActKind.GUEST:
        act.guest = _tick(device, wanted, by, at)
    elif wanted.kind == DoorActKind.WALK_IN:
        act.registration = _register(device, wanted, by, at)
    elif wanted.kind == DoorActKind.LET_IN:
        act.registration = _scanned(device, wanted)
        let_in(
            stage=_slot(device, wanted, at).stage,
            owner=act.registration,
            reason=wanted.reason,
            by=by,
            at=at,
        )
    elif wanted.kind == DoorActKind.LETTER:
        act.registration = _scanned(device, wanted)
        _letter(device, act.registration, wanted, by, at)
    else:
        act.registration = _replace(device, wanted, by, at)
    act.save()
    audit.record(f"workshops.door_act.{_DEEDS[act.kind]}", act, by=by, at=at, unit=_unit(act))
    return act


_DEEDS: dict[str, str] = {
    DoorActKind.WALK_IN: "added",
    DoorActKind.STAND_IN: "stands_in",
    DoorActKind.TAKE_OVER: "takes_over",
    DoorActKind.LETTER: "promised",
    DoorActKind.LET_IN: "let_in",
    DoorActKind.GUEST: "ticked",
}


def _unit(act: DoorAct) -> Any:
    return act.registration.unit if act.registration else act.device.workshop.unit


def _tick(device: Device, wanted: Wanted, by: User, at: datetime) -> Guest:
    guest = device.workshop.guests.filter(pk=wanted.guest).first()
    if guest is None:
        raise Refused(Reason("act-without-guest"))
    slot = _slot(device, wanted, at)
    return tick_guest(guest=guest, slot=slot, here=wanted.here, by=by, at=at)


def _register(device: Device, wanted: Wanted, by: User, at: datetime) -> Registration:
    """A seat of the unit for somebody nobody has named; their letter follows."""
    invitation = _invitation(device, wanted, by, at)
    made = name_person(invitation=invitation, full_name=wanted.name, by=by, at=at)
    _letter(device, made, wanted, by, at)
    return made


def _invitation(device: Device, wanted: Wanted, by: User, at: datetime) -> Invitation:
    standing = Invitation.objects.filter(workshop=device.workshop, withdrawn_at=None)
    if wanted.unit:
        found = _with_room(list(standing.filter(unit__public_id=wanted.unit).order_by("pk")))
        if found is None:
            raise Refused(Reason("act-without-unit"))
        return found
    key = unit_key(wanted.unit_name)
    if not key:
        raise Refused(Reason("act-without-unit"))
    known = units_by_key(*_ground(device, at)).get(key)
    found = _with_room(list(standing.filter(unit=known).order_by("pk"))) if known else None
    if found is not None:
        return found
    invited = invite(
        workshop=device.workshop,
        units=[AskedUnit(" ".join(wanted.unit_name.split()))],
        body=InvitationBody.UNIT if known else InvitationBody.OUTSIDE,
        seats=1,
        by=by,
        at=at,
    )
    return invited.invitations[0]


def _ground(device: Device, at: datetime) -> tuple[str, Any]:
    unit = device.workshop.unit
    return unit.root_path, unit.localdate(at)


def _with_room(invitations: list[Invitation]) -> Invitation | None:
    """The one with a free seat, else the first (which then says that it is full)."""
    for invitation in invitations:
        if Seat.objects.filter(invitation=invitation).exclude(delegations__ended_at=None).exists():
            return invitation
    return next(iter(invitations), None)


def _replace(device: Device, wanted: Wanted, by: User, at: datetime) -> Registration:
    leaving = Registration.objects.filter(workshop=device.workshop, public_id=wanted.ref).first()
    if leaving is None:
        raise Refused(Reason("act-without-person"))
    if wanted.scan:
        scanned = _scanned(device, wanted)
        who = Named(scanned.printed_name, person=scanned.person)
    elif wanted.name.strip():
        who = Named(wanted.name)
    else:
        raise Refused(Reason("name-missing"))
    stage = _slot(device, wanted, at).stage
    deed = stand_in if wanted.kind == DoorActKind.STAND_IN else take_over
    made = deed(registration=leaving, stage=stage, who=who, by=by, at=at)
    _letter(device, made, wanted, by, at)
    return made


def _scanned(device: Device, wanted: Wanted) -> Registration:
    """Whom this device scanned under that nonce, in its own Bimtek."""
    event = (
        CheckIn.objects.filter(device=device, nonce=wanted.scan, workshop=device.workshop)
        .select_related("registration__unit", "registration__person")
        .first()
    )
    if event is None or event.registration is None:
        raise Refused(Reason("act-without-person"))
    return event.registration


def _letter(device: Device, made: Registration, wanted: Wanted, by: User, at: datetime) -> None:
    """The surat tugas is to follow; a photo of it may be there already."""
    hand_in_letter(
        workshop=device.workshop,
        unit=made.unit,
        registrations=[made],
        stage=_slot(device, wanted, at).stage,
        state=LetterState.TO_FOLLOW,
        upload=_photo(wanted.photo) if wanted.photo else None,
        by=by,
        at=at,
    )


def _photo(encoded: str) -> ContentFile:
    try:
        content = b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(Reason("act-photo")) from None
    if not content or len(content) > LARGEST_PHOTO:
        raise Refused(Reason("act-photo"))
    return ContentFile(content, name="surat-tugas.jpg")


def _slot(device: Device, wanted: Wanted, at: datetime) -> AttendanceSlot:
    slots = AttendanceSlot.objects.filter(stage__workshop=device.workshop).select_related("stage")
    limited = device.stages.all()
    if limited.exists():
        slots = slots.filter(stage__in=limited)
    if wanted.slot:
        found = slots.filter(public_id=wanted.slot).first()
    else:
        found = live.current_slot(list(slots.order_by("opens_at", "pk")), at)
    if found is None:
        raise Refused(Reason("act-without-slot"))
    return found
