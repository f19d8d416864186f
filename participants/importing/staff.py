"""Reads a line of a staff sheet: values as they will be stored, and what is wrong with them."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from participants.errors import Reason
from participants.models import EmployeeStatus, Sex
from participants.models.sealed import lookup, seal
from participants.rules.dates import parse_date
from participants.rules.identity import Identity, Kind, differences, read_identifier
from participants.rules.names import split_titles
from participants.rules.phone import read_phone
from participants.rules.ranks import Scheme, read_rank
from participants.rules.titles import PREFIXES, SALUTATIONS, SUFFIXES

from .columns import Columns
from .places import Places
from .rows import Draft, clean, holds_nik
from .sheet import Row

LONGEST = {
    "name": 150,
    "title_prefix": 60,
    "title_suffix": 100,
    "job_title": 150,
    "email": 254,
    "education": 120,
}
_STATUS = {
    "pns": EmployeeStatus.PNS,
    "pegawai negeri sipil": EmployeeStatus.PNS,
    "cpns": EmployeeStatus.CPNS,
    "pppk": EmployeeStatus.PPPK,
    "p3k": EmployeeStatus.PPPK,
    "pppk penuh waktu": EmployeeStatus.PPPK,
    "pppk paruh waktu": EmployeeStatus.PPPK_PART_TIME,
    "p3k paruh waktu": EmployeeStatus.PPPK_PART_TIME,
    "non asn": EmployeeStatus.NON_ASN,
    "nonasn": EmployeeStatus.NON_ASN,
    "non pns": EmployeeStatus.NON_ASN,
    "honorer": EmployeeStatus.NON_ASN,
    "tenaga honorer": EmployeeStatus.NON_ASN,
    "tenaga kontrak": EmployeeStatus.NON_ASN,
    "kontrak": EmployeeStatus.NON_ASN,
    "thl": EmployeeStatus.NON_ASN,
    "ptt": EmployeeStatus.NON_ASN,
    "gtt": EmployeeStatus.NON_ASN,
    "luar": EmployeeStatus.EXTERNAL,
    "eksternal": EmployeeStatus.EXTERNAL,
    "luar pemerintah daerah": EmployeeStatus.EXTERNAL,
}
_SEX = {
    "l": Sex.MALE,
    "lk": Sex.MALE,
    "m": Sex.MALE,
    "pria": Sex.MALE,
    "laki laki": Sex.MALE,
    "p": Sex.FEMALE,
    "pr": Sex.FEMALE,
    "f": Sex.FEMALE,
    "wanita": Sex.FEMALE,
    "perempuan": Sex.FEMALE,
}
# What nearly every line of a clean sheet looks like, read without asking the patient readers.
_USUAL_PHONE = re.compile(r"(?:\+?62|0)?(8[1-9][0-9]{7,10})")
_USUAL_EMAIL = re.compile(
    r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@([a-z0-9]+(-[a-z0-9]+)*\.)+[a-z]{2,}"
)
_USUAL_NAME = re.compile(r"[A-Za-z]+( [A-Za-z]+)*")
_TITLES = {*PREFIXES, *SUFFIXES, *SALUTATIONS}
_PPPK = {EmployeeStatus.PPPK, EmployeeStatus.PPPK_PART_TIME}
Answer = TypeVar("Answer")


class StaffReader:
    """Reads lines one by one; what repeats from line to line (unit, status, rank) is read once.

    Values: name parts, sex, birth_date and since as ISO dates, phone, email, education, unit (key)
    and unit_name, status, rank, job_title; kind, digits and lookup of NIP or NI PPPK; nik (sealed)
    and nik_lookup. A field that the sheet leaves empty is not there.
    """

    def __init__(self, places: Places, today: date) -> None:
        self._places, self._today = places, today
        self._known: dict[tuple[str, str], Any] = {}

    def read(self, row: Row, columns: Columns) -> Draft:
        self._columns = columns
        draft = Draft(row.sheet, row.line, row.cells)
        cells = {name: clean(row.cells[place]) for name, place in columns.places.items()}
        if "unit" not in cells:
            cells["unit"] = draft.under = row.section or columns.whole.get("unit", "")
        self._name(draft, cells)
        self._unit_and_status(draft, cells)
        numbers = self._numbers(draft, cells)
        self._rank(draft, cells)
        self._days(draft, cells)
        self._contact(draft, cells)
        for name in ("job_title", "education"):
            self._keep(draft, name, cells.get(name, ""))
        self._hints(draft, cells, numbers)
        return draft

    def _name(self, draft: Draft, cells: dict[str, str]) -> None:
        written = cells["name"]
        if not any(map(str.isalpha, written)):
            code = "import-name-without-letters" if written else "import-cell-required"
            draft.fault(self._columns, "name", written, Reason(code))
            return
        if holds_nik(written):
            draft.fault(self._columns, "name", written, Reason("import-nik-out-of-place"))
            return
        if len(written) > LONGEST["name"] + 100:
            self._too_long(draft, "name", written)
            return
        name, prefix, suffix = _split(written)
        if len(name) > LONGEST["name"]:
            self._too_long(draft, "name", written)
            return
        draft.values["full_name"] = name
        self._keep(draft, "title_prefix", cells.get("title_prefix") or prefix)
        self._keep(draft, "title_suffix", cells.get("title_suffix") or suffix)

    def _unit_and_status(self, draft: Draft, cells: dict[str, str]) -> None:
        if written := cells["unit"]:
            place, reason = self._places.find(written)
            if place is not None:
                draft.values["unit"], draft.values["unit_name"] = place.key, place.name
            elif reason is not None:
                draft.fault(self._columns, "unit", written, reason)
        if written := cells.get("status", ""):
            status = self._once("status", written, _read_status)
            if status is None:
                draft.fault(self._columns, "status", written, Reason("import-not-understood"))
            elif status:
                draft.values["status"] = status

    def _numbers(self, draft: Draft, cells: dict[str, str]) -> dict[str, Identity]:
        found: dict[str, Identity] = {}
        status = draft.values.get("status")
        if written := cells.get("number", ""):
            kind = Kind.NI_PPPK if status in _PPPK else None
            if kind is None and len(re.sub(r"[^0-9]", "", written)) == 16:
                # A NIK in the wrong column is a wrong number there, not silently a NIK.
                kind = Kind.NIP
            identity, reasons = read_identifier(written, kind)
            if identity is not None:
                found["number"] = identity
                draft.values.update(
                    kind=identity.kind.value,
                    digits=identity.value,
                    lookup=lookup(identity.kind.value, identity.value),
                )
            elif reasons:
                draft.fault(self._columns, "number", written, *reasons)
        if written := cells.get("nik", ""):
            identity, reasons = read_identifier(written, Kind.NIK)
            if identity is not None:
                found["nik"] = identity
                draft.values["nik"] = seal(identity.value)
                draft.values["nik_lookup"] = lookup("nik", identity.value)
            elif reasons:
                draft.fault(self._columns, "nik", written, *reasons)
        return found

    def _rank(self, draft: Draft, cells: dict[str, str]) -> None:
        written = cells.get("rank", "")
        if not written:
            return
        scheme = self._scheme(draft)
        rank, reasons = self._once(f"rank {scheme}", written, lambda text: read_rank(text, scheme))
        if rank is not None:
            draft.values["rank"] = rank.code
        elif reasons:
            draft.fault(self._columns, "rank", written, *reasons)

    def _scheme(self, draft: Draft) -> Scheme | None:
        status = draft.values.get("status")
        if status in _PPPK or (status is None and draft.values.get("kind") == Kind.NI_PPPK):
            return Scheme.PPPK
        if status in (EmployeeStatus.PNS, EmployeeStatus.CPNS):
            return Scheme.PNS
        return None

    def _days(self, draft: Draft, cells: dict[str, str]) -> None:
        for name in ("birth_date", "since"):
            written = cells.get(name, "")
            if not written or not any(map(str.isalnum, written)):
                continue
            day = self._once("day", written, parse_date)
            if day is None:
                draft.fault(self._columns, name, written, Reason("import-not-understood"))
            elif day > self._today:
                draft.fault(self._columns, name, written, Reason("import-day-in-future"))
            else:
                draft.values[name] = day.isoformat()

    def _contact(self, draft: Draft, cells: dict[str, str]) -> None:
        if written := cells.get("sex", ""):
            sex = _SEX.get(re.sub(r"[^a-z]+", " ", written.casefold()).strip())
            if sex is None:
                draft.fault(self._columns, "sex", written, Reason("import-not-understood"))
            else:
                draft.values["sex"] = sex.value
        if written := cells.get("phone", ""):
            usual = _USUAL_PHONE.fullmatch(written)
            phone, reasons = (f"+62{usual[1]}", []) if usual else read_phone(written)
            if phone:
                draft.values["phone"] = phone
            elif reasons:
                draft.fault(self._columns, "phone", written, *reasons)
        if (written := cells.get("email", "")) and written != "-":
            if _is_email(written):
                self._keep(draft, "email", written.casefold())
            else:
                draft.fault(self._columns, "email", written, Reason("import-not-understood"))

    def _hints(self, draft: Draft, cells: dict[str, str], read: dict[str, Identity]) -> None:
        """What the numbers say otherwise than the sheet: never a reason to refuse (domain.md §3.3)."""
        day = draft.values.get("birth_date")
        born = date.fromisoformat(day) if day else None
        for name, identity in read.items():
            if found := differences(identity, born, draft.values.get("sex")):
                draft.fault(self._columns, name, cells[name], *found, mild=True)

    def _keep(self, draft: Draft, name: str, written: str) -> None:
        if not written or written == "-":
            return
        if len(written) > LONGEST[name]:
            self._too_long(draft, name, written)
        elif holds_nik(written):
            draft.fault(self._columns, name, written, Reason("import-nik-out-of-place"))
        else:
            draft.values[name] = written

    def _too_long(self, draft: Draft, name: str, written: str) -> None:
        reason = Reason("import-too-long", letters=len(written), most=LONGEST[name])
        draft.fault(self._columns, name, written, reason)

    def _once(self, what: str, written: str, read: Callable[[str], Answer]) -> Answer:
        known = (what, written)
        if known not in self._known:
            self._known[known] = read(written)
        return self._known[known]


def status_of_number(kind: str | None) -> EmployeeStatus:
    """What somebody is whose sheet has no status: the number tells, or that there is none."""
    if kind == Kind.NIP:
        return EmployeeStatus.PNS
    return EmployeeStatus.PPPK if kind == Kind.NI_PPPK else EmployeeStatus.NON_ASN


def _split(written: str) -> tuple[str, str, str]:
    """Name, titles before and titles after it."""
    if _USUAL_NAME.fullmatch(written) and _TITLES.isdisjoint(written.lower().split()):
        return written, "", ""
    parts = split_titles(written)
    return parts.name, parts.prefix, parts.suffix


def _is_email(written: str) -> bool:
    if _USUAL_EMAIL.fullmatch(written):
        return True
    try:
        validate_email(written)
    except ValidationError:
        return False
    return True


def _read_status(written: str) -> EmployeeStatus | None | str:
    """The status; '' for a bare "ASN", which the number tells apart; None when unknown."""
    plain = re.sub(r"[^a-z0-9]+", " ", written.casefold()).strip()
    return "" if plain in ("asn", "") else _STATUS.get(plain)
