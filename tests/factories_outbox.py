"""Scans numbered and chained as a device does it, and the file it exports."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories_day import EIGHT, make_scan
from workshops.models import Device, Registration


def as_written(moment: datetime) -> str:
    """As a browser writes it."""
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def chain(items: list[dict[str, Any]], *, first: int = 1, before: str = "") -> list[dict[str, Any]]:
    """Numbers and chains them like static/workshops/door/chain.js."""
    for seq, item in enumerate(items, start=first):
        said = f"{before}{item['nonce']}{seq}{item['device_at']}"
        before = hashlib.sha256(said.encode()).hexdigest()
        item |= {"seq": seq, "chain": before}
    return items


def make_outbox(
    registration: Registration, count: int, *, at: datetime = EIGHT, **fields: Any
) -> list[dict[str, Any]]:
    """``count`` scans of one person, a second apart, numbered from 1."""
    return chain(
        [
            make_scan(registration, device_at=as_written(at + timedelta(seconds=place)), **fields)
            for place in range(count)
        ]
    )


def make_export(device: Device, items: list[Any], /, **fields: Any) -> SimpleUploadedFile:
    """The file the door app writes for the office."""
    content = {
        "format": "bimtek-outbox/1",
        "device": device.public_id,
        "exported_at": as_written(EIGHT),
        "items": items,
    } | fields
    return SimpleUploadedFile(
        f"pindaian-{device.public_id}-20261122-1630.json", json.dumps(content).encode()
    )
