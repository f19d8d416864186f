"""Who gets a badge or a card, and the sheets that were ordered."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language

from participants.models import Job
from participants.rules.wording import date_range, titled
from workshops.models import Registration, Workshop
from workshops.rendering.badge import Badge

BADGES = "workshops.badges"  # the kind of job


def wearers(workshop: Workshop, user: Any, *, kind: str = "", unit: str = "") -> list[str]:
    """Public ids of the live registrations the user may see, of a kind and of a unit (by public id)
    where one is asked for; by unit and name, as they are handed out."""
    found = Registration.objects.visible_to(user).filter(workshop=workshop).live()
    if kind:
        found = found.filter(kind=kind)
    if unit:
        found = found.filter(unit__public_id=unit)
    rows = found.distinct().order_by("unit__name", "unit_id", "printed_name", "pk")
    return [
        row[0]
        for row in rows.values_list("public_id", "unit__name", "unit_id", "printed_name", "pk")
    ]


def badges_of(workshop: Workshop, people: Sequence[str]) -> list[Badge]:
    """The badges of these registrations in the order given; who withdrew meanwhile gets none."""
    rows = Registration.objects.live().filter(workshop=workshop, public_id__in=people)
    known = {row.public_id: row for row in rows.select_related("unit")}
    return [_badge(known[one]) for one in people if one in known]


def _badge(row: Registration) -> Badge:
    return Badge(
        name=row.printed_name,
        unit=row.unit.name,
        role=str(row.get_kind_display()),
        kind=row.kind,
        code=row.check_in_code(),
    )


def heading_of(workshop: Workshop) -> tuple[str, str]:
    """Title and days of the Bimtek, as a badge carries them."""
    language = get_language() or "id"
    stages = list(workshop.stages.order_by("starts_on", "pk"))
    dates = date_range(stages[0].starts_on, stages[-1].ends_on, language) if stages else ""
    return titled(workshop, language), dates


def orders_of(workshop: Workshop, user: Any) -> list[Job]:
    """The newest sheets this user ordered for the Bimtek."""
    mine = Job.objects.filter(
        kind=BADGES, args__workshop=workshop.public_id, requested_by=user
    ).order_by("-pk")
    return list(mine[:3])
