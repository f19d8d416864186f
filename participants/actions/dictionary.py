"""The competency dictionary: the nine that the law names, and technical ones that are added."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import Competency, CompetencyKind, User
from participants.rules.dictionary import STANDARD


@dataclass(frozen=True, kw_only=True)
class Written:
    """An entry as somebody wrote it. ``indicators``: {"3": "Mampu …"}; a level may be left out."""

    code: str
    kind: str
    name_id: str
    name_en: str = ""
    indicators: Mapping[str, str]


@transaction.atomic
def load_standard(*, by: User, at: datetime) -> int:
    """The nine competencies of PermenPANRB 38/2017; gives how many were missing and are there now.
    What somebody wrote under one of their codes stays as it is."""
    there = set(Competency.objects.values_list("code", flat=True))
    missing = [entry for entry in STANDARD if entry.code not in there]
    made = Competency.objects.bulk_create(
        Competency(
            code=entry.code,
            kind=entry.kind,
            name_id=entry.name_id,
            name_en=entry.name_en,
            indicators={str(level): text for level, text in enumerate(entry.indicators, start=1)},
        )
        for entry in missing
    )
    audit.record_many("participants.competency.made", made, by=by, at=at)
    return len(made)


@transaction.atomic
def write_entries(*, entries: Collection[Written], by: User, at: datetime) -> tuple[int, int, int]:
    """Entries by their codes: made, changed, the same. Nothing leaves the dictionary, since people
    and posts point at it. Raises Refused when a code is written twice, or a kind or level is none."""
    codes = [entry.code for entry in entries]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise Refused(Reason("competency-written-twice", given=twice))
    for entry in entries:
        if entry.kind not in CompetencyKind.values or not entry.code or not entry.name_id:
            raise Refused(Reason("competency-unreadable", given=entry.code or "–"))
        if not set(entry.indicators) <= {"1", "2", "3", "4", "5"}:
            raise Refused(Reason("competency-level-unreadable", given=entry.code))
    kept = {one.code: one for one in Competency.objects.select_for_update().filter(code__in=codes)}
    made, changed = [], []
    for entry in entries:
        fields = {
            "kind": entry.kind,
            "name_id": entry.name_id,
            "name_en": entry.name_en,
            "indicators": dict(entry.indicators),
        }
        one = kept.get(entry.code)
        if one is None:
            made.append(Competency(code=entry.code, **fields))
        elif any(getattr(one, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(one, name, value)
            changed.append(one)
    Competency.objects.bulk_create(made)
    Competency.objects.bulk_update(changed, ["kind", "name_id", "name_en", "indicators"])
    audit.record_many("participants.competency.made", made, by=by, at=at)
    audit.record_many("participants.competency.changed", changed, by=by, at=at)
    return len(made), len(changed), len(entries) - len(made) - len(changed)
