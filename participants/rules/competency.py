"""The level in force: what the append-only evidence adds up to on a date. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Statement:
    """One row of evidence, as the rule needs it. ``act`` is propose, grant, reject or withdraw;
    ``about`` the key of the row it answers."""

    key: int
    act: str
    level: int
    acquired_on: date
    valid_until: date | None
    about: int | None


@dataclass(frozen=True, slots=True)
class LevelInForce:
    """``because`` is the key of the grant that counts."""

    level: int
    because: int


def level_in_force(rows: Iterable[Statement], on: date) -> LevelInForce | None:
    """The highest level granted and valid on the day; None where nobody ever granted one.

    A proposal counts for nothing. A grant counts from ``acquired_on`` to ``valid_until``, and no
    longer from the day on which it, or the proposal it answered, was withdrawn.
    """
    rows = list(rows)
    by_key = {row.key: row for row in rows}
    withdrawn_from: dict[int, date] = {}
    for row in rows:
        if row.act == "withdraw" and row.about is not None:
            withdrawn_from[row.about] = row.acquired_on
    best: LevelInForce | None = None
    for row in rows:
        if row.act != "grant" or row.acquired_on > on:
            continue
        if row.valid_until is not None and row.valid_until < on:
            continue
        ends = [
            withdrawn_from[key]
            for key in (row.key, row.about)
            if key is not None and key in by_key and key in withdrawn_from
        ]
        if any(end <= on for end in ends):
            continue
        if best is None or row.level > best.level:
            best = LevelInForce(row.level, row.key)
    return best
