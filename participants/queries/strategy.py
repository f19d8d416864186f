"""The strategy's figures as of a day, out of the records, and who stands behind each of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from participants.models import (
    ASN,
    STRATEGY_READERS,
    Employment,
    Indicator,
    OrganisationUnit,
    PlacementBase,
    StaffGroup,
    StaffRole,
    Strategy,
    StrategyVersion,
    TrainingForm,
    TrainingRecord,
    TrainingState,
    UnitKind,
)
from participants.models.scope import access_of
from participants.queries.ability import AbilityTile, ability_wall, opds
from participants.queries.placed import Placed, placed_of
from participants.rules.ability import Ability, Skill, fields_of
from participants.rules.strategy import (
    Measured,
    Standing,
    coverage,
    hours,
    measured_on,
    percent,
    placement,
    standing,
    version_on,
)

Key = tuple[str, str]  # indicator, group
STAFF_GROUPS = (StaffGroup.ASN, StaffGroup.NON_ASN)
KEYS: tuple[Key, ...] = (
    *((one, group) for one in (Indicator.PLACEMENT, Indicator.TRAINING, Indicator.HOURS)
      for group in STAFF_GROUPS),
    (Indicator.ROLE, StaffGroup.ANY),
    (Indicator.ROLE, StaffGroup.ASN),
    (Indicator.ROLE, StaffGroup.NON_ASN),
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """How it is measured; without a strategy, as these defaults say."""

    everybody: bool = False
    minimum_jp: int = 1
    bimtek_only: bool = False
    role: StaffRole | None = None

    @property
    def skills(self) -> tuple[Skill, ...]:
        if self.role is None:
            return ()
        return tuple(
            Skill(one.competency_id, one.level)
            for one in sorted(self.role.skills.all(), key=lambda one: one.pk)
        )


@dataclass(frozen=True)
class Scope:
    """Whose rows count: a condition on an employment's unit, and the same asked of one unit."""

    rows: Q
    sees: Callable[[OrganisationUnit], bool]


@dataclass(frozen=True)
class Member:
    """Somebody who works in the region on the day, and what is known for the figures."""

    person: int
    opd: int
    job: str
    group: str
    jp: int
    placed: Placed


@dataclass(frozen=True)
class Roll:
    """Everybody in scope on a day, the OPD of that day, and who can do the role in each."""

    day: date
    rule: Rule
    members: tuple[Member, ...]
    units: dict[int, OrganisationUnit]
    tiles: tuple[AbilityTile, ...]

    def of_opd(self, opd: int) -> "Roll":
        return Roll(
            self.day,
            self.rule,
            tuple(one for one in self.members if one.opd == opd),
            self.units,
            tuple(one for one in self.tiles if one.unit.pk == opd),
        )

    def measured(self) -> dict[Key, Measured]:
        return {key: self.measure(*key) for key in KEYS}

    def measure(self, indicator: str, group: str) -> Measured:
        if indicator == Indicator.ROLE:
            filled = sum(has_role(tile, group) for tile in self.tiles)
            return Measured(filled, len(self.tiles), 0, percent(filled, len(self.tiles)))
        members = [one for one in self.members if one.group == group]
        if indicator == Indicator.PLACEMENT:
            return placement((one.placed.fit for one in members), everybody=self.rule.everybody)
        if indicator == Indicator.TRAINING:
            return coverage((one.jp for one in members), minimum=self.rule.minimum_jp)
        return hours(one.jp for one in members)


@dataclass(frozen=True)
class Cell:
    """One indicator of one group in one year. ``measured`` None: the year is still to come."""

    target: Decimal | None
    measured: Measured | None

    @property
    def value(self) -> Decimal | None:
        return self.measured.value if self.measured else None

    @property
    def standing(self) -> Standing:
        return standing(self.value, self.target)

    @property
    def away(self) -> Decimal | None:
        """Realisation less target."""
        if self.value is None or self.target is None:
            return None
        return self.value - self.target


@dataclass(frozen=True)
class YearLine:
    year: int
    day: date | None  # measured on; None for a year to come
    version: StrategyVersion | None
    cells: dict[Key, Cell]


def group_of(status: str) -> str:
    return StaffGroup.ASN if status in ASN else StaffGroup.NON_ASN


