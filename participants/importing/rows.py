"""What every import makes of a line: values, faults that say where and what was expected."""

import re
from dataclasses import dataclass, field
from typing import Any

from participants.errors import Reason
from participants.models import RowOutcome
from participants.models.sealed import seal
from participants.rules.identity import masked

from .columns import Columns, letter

# A NIK anywhere in a sheet, also where it does not belong and with a digit too few or too many, must
# not lie plain in the staged rows. Eighteen digits are a NIP, which may.
_DIGITS = re.compile(r"[0-9](?:[\s.\-']?[0-9]){14,}")
NIP_DIGITS = 18
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]+")
SHOWN = 80  # letters of a value that a fault repeats


Where = tuple[str, int]  # sheet and line


@dataclass(slots=True)
class Draft:
    """One line, read and judged; ``given`` are its cells, for the sheet of wrong rows."""

    sheet: str
    line: int
    given: tuple[str, ...]
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[dict[str, Any]] = field(default_factory=list)
    changes: dict[str, list[Any]] = field(default_factory=dict)
    outcome: str = RowOutcome.NEW
    target: int | None = None
    under: str = ""  # the unit of a line whose sheet has no column for it

    @property
    def where(self) -> Where:
        return self.sheet, self.line

    @property
    def words(self) -> str:
        """What the line is searched by."""
        values = self.values
        told = (
            values["given"]
            if "given" in values
            else [
                values.get(name) for name in ("full_name", "name", "title", "digits", "unit_name")
            ]
        )
        return " ".join(cell for cell in told if isinstance(cell, str) and cell).lower()[:200]

    @property
    def wrong(self) -> bool:
        return any(not fault.get("mild") for fault in self.faults)

    def fault(
        self, columns: Columns, name: str, value: str, *reasons: Reason, mild: bool = False
    ) -> None:
        """Notes what is wrong in a column; ``mild`` is a hint that keeps nothing out."""
        place = columns.places.get(name)
        for reason in reasons:
            self.faults.append(
                {
                    "field": name,
                    "column": columns.header_of(name),
                    "letter": letter(place) if place is not None else "",
                    "value": hide_nik(value)[:SHOWN],
                    "mild": mild,
                    **reason.as_json(),
                }
            )

    def judge(self) -> None:
        """Settles the outcome once faults and changes are known."""
        if self.wrong:
            self.outcome = RowOutcome.WRONG
            self.values = {"given": [_kept(cell) for cell in self.given]}
            if self.under:
                self.values["under"] = hide_nik(self.under)
            self.changes = {}
        elif self.target is None:
            self.outcome = RowOutcome.NEW
        else:
            self.outcome = RowOutcome.CHANGED if self.changes else RowOutcome.SAME


def clean(text: str) -> str:
    """One line of text without control characters; spaces as single ones."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(_CONTROL.sub(" ", text).split())


def hide_nik(text: str) -> str:
    """The text with anything that looks like a NIK reduced to what one recognises it by."""
    return _DIGITS.sub(_masked, text) if len(text) >= 15 else text


def holds_nik(text: str) -> bool:
    """Whether something that looks like a NIK stands in the text."""
    return len(text) >= 15 and hide_nik(text) != text


def _masked(found: re.Match[str]) -> str:
    digits = re.sub(r"[^0-9]", "", found[0])
    return found[0] if len(digits) == NIP_DIGITS else masked(digits)


def _kept(cell: str) -> Any:
    """A cell as it is staged: plain, or {"sealed": …} where a NIK stands in it."""
    return {"sealed": seal(cell)} if holds_nik(cell) else cell
