"""A Bimtek: planned, described, opened; its rules as versions; who does what in it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import Competency, OrganisationUnit, User, UserKind
from workshops.actions.group import committee_of
from workshops.actions.layout import lay_out
from workshops.actions.locking import changeable
from workshops.models import (
    AwardRule,
    Link,
    PassingRule,
    Workshop,
    WorkshopRole,
    WorkshopRoleKind,
    WorkshopState,
)
from workshops.rules.programme import StagePlan, asks_the_committee, faults

DESCRIBED_BY = ("title_id", "title_en", "legal_basis", "description", "form", "places")


@transaction.atomic
def create_workshop(
    *,
    unit: OrganisationUnit,
    title_id: str,
    programme: str,
    stages: Sequence[StagePlan],
    by: User,
    at: datetime,
    **described: Any,
) -> Workshop:
    """A draft with its stages, agenda, attendance slots, hasil kerja and a passing rule of 80 %.

    ``programme`` is the code of the template it was planned from; ``described`` are title_en,
    legal_basis, description, form, places. Whoever makes it is its committee. Refused with every
    fault of the stages (rules/programme.py).
    """
    if found := faults(stages):
        raise Refused(*found)
    workshop = Workshop.objects.create(
        unit=unit, title_id=title_id, created_at=at, created_by=by, **described
    )
    lay_out(workshop, stages)
    PassingRule.objects.create(workshop=workshop, version=1, made_at=at, made_by=by)
    WorkshopRole.objects.create(workshop=workshop, user=by, role=WorkshopRoleKind.COMMITTEE)
    if asks_the_committee(stages):
        committee_of(workshop=workshop, by=by, at=at)
    audit.record(
        "workshops.workshop.made", workshop, by=by, at=at, programme=programme, stages=len(stages)
    )
    return workshop


@transaction.atomic
def describe_workshop(*, workshop: Workshop, by: User, at: datetime, **described: Any) -> Workshop:
    """Other words for the same Bimtek: title_id, title_en, legal_basis, description, form, places."""
    workshop = changeable(workshop)
    changed = [
        name
        for name in DESCRIBED_BY
        if name in described and getattr(workshop, name) != described[name]
    ]
    for name in changed:
        setattr(workshop, name, described[name])
    if changed:
        workshop.save(update_fields=changed)
        audit.record("workshops.workshop.described", workshop, by=by, at=at, changed=changed)
    return workshop


@transaction.atomic
def open_registration(*, workshop: Workshop, by: User, at: datetime) -> Workshop:
    """From draft to open: OPD may name people. Refused: workshop-not-draft, workshop-closed."""
    workshop = changeable(workshop)
    if workshop.state != WorkshopState.DRAFT:
        raise Refused(Reason("workshop-not-draft"))
    workshop.state = WorkshopState.OPEN
    workshop.save(update_fields=["state"])
    audit.record("workshops.workshop.opened", workshop, by=by, at=at)
    return workshop


@transaction.atomic
def set_award_rule(
    *,
    workshop: Workshop,
    competency: Competency,
    level: int,
    minimum_score: Decimal | None,
    by: User,
    at: datetime,
) -> AwardRule:
    """What the Bimtek proposes for those entitled; a former rule for this competency retires.
    Refused: workshop-closed, level-out-of-range."""
    workshop = changeable(workshop)
    if not 1 <= level <= 5:
        raise Refused(Reason("level-out-of-range"))
    of_competency = workshop.award_rules.filter(competency=competency)
    version = _next_version(of_competency)
    of_competency.filter(retired_at=None).update(retired_at=at)
    rule = AwardRule.objects.create(
        workshop=workshop,
        competency=competency,
        level=level,
        minimum_score=minimum_score,
        version=version,
    )
    audit.record(
        "workshops.awardrule.set",
        workshop,
        by=by,
        at=at,
        competency=competency.code,
        level=level,
    )
    return rule


@transaction.atomic
def retire_award_rule(*, rule: AwardRule, by: User, at: datetime) -> AwardRule:
    """The Bimtek proposes this level no more. Refused: workshop-closed, already-done."""
    workshop = changeable(rule.workshop)
    rule = AwardRule.objects.select_related("competency").get(pk=rule.pk)
    if rule.retired_at:
        raise Refused(Reason("already-done"))
    rule.retired_at = at
    rule.save(update_fields=["retired_at"])
    audit.record(
        "workshops.awardrule.retired", workshop, by=by, at=at, competency=rule.competency.code
    )
    return rule


@transaction.atomic
def give_role(
    *,
    workshop: Workshop,
    user: User,
    role: str,
    by: User,
    at: datetime,
    unit: OrganisationUnit | None = None,
    pillar: str = "",
) -> WorkshopRole:
    """Committee, Tim Ahli (perhaps of one unit or of one pillar alone) or check-in officer, for an
    account. Refused: role-for-people-only, role-held-already, role-scope-for-experts."""
    workshop = changeable(workshop)
    if user.kind != UserKind.PERSON or not user.is_active:
        raise Refused(Reason("role-for-people-only"))
    if (unit or pillar) and role != WorkshopRoleKind.EXPERT:
        raise Refused(Reason("role-scope-for-experts"))
    if workshop.roles.filter(user=user, role=role, unit=unit, pillar=pillar).exists():
        raise Refused(Reason("role-held-already"))
    held = WorkshopRole.objects.create(
        workshop=workshop, user=user, role=role, unit=unit, pillar=pillar
    )
    audit.record("workshops.role.given", workshop, by=by, at=at, role=str(role), user=user.pk)
    return held


@transaction.atomic
def take_role(*, held: WorkshopRole, by: User, at: datetime) -> None:
    """The role ends, and with it its links. Refused: last-committee."""
    workshop = changeable(held.workshop)
    committee = workshop.roles.filter(role=WorkshopRoleKind.COMMITTEE)
    if held.role == WorkshopRoleKind.COMMITTEE and not committee.exclude(pk=held.pk).exists():
        raise Refused(Reason("last-committee"))
    links = Link.objects.filter(role=held)
    links.filter(revoked_at=None).update(revoked_at=at, revoked_by=by)
    links.update(role=None)  # the link stays as a record of what was done through it
    audit.record(
        "workshops.role.taken", workshop, by=by, at=at, role=str(held.role), user=held.user_id
    )
    held.delete()


def _next_version(rows: models.QuerySet) -> int:
    return (rows.aggregate(last=models.Max("version"))["last"] or 0) + 1
