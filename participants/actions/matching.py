"""Making one record of two, and saying that somebody unmatched is really new."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from participants.actions import audit
from participants.actions.totals import forget
from participants.errors import Reason, Refused
from participants.models import DifferentPeople, MatchState, Person, PersonMerge, User
from participants.models.merging import OnMerge
from participants.queries.staff import FIELDS

Pointing = models.ForeignObjectRel


@transaction.atomic
def match_person(*, unmatched: Person, into: Person, by: User, at: datetime) -> Person:
    """``into``, with everything that pointed at ``unmatched``; the other record stays, merged.

    Which rows move is declared by each model (models/merging.py); the audit entry lists their keys,
    so that the match can be undone. Raises Refused when ``unmatched`` is no longer waiting, when
    either is merged already or both are one, when they belong to different Pemda, and when both
    have what only one person can have, such as a place in the same Bimtek.
    """
    locked = _locked(unmatched, into)
    unmatched, into = locked[unmatched.pk], locked[into.pk]
    _refuse_unfit(unmatched, into)
    moved = _move(unmatched, into)
    _note(winner=into, loser=unmatched, moved=moved, by=by, at=at)
    audit.record(
        "participants.person.matched",
        unmatched,
        by=by,
        at=at,
        unit=into.home_unit,
        into=into.public_id,
        moved=moved,
    )
    return into


@transaction.atomic
def merge_people(
    *, winner: Person, loser: Person, taken: Collection[str], by: User, at: datetime
) -> PersonMerge:
    """``winner``, with everything that pointed at ``loser`` and, of the fields in ``taken``, what the
    loser's record says; the loser's stays, merged, and ``part_people`` parts them again.

    Raises Refused as ``match_person`` does, but whether they wait for a match or not.
    """
    locked = _locked(winner, loser)
    winner, loser = locked[winner.pk], locked[loser.pk]
    _refuse_pair(loser, winner)
    if loser.merged_into_id:
        raise Refused(Reason("person-already-merged"))
    before = {name: _text(getattr(winner, name)) for name in (*FIELDS, "match_state")}
    moved = _move(loser, winner)
    for name in FIELDS:
        if name in taken:
            setattr(winner, name, getattr(loser, name))
    if loser.match_state == MatchState.MATCHED:
        winner.match_state = MatchState.MATCHED
    winner.save(update_fields=[*FIELDS, "match_state"])
    merge = _note(winner=winner, loser=loser, moved=moved, by=by, at=at, before=before)
    audit.record(
        "participants.person.merged",
        loser,
        by=by,
        at=at,
        unit=winner.home_unit,
        into=winner.public_id,
        fields=sorted(set(taken) & set(FIELDS)),
        moved=moved,
    )
    return merge


@transaction.atomic
def part_people(*, merge: PersonMerge, by: User, at: datetime) -> PersonMerge:
    """The two records as they were: what was moved goes back, and a field that nobody changed since
    says again what it said. What came to the winner afterwards stays with the winner.

    Raises Refused when this was done before, or the winner itself was merged into another since.
    """
    merge = PersonMerge.objects.select_for_update(no_key=True).get(pk=merge.pk)
    locked = _locked(merge.winner, merge.loser)
    winner, loser = locked[merge.winner_id], locked[merge.loser_id]
    if merge.undone_at is not None:
        raise Refused(Reason("merge-already-parted"))
    if winner.merged_into_id or loser.merged_into_id != winner.pk:
        raise Refused(Reason("merge-winner-merged"))
    for relation in pointing_at_person():
        label = f"{relation.related_model._meta.label_lower}.{relation.field.name}"
        if keys := merge.moved.get(label):
            rows = _rows(relation, winner).filter(pk__in=keys)
            rows.update(**{relation.field.name: loser})
    for name, was in merge.before.items():
        if _text(getattr(winner, name)) == merge.after.get(name):
            setattr(winner, name, _value(name, was))
    winner.save(update_fields=list(merge.before) or ["match_state"])
    forget()
    loser.merged_into = None
    loser.save(update_fields=["merged_into"])
    merge.undone_at, merge.undone_by = at, by
    merge.save(update_fields=["undone_at", "undone_by"])
    audit.record(
        "participants.person.parted",
        loser,
        by=by,
        at=at,
        unit=winner.home_unit,
        of=winner.public_id,
    )
    return merge


@transaction.atomic
def tell_apart(*, one: Person, other: Person, by: User, at: datetime) -> DifferentPeople:
    """The two are two people: suggested as one never again. Raises Refused for one record twice."""
    if one.pk == other.pk:
        raise Refused(Reason("person-same-record"))
    first, second = sorted((one, other), key=lambda person: person.pk)
    said, new = DifferentPeople.objects.get_or_create(
        first=first, second=second, defaults={"said_at": at, "said_by": by}
    )
    if new:
        audit.record(
            "participants.person.told_apart",
            first,
            by=by,
            at=at,
            unit=first.home_unit,
            other=second.public_id,
        )
    return said


@transaction.atomic
def keep_person(*, person: Person, by: User, at: datetime) -> Person:
    """The person counts as matched: HR looked, and nobody on record is the same.

    Raises Refused when the person is not waiting for a match.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.merged_into_id or person.match_state != MatchState.UNMATCHED:
        raise Refused(Reason("person-not-waiting"))
    person.match_state = MatchState.MATCHED
    person.save(update_fields=["match_state"])
    audit.record("participants.person.kept", person, by=by, at=at, unit=person.home_unit)
    return person


