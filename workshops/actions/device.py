"""Door devices: made with a one-time code, put to use by it once, revoked at once."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User, UserKind
from participants.models.ids import new_public_id
from participants.models.sealed import lookup
from workshops.models import Device, Stage, Workshop
from workshops.tokens import PROVISIONING_LENGTH, new_device_token, new_provisioning_code, normalise

from .checkin import device_lookup
from .locking import changeable

CODE_LASTS = timedelta(minutes=30)


def code_lookup(code: str) -> str:
    """By what a device is found from its one-time code, however it was typed."""
    return lookup("device-code", normalise(code))


@transaction.atomic
def make_device(
    *,
    workshop: Workshop,
    name: str,
    by: User,
    at: datetime,
    may_act: bool = False,
    stages: Iterable[Stage] = (),
) -> tuple[Device, str]:
    """A device that waits for its phone, and the one-time code that is shown once (30 minutes).
    With ``stages`` it serves those alone, for as long as it lives.

    Refused: device-name-missing, device-stage-elsewhere, workshop-closed.
    """
    name = " ".join(name.split())[:80]
    if not name:
        raise Refused(Reason("device-name-missing"))
    workshop = changeable(workshop)
    limits = list(stages)
    if any(stage.workshop_id != workshop.pk for stage in limits):
        raise Refused(Reason("device-stage-elsewhere"))
    code = new_provisioning_code()
    actor = User.objects.create(
        username=f"perangkat-{new_public_id()}",
        kind=UserKind.DEVICE,
        full_name=name,
        password=make_password(None),
    )
    device = Device.objects.create(
        workshop=workshop,
        user=actor,
        name=name,
        may_act=may_act,
        code_lookup=code_lookup(code),
        code_valid_to=at + CODE_LASTS,
        provisioned_at=at,
        provisioned_by=by,
    )
    device.stages.set(limits)
    audit.record("workshops.device.made", device, by=by, at=at, unit=workshop.unit)
    return device, code


@transaction.atomic
def renew_code(*, device: Device, by: User, at: datetime) -> str:
    """A fresh one-time code for a device that is not in use yet. Refused: device-revoked,
    already-done (a phone has it)."""
    device = Device.objects.select_for_update(of=("self",)).get(pk=device.pk)
    if device.revoked_at:
        raise Refused(Reason("device-revoked"))
    if device.activated_at:
        raise Refused(Reason("already-done"))
    code = new_provisioning_code()
    device.code_lookup, device.code_valid_to = code_lookup(code), at + CODE_LASTS
    device.save(update_fields=["code_lookup", "code_valid_to"])
    audit.record("workshops.device.code_renewed", device, by=by, at=at, unit=device.workshop.unit)
    return code


@transaction.atomic
def activate_device(*, code: str, name: str, at: datetime) -> tuple[Device, str] | None:
    """The device of a one-time code and its token, which nobody sees again; None for a code that is
    unknown, used or too old. The device itself is who did it. ``name`` "" keeps the organiser's."""
    if len(normalise(code)) != PROVISIONING_LENGTH:
        return None
    device = (
        Device.objects.select_for_update(of=("self",))
        .select_related("workshop__unit", "user")
        .filter(code_lookup=code_lookup(code), code_valid_to__gte=at, revoked_at=None)
        .first()
    )
    if device is None:
        return None
    token = new_device_token()
    device.code_lookup, device.code_valid_to = "", None
    device.token_lookup, device.activated_at = device_lookup(token), at
    device.name = " ".join(name.split())[:80] or device.name
    device.save(
        update_fields=["code_lookup", "code_valid_to", "token_lookup", "activated_at", "name"]
    )
    audit.record(
        "workshops.device.activated", device, by=device.user, at=at, unit=device.workshop.unit
    )
    return device, token


@transaction.atomic
def revoke_device(*, device: Device, by: User, at: datetime) -> Device:
    """Its token opens nothing from its next request on. Refused: already-done."""
    device = (
        Device.objects.select_for_update(of=("self",))
        .select_related("workshop__unit")
        .get(pk=device.pk)
    )
    if device.revoked_at:
        raise Refused(Reason("already-done"))
    device.revoked_at, device.revoked_by = at, by
    device.code_lookup, device.code_valid_to = "", None
    device.save(update_fields=["revoked_at", "revoked_by", "code_lookup", "code_valid_to"])
    audit.record("workshops.device.revoked", device, by=by, at=at, unit=device.workshop.unit)
    return device


@transaction.atomic
def set_names_at_door(*, workshop: Workshop, shown: bool, by: User, at: datetime) -> Workshop:
    """Whether devices get the list OPD → name; they drop it within a minute. Refused:
    workshop-closed, already-done."""
    workshop = changeable(workshop)
    if workshop.names_at_door == shown:
        raise Refused(Reason("already-done"))
    workshop.names_at_door = shown
    workshop.save(update_fields=["names_at_door"])
    deed = (
        "workshops.workshop.door_names_shown" if shown else "workshops.workshop.door_names_hidden"
    )
    audit.record(deed, workshop, by=by, at=at, unit=workshop.unit)
    return workshop
