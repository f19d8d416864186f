"""What undoing an import would take back, and what it must leave because something depends on it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.errors import Reason
from participants.models import ImportRow, ImportSession, ImportSource, RowOutcome
from participants.rules.deeds import THINGS

AT_ONCE = 5_000
# What the audit trail calls otherwise, or not at all.
COUNTED = {
    "participants.trainingrecord": _("Riwayat pelatihan"),
    "participants.employment": _("Masa kerja"),
    "participants.user": _("Akun"),
}
Pointing = models.ForeignObjectRel


@dataclass(frozen=True)
class Kept:
    """A line whose record stays as it is, and why."""

    sheet: str
    line: int
    title: str
    reason: Reason


@dataclass
class Undoing:
    """Keys of what is removed, lines whose record is restored, and lines that stay."""

    removed: list[int] = field(default_factory=list)
    restored: list[ImportRow] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    def keep(self, row: ImportRow, reason: Reason) -> None:
        values = row.values
        title = values.get("full_name") or values.get("name") or values.get("title") or ""
        self.kept.append(Kept(row.sheet, row.line, title, reason))


def made_by(session: ImportSession) -> list[tuple[ImportRow, int]]:
    """Every new line with the key of what it made."""
    keys = ImportSource.objects.filter(session=session).values_list("made", flat=True).first() or []
    rows = session.rows.filter(outcome=RowOutcome.NEW).order_by("pk")
    return list(zip(rows, keys, strict=False))


def changed_by(session: ImportSession) -> list[ImportRow]:
    return list(session.rows.filter(outcome=RowOutcome.CHANGED).order_by("pk"))


def used(
    model: type[models.Model], keys: Collection[int], *, but: Iterable[str] = ()
) -> dict[int, str]:
    """Which of these rows something points at, and what: the words of that model. ``but`` are
    relations that do not count, "app.model.field"."""
    found: dict[int, str] = {}
    left_out = set(but)
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel) or relation.many_to_many:
            continue
        pointing: Any = relation.related_model
        name = relation.field.name
        if f"{pointing._meta.label_lower}.{name}" in left_out:
            continue
        label = pointing._meta.label_lower
        word = str(COUNTED.get(label) or THINGS.get(label, pointing._meta.verbose_name))
        asked = sorted(keys)
        for start in range(0, len(asked), AT_ONCE):
            some = asked[start : start + AT_ONCE]
            rows = pointing._base_manager.filter(**{f"{name}__among": some}).order_by()
            for key in rows.values_list(f"{name}_id", flat=True).distinct():
                found.setdefault(key, word)
    return found


def used_by_kind(model: type[models.Model], keys: Collection[int]) -> list[tuple[str, list[int]]]:
    """How many rows of each kind point at each of these: (word, counts in the order of ``keys``)."""
    found: dict[str, list[int]] = {}
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel) or relation.many_to_many:
            continue
        pointing: Any = relation.related_model
        if pointing._meta.label_lower not in THINGS and pointing._meta.label_lower not in COUNTED:
            continue
        word = str(COUNTED.get(pointing._meta.label_lower) or THINGS[pointing._meta.label_lower])
        name = f"{relation.field.name}_id"
        rows = pointing._base_manager.filter(**{f"{name}__in": list(keys)}).order_by()
        counts = dict(rows.values_list(name).annotate(models.Count("pk")))
        sums = found.setdefault(word, [0] * len(keys))
        for at, key in enumerate(keys):
            sums[at] += counts.get(key, 0)
    return [(word, counts) for word, counts in found.items() if any(counts)]
