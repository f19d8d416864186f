"""What a certificate certifies, as data and as bytes. Pure: no database, no clock.

The statement is frozen on the day of issue. Its canonical bytes are what is hashed, attached to
the PDF and compared on the verification page; a later rename, merge or move never changes them.
It has no place for a NIK, a birth date or a phone number.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, Self

# /1 had no second signatory, no stage or band, and no surat keterangan (kind "followed").
SCHEMA = "bimtek/statement/2"
READ = frozenset({"bimtek/statement/1", SCHEMA})

Kind = Literal["attended", "completed", "followed"]
Basis = Literal["attended", "programme"]
Language = Literal["id", "en"]


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stage of the workshop as it was held."""

    name: str
    started_on: date
    ended_on: date
    venue: str


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One session of the agenda; ``jp`` in lesson hours of 45 minutes."""

    topic: str
    speaker: str
    held_on: date
    jp: Decimal


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """Whose name stands under the certificate; ``acting_for`` is "a.n. Bupati Buton" or empty."""

    name: str
    post: str
    rank: str = ""
    nip: str = ""
    acting_for: str = ""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """Everything the certificate says.

    ``person_name`` is the name with titles as the person confirmed it; ``nip`` is empty where
    there is none or it is not to be printed. ``jp_total`` counts by ``jp_basis``: what the
    person attended, or the whole programme. ``government`` is the head of the letterhead,
    ``organiser`` the office that held the workshop. ``stage`` names the one stage it is about, in
    its language, and is empty for the whole; ``band`` is the qualification of who passed.
    """

    number: str
    public_id: str
    kind: Kind
    person_name: str
    nip: str
    rank: str
    post: str
    unit: str
    title_id: str
    title_en: str
    government: str
    organiser: str
    stages: tuple[Stage, ...]
    lessons: tuple[Lesson, ...]
    jp_total: Decimal
    jp_basis: Basis
    started_on: date
    ended_on: date
    issued_on: date
    place: str
    signatory: Signatory
    legal_basis: tuple[str, ...]
    language: Language
    rule_version: str
    second_signatory: Signatory | None = None
    stage: str = ""
    band: str = ""

    @property
    def title(self) -> str:
        """The workshop's title in the certificate's language, Indonesian where no other is given; with
        the stage where it is about one."""
        whole = (self.title_en if self.language == "en" else "") or self.title_id
        return f"{whole} – {self.stage}" if self.stage else whole

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Self:
        """The statement in a frozen dictionary; raises ``ValueError`` for an unknown schema."""
        if kept.get("schema") not in READ:
            raise ValueError(f"Not a {SCHEMA} statement: {kept.get('schema')!r}")
        # What came with the second schema is missing in the first, and has its default there.
        values = {field.name: kept[field.name] for field in fields(cls) if field.name in kept}
        values["stages"] = tuple(
            Stage(**{**stage, **_dates(stage, "started_on", "ended_on")})
            for stage in kept["stages"]
        )
        values["lessons"] = tuple(
            Lesson(**{**lesson, **_dates(lesson, "held_on"), "jp": Decimal(lesson["jp"])})
            for lesson in kept["lessons"]
        )
        values["jp_total"] = Decimal(kept["jp_total"])
        values["signatory"] = Signatory(**kept["signatory"])
        if second := values.get("second_signatory"):
            values["second_signatory"] = Signatory(**second)
        values["legal_basis"] = tuple(kept["legal_basis"])
        return cls(**{**values, **_dates(kept, "started_on", "ended_on", "issued_on")})


def _dates(kept: Mapping[str, Any], *names: str) -> dict[str, date]:
    return {name: date.fromisoformat(kept[name]) for name in names}


def as_dict(statement: Statement) -> dict[str, Any]:
    """The statement for a JSON column: dates as ISO text, JP as text in shortest form."""
    return {"schema": SCHEMA, **_plain(statement)}


def canonical(kept: Mapping[str, Any]) -> bytes:
    """The bytes that are hashed and attached: sorted keys, UTF-8, no spaces, no floats.

    Raises ``TypeError`` for a value that has more than one spelling in JSON.
    """
    _refuse_floats(kept)
    return json.dumps(
        kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def fingerprint(kept: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical bytes, in lower-case hexadecimal."""
    return hashlib.sha256(canonical(kept)).hexdigest()


def _plain(value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return shortest(Decimal(value))
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, Stage | Lesson | Signatory | Statement):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{value!r} has no place in a statement.")


def shortest(jp: Decimal) -> str:
    """``32`` and ``1.5``, never ``32.00`` or ``3.2E+1``: one number, one spelling."""
    return format(jp.quantize(Decimal(1)) if jp == jp.to_integral_value() else jp.normalize(), "f")


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError(f"A float has no place in a statement: {value!r}")
    if isinstance(value, Mapping):
        for inner in value.values():
            _refuse_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_floats(inner)
