"""Which programmes run as of a day: per pillar, per OPD, and why the others do not."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from participants.models import OrganisationUnit
from workshops.models import Cause, Pillar, ProgrammeState
from workshops.queries.programme import Programmes, Standing, standings
from workshops.rules.running import Share, share_of, shares_by


@dataclass(frozen=True)
class Row:
    """One pillar or OPD."""

    name: Any
    key: Any
    share: Share
    url: str = ""


@dataclass(frozen=True)
class Running:
    """Everything as of ``day``; a pillar without programmes is left out."""

    day: date
    share: Share
    pillars: tuple[Row, ...]
    units: tuple[Row, ...]
    causes: tuple[tuple[Any, int], ...]
    standing: tuple[Standing, ...]


def running_on(programmes: Programmes, day: date) -> Running:
    """Two queries: the programmes with their last word, and the names of their units."""
    rows = standings(programmes, day)
    by_pillar = shares_by((row.pillar, row.state) for row in rows)
    by_unit: Any = shares_by((row.unit, row.state) for row in rows)
    names = {unit.pk: unit for unit in OrganisationUnit.objects.filter(pk__in=list(by_unit))}
    counted = Counter(row.cause for row in rows if row.state == ProgrammeState.NOT_RUNNING)
    return Running(
        day=day,
        share=share_of(row.state for row in rows),
        pillars=tuple(
            Row(pillar.label, pillar.value, by_pillar[pillar.value])
            for pillar in Pillar
            if pillar.value in by_pillar
        ),
        units=tuple(
            Row(names[key].name, names[key].public_id, share)
            for key, share in sorted(by_unit.items(), key=lambda pair: names[pair[0]].name)
        ),
        causes=tuple((Cause(code).label, count) for code, count in counted.most_common() if code),
        standing=tuple(rows),
    )
