"""The strategy's targets, as their owner types them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import (
    Indicator,
    OrganisationUnit,
    PlacementBase,
    StaffRole,
    Strategy,
    StrategyTarget,
    StrategyVersion,
    UnitKind,
    User,
)

MOST = {Indicator.HOURS: Decimal(400)}
PERCENT = Decimal(100)
Targets = Mapping[tuple[str, str, int], Decimal]  # (indicator, group, year)


@dataclass(frozen=True)
class Measuring:
    """How the figures are measured from the version's first day on."""

    role: StaffRole | None = None
    placement_base: str = PlacementBase.ASSESSED
    minimum_jp: int = 1
    bimtek_only: bool = False


@transaction.atomic
def set_targets(
    *,
    unit: OrganisationUnit,
    first_year: int,
    last_year: int,
    valid_from: date,
    legal_basis: str,
    measuring: Measuring,
    targets: Targets,
    by: User,
    at: datetime,
) -> StrategyVersion:
    """A new version of the Pemda's targets for the period that begins in ``first_year``; the one
    before stays as it was. The period itself may become longer or shorter.

    Refused: strategy-not-of-a-pemda, strategy-overlaps, strategy-without-targets,
    strategy-target-outside, strategy-target-too-high, strategy-role-elsewhere, strategy-unchanged.
    """
    unit = OrganisationUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if unit.kind != UnitKind.PEMDA:
        raise Refused(Reason("strategy-not-of-a-pemda"))
    legal_basis = " ".join(legal_basis.split())[:300]
    _check(unit, first_year, last_year, measuring, targets)
    strategy = Strategy.objects.filter(unit=unit, first_year=first_year).first()
    if strategy is None:
        strategy = Strategy.objects.create(
            unit=unit, first_year=first_year, last_year=last_year, made_at=at, made_by=by
        )
    else:
        _against_the_same(strategy, last_year, valid_from, legal_basis, measuring, targets)
        strategy.last_year = last_year
        strategy.save(update_fields=["last_year"])
    version = StrategyVersion.objects.create(
        strategy=strategy,
        valid_from=valid_from,
        legal_basis=legal_basis,
        role=measuring.role,
        placement_base=measuring.placement_base,
        minimum_jp=measuring.minimum_jp,
        bimtek_only=measuring.bimtek_only,
        set_at=at,
        set_by=by,
    )
    StrategyTarget.objects.bulk_create(
        StrategyTarget(version=version, indicator=indicator, group=group, year=year, value=value)
        for (indicator, group, year), value in sorted(targets.items())
    )
    audit.record(
        "participants.strategy.targets_set",
        strategy,
        by=by,
        at=at,
        unit=unit,
        legal_basis=legal_basis,
        valid_from=valid_from.isoformat(),
        years=f"{first_year}-{last_year}",
        targets=len(targets),
    )
    return version


def _check(
    unit: OrganisationUnit, first: int, last: int, measuring: Measuring, targets: Targets
) -> None:
    other = (
        Strategy.objects.filter(unit=unit, first_year__lte=last, last_year__gte=first)
        .exclude(first_year=first)
        .order_by("first_year")
        .first()
    )
    found = []
    if other is not None:
        found.append(Reason("strategy-overlaps", first=other.first_year, last=other.last_year))
    if not targets:
        found.append(Reason("strategy-without-targets"))
    for indicator, _group, year in sorted(targets):
        if not first <= year <= last:
            found.append(Reason("strategy-target-outside", year=year))
        elif not 0 <= targets[indicator, _group, year] <= MOST.get(Indicator(indicator), PERCENT):
            found.append(Reason("strategy-target-too-high", year=year))
    role = measuring.role
    if role is not None and (role.unit_id != unit.pk or role.retired_at is not None):
        found.append(Reason("strategy-role-elsewhere"))
    if found:
        raise Refused(*dict.fromkeys(found))


def _against_the_same(
    strategy: Strategy,
    last_year: int,
    valid_from: date,
    legal_basis: str,
    measuring: Measuring,
    targets: Targets,
) -> None:
    """A form that was sent twice makes one version."""
    newest = (
        StrategyVersion.objects.filter(strategy=strategy)
        .select_related("role")
        .order_by("-pk")
        .first()
    )
    if newest is None:
        return
    kept = {(row.indicator, row.group, row.year): row.value for row in newest.targets.all()}
    same = (
        strategy.last_year == last_year
        and newest.valid_from == valid_from
        and newest.legal_basis == legal_basis
        and kept == dict(targets)
        and Measuring(newest.role, newest.placement_base, newest.minimum_jp, newest.bimtek_only)
        == measuring
    )
    if same:
        raise Refused(Reason("strategy-unchanged"))
