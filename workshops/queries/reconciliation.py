"""The end of a day at the door: what each device had sent, and what was signed about it."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils.dateparse import parse_datetime

from workshops.models import (
    AttendanceSlot,
    CheckIn,
    CheckInOutcome,
    Device,
    Reconciliation,
    Workshop,
)
from workshops.rules.reconciliation import (
    Link,
    Span,
    broken,
    clock_of,
    doubled,
    missing,
    spans,
)

WAITS = Q(outcome=CheckInOutcome.NEEDS_REVIEW, reviewed_at=None)


@dataclass(frozen=True)
class DeviceDay:
    """One device on one day. ``spans`` are the numbers that came, ``missing`` those before and between
    them that did not; ``behind`` is by how many seconds its clock lagged (None: it told no time)."""

    device: str
    name: str
    received: int
    spans: tuple[Span, ...]
    missing: tuple[Span, ...]
    broken: tuple[int, ...]
    doubled: tuple[int, ...]
    unnumbered: int
    review: int
    last_contact: datetime
    behind: int | None
    jumped: bool

    @property
    def is_whole(self) -> bool:
        return not (self.missing or self.broken or self.doubled or self.unnumbered)


@dataclass(frozen=True)
class Day:
    """All devices of a day by name; ``others`` counts what came from no device, by source."""

    day: date
    devices: tuple[DeviceDay, ...]
    others: tuple[tuple[str, int], ...]

    @property
    def received(self) -> int:
        return sum(device.received for device in self.devices)

    @property
    def review(self) -> int:
        return sum(device.review for device in self.devices)

    @property
    def is_whole(self) -> bool:
        return all(device.is_whole for device in self.devices)

    def as_json(self) -> dict[str, Any]:
        """What is signed: codes and figures, the same for the same day."""
        return {
            "day": self.day.isoformat(),
            "devices": [
                asdict(device) | {"last_contact": device.last_contact.isoformat()}
                for device in self.devices
            ],
            "others": [list(entry) for entry in self.others],
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Day":
        return cls(
            date.fromisoformat(kept["day"]),
            tuple(_device_from(one) for one in kept["devices"]),
            tuple((source, count) for source, count in kept["others"]),
        )


def digest(content: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _device_from(kept: dict[str, Any]) -> DeviceDay:
    ranges = {key: tuple((a, b) for a, b in kept[key]) for key in ("spans", "missing")}
    lists = {key: tuple(kept[key]) for key in ("broken", "doubled")}
    return DeviceDay(
        **kept | ranges | lists | {"last_contact": parse_datetime(kept["last_contact"])}
    )


class _Event(NamedTuple):
    seq: int | None
    nonce: str
    device_at: datetime | None
    skew_ms: int | None
    doubt_ms: int | None
    chain: str
    arrived_at: datetime
    received_at: datetime
    outcome: str
    reviewed_at: datetime | None


def day_of(workshop: Workshop, day: date) -> Day:
    """What has come of one day up to now; three queries however many devices and scans."""
    start = workshop.unit.moment(day, time.min)
    end = workshop.unit.moment(day + timedelta(days=1), time.min)
    of_day = CheckIn.objects.filter(
        workshop=workshop, arrived_at__gte=start, arrived_at__lt=end
    ).order_by()
    devices = {
        device.pk: device
        for device in Device.objects.filter(
            workshop=workshop, pk__in=of_day.exclude(device=None).values("device")
        ).order_by("name", "pk")
    }
    events: dict[int, list[_Event]] = defaultdict(list)
    rows = CheckIn.objects.filter(device__in=devices).order_by("device_id", "seq", "pk")
    for device, *fields in rows.values_list("device_id", *_Event._fields):
        events[device].append(_Event(*fields))
    others = (
        of_day.filter(device=None)
        .values_list("source")
        .annotate(count=Count("pk"))
        .order_by("source")
    )
    return Day(
        day,
        tuple(_device_day(device, events[key], start, end) for key, device in devices.items()),
        tuple(others),
    )


def _device_day(device: Device, events: list[_Event], start: datetime, end: datetime) -> DeviceDay:
    mine = [event for event in events if start <= event.arrived_at < end]
    numbers = {event.seq for event in mine if event.seq is not None}
    links = [_link(event) for event in events if event.seq is not None]
    lacking: list[Span] = []
    faults: set[int] = set()
    if numbers:
        first, last = min(numbers), max(numbers)
        earlier = max((link.seq for link in links if link.seq < first), default=0)
        lacking = missing(spans(link.seq for link in links), earlier + 1, last)
        faults = set(broken([link for link in links if first - 1 <= link.seq <= last]))
    clock = clock_of(off for event in mine if (off := _off(event)) is not None)
    return DeviceDay(
        device=device.public_id,
        name=device.name,
        received=len(mine),
        spans=tuple(spans(numbers)),
        missing=tuple(lacking),
        broken=tuple(sorted(faults & numbers)),
        doubled=tuple(number for number in doubled(links) if number in numbers),
        unnumbered=sum(event.seq is None for event in mine),
        review=sum(
            event.outcome == CheckInOutcome.NEEDS_REVIEW and event.reviewed_at is None
            for event in mine
        ),
        last_contact=max(event.received_at for event in mine),
        behind=round(clock.behind.total_seconds()) if clock else None,
        jumped=bool(clock and clock.jumped),
    )


def _off(event: _Event) -> timedelta | None:
    """How far the device's clock was behind: as it measured it, else as it was corrected here."""
    if event.skew_ms is not None:
        return timedelta(milliseconds=event.skew_ms)
    if event.device_at is None or event.doubt_ms is None:
        return None  # nobody knows
    return event.arrived_at - event.device_at


