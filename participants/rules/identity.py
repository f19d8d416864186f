"""Reads NIP, NI PPPK and NIK as people paste them, checks them, and hides them.

NIP and NI PPPK: Peraturan BKN, 18 digits without a checksum. Birth date (8), then for a PNS the
month of appointment as CPNS (6), for a PPPK the year of first appointment (4) and the number of
agreements (2); sex (1 man, 2 woman); serial from 001.
NIK: 16 digits. Region (6), birth date as DDMMYY with 40 added to a woman's day, serial from 0001.
It is permanent and may legitimately differ from the birth date, so those differences only warn.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from participants.errors import Reason

YOUNGEST = 18  # years at appointment
FIRST_REGION, LAST_REGION = 11, 99  # two-digit province codes of Kemendagri
DOT = "•"

_SEPARATORS = re.compile(r"[\s.'’‘`´\"\-–—_/\u200b-\u200f\u2060\ufeff]+")
_LABEL = re.compile(r"^\s*(NIP\s*\.?\s*PPPK|NI\s*\.?\s*PPPK|NIP|NIK)\b\s*[.:]*\s*", re.IGNORECASE)
# 1.98E+17 or 1,98609262015051E+17 as Excel shows it; …001.0 after a detour through a float.
_EXCEL = re.compile(r"^\d([.,]\d*)?\s*E\s*\+?\s*\d{1,2}$|^\d{15,}[.,]0+$", re.IGNORECASE)


class Kind(StrEnum):
    """Which number it is; the values are what is stored."""

    NIP = "nip"
    NI_PPPK = "ni_pppk"
    NIK = "nik"


class Sex(StrEnum):
    """As the digit in the number says; the letters are those printed: L and P."""

    MALE = "L"
    FEMALE = "P"


@dataclass(frozen=True, slots=True)
class Identity:
    """One well-formed number and what can be read from it.

    ``born_on`` is None for a NIK, whose year has two digits. ``appointed`` is (year, month) for a
    NIP, (year, None) for an NI PPPK, None for a NIK. ``sex`` is what the number says.
    """

    kind: Kind
    value: str
    born_on: date | None
    sex: Sex | None
    appointed: tuple[int, int | None] | None

    @property
    def shown(self) -> str:
        """With the spaces it is printed with: 19860926 201505 1 001."""
        return print_form(self.value)


def read_identifier(text: str, kind: Kind | None = None) -> tuple[Identity | None, list[Reason]]:
    """The number in ``text``, or why it is none; (None, []) where nothing but a dash is given.

    Spaces, apostrophes, dots and a leading "NIP." are accepted. Without ``kind`` 16 digits are a
    NIK, and 18 digits an NI PPPK when digits 13 and 14 are above 12: a hint, not a proof, which
    ``kind`` overrules.
    """
    label = _LABEL.match(text)
    if label and kind is None and "PPPK" in label[1].upper():
        kind = Kind.NI_PPPK
    bare = text[label.end() :] if label else text
    if _EXCEL.match(bare.strip().lstrip("'’‘`")):
        return None, [Reason("identifier-damaged-by-excel")]
    digits = _SEPARATORS.sub("", bare)
    if not digits:
        return None, []
    if fault := _shape_fault(digits, kind):
        return None, [fault]
    if len(digits) == 16:
        sex = Sex.FEMALE if int(digits[6:8]) > 40 else Sex.MALE
        return Identity(Kind.NIK, digits, None, sex, None), []
    return _read_eighteen(digits, kind or guess_kind(digits))


def guess_kind(digits: str) -> Kind:
    """What 16 or 18 digits most likely are."""
    if len(digits) == 16:
        return Kind.NIK
    return Kind.NI_PPPK if int(digits[12:14]) > 12 else Kind.NIP


def differences(identity: Identity, born_on: date | None, sex: str | None) -> list[Reason]:
    """What the number says otherwise than the record; warnings for a person to look at.

    For a NIK also what looks odd in itself. Never a reason to refuse the number.
    """
    if identity.kind is Kind.NIK:
        return _nik_oddities(identity.value) + _nik_differences(identity, born_on, sex)
    found = []
    if born_on and identity.born_on != born_on:
        found.append(Reason("identifier-birth-date-differs", born_on=born_on.isoformat()))
    if sex and identity.sex != sex:
        found.append(Reason("identifier-sex-differs", sex=str(sex)))
    return found


def print_form(value: str) -> str:
    """18 digits in their four blocks, a NIK in region, birth date and serial; others as given."""
    if len(value) == 18:
        return f"{value[:8]} {value[8:14]} {value[14]} {value[15:]}"
    if len(value) == 16:
        return f"{value[:6]} {value[6:12]} {value[12:]}"
    return value


def masked(value: str) -> str:
    """A number that can be recognised but not used: 3402••••••••0001, 1986•••••••••••001."""
    tail = {16: 4, 18: 3}.get(len(value))
    if tail is None:
        return DOT * len(value)
    return value[:4] + DOT * (len(value) - 4 - tail) + value[-tail:]


def _shape_fault(digits: str, kind: Kind | None) -> Reason | None:
    if not re.fullmatch(r"[0-9]+", digits):
        return Reason("identifier-not-digits")
    if len(digits) == 9:
        return Reason("identifier-old-nip")
    wanted = (16, 18) if kind is None else (16,) if kind is Kind.NIK else (18,)
    if len(digits) not in wanted:
        return Reason(
            "identifier-wrong-length", digits=len(digits), expected="/".join(map(str, wanted))
        )
    # A cell keeps 15 digits: of a NIP all but the serial, which becomes 000 and never is.
    if len(digits) == 18 and digits.endswith("000"):
        return Reason("identifier-damaged-by-excel")
    return None


def _read_eighteen(digits: str, kind: Kind) -> tuple[Identity | None, list[Reason]]:
    born_on = _date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    year, month = int(digits[8:12]), int(digits[12:14])
    faults = []
    if born_on is None or not 1900 <= born_on.year <= 2099:
        faults.append(Reason("identifier-birth-date-impossible", digits=digits[:8]))
    if not 1900 <= year <= 2099 or (kind is Kind.NIP and not 1 <= month <= 12):
        faults.append(Reason("identifier-appointment-impossible", digits=digits[8:14]))
    elif not faults and born_on and not _old_enough(born_on, year, month, kind):
        faults.append(Reason("identifier-appointed-too-young", age=YOUNGEST))
    if digits[14] not in "12":
        faults.append(Reason("identifier-sex-impossible", digit=digits[14]))
    if faults:
        return None, faults
    sex = Sex.MALE if digits[14] == "1" else Sex.FEMALE
    appointed = (year, month if kind is Kind.NIP else None)
    return Identity(kind, digits, born_on, sex, appointed), []


def _old_enough(born_on: date, year: int, month: int, kind: Kind) -> bool:
    if kind is Kind.NI_PPPK:  # the month is not in the number
        return year - born_on.year >= YOUNGEST
    return (year - YOUNGEST, month, 1) >= (born_on.year, born_on.month, born_on.day)


def _nik_oddities(value: str) -> list[Reason]:
    found = []
    if not FIRST_REGION <= int(value[:2]) <= LAST_REGION:
        found.append(Reason("nik-region-unknown", digits=value[:2]))
    day, month, year = int(value[6:8]), int(value[8:10]), int(value[10:12])
    # The century is unknown; 2000 and 1900 differ only in 29 February 1900, which nobody has.
    if _date(2000 + year, month, day - 40 if day > 40 else day) is None:
        found.append(Reason("nik-birth-date-impossible", digits=value[6:12]))
    if value.endswith("0000"):
        found.append(Reason("nik-serial-zero"))
    return found


def _nik_differences(identity: Identity, born_on: date | None, sex: str | None) -> list[Reason]:
    found = []
    day = int(identity.value[6:8])
    written = f"{day - 40 if day > 40 else day:02}{identity.value[8:12]}"
    if born_on and written != f"{born_on:%d%m%y}":
        found.append(Reason("nik-birth-date-differs", born_on=born_on.isoformat()))
    if sex and identity.sex != sex:
        found.append(Reason("nik-sex-differs", sex=str(sex)))
    return found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
