"""What a page of the strategy was asked for: which Pemda, as of which day, of one OPD or of all."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from participants.access import access_of
from participants.models import (
    STRATEGY_READERS,
    OrganisationUnit,
    Role,
    StaffRole,
    Strategy,
    StrategyVersion,
    UnitKind,
)
from participants.queries.ability import opds
from participants.queries.strategy import Scope, scope_of, versions_of


@dataclass(frozen=True)
class Asked:
    """``opds`` are those whose figures the user may read; ``whole`` when that is the whole Pemda."""

    roots: list[OrganisationUnit]
    root: OrganisationUnit
    day: date
    opds: list[OrganisationUnit]
    opd: OrganisationUnit | None
    whole: bool
    scope: Scope
    strategy: Strategy | None
    strategies: list[Strategy]
    versions: list[StrategyVersion]
    role: StaffRole | None  # where no version names one
    edits: bool

    @property
    def query(self) -> str:
        """The address of the same question."""
        opd = f"&opd={self.opd.public_id}" if self.opd else ""
        return f"daerah={self.root.public_id}&per={self.day.isoformat()}{opd}"

    @property
    def about_name(self) -> str:
        if self.opd:
            return self.opd.name
        return self.root.name if self.whole else _("Unit yang Anda kelola")

    @property
    def years(self) -> list[int]:
        """Of the period, or of the day's year alone."""
        return list(self.strategy.years) if self.strategy else [self.day.year]


def asked(request: HttpRequest, at: datetime, unit: OrganisationUnit | None = None) -> Asked | None:
    """Reads the address, of the Pemda of ``unit`` where one is given; None for who reads no figures
    at all, Http404 for what the user may not know of."""
    access = access_of(request.user)
    readable = access.units_q("path", STRATEGY_READERS)
    mine = OrganisationUnit.objects.filter(readable).values_list("path", flat=True)
    paths = {path.split(".", 1)[0] + "." for path in mine}
    roots = list(
        OrganisationUnit.objects.filter(path__in=paths, kind=UnitKind.PEMDA)
        .prefetch_related("strategies")
        .order_by("name", "pk")
    )
    wanted = request.GET.get("daerah", "")
    if unit is not None:
        wanted = next((one.public_id for one in roots if one.path == unit.root_path), "-")
    root = _one(roots, wanted) or _likeliest(roots)
    if root is None:
        return None
    day = _day(request) or root.localdate(at)
    strategies: list[Any] = sorted(
        root.strategies.all(),  # type: ignore[misc]
        key=lambda one: one.first_year,
    )
    strategy = next((one for one in reversed(strategies) if one.first_year <= day.year), None)
    strategy = strategy or next(iter(strategies), None)
    known, _belongs = opds(root, day)
    known = [one for one in known if access.has_on(one, *STRATEGY_READERS)]
    whole = access.has_on(root, *STRATEGY_READERS)
    opd = _one(known, request.GET.get("opd", ""))
    if opd is None and not whole:
        opd = next(iter(known), None)
    return Asked(
        roots=roots,
        root=root,
        day=day,
        opds=known,
        opd=opd,
        whole=whole,
        scope=scope_of(request.user),
        strategy=strategy,
        strategies=strategies,
        versions=versions_of(strategy),
        role=StaffRole.objects.filter(unit=root).in_use().order_by("made_at", "pk").first(),
        edits=access.has_on(root, Role.HR),
    )


def _likeliest(roots: list[Any]) -> OrganisationUnit | None:
    """One with a strategy first, since there is most to see."""
    return next(iter(sorted(roots, key=lambda one: not one.strategies.all())), None)


def _one(options: list[Any], public_id: str) -> Any:
    """The option of this public id; None when none is asked for; Http404 for another."""
    if not public_id:
        return None
    for option in options:
        if option.public_id == public_id:
            return option
    raise Http404


def _day(request: HttpRequest) -> date | None:
    try:
        found = parse_date(request.GET.get("per", ""))
    except ValueError:
        return None
    return found if found is None or found.year >= 2000 else None
