"""What happened to a programme, in words: from the audit trail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from participants.models import AuditEntry
from participants.rules import wording
from workshops.models import WorkProgramme

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


def history_of(entries: Iterable[AuditEntry]) -> list[Happened]:
    found = []
    for entry in entries:
        title, icon, tone = VERBS.get(
            entry.verb.rsplit(".", 1)[-1], (entry.verb, "history", "idle")
        )
        changes = entry.facts.get("changes", {})
        found.append(
            Happened(
                entry.at,
                str(title),
                icon,
                tone,
                entry.by.full_name,
                tuple(
                    (label_of(name), value_of(name, old), value_of(name, new))
                    for name, (old, new) in changes.items()
                ),
            )
        )
    return found


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
