"""Makers for the day: devices, scans as the app sends them, events."""

from datetime import UTC, datetime
from typing import Any

from participants.models import User
from tests.factories import NOW, make_role
from workshops.actions.device import activate_device, make_device
from workshops.models import CheckIn, Device, Registration, Workshop
from workshops.tokens import new_nonce

EIGHT = datetime(2026, 11, 22, 0, 30, tzinfo=UTC)  # 08.30 WITA: inside pagi, not late
LATE = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)  # 09.30 WITA: pagi, late


def make_organiser(workshop: Workshop) -> User:
    return make_role("organiser", workshop.unit)


def make_door(workshop: Workshop, name: str = "HP Sari") -> tuple[Device, str]:
    """A device in use, and its token."""
    organiser = make_organiser(workshop)
    _device, code = make_device(workshop=workshop, name=name, by=organiser, at=NOW)
    made = activate_device(code=code, name="", at=NOW)
    assert made is not None
    return made


def make_scan(registration: Registration | None = None, **fields: Any) -> dict[str, Any]:
    """One item as the app sends it."""
    item: dict[str, Any] = {
        "nonce": new_nonce(),
        "kind": "arrive",
        "slot": None,
        "seq": 1,
        "chain": "0" * 64,
        "device_at": None,
        "mono_ms": 12,
        "roster": 1,
        "source": "camera",
    }
    if registration is not None:
        item["raw"] = registration.check_in_code()
    return item | fields


def make_undo(undone: str, **fields: Any) -> dict[str, Any]:
    undo = make_scan(kind="annul", annuls=undone, reason="Salah orang")
    return undo | fields


def event_of(item: dict[str, Any]) -> CheckIn:
    return CheckIn.objects.get(nonce=item["nonce"])
