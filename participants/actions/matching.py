"""Making one record of two, and saying that somebody unmatched is really new."""

from datetime import datetime
from typing import Any

from django.db import models, transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import MatchState, Person, User
from participants.models.merging import OnMerge

Pointing = models.ForeignObjectRel


@transaction.atomic
def match_person(*, unmatched: Person, into: Person, by: User, at: datetime) -> Person:
    """``into``, with everything that pointed at ``unmatched``; the other record stays, merged.

    Which rows move is declared by each model (models/merging.py); the audit entry lists their keys,
    so that the match can be undone. Raises Refused when ``unmatched`` is no longer waiting, when
    either is merged already or both are one, when they belong to different Pemda, and when both
    have what only one person can have, such as a place in the same Bimtek.
    """
    # Always in the same order, so that two clerks cannot wait for each other.
    locked = {
        person.pk: person
        for person in Person.objects.select_for_update(no_key=True)
        .filter(pk__in=[unmatched.pk, into.pk])
        .order_by("pk")
    }
    unmatched, into = locked[unmatched.pk], locked[into.pk]
    _refuse_unfit(unmatched, into)
    moved: dict[str, list[int]] = {}
    for relation in pointing_at_person():
        if rule_of(relation) is OnMerge.KEEP:
            continue
        _refuse_clash(relation, unmatched, into)
        rows = _rows(relation, unmatched)
        if keys := list(rows.values_list("pk", flat=True)):
            rows.update(**{relation.field.name: into})
            moved[f"{relation.related_model._meta.label_lower}.{relation.field.name}"] = keys
    unmatched.merged_into = into
    unmatched.save(update_fields=["merged_into"])
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


def _refuse_unfit(unmatched: Person, into: Person) -> None:
    if unmatched.pk == into.pk:
        raise Refused(Reason("person-same-record"))
    if unmatched.merged_into_id or unmatched.match_state != MatchState.UNMATCHED:
        raise Refused(Reason("person-not-waiting"))
    if into.merged_into_id:
        raise Refused(Reason("person-already-merged"))
    if unmatched.home_unit.root_path != into.home_unit.root_path:
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
