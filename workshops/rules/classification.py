"""Classification codes at the head of a letter's number, each with the days it is valid.

Until the end of 2022 by Permendagri 78/2012 (005 undangan, 094 SPT, 893 diklat), since then by
Permendagri 83/2022 (800.1.11.1 surat tugas); domain.md §2.2 has both. Where no code of today is
known for certain, none is proposed: the office types its own, and its register remembers it.
"""

from dataclasses import dataclass
from datetime import date

OLD_END, NEW_START = date(2022, 12, 31), date(2023, 1, 1)


@dataclass(frozen=True)
class Classification:
    """``kinds``: papers (rules/document.py) that carry it."""

    code: str
    name: str
    kinds: tuple[str, ...]
    valid_from: date | None = None
    valid_to: date | None = None


CODES = (
    Classification("005", "Undangan", ("undangan", "ralat"), valid_to=OLD_END),
    Classification("094", "Surat perintah tugas", ("spt",), valid_to=OLD_END),
    Classification("090", "Perjalanan dinas", (), valid_to=OLD_END),
    Classification("893", "Pendidikan dan pelatihan teknis", ("sk-panitia",), valid_to=OLD_END),
    Classification("800", "Kepegawaian", (), valid_to=OLD_END),
    Classification(
        "800.1.11.1", "Surat Perintah Dinas/Surat Tugas", ("spt",), valid_from=NEW_START
    ),
)


def valid_on(day: date) -> tuple[Classification, ...]:
    """The codes in force on a day."""
    return tuple(
        one
        for one in CODES
        if (one.valid_from is None or one.valid_from <= day)
        and (one.valid_to is None or day <= one.valid_to)
    )


def proposed(kind: str, day: date, *, used: str = "") -> str:
    """The code for a paper of this kind on a day; else ``used``, what the office wrote last for one
    since the codes changed; else nothing."""
    return next((one.code for one in valid_on(day) if kind in one.kinds), used)