def has_role(tile: AbilityTile, group: str) -> bool:
    """Whether somebody of this group in the OPD can do the role."""
    return any(
        one.judged.ability == Ability.CAN
        and (group == StaffGroup.ANY or group_of(one.status) == group)
        for one in tile.able
    )


def scope_of(user: Any) -> Scope:
    """What the user may read figures of: the Pemda's offices the units of their grant, an OPD its
    own."""
    access = access_of(user)
    return Scope(
        access.units_q("unit__path", STRATEGY_READERS),
        lambda unit: access.has_on(unit, *STRATEGY_READERS),
    )


def scope_below(unit: OrganisationUnit) -> Scope:
    """The unit and all below it."""
    return Scope(
        Q(unit__path__startswith=unit.path), lambda other: other.path.startswith(unit.path)
    )


def versions_of(strategy: Strategy | None) -> list[StrategyVersion]:
    """Oldest first, with role, its skills and targets, in four queries."""
    if strategy is None:
        return []
    return list(
        strategy.versions.in_order()  # type: ignore[attr-defined]
        .select_related("role__job", "set_by")
        .prefetch_related("targets", "role__skills__competency")
    )


def rule_of(version: StrategyVersion | None, otherwise: StaffRole | None = None) -> Rule:
    if version is None:
        return Rule(role=otherwise)
    return Rule(
        version.placement_base == PlacementBase.EVERYBODY,
        version.minimum_jp,
        version.bimtek_only,
        version.role,
    )


def roll(root: OrganisationUnit, rule: Rule, day: date, scope: Scope) -> Roll:
    """Everybody of the Pemda in scope on a day, in at most seventeen queries however many they are;
    people of outside bodies count nowhere."""
    known, belongs = opds(root, day)
    rows: dict[int, Employment] = {
        row.person_id: row
        for row in Employment.objects.in_force_on(day)
        .filter(scope.rows, unit__path__startswith=root.path, person__merged_into=None)
        .exclude(unit__kind=UnitKind.EXTERNAL)
        .select_related("person")
        .order_by("valid_from", "pk")
    }
    placed = placed_of(root, day, rows)
    trained = _jp(root, rule, day)
    members = tuple(
        Member(
            key,
            belongs.get(row.unit_id, root.pk),
            row.job_title,
            group_of(row.status),
            trained.get(key, 0),
            placed[key],
        )
        for key, row in rows.items()
    )
    tiles: list[AbilityTile] = []
    if rule.role is not None:
        tiles = ability_wall(root, rule.skills, day, fields=fields_of(rule.role.schooling))
    wanted = {one.opd for one in members} | {unit.pk for unit in known}
    return Roll(
        day,
        rule,
        members,
        OrganisationUnit.objects.in_bulk(wanted),
        tuple(tile for tile in tiles if scope.sees(tile.unit)),
    )


def _jp(root: OrganisationUnit, rule: Rule, day: date) -> dict[int, int]:
    """{person: verified JP of the day's year, of trainings that ended by then}."""
    records = TrainingRecord.objects.filter(
        state=TrainingState.VERIFIED,
        year=day.year,
        ended_on__lte=day,
        person__in=Employment.objects.in_force_on(day)
        .filter(unit__path__startswith=root.path)
        .values("person"),
    )
    if rule.bimtek_only:
        records = records.filter(form=TrainingForm.BIMTEK)
    return dict(records.order_by().values_list("person").annotate(jp=Sum("jp")))


def year_line(
    root: OrganisationUnit,
    versions: Sequence[StrategyVersion],
    year: int,
    on: date,
    scope: Scope,
    *,
    opd: int | None = None,
    otherwise: StaffRole | None = None,
) -> YearLine:
    """A year beside its targets: measured on its last day, or on ``on`` while it runs, by the rule in
    force then; ``opd`` keeps one unit, ``otherwise`` is the role where no version names one."""
    day = measured_on(year, on)
    version = version_on(versions, day or on)
    targets = (
        {(row.indicator, row.group): row.value for row in version.targets.all() if row.year == year}
        if version
        else {}
    )
    if day is None:
        return YearLine(year, None, version, {key: Cell(targets.get(key), None) for key in KEYS})
    found = roll(root, rule_of(version, otherwise), day, scope)
    if opd is not None:
        found = found.of_opd(opd)
    measured = found.measured()
    return YearLine(
        year, day, version, {key: Cell(targets.get(key), measured[key]) for key in KEYS}
    )
