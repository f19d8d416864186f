"""The peta jabatan as a tree: each unit with its own posts and the sums of all below it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from participants.models import OrganisationUnit
from participants.queries.staffing import PostLine

STEP = 7  # characters of one step of a path: six and a dot


@dataclass(frozen=True)
class Sums:
    """Of posts. ``short`` and ``over`` are what single posts lack and have too many: one does not
    make up for the other."""

    needed: int = 0
    filled: int = 0
    qualified: int = 0
    unqualified: int = 0
    unknown: int = 0
    short: int = 0
    over: int = 0
    qualified_vacancy: int = 0

    @property
    def difference(self) -> int:
        return self.filled - self.needed

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.needed + other.needed,
            self.filled + other.filled,
            self.qualified + other.qualified,
            self.unqualified + other.unqualified,
            self.unknown + other.unknown,
            self.short + other.short,
            self.over + other.over,
            self.qualified_vacancy + other.qualified_vacancy,
        )


def sums_of(posts: Iterable[PostLine]) -> Sums:
    total = Sums()
    for post in posts:
        total += Sums(
            post.needed,
            post.filled,
            post.qualified,
            post.unqualified,
            post.unknown,
            max(-post.difference, 0),
            max(post.difference, 0),
            post.qualified_vacancy,
        )
    return total


@dataclass(frozen=True)
class Branch:
    """A unit of the tree. ``total`` counts its own posts and those of every unit below."""

    public_id: str
    name: str
    depth: int  # 1 for the first of what is shown
    posts: tuple[PostLine, ...]
    total: Sums


def branches(
    posts: Collection[PostLine],
    units: Iterable[OrganisationUnit],
    names: dict[int, str] | None = None,
) -> list[Branch]:
    """The units that plan something and all above them, in tree order. ``units`` in tree order; one
    above which none is given is of depth 1. ``names`` as in ``names_on``."""
    own: dict[str, list[PostLine]] = defaultdict(list)
    for post in posts:
        own[post.unit_path].append(post)
    totals: dict[str, Sums] = defaultdict(Sums)
    for path, lines in own.items():
        found = sums_of(lines)
        for end in range(STEP, len(path) + 1, STEP):
            totals[path[:end]] += found
    shown = [unit for unit in units if unit.path in totals]
    top = min((len(unit.path) for unit in shown), default=0)
    return [
        Branch(
            public_id=unit.public_id,
            name=(names or {}).get(unit.pk, unit.name),
            depth=1 + (len(unit.path) - top) // STEP,
            posts=tuple(own[unit.path]),
            total=totals[unit.path],
        )
        for unit in shown
    ]
