"""Taking a whole import back: what it made goes, what it changed is as it was (decision 31)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from participants.actions import audit
from participants.actions.totals import forget
from participants.errors import Reason, Refused
from participants.models import (
    Employment,
    Identifier,
    ImportKind,
    ImportSession,
    ImportState,
    Job,
    MatchState,
    OrganisationUnit,
    Person,
    UnitName,
    User,
)
from participants.models.bulk import collector_resting, update_rows
from participants.queries.staff import FIELDS, recorded
from participants.queries.undoing import Undoing, changed_by, made_by, used
from participants.rules.deeds import THINGS

from . import records, staff, units
from .background import refuse_underway

OWN = (
    "participants.employment.person",
    "participants.identifier.person",
    "participants.person.current_employment",
)
MOST_NOTED = 200
AT_ONCE = 500


@collector_resting()
@transaction.atomic
def undo(
    *, session: ImportSession, set_aside: int, by: User, at: datetime, job: Job | None = None
) -> ImportSession:
    """The import taken back, but for lines whose record something depends on or somebody changed.

    ``set_aside`` is how many of those the person agreed to leave as they are. Raises Refused when
    there are others, when it was not let in, was undone before, or the worker is at it with another
    ``job``.
    """
    session = ImportSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    if session.state == ImportState.UNDONE:
        raise Refused(Reason("import-already-undone"))
    if session.state != ImportState.COMMITTED or session.kind not in UNDOERS:
        raise Refused(Reason("import-not-committed"))
    refuse_underway(session, job)
    OrganisationUnit.objects.select_for_update(no_key=True).get(pk=session.unit_id)
    found = undoing(session)
    if found.kept and set_aside != len(found.kept):
        raise Refused(Reason("import-undo-kept", count=len(found.kept)))
    if not (found.removed or found.restored):
        raise Refused(Reason("import-undo-nothing"))
    forget()
    UNDOERS[ImportKind(session.kind)][1](session=session, found=found, by=by, at=at)
    session.state, session.undone_at, session.undone_by = ImportState.UNDONE, at, by
    session.layout.pop("undoing", None)
    session.layout["kept"] = _noted(found)
    session.layout["undone"] = [len(found.removed), len(found.restored), len(found.kept)]
    session.save(update_fields=["state", "undone_at", "undone_by", "layout"])
    audit.record(
        "participants.import.undone_whole",
        session,
        by=by,
        at=at,
        unit=session.unit,
        removed=len(found.removed),
        restored=len(found.restored),
        kept=len(found.kept),
    )
    return session


@transaction.atomic
def foresee(*, session: ImportSession, by: User, at: datetime) -> Undoing:
    """What undoing would do, noted with the upload for its page: {"removed", "restored", "kept": counts,
    "notes": the first of what stays}."""
    found = undoing(session)
    told = {
        "removed": len(found.removed),
        "restored": len(found.restored),
        "kept": len(found.kept),
        "notes": _noted(found),
    }
    session = ImportSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    session.layout["undoing"] = told
    session.save(update_fields=["layout"])
    audit.record("participants.import.foreseen", session, by=by, at=at, unit=session.unit)
    return found


def _noted(found: Undoing) -> list[list[Any]]:
    return [
        [kept.sheet, kept.line, kept.title, kept.reason.as_json()]
        for kept in found.kept[:MOST_NOTED]
    ]


def undoing(session: ImportSession) -> Undoing:
    """What undoing would do now."""
    return UNDOERS[ImportKind(session.kind)][0](session)


def _plan_staff(session: ImportSession) -> Undoing:
    found = Undoing()
    made, changed = made_by(session), changed_by(session)
    keys = {key for _row, key in made}
    people = recorded(keys | {row.target_id for row in changed if row.target_id})
    posts = {one.employment: one.person for one in people.values() if one.employment}
    depended = used(Person, keys, but=OWN)
    for post, what in used(Employment, list(posts), but=OWN).items():
        depended.setdefault(posts[post], what)
    for row, key in made:
        one = people.get(key)
        if one is None:
            found.keep(row, Reason("import-undo-gone"))
        elif key in depended:
            found.keep(row, Reason("import-undo-used", what=depended[key]))
        elif one.fingerprint() != staff.expected(row.values, None, one.employment).fingerprint():
            found.keep(row, Reason("import-undo-changed"))
        else:
            found.removed.append(key)
    for row in changed:
        one = people.get(row.target_id or 0)
        if one is None or row.undo is None or one.fingerprint() != row.undo["after"]:
            found.keep(row, Reason("import-undo-changed"))
        elif row.undo["employment"] != one.employment and one.person in depended:
            found.keep(row, Reason("import-undo-used", what=depended[one.person]))
        else:
            found.restored.append(row)
    return found


def _undo_staff(*, found: Undoing, **_told: Any) -> None:
    people = recorded({row.target_id for row in found.restored if row.target_id})
    pairs = [(people[row.target_id or 0], row.undo or {}) for row in found.restored]
    update_rows(
        Person,
        ("id", *FIELDS, "home_unit_id", "current_employment_id", "match_state"),
        (
            (
                one.person,
                *_fields(was),
                was["home"],
                was["employment"],
                (MatchState.MATCHED if was["matched"] else MatchState.UNMATCHED).value,
            )
            for one, was in pairs
        ),
    )
    fresh = [one.employment for one, was in pairs if one.employment != was["employment"]]
    _delete(Employment, [key for key in fresh if key])
    jobs = staff.jobs_by_name()
    update_rows(
        Employment,
        (*staff.MENDED, "valid_to"),
        (
            (
                was["employment"],
                *was["post"][:3],
                jobs.get(was["post"][3].casefold()),
                was["post"][3],
                date.fromisoformat(was["since"]),
                None,
            )
            for _one, was in pairs
            if was["employment"]
        ),
    )
    gone = models.Q(pk__in=[])
    for kind in ("nip", "ni_pppk", "nik"):
        holders = [one.person for one, was in pairs if kind in was["numbers"]]
        gone |= models.Q(kind=kind, person_id__among=holders)
    Identifier.objects.filter(gone).delete()
    _remove_people(found.removed)


def _fields(was: dict[str, Any]) -> list[Any]:
    told = []
    for name, value in zip(FIELDS, was["fields"], strict=True):
        if name == "birth_date":
            told.append(date.fromisoformat(value) if value else None)
        else:
            told.append(value)
    return told


def _remove_people(keys: list[int]) -> None:
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        Person.objects.filter(pk__in=some).update(current_employment=None)
        Identifier.objects.filter(person_id__in=some).delete()
        Employment.objects.filter(person_id__in=some).delete()
        _delete(Person, some)


def _delete(model: type[models.Model], keys: list[int]) -> None:
    for start in range(0, len(keys), AT_ONCE):
        model._base_manager.filter(pk__in=keys[start : start + AT_ONCE]).delete()


def _plan_units(session: ImportSession) -> Undoing:
    found = Undoing()
    made, changed = made_by(session), changed_by(session)
    keys = {key for _row, key in made}
    known = OrganisationUnit.objects.in_bulk(keys | {row.target_id for row in changed})
    own = ("participants.organisationunit.parent",)
    depended = used(OrganisationUnit, keys, but=own)
    # What stands below a unit that stays, stays; and a unit with somebody else's child does.
    for unit in OrganisationUnit.objects.filter(parent_id__in=keys).exclude(pk__in=keys):
        depended.setdefault(unit.parent_id or 0, unit.name)
    paths = [known[key].path for key in depended if key in known]
    for row, key in made:
        made_unit = known.get(key)
        if made_unit is None:
            found.keep(row, Reason("import-undo-gone"))
        elif key in depended:
            found.keep(row, Reason("import-undo-used", what=depended[key]))
        elif any(path.startswith(made_unit.path) for path in paths):
            found.keep(
                row, Reason("import-undo-used", what=str(THINGS.get("participants.unit", "")))
            )
        elif any(
            row.values.get(name, getattr(made_unit, name)) != getattr(made_unit, name)
            for name in units.FIELDS
        ):
            found.keep(row, Reason("import-undo-changed"))
        else:
            found.removed.append(key)
    for row in changed:
        target = known.get(row.target_id or 0)
        if target is None or any(
            getattr(target, name) != new for name, (_o, new) in row.changes.items()
        ):
            found.keep(row, Reason("import-undo-changed"))
        else:
            found.restored.append(row)
    return found


def _undo_units(*, found: Undoing, **_told: Any) -> None:
    known = OrganisationUnit.objects.in_bulk([row.target_id for row in found.restored])
    for row in found.restored:
        unit = known[row.target_id or 0]
        for name, (old, _new) in row.changes.items():
            setattr(unit, name, old)
        if "name" in row.changes:
            former = UnitName.objects.filter(unit=unit, name=unit.name).order_by("-pk").first()
            if former is not None:
                former.delete()
        unit.save(update_fields=list(row.changes))
    made = OrganisationUnit.objects.filter(pk__in=found.removed)
    for unit in sorted(made, key=lambda unit: -len(unit.path)):
        unit.delete()


UNDOERS: dict[str, tuple[Callable[[ImportSession], Undoing], Callable[..., None]]] = {
    ImportKind.STAFF: (_plan_staff, _undo_staff),
    ImportKind.UNITS: (_plan_units, _undo_units),
    ImportKind.TRAINING: (records.plan_undoing_trainings, records.undo_trainings),
    ImportKind.ASSESSMENT: (records.plan_undoing_assessments, records.undo_assessments),
    ImportKind.PLAN: (records.plan_undoing_posts, records.undo_posts),
}
