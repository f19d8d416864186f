"""What a signed-off daftar hadir says, as data and as bytes. Pure: no database, no clock.

Codes and figures alone; words are made when it is printed. Nothing in it is a NIK or a telephone
number. Its canonical bytes are what is hashed.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SCHEMA = "bimtek/daftar-hadir/1"

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One line that is not as it was signed; ``was`` and ``now`` are rows, {} where there is none."""

    was: Mapping[str, Any]
    now: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str((self.now or self.was)["name"])

    @property
    def unit(self) -> str:
        return str((self.now or self.was)["unit"])

    @property
    def about_attendance(self) -> bool:
        """A correction; otherwise only what is printed of the person has changed."""
        return mark_of(self.was) != mark_of(self.now)


def canonical(content: Content) -> bytes:
    """Sorted keys, UTF-8, no spaces."""
    said = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return said.encode()


def fingerprint(content: Content) -> str:
    """SHA-256 of the canonical bytes, in lower-case hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def mark_of(row: Mapping[str, Any]) -> tuple[str, str]:
    """Status and time of arrival; nobody on the list is as absent as somebody who did not come."""
    return str(row.get("status", "absent")), str(row.get("arrived_at") or "")


def changes(signed: Content, living: Content) -> list[Change]:
    """What differs line by line, in the order of the list as it was signed, new names last."""
    was, now = _by_key(signed["rows"]), _by_key(living["rows"])
    keys = [*was, *(key for key in now if key not in was)]
    return [
        Change(was.get(key, {}), now.get(key, {})) for key in keys if was.get(key) != now.get(key)
    ]


def _by_key(rows: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {row["key"]: row for row in rows}
