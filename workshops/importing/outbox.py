"""The file a door device exports when it cannot send: ``bimtek-outbox/1``, JSON in UTF-8."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

from django.utils.dateparse import parse_datetime

from participants.errors import Reason, Refused

FORMAT = "bimtek-outbox/1"
FAMILY = "bimtek-outbox/"
LARGEST = 20 * 1024 * 1024  # bytes
DEVICE = re.compile(r"[0-9a-z]{1,20}")


@dataclass(frozen=True)
class Outbox:
    """What stands in such a file. ``items`` are of any shape: the door's own path judges them."""

    device: str
    exported_at: datetime | None
    items: list[Any]
    text: str


def read_outbox(file: BinaryIO | Any) -> Outbox:
    """Refused: file-too-big, outbox-damaged (no text, no JSON, or cut off), outbox-other-file (JSON
    of something else), outbox-newer (a format of a later release), outbox-empty."""
    raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise Refused(Reason("file-too-big", most_mb=LARGEST // 1024 // 1024))
    try:
        text = raw.decode("utf-8-sig")
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(Reason("outbox-damaged")) from None
    if not isinstance(content, dict) or not isinstance(content.get("format"), str):
        raise Refused(Reason("outbox-other-file"))
    if content["format"] != FORMAT:
        newer = content["format"].startswith(FAMILY)
        raise Refused(Reason("outbox-newer" if newer else "outbox-other-file"))
    device, items = content.get("device"), content.get("items")
    if not (isinstance(device, str) and DEVICE.fullmatch(device) and isinstance(items, list)):
        raise Refused(Reason("outbox-damaged"))
    if not items:
        raise Refused(Reason("outbox-empty"))
    return Outbox(device, _moment(content.get("exported_at")), items, text)


def _moment(value: Any) -> datetime | None:
    try:
        moment = parse_datetime(value) if isinstance(value, str) and len(value) <= 40 else None
        moment = moment.astimezone(UTC) if moment and moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
    return moment if moment and 2000 <= moment.year < 2100 else None