def _link(event: _Event) -> Link:
    return Link(event.seq or 0, event.nonce, event.device_at, event.chain)


@dataclass(frozen=True)
class Later:
    """What came of a device after the day was signed."""

    name: str
    count: int
    spans: tuple[Span, ...]


def later_than(signed: Day, now: Day) -> list[Later]:
    """Numbers and scans that were not there when the day was signed."""
    before = {device.device: device for device in signed.devices}
    found = []
    for device in now.devices:
        known = before.get(device.device)
        more = device.received - (known.received if known else 0)
        if more > 0:
            fresh = _numbers(device.spans) - (_numbers(known.spans) if known else set())
            found.append(Later(device.name, more, tuple(spans(fresh))))
    return found


def _numbers(ranges: Iterable[Span]) -> set[int]:
    return {number for first, last in ranges for number in range(first, last + 1)}


@dataclass(frozen=True)
class DayLine:
    """A day in the list: what devices sent, what waits, and who signed last."""

    day: date
    received: int
    review: int
    signed: Reconciliation | None

    @property
    def later(self) -> int:
        """Scans that came after it was signed."""
        return (
            max(0, self.received - Day.from_json(self.signed.content).received)
            if self.signed
            else 0
        )


def days_of(workshop: Workshop, *, until: date) -> list[DayLine]:
    """Every day of the plan up to ``until`` and every day something came of, in order; three queries."""
    slots = AttendanceSlot.objects.filter(stage__workshop=workshop, day__lte=until)
    planned = set(slots.values_list("day", flat=True))
    zone = workshop.unit.zone
    counted = {
        day: (received, review)
        for day, received, review in CheckIn.objects.filter(workshop=workshop)
        .exclude(device=None)
        .order_by()
        .values_list(TruncDate("arrived_at", tzinfo=zone))
        .annotate(received=Count("pk"), review=Count("pk", filter=WAITS))
    }
    newest: dict[date, Reconciliation] = {}
    for row in (
        Reconciliation.objects.filter(workshop=workshop)
        .select_related("signed_by")
        .order_by("ordinal")
    ):
        newest[row.day] = row
    return [
        DayLine(day, *counted.get(day, (0, 0)), newest.get(day))
        for day in sorted(planned | set(counted))
    ]
