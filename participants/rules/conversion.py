"""How many JP a form of training counts (domain.md §4.3), as rows with a validity and a source.

A row is in force for a training that began on its days. ``seen`` is False where we know a figure from
common practice alone and did not read the text; pages say so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from participants.errors import Reason
from participants.models import TrainingForm as Form

LAN_10_2018 = "Perka LAN 10/2018"


class Basis(StrEnum):
    """PROGRAMME: what the programme states; DAY: so many a day; SESSION: so many a session, of which
    ``most`` a month; AT_MOST: what is stated, but so many a day at most; WHOLE: a fixed figure."""

    PROGRAMME = "programme"
    DAY = "day"
    SESSION = "session"
    AT_MOST = "at-most"
    WHOLE = "whole"


@dataclass(frozen=True, kw_only=True)
class Conversion:
    forms: frozenset[int]
    basis: Basis
    jp: int = 0
    abroad: int = 0  # JP at an international event; for PROGRAMME the percent added
    most: int = 0  # sessions a month
    valid_from: date = date(2018, 1, 1)  # the year of the regulation; its day is not known to us
    valid_to: date | None = None
    source: str = LAN_10_2018
    seen: bool = True


CONVERSIONS: tuple[Conversion, ...] = (
    Conversion(
        forms=frozenset(
            {
                Form.STRUCTURAL,
                Form.FUNCTIONAL,
                Form.TECHNICAL,
                Form.MANAGERIAL,
                Form.SOCIOCULTURAL,
                Form.SOCIALISATION,
                Form.BIMTEK,
                Form.COURSE,
                Form.REFRESHER,
                Form.CLASSICAL_OTHER,
                Form.E_LEARNING,
                Form.DISTANCE,
                Form.ON_THE_JOB,
                Form.NON_CLASSICAL_OTHER,
            }
        ),
        basis=Basis.PROGRAMME,
        abroad=20,
        seen=False,
    ),
    Conversion(forms=frozenset({Form.OUTBOUND}), basis=Basis.PROGRAMME, abroad=20),
    Conversion(forms=frozenset({Form.SEMINAR}), basis=Basis.DAY, jp=4, abroad=6, seen=False),
    Conversion(forms=frozenset({Form.WORKSHOP}), basis=Basis.DAY, jp=5, abroad=7, seen=False),
    Conversion(forms=frozenset({Form.COACHING, Form.MENTORING}), basis=Basis.SESSION, jp=2, most=2),
    Conversion(forms=frozenset({Form.SELF_STUDY, Form.COMMUNITY}), basis=Basis.AT_MOST, jp=2),
    Conversion(forms=frozenset({Form.BENCHMARKING}), basis=Basis.WHOLE, jp=10),
    Conversion(
        forms=frozenset({Form.INTERNSHIP, Form.SECONDMENT, Form.EXCHANGE}),
        basis=Basis.WHOLE,
        jp=20,
    ),
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody says of a training; ``stated`` JP and ``sessions`` are None where not said."""

    form: int
    started_on: date
    ended_on: date
    stated: int | None = None
    sessions: int | None = None
    is_international: bool = False

    @property
    def days(self) -> int:
        return (self.ended_on - self.started_on).days + 1

    @property
    def months(self) -> int:
        """Calendar months it touches."""
        first, last = self.started_on, self.ended_on
        return (last.year - first.year) * 12 + last.month - first.month + 1


@dataclass(frozen=True)
class Counted:
    """The JP that count, and how: a reason whose words are made where somebody reads them."""

    jp: int
    how: Reason
    row: Conversion | None


def in_force(form: int, day: date, rows: Iterable[Conversion] = CONVERSIONS) -> Conversion | None:
    """The row for a form on a day; the later one where two would hold."""
    found = [
        row
        for row in rows
        if form in row.forms
        and row.valid_from <= day
        and (row.valid_to is None or day <= row.valid_to)
    ]
    return max(found, key=lambda row: row.valid_from) if found else None


def needs(form: int, day: date) -> str:
    """Which figure the rule asks for: "stated", "sessions" or "" (the days are enough)."""
    row = in_force(form, day)
    if row is None or row.basis in (Basis.PROGRAMME, Basis.AT_MOST):
        return "stated"
    return "sessions" if row.basis == Basis.SESSION else ""


def convert(told: Told, rows: Iterable[Conversion] = CONVERSIONS) -> Counted:
    """What counts. A training before every row counts what its paper states."""
    row = in_force(told.form, told.started_on, rows)
    stated, sessions = told.stated or 0, told.sessions or 0
    if row is None:
        return Counted(stated, Reason("jp-as-stated", jp=stated), None)
    if row.basis == Basis.PROGRAMME:
        if told.is_international:
            jp = stated * (100 + row.abroad) // 100
            return Counted(jp, Reason("jp-stated-abroad", jp=stated, percent=row.abroad), row)
        return Counted(stated, Reason("jp-as-stated", jp=stated), row)
    if row.basis == Basis.DAY:
        a_day = row.abroad if told.is_international else row.jp
        how = Reason("jp-by-day", days=told.days, jp=a_day)
        return Counted(told.days * a_day, how, row)
    if row.basis == Basis.SESSION:
        counted = min(sessions, row.most * told.months)
        how = Reason("jp-by-session", counted=counted, sessions=sessions, jp=row.jp, most=row.most)
        return Counted(counted * row.jp, how, row)
    if row.basis == Basis.AT_MOST:
        how = Reason("jp-at-most", days=told.days, jp=row.jp, stated=stated)
        return Counted(min(stated, told.days * row.jp), how, row)
    return Counted(row.jp, Reason("jp-fixed", jp=row.jp), row)
