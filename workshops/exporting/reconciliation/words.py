"""What a device's numbers say, in sentences an officer reads out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from participants.rules import wording
from workshops.models import CheckInSource
from workshops.queries.reconciliation import Day, DeviceDay, Later
from workshops.rules.reconciliation import Clock, Span

MOST_RANGES = 12


@dataclass(frozen=True)
class DeviceWords:
    """One device's line. ``tone`` is of what was received: ok, or warn where something lacks."""

    name: str
    tone: str
    received: str
    faults: tuple[str, ...]
    clock: str
    review: int
    last_contact: str


def device_words(device: DeviceDay, timezone: str) -> DeviceWords:
    faults = [
        (
            device.broken,
            _(
                "Isi nomor %(numbers)s tidak cocok dengan urutannya. Periksa bersama pemegang perangkat."
            ),
        ),
        (device.doubled, _("Nomor %(numbers)s datang lebih dari sekali dengan isi berbeda.")),
    ]
    said = [
        text % {"numbers": ranges((number, number) for number in numbers)}
        for numbers, text in faults
        if numbers
    ]
    if device.unnumbered:
        text = ngettext(
            "%(count)s pemindaian tanpa nomor.",
            "%(count)s pemindaian tanpa nomor.",
            device.unnumbered,
        )
        said.append(text % {"count": device.unnumbered})
    return DeviceWords(
        name=device.name,
        tone="warn" if device.missing or not device.spans else "ok",
        received=_received(device),
        faults=tuple(said),
        clock=_clock(device),
        review=device.review,
        last_contact=wording.date_and_clock(device.last_contact, timezone, get_language() or "id"),
    )


def _received(device: DeviceDay) -> str:
    if not device.spans:
        return _("Belum ada nomor yang diterima.")
    given = {"numbers": ranges(device.spans), "missing": ranges(device.missing)}
    if device.missing:
        return _("%(numbers)s diterima, nomor %(missing)s belum diterima.") % given
    return _("%(numbers)s diterima, tidak ada yang hilang.") % given


def _clock(device: DeviceDay) -> str:
    if device.behind is None:
        return ""
    clock = Clock(timedelta(seconds=device.behind), device.jumped)
    if clock.jumped:
        return _("Jam perangkat berubah-ubah; waktu dibetulkan sejauh dapat diketahui.")
    if not clock.is_off:
        return ""
    how_far = _how_far(round(abs(device.behind) / 60))
    if device.behind > 0:
        return _("Jam perangkat %(how_far)s terlambat, waktu dibetulkan.") % {"how_far": how_far}
    return _("Jam perangkat %(how_far)s terlalu cepat, waktu dibetulkan.") % {"how_far": how_far}


def _how_far(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(n)s jam", "%(n)s jam", hours) % {"n": hours})
    if rest:
        parts.append(ngettext("%(n)s menit", "%(n)s menit", rest) % {"n": rest})
    return " ".join(parts)


def ranges(given: Iterable[Span]) -> str:
    """ "1–56, 59" – and after the twelfth, that there are more."""
    said = [str(first) if first == last else f"{first}–{last}" for first, last in given]
    if len(said) > MOST_RANGES:
        return _("%(first)s, dan %(more)s rentang lain") % {
            "first": ", ".join(said[:MOST_RANGES]),
            "more": len(said) - MOST_RANGES,
        }
    return ", ".join(said)


def later_words(later: Iterable[Later]) -> list[str]:
    """What came after the signature, a sentence each device."""
    said = []
    for one in later:
        text = ngettext(
            "%(name)s: %(count)s pemindaian datang sesudah ditandatangani (nomor %(numbers)s).",
            "%(name)s: %(count)s pemindaian datang sesudah ditandatangani (nomor %(numbers)s).",
            one.count,
        )
        said.append(
            text % {"name": one.name, "count": one.count, "numbers": ranges(one.spans) or "–"}
        )
    return said


def other_words(day: Day) -> list[str]:
    """What came from no device, by source."""
    return [f"{CheckInSource(source).label}: {count}" for source, count in day.others]