def pointing_at_person() -> list[Pointing]:
    """Every foreign key to Person, of whatever package."""
    return [
        relation
        for relation in Person._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ForeignObjectRel) and not relation.many_to_many
    ]


def rule_of(relation: Pointing) -> OnMerge:
    """What the model declared for this foreign key; KeyError when it forgot to."""
    model: Any = relation.related_model
    return model.on_merge[relation.field.name]


def _rows(relation: Pointing, person: Person) -> models.QuerySet[Any]:
    model: Any = relation.related_model
    return model._base_manager.filter(**{relation.field.name: person}).order_by("pk")


def _locked(*people: Person) -> dict[int, Person]:
    """Always in the same order, so that two clerks cannot wait for each other."""
    return {
        person.pk: person
        for person in Person.objects.select_for_update(no_key=True)
        .filter(pk__in=[person.pk for person in people])
        .order_by("pk")
    }


def _move(loser: Person, winner: Person) -> dict[str, list[int]]:
    """Points everything at the winner that is declared to move; the keys by model and field."""
    moved: dict[str, list[int]] = {}
    for relation in pointing_at_person():
        if rule_of(relation) is OnMerge.KEEP:
            continue
        _refuse_clash(relation, loser, winner)
        rows = _rows(relation, loser)
        if keys := list(rows.values_list("pk", flat=True)):
            rows.update(**{relation.field.name: winner})
            moved[f"{relation.related_model._meta.label_lower}.{relation.field.name}"] = keys
    forget()
    loser.merged_into = winner
    loser.save(update_fields=["merged_into"])
    return moved


def _note(
    *,
    winner: Person,
    loser: Person,
    moved: dict[str, list[int]],
    by: User,
    at: datetime,
    before: dict[str, str] | None = None,
) -> PersonMerge:
    return PersonMerge.objects.create(
        winner=winner,
        loser=loser,
        moved=moved,
        before=before or {},
        after={name: _text(getattr(winner, name)) for name in before or {}},
        merged_at=at,
        merged_by=by,
    )


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _value(name: str, told: str) -> Any:
    if name == "birth_date":
        return date.fromisoformat(told) if told else None
    return told


def _refuse_unfit(unmatched: Person, into: Person) -> None:
    if unmatched.pk == into.pk:
        raise Refused(Reason("person-same-record"))
    if unmatched.merged_into_id or unmatched.match_state != MatchState.UNMATCHED:
        raise Refused(Reason("person-not-waiting"))
    _refuse_pair(unmatched, into)


def _refuse_pair(loser: Person, into: Person) -> None:
    if loser.pk == into.pk:
        raise Refused(Reason("person-same-record"))
    if into.merged_into_id:
        raise Refused(Reason("person-already-merged"))
    if loser.home_unit.root_path != into.home_unit.root_path:
        raise Refused(Reason("person-of-other-pemda"))


def _refuse_clash(relation: Pointing, unmatched: Person, into: Person) -> None:
    """Two rows that one person may not have both: read off the model's own unique constraints."""
    model: Any = relation.related_model
    name = relation.field.name
    facts: list[tuple[list[str], models.Q]] = [
        (
            [other for other in constraint.fields if other != name],
            constraint.condition or models.Q(),
        )
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and name in constraint.fields
    ]
    if relation.field.unique:
        facts.append(([], models.Q()))
    for others, condition in facts:
        columns = others or [name]
        theirs, ours = (
            set(_rows(relation, person).filter(condition).values_list(*columns))
            for person in (unmatched, into)
        )
        if (theirs & ours) if others else (theirs and ours):
            raise Refused(Reason("person-merge-clash", what=str(model._meta.verbose_name)))
