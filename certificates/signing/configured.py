"""The operator's signing file: which keys lie on this server, which services are there.

It is TOML, read again when it changes. Passwords stand in it, or in files and environment
variables that it names; none of it reaches the database (docs/operating.md).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from certificates.signing.port import Passphrase, Trouble
from participants.operator_file import secret_of


@dataclass(frozen=True)
class Tsa:
    """A time stamp authority (RFC 3161)."""

    url: str
    username: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 10.0


@dataclass(frozen=True)
class Key:
    """A PKCS#12 file on this server."""

    name: str
    file: str
    passphrase: Passphrase
    tsa: Tsa | None = None
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Service:
    """A BSrE eSign client service. ``box``: whether width and height are sizes ("size") or the
    upper right corner ("corner"); ``page_field``: "page" or "halaman"."""

    name: str
    url: str
    username: str = ""
    password: str = field(default="", repr=False)
    connect_timeout: float = 5.0
    read_timeout: float = 60.0
    status_path: str = ""
    page_field: str = "page"
    box: str = "size"
    image: str = ""
    visible: bool = True
    batch: int = 5
    ca_file: str = ""
    subscriber: str = ""
    units: tuple[str, ...] = ()


def key(name: str) -> Key:
    """Raises Trouble when the file has no such key."""
    said = _table("keys", name)
    return Key(
        name=name,
        file=str(said.get("file", "")),
        passphrase=Passphrase(secret_of(said, "passphrase")),
        tsa=_tsa(said),
        units=tuple(said.get("units", ())),
    )


def service(name: str) -> Service:
    """Raises Trouble when the file has no such service."""
    said = _table("services", name)
    kept = {
        name: said[name]
        for name in Service.__dataclass_fields__
        if name in said and name not in {"name", "password", "units"}
    }
    return Service(
        name=name, password=secret_of(said, "password"), units=tuple(said.get("units", ())), **kept
    )


def own_tsa() -> Tsa | None:
    """What stamps the time on signatures by officials' own keys; None where the file names none."""
    return _tsa({"tsa": _read().get("tsa")} if _read().get("tsa") else {})


def names(table: str, unit_ids: tuple[str, ...]) -> list[str]:
    """The keys or services that units with these public ids (a unit and those above it) may use."""
    found = _read().get(table, {})
    return sorted(
        name
        for name, said in found.items()
        if not said.get("units") or {*said["units"]} & {*unit_ids}
    )


def _tsa(said: Mapping[str, Any]) -> Tsa | None:
    told = said.get("tsa")
    if not told:
        return None
    if isinstance(told, str):
        return Tsa(told)
    return Tsa(
        told["url"],
        told.get("username", ""),
        secret_of(told, "password"),
        float(told.get("timeout", 10.0)),
    )


def _table(kind: str, name: str) -> Mapping[str, Any]:
    found = _read().get(kind, {}).get(name)
    if found is None:
        raise Trouble("signing-not-configured", stops=True, name=name or "-")
    return found


def _read() -> dict[str, Any]:
    path = Path(settings.SIGNING_FILE)
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return {}
    return _parsed(str(path), changed)


@lru_cache(maxsize=4)
def _parsed(path: str, _changed: int) -> dict[str, Any]:
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Trouble("signing-file-broken", stops=True) from None
