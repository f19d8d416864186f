"""A staged line as a person reads it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from participants.models import (
    EmployeeStatus,
    ImportKind,
    ImportRow,
    MatchState,
    Sex,
    TrainingForm,
    UnitKind,
)
from participants.rules import wording
from participants.rules.identity import print_form
from participants.rules.phone import print_phone

from .examples import expected, sentence

LABELS: dict[str, Any] = {
    "full_name": _("Nama"),
    "title_prefix": _("Gelar depan"),
    "title_suffix": _("Gelar belakang"),
    "sex": _("Jenis kelamin"),
    "birth_date": _("Tanggal lahir"),
    "phone": _("HP"),
    "email": _("Surel"),
    "education": _("Pendidikan"),
    "match_state": _("Kecocokan"),
    "nip": _("NIP"),
    "ni_pppk": _("NI PPPK"),
    "nik": _("NIK"),
    "unit": _("Unit"),
    "status": _("Status"),
    "rank": _("Golongan"),
    "job_title": _("Jabatan"),
    "valid_from": _("Terhitung mulai"),
    "code": _("Kode"),
    "name": _("Nama"),
    "short_name": _("Singkatan"),
    "kind": _("Jenis"),
    "title": _("Nama pelatihan"),
    "organiser": _("Penyelenggara"),
    "form": _("Bentuk"),
    "jp": _("JP"),
    "started_on": _("Mulai"),
    "ended_on": _("Selesai"),
    "certificate": _("Nomor sertifikat"),
    "jpm": _("JPM"),
    "headcount": _("Kebutuhan"),
}
DAYS = ("birth_date", "valid_from", "started_on", "ended_on")
_CHOICES: dict[str, dict[Any, Any]] = {
    "sex": dict(Sex.choices),
    "status": dict(EmployeeStatus.choices),
    "match_state": dict(MatchState.choices),
    "kind": dict(UnitKind.choices),
    "form": dict(TrainingForm.choices),
}


@dataclass(frozen=True)
class ShownFault:
    """Where (column and its letter), what stands there, what is wrong, what was expected."""

    where: str
    value: str
    sentence: str
    expected: str
    mild: bool


@dataclass(frozen=True)
class ShownRow:
    """One line: who or what it is about, and what is wrong or would change."""

    sheet: str
    line: int
    outcome: str
    outcome_word: str
    title: str
    details: tuple[str, ...]
    faults: tuple[ShownFault, ...]
    changes: tuple[tuple[str, str, str], ...]
    key: int = 0


def shown(row: ImportRow, kind: str) -> ShownRow:
    values = row.values
    details: tuple[str, ...]
    if kind == ImportKind.STAFF:
        title = values.get("full_name", "")
        details = (
            print_form(values.get("digits", "")),
            values.get("unit_name", ""),
            values.get("job_title", ""),
        )
    elif kind in (ImportKind.TRAINING, ImportKind.ASSESSMENT):
        title = values.get("full_name", "") or print_form(values.get("digits", ""))
        jp = values.get("jp")
        details = (
            print_form(values.get("digits", "")),
            values.get("title", ""),
            _("%(jp)s JP") % {"jp": jp} if jp is not None else "",
            _value("ended_on", day) if (day := values.get("acquired_on")) else "",
        )
    elif kind == ImportKind.PLAN:
        title = values.get("name", "")
        details = (
            values.get("unit_name", ""),
            _("Kebutuhan %(count)s") % {"count": values.get("headcount", "")},
        )
    else:
        title = values.get("name", "")
        details = (
            values.get("code", ""),
            str(_CHOICES["kind"].get(values.get("kind"), "")),
            values.get("parent_name", ""),
        )
    if "given" in values:
        plain = [cell for cell in values["given"] if isinstance(cell, str) and cell]
        title, details = " · ".join(plain[:4])[:120], ()  # type: ignore[assignment]
    return ShownRow(
        sheet=row.sheet,
        line=row.line,
        outcome=row.outcome,
        outcome_word=row.get_outcome_display(),
        title=title,
        details=tuple(str(detail) for detail in details if detail),
        faults=tuple(map(_fault, row.faults)),
        changes=tuple(
            (str(LABELS.get(name, name)), _value(name, old), _value(name, new))
            for name, (old, new) in row.changes.items()
        ),
        key=row.pk,
    )


def _fault(fault: dict[str, Any]) -> ShownFault:
    letter = f" ({fault['letter']})" if fault["letter"] else ""
    return ShownFault(
        where=f"{fault['column'] or LABELS.get(fault['field'], fault['field'])}{letter}",
        value=fault["value"],
        sentence=sentence(fault),
        expected=expected(fault),
        mild=bool(fault.get("mild")),
    )


def _value(name: str, value: Any) -> str:
    if not value and value != 0:
        return "–"
    if name in _CHOICES:
        return str(_CHOICES[name].get(value, value))
    if name in DAYS:
        return wording.date_long(date.fromisoformat(value), get_language() or "id")
    if name in ("nip", "ni_pppk"):
        return print_form(value)
    return print_phone(value) if name == "phone" and str(value).startswith("+62") else str(value)
