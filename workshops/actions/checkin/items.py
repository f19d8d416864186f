"""One scan as it came over the wire, made safe to look up and to store."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from participants.models.sealed import lookup
from workshops.models import CheckInKind, CheckInSource
from workshops.rules.clocks import Clocks
from workshops.tokens import ALPHABET, is_well_formed, normalise

NONCE = re.compile(f"[{ALPHABET}]{{26}}")
PUBLIC_ID = re.compile(r"[0-9a-z]{1,20}")
CHAIN = re.compile(r"[0-9a-f]{64}")
SOURCES = (  # a tuple: what comes over the wire may have no hash
    CheckInSource.CAMERA.value,
    CheckInSource.USB.value,
    CheckInSource.TYPED.value,
    CheckInSource.NAME.value,
)
LARGEST_SEQ = 2**31 - 1
LARGEST_MS = 10**12  # thirty years
LONGEST_RAW = 500
LONGEST_REASON = 300


@dataclass(frozen=True)
class Item:
    """A readable scan. ``code`` is the keyed hash of what was scanned; the code itself is dropped.

    ``sound`` is False when the nonce is fine and the rest is not: it is kept as rejected, so that
    the device's numbering has no hole and a replay is answered alike.
    """

    nonce: str
    kind: str = CheckInKind.ARRIVE.value
    sound: bool = False
    code: str = ""
    ref: str = ""
    slot: str | None = None
    annuls: str = ""
    reason: str = ""
    source: str = CheckInSource.CAMERA.value
    seq: int | None = None
    chain: str = ""
    clocks: Clocks = field(default_factory=Clocks)

    def content(self) -> tuple[str, str, str]:
        """What makes two items with one nonce the same scan."""
        return self.kind, self.annuls, self.code


def code_lookup(code: str) -> str:
    """By what a registration is found from its check-in code (``Registration.code_lookup``)."""
    return lookup("check-in", code)


def read_item(given: Any) -> Item | None:
    """The item, or None when not even its nonce can be read, so that nothing can be kept."""
    if not isinstance(given, dict):
        return None
    nonce = given.get("nonce")
    if not (isinstance(nonce, str) and NONCE.fullmatch(nonce)):
        return None
    source = given.get("source")
    common: dict[str, Any] = {
        "nonce": nonce,
        "seq": _whole(given.get("seq"), 1, LARGEST_SEQ),
        "chain": _matching(CHAIN, given.get("chain")) or "",
        "clocks": Clocks(
            device_at=_moment(given.get("device_at")),
            contact_at=_moment(given.get("contact_at")),
            mono_ms=_whole(given.get("mono_ms"), 0, LARGEST_MS),
            skew_ms=_whole(given.get("skew_ms"), -LARGEST_MS, LARGEST_MS),
        ),
        "source": source if source in SOURCES else CheckInSource.CAMERA.value,
    }
    if given.get("kind") == CheckInKind.ANNUL:
        return _annulment(given, common)
    if given.get("kind") == CheckInKind.ARRIVE:
        return _arrival(given, common)
    return Item(**common)


def _annulment(given: dict[str, Any], common: dict[str, Any]) -> Item:
    annuls = _matching(NONCE, given.get("annuls"))
    reason = _text(given.get("reason"))
    if not annuls or not reason or annuls == common["nonce"]:
        return Item(**common)
    return Item(**common, kind=CheckInKind.ANNUL.value, annuls=annuls, reason=reason, sound=True)


def _arrival(given: dict[str, Any], common: dict[str, Any]) -> Item:
    slot = given.get("slot")
    if slot is not None:
        # What cannot be a slot's id names none: the scan is kept and looked at.
        slot = _matching(PUBLIC_ID, slot) or "-"
    if ref := _matching(PUBLIC_ID, given.get("ref")):
        return Item(**common, slot=slot, ref=ref, sound=True)
    raw = given.get("raw")
    if not isinstance(raw, str) or len(raw) > LONGEST_RAW:
        return Item(**common)
    code = normalise(raw)
    if not is_well_formed(code):
        return Item(**common)
    return Item(**common, slot=slot, code=code_lookup(code), sound=True)


def _whole(value: Any, least: int, most: int) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if least <= value <= most else None


def _matching(pattern: re.Pattern[str], value: Any) -> str | None:
    return value if isinstance(value, str) and pattern.fullmatch(value) else None


def _text(value: Any) -> str:
    """One line that any database takes: no control character, no half of a surrogate pair."""
    if not isinstance(value, str):
        return ""
    line = "".join(character if character.isprintable() else " " for character in value)
    return " ".join(line.split())[:LONGEST_REASON]


def _moment(value: Any) -> datetime | None:
    """An aware moment between 2000 and 2100, or None."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        moment = parse_datetime(value)
        if moment is None or moment.tzinfo is None:
            return None
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if 2000 <= moment.year < 2100 else None
