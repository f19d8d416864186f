"""What the register keeps and what it takes when a rencana aksi is accepted anew. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workshops.rules.work_programme import CODES, OWN, Planned, YearPlan

# Fields that are judged together: half of one and half of the other would be neither's.
TOGETHER = (
    ("pillar", "sub_dimension"),
    CODES,
    ("starts_year", "ends_year"),
    ("supporting", "supporting_note"),
)
PER_YEAR = ("target", "budget")


@dataclass(frozen=True)
class Whole:
    """A programme with whose it is and who helps, by the units' keys."""

    planned: Planned
    unit: int
    supporting: frozenset[int] = frozenset()

    def fields(self) -> dict[str, Any]:
        """Every field by name; of each year ``target_2026`` and ``budget_2026``."""
        told = {name: getattr(self.planned, name) for name in OWN}
        told |= {"unit": self.unit, "supporting": self.supporting - {self.unit}}
        for year, plan in self.planned.years.items():
            told |= {f"{word}_{year}": getattr(plan, word) for word in PER_YEAR}
        return told


@dataclass(frozen=True)
class Difference:
    """A field of which the register and the worksheet say two things."""

    name: str
    here: Any
    plan: Any


@dataclass(frozen=True)
class Joined:
    """What stands from now on; ``kept``: where both had changed, and the register's word stays."""

    whole: Whole
    kept: tuple[Difference, ...]


def differences(here: Whole, plan: Whole) -> list[Difference]:
    """Every field of which the two say different things, in the order of a programme's fields."""
    mine, theirs = here.fields(), plan.fields()
    return [
        Difference(name, mine.get(name), theirs.get(name))
        for name in _names(mine, theirs)
        if mine.get(name) != theirs.get(name)
    ]


def join(*, before: Whole, here: Whole, after: Whole) -> Joined:
    """The worksheet went from ``before`` to ``after`` while the register came to say ``here``.

    What the worksheet changed is taken; what was changed in the register by hand stays. Where both
    changed the same to different things, the register's stays and is told.
    """
    was, mine, new = before.fields(), here.fields(), after.fields()
    found: dict[str, Any] = {}
    kept: list[Difference] = []
    for names in _parts(_names(mine, was, new)):
        by_plan = any(was.get(name) != new.get(name) for name in names)
        by_hand = any(was.get(name) != mine.get(name) for name in names)
        taken = new if by_plan and not by_hand else mine
        found |= {name: taken.get(name) for name in names}
        if by_plan and by_hand:
            kept += [
                Difference(name, mine.get(name), new.get(name))
                for name in names
                if mine.get(name) != new.get(name)
            ]
    return Joined(_whole(found), tuple(kept))


def _names(*told: Mapping[str, Any]) -> list[str]:
    own = [*OWN, "unit", "supporting"]
    return own + sorted({name for one in told for name in one} - set(own))


def _parts(names: Iterable[str]) -> list[tuple[str, ...]]:
    bound = {name for part in TOGETHER for name in part}
    return [*TOGETHER, *((name,) for name in names if name not in bound)]


def _whole(fields: Mapping[str, Any]) -> Whole:
    years: dict[int, dict[str, Any]] = {}
    for name, value in fields.items():
        word, _line, year = name.rpartition("_")
        if word in PER_YEAR and year.isdigit():
            years.setdefault(int(year), {})[word] = value
    plans = {year: YearPlan(**plan) for year, plan in sorted(years.items())}
    return Whole(
        Planned(
            **{name: fields[name] for name in OWN},
            years={year: plan for year, plan in plans.items() if plan},
        ),
        fields["unit"],
        fields["supporting"],
    )
