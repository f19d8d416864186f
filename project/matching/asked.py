"""What a page of coverage was asked for: a role, a competency at a level, or a training; of which day."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from participants.models import (
    Competency,
    CompetencyKind,
    OrganisationUnit,
    StaffRole,
    UnitKind,
)
from participants.rules.ability import Skill, fields_of
from workshops.models import Workshop

ROLE, COMPETENCY, TRAINING = "peran", "kompetensi", "pelatihan"
DEFAULT_LEVEL = 3
SINCE = timedelta(days=30)
MOST_TRAININGS = 100


@dataclass(frozen=True)
class Wanted:
    """What somebody in every OPD should have. ``value`` is what stands in the address."""

    value: str
    name: str
    skills: tuple[Skill, ...] = ()
    fields: tuple[str, ...] = ()
    role: StaffRole | None = None
    workshop: Workshop | None = None


@dataclass(frozen=True)
class Asked:
    roots: list[OrganisationUnit]
    root: OrganisationUnit
    roles: list[StaffRole]
    competencies: list[Competency]
    trainings: list[Workshop]
    level: int
    wanted: Wanted | None
    day: date
    since: date

    @property
    def query(self) -> str:
        """The address of the same question."""
        if self.wanted is None:
            return ""
        return (
            f"daerah={self.root.public_id}&apa={self.wanted.value}&tingkat={self.level}"
            f"&per={self.day.isoformat()}&sejak={self.since.isoformat()}"
        )


def asked(request: HttpRequest, unit: OrganisationUnit | None = None) -> Asked | None:
    """Of the Pemda of ``unit``, where one is given. Reads the address; None for who knows no Pemda, Http404 for what the user may not know of."""
    roots = list(
        OrganisationUnit.objects.visible_to(request.user)
        .filter(kind=UnitKind.PEMDA)
        .order_by("name", "pk")
    )
    roles = list(
        StaffRole.objects.visible_to(request.user)
        .in_use()
        .select_related("job", "unit")
        .order_by("name", "pk")
    )
    root = (
        next((one for one in roots if unit and one.path == unit.root_path), None)
        or _one(roots, request.GET.get("daerah", ""))
        or (roles[0].unit if roles else roots[0] if roots else None)
    )
    if root is None:
        return None
    roles = [role for role in roles if role.unit_id == root.pk]
    competencies = list(
        Competency.objects.filter(kind=CompetencyKind.TECHNICAL).order_by("name_id", "pk")
    ) + list(
        Competency.objects.exclude(kind=CompetencyKind.TECHNICAL).order_by("kind", "name_id", "pk")
    )
    trainings = list(
        Workshop.objects.visible_to(request.user)
        .filter(unit__path__startswith=root.path)
        .newest_first()[:MOST_TRAININGS]
    )
    level = request.GET.get("tingkat", "")
    level_asked = int(level) if level in {"1", "2", "3", "4", "5"} else DEFAULT_LEVEL
    today = root.localdate(timezone.now())
    day = _day(request, "per") or today
    return Asked(
        roots,
        root,
        roles,
        competencies,
        trainings,
        level_asked,
        _wanted(request.GET.get("apa", ""), roles, competencies, trainings, level_asked),
        day,
        min(_day(request, "sejak") or day - SINCE, day),
    )


def _one(options: list[Any], public_id: str) -> Any:
    """The option of this public id; None when none is asked for; Http404 for another."""
    if not public_id:
        return None
    for option in options:
        if option.public_id == public_id:
            return option
    raise Http404


def _wanted(
    value: str,
    roles: list[StaffRole],
    competencies: list[Competency],
    trainings: list[Workshop],
    level: int,
) -> Wanted | None:
    kind, _dash, public_id = value.partition("-")
    if not value:
        return of_role(roles[0]) if roles else None
    if kind == ROLE and (role := _one(roles, public_id)):
        return of_role(role)
    if kind == COMPETENCY and (competency := _one(competencies, public_id)):
        name = _("%(competency)s tingkat %(level)s") % {"competency": competency, "level": level}
        return Wanted(value, name, (Skill(competency.pk, level),))
    if kind == TRAINING and (workshop := _one(trainings, public_id)):
        return Wanted(value, workshop.title_id, workshop=workshop)
    raise Http404


def of_role(role: StaffRole) -> Wanted:
    skills = tuple(
        Skill(skill.competency_id, skill.level)
        for skill in sorted(role.skills.all(), key=lambda skill: skill.pk)
    )
    return Wanted(f"{ROLE}-{role.public_id}", role.name, skills, fields_of(role.schooling), role)


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None
