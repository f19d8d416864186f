"""What the Bimtek that are to come teach: competency and level by their award rules, when, how long."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, Sum

from participants.models import OrganisationUnit
from workshops.models import AwardRule, Session, Workshop, WorkshopState


@dataclass(frozen=True)
class Course:
    """One Bimtek and what it proposes for those entitled: {competency: level}."""

    workshop: Workshop
    awards: dict[int, int]
    starts_on: date
    jp: int

    def teaches(self, competency: int, level: int) -> bool:
        return self.awards.get(competency, 0) >= level


def courses(
    root: OrganisationUnit, on: date, *, among: Collection[str] | None = None
) -> list[Course]:
    """The Bimtek of a Pemda that have an award rule and begin on that day or later, soonest first, in
    three queries; ``among`` keeps those public ids."""
    rows = (
        Workshop.objects.filter(
            unit__path__startswith=root.path,
            pk__in=AwardRule.objects.filter(retired_at=None).values("workshop"),
        )
        .exclude(state=WorkshopState.CLOSED)
        .select_related("unit")
        .annotate(starts_on=Min("stages__starts_on"))
        .filter(starts_on__gte=on)
        .order_by("starts_on", "pk")
    )
    if among is not None:
        rows = rows.filter(public_id__in=among)
    return _courses(list(rows))


def course_of(workshop: Workshop) -> Course | None:
    """The same of one Bimtek, whenever it begins; None before it has a stage."""
    rows = (
        Workshop.objects.filter(pk=workshop.pk)
        .select_related("unit")
        .annotate(starts_on=Min("stages__starts_on"))
        .exclude(starts_on=None)
    )
    return next(iter(_courses(list(rows))), None)


def _courses(workshops: list[Any]) -> list[Course]:
    awards: dict[int, dict[int, int]] = {}
    for rule in AwardRule.objects.filter(workshop__in=workshops, retired_at=None).order_by(
        "version", "pk"
    ):
        awards.setdefault(rule.workshop_id, {})[rule.competency_id] = rule.level
    hours: dict[int, int] = {
        row["stage__workshop"]: row["total"]
        for row in Session.objects.filter(stage__workshop__in=workshops)
        .order_by()
        .values("stage__workshop")
        .annotate(total=Sum("jp"))
    }
    return [
        Course(one, awards.get(one.pk, {}), one.starts_on, hours.get(one.pk, 0))
        for one in workshops
    ]
