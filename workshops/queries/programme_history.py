"""What happened to a programme, in words: from the audit trail."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from participants.models import AuditEntry, OrganisationUnit
from participants.rules import wording
from workshops.models import Submission, WorkProgramme
from workshops.rules.programme_joining import Difference

VERBS: dict[str, tuple[Any, str, str]] = {
    "added": (gettext_lazy("Dicatat"), "plus", "ok"),
    "changed": (gettext_lazy("Diubah"), "pencil", "info"),
    "revised": (gettext_lazy("Direvisi oleh versi yang diterima"), "refresh", "info"),
    "withdrawn": (gettext_lazy("Ditarik dari daftar"), "ban", "idle"),
    "restored": (gettext_lazy("Dikembalikan ke daftar"), "arrow-back-up", "ok"),
    "reported": (gettext_lazy("Status dilaporkan"), "clipboard-check", "info"),
}


@dataclass(frozen=True)
class Happened:
    """One deed: when, what, by whom, and each field before and after."""

    at: datetime
    title: str
    icon_name: str
    tone: str
    by: str
    changes: tuple[tuple[str, str, str], ...]
    kept: tuple[tuple[str, str, str], ...] = ()  # typed by hand; the worksheet says otherwise


def history_of(entries: Iterable[AuditEntry]) -> list[Happened]:
    found = []
    for entry in entries:
        title, icon, tone = VERBS.get(
            entry.verb.rsplit(".", 1)[-1], (entry.verb, "history", "idle")
        )
        found.append(
            Happened(
                entry.at,
                str(title),
                icon,
                tone,
                entry.by.full_name,
                _in_words(entry.facts.get("changes", {})),
                _in_words(entry.facts.get("kept", {})),
            )
        )
    return found


def _in_words(fields: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (label_of(name), value_of(name, one), value_of(name, other))
        for name, (one, other) in fields.items()
    )


def differences_in_words(differs: Sequence[Difference]) -> list[tuple[str, str, str]]:
    """What the register says and what the plan says, field by field; units by name."""
    units = OrganisationUnit.objects.in_bulk(
        {key for one in differs for value in (one.here, one.plan) for key in _keys(one.name, value)}
    )

    def told(name: str, value: Any) -> str:
        if name in ("unit", "supporting"):
            return "; ".join(sorted(units[key].name for key in _keys(name, value))) or "–"
        return value_of(name, value)

    return [
        (label_of(one.name), told(one.name, one.here), told(one.name, one.plan)) for one in differs
    ]


def _keys(name: str, value: Any) -> Iterable[int]:
    if name == "unit":
        return [value]
    return value if name == "supporting" else ()


def label_of(name: str) -> str:
    """What a field is called; target_2026 and budget_2026 as well."""
    head, _line, year = name.rpartition("_")
    if year.isdigit():
        word = _("Target") if head == "target" else _("Anggaran (Rp)")
        return f"{word} {year}"
    if name == "supporting":
        return _("OPD pendukung")
    if name == "unit":
        return _("OPD pengampu")
    label = str(WorkProgramme._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def value_of(name: str, value: Any) -> str:
    """A field's value in words; "–" for none."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("Ya") if value else _("Tidak")
    if name.startswith(("target_", "budget_", "baseline")):
        return wording.number(value, get_language() or "id")
    if name in ("pillar", "sub_dimension", "action_group", "horizon", "source"):
        choices = dict(WorkProgramme._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
        return str(choices.get(value, value))
    return str(value)


def kept_by_hand(submission: Submission) -> list[str]:
    """The programmes in which this version met something typed by hand otherwise, which stays."""
    programmes = {
        one.public_id: one.title
        for one in WorkProgramme.objects.filter(source_submission=submission).in_register_order()
    }
    met = AuditEntry.objects.filter(
        verb="workshops.programme.revised",
        object_kind="workshops.workprogramme",
        object_id__in=programmes,
        facts__has_key="kept",
        at__gte=submission.submitted_at,
    ).values_list("object_id", flat=True)
    found = set(met)
    return [title for code, title in programmes.items() if code in found]
