"""A device for some stages alone: which of its scans it may not serve. Those are kept like any other,
without a slot, for the office to look at."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from workshops.models import AttendanceSlot, Device
from workshops.rules.attendance import Window, pick_slot
from workshops.rules.clocks import effective

from .items import read_item
from .receive import device_lookup

NO_SLOT = "-"  # names none: no slot has such an id

# Per process and token: the stages a device is limited to (they never change); none for every one.
# Known devices alone, so that nobody fills it by guessing.
_limits: dict[str, frozenset[int]] = {}


def within_stages(
    *, token: str, items: Sequence[Any], at: datetime
) -> tuple[list[Any], frozenset[str]] | None:
    """The items as they may be received, and the nonces of those that were for another stage; None
    for a token that no device has. A device without limits costs no statement, but for the first time
    a process hears of it."""
    allowed = _allowed(token)
    if allowed is None:
        return None
    return _within(allowed, device_lookup(token) if allowed else "", items, at)


def within_stages_of(*, device: Device, items: Sequence[Any], at: datetime) -> list[Any]:
    """The same of scans that the device handed over as a file."""
    allowed = frozenset(device.stages.values_list("pk", flat=True))
    return _within(allowed, device.token_lookup, items, at)[0]


def _within(
    allowed: frozenset[int], device: str, items: Sequence[Any], at: datetime
) -> tuple[list[Any], frozenset[str]]:
    if not allowed:
        return list(items), frozenset()
    slots = AttendanceSlot.objects.filter(stage__workshop__devices__token_lookup=device)
    rows = list(slots.select_related("stage").order_by("opens_at", "pk"))
    windows = [_window(slot) for slot in rows]
    served = [
        window for slot, window in zip(rows, windows, strict=True) if slot.stage_id in allowed
    ]
    passed, held = [], set()
    for item in items:
        read = read_item(item)
        if read is None or not isinstance(item, dict):
            passed.append(item)
            continue
        made = effective(read.clocks, at).at
        slot = pick_slot(served, read.slot, made)
        if slot is None and pick_slot(windows, read.slot, made) is not None:
            held.add(read.nonce)
        passed.append({**item, "slot": slot.public_id if slot else NO_SLOT})
    return passed, frozenset(held)


def _allowed(token: str) -> frozenset[int] | None:
    """None for a token that no device has."""
    if token in _limits:
        return _limits[token]
    rows = Device.objects.filter(token_lookup=device_lookup(token)).values_list("stages", flat=True)
    found = list(rows)
    if not found:
        return None
    if len(_limits) > 1_000:
        _limits.clear()
    _limits[token] = frozenset(stage for stage in found if stage is not None)
    return _limits[token]


def _window(slot: AttendanceSlot) -> Window:
    return Window(
        id=slot.pk,
        public_id=slot.public_id,
        stage_order=slot.stage.order,
        opens_at=slot.opens_at,
        late_after=slot.late_after,
        closes_at=slot.closes_at,
        state=slot.state,
    )
