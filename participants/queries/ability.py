"""A role over all OPD on a day: who can do it, who could after a training, which OPD have nobody."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from participants.models import (
    Employment,
    Evidence,
    EvidenceAct,
    OrganisationUnit,
    Person,
    UnitKind,
)
from participants.queries.competency import levels_of
from participants.rules.ability import (
    Ability,
    Judged,
    Skill,
    TreeUnit,
    is_schooled,
    judge_ability,
    opd_of,
)


@dataclass(frozen=True)
class Able:
    """One person who can, or could after a training; ``because`` is the evidence's key."""

    person: Person
    status: str
    job: str
    judged: Judged
    because: int | None


@dataclass(frozen=True)
class AbilityTile:
    """One OPD; the able first. ``skill`` is what a candidate would be trained in."""

    unit: OrganisationUnit
    able: tuple[Able, ...]

    @property
    def ability(self) -> Ability:
        return self.able[0].judged.ability if self.able else Ability.NOBODY

    @property
    def can(self) -> int:
        return sum(one.judged.ability == Ability.CAN for one in self.able)

    @property
    def candidates(self) -> int:
        return len(self.able) - self.can

    @property
    def skill(self) -> Skill | None:
        return self.able[0].judged.skill if self.able else None


def opds(root: OrganisationUnit, on: date) -> tuple[list[OrganisationUnit], dict[int, int]]:
    """The OPD of a Pemda on a day in tree order, and {unit: its OPD}. A secretariat is but
    the roof of its Bagian, which are counted themselves."""
    units = list(
        OrganisationUnit.objects.under(root).inside_government().in_force_on(on).in_tree_order()
    )
    belongs = opd_of(TreeUnit(unit.pk, unit.parent_id, unit.kind) for unit in units)
    roofs = {unit.parent_id for unit in units if belongs.get(unit.pk) == unit.pk}
    found = [unit for unit in units if belongs.get(unit.pk) == unit.pk and unit.pk not in roofs]
    return found, belongs


def ability_wall(
    root: OrganisationUnit,
    skills: Sequence[Skill],
    on: date,
    *,
    fields: Sequence[str] = (),
    taught: Collection[Skill] = (),
    known_at: datetime | None = None,
) -> list[AbilityTile]:
    """Every OPD of the Pemda with who can do the role on a day, in seven queries; ``known_at`` as in
    ``levels_of``. Nobody who left is counted, and everybody counts where they worked that day."""
    units, belongs = opds(root, on)
    people = _people(root, skills, fields, on)
    known = levels_of(list(people), on, known_at=known_at)
    found: dict[int, list[Able]] = defaultdict(list)
    for key, (person, employment) in people.items():
        levels = known.get(key, {})
        judged = judge_ability(
            skills,
            {competency: one.level for competency, one in levels.items()},
            schooled=is_schooled(person.education, fields),
            taught=taught,
        )
        opd = belongs.get(employment.unit_id)
        if judged is None or opd is None:
            continue
        in_force = levels.get(judged.skill.competency)
        found[opd].append(
            Able(
                person,
                employment.status,
                employment.job_title,
                judged,
                in_force.because if in_force else None,
            )
        )
    order = list(Ability)
    for able in found.values():
        able.sort(
            key=lambda one: (
                order.index(one.judged.ability),
                one.judged.by_schooling,
                -(one.judged.held or 0),
                one.person.full_name,
                one.person.pk,
            )
        )
    return [AbilityTile(unit, tuple(found[unit.pk])) for unit in units]


def _people(
    root: OrganisationUnit, skills: Sequence[Skill], fields: Sequence[str], on: date
) -> dict[int, tuple[Person, Employment]]:
    """Whom to look at: anybody ever granted one of the skills, or schooled in the field, with where
    they worked that day."""
    granted = Evidence.objects.filter(
        competency__in=[skill.competency for skill in skills],
        act=EvidenceAct.GRANT,
        acquired_on__lte=on,
    ).values("person")
    wanted = Q(person__in=granted)
    for field in fields:
        wanted |= Q(person__education__icontains=field)
    rows = (
        Employment.objects.in_force_on(on)
        .filter(wanted, unit__path__startswith=root.path, person__merged_into=None)
        .exclude(unit__kind=UnitKind.EXTERNAL)
        .select_related("person")
        .order_by("valid_from", "pk")
    )
    return {row.person_id: (row.person, row) for row in rows}
