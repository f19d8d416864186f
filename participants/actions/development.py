"""The office's part of the AKPK and HCDP table: which development answers which gap in a year."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import Competency, Development, OrganisationUnit, UnitKind, User


@dataclass(frozen=True)
class Answer:
    """A development, its form (SIASN 1 to 25), whole JP, who holds it, who pays, cost per head."""

    title: str
    form: int
    jp: int
    funding: str
    organiser: str = ""
    cost: int | None = None


@transaction.atomic
def plan_development(
    *,
    unit: OrganisationUnit,
    year: int,
    competency: Competency,
    level: int,
    answer: Answer,
    by: User,
    at: datetime,
) -> Development:
    """Everybody of the Pemda who lacks the competency at a level up to ``level`` is to get this.

    Refused: development-not-of-a-pemda, development-kept-already.
    """
    unit = OrganisationUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if unit.kind != UnitKind.PEMDA:
        raise Refused(Reason("development-not-of-a-pemda"))
    rows = Development.objects.filter(unit=unit, year=year, competency=competency, level=level)
    if rows.exists():
        raise Refused(Reason("development-kept-already", year=year))
    planned = Development.objects.create(
        unit=unit,
        year=year,
        competency=competency,
        level=level,
        title=" ".join(answer.title.split())[:300],
        form=answer.form,
        jp=answer.jp,
        organiser=" ".join(answer.organiser.split())[:200],
        funding=answer.funding,
        cost=answer.cost,
        kept_at=at,
        kept_by=by,
    )
    audit.record(
        "participants.development.planned",
        planned,
        by=by,
        at=at,
        unit=unit,
        year=year,
        competency=competency.code,
        level=level,
        title=planned.title,
    )
    return planned


@transaction.atomic
def drop_development(*, development: Development, by: User, at: datetime) -> None:
    """Takes it out of the plan; the audit trail keeps what it was."""
    development = (
        Development.objects.select_for_update(of=("self",))
        .select_related("unit", "competency")
        .get(pk=development.pk)
    )
    audit.record(
        "participants.development.removed",
        development,
        by=by,
        at=at,
        unit=development.unit,
        year=development.year,
        competency=development.competency.code,
        level=development.level,
        title=development.title,
        jp=development.jp,
    )
    development.delete()
