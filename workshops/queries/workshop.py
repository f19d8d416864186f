"""The list of Bimtek as one query, whatever the user may see of each."""

from typing import Any

from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from workshops.models import Registration, Stage, Workshop


def workshops_for_list(user: Any) -> QuerySet[Workshop]:
    """Bimtek with first_day, last_day, stage_count and people_count (of the people the user may
    see), newest days first."""
    stages = Stage.objects.filter(workshop=OuterRef("pk")).order_by().values("workshop")
    people = (
        Registration.objects.visible_to(user)
        .live()
        .participants()
        .filter(workshop=OuterRef("pk"))
        .order_by()
        .values("workshop")
    )
    return (
        Workshop.objects.visible_to(user)
        .select_related("unit")
        .annotate(
            first_day=Subquery(stages.annotate(day=Min("starts_on")).values("day")),
            last_day=Subquery(stages.annotate(day=Max("ends_on")).values("day")),
            stage_count=Coalesce(Subquery(stages.annotate(n=Count("pk")).values("n")), 0),
            people_count=Coalesce(Subquery(people.annotate(n=Count("pk")).values("n")), 0),
        )
        .order_by("-first_day", "-pk")
    )
