"""One job over all units that plan it: "OPD mana belum punya tenaga programmer?"."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef

from participants.models import (
    Importance,
    JobTitle,
    OrganisationUnit,
    PlannedPost,
    Requirement,
    RequirementKind,
    StaffingPlan,
)
from participants.queries.staffing import PostLine, post_lines


class Cover(StrEnum):
    """The best that is known of a unit's post."""

    FIT = "fit"  # at least one holder meets every must
    BELOW = "below"  # held, but by nobody who does
    UNKNOWN = "unknown"  # held; nobody has looked into what a must asks
    VACANT = "vacant"


@dataclass(frozen=True)
class Tile:
    post: PostLine
    cover: Cover


@dataclass(frozen=True)
class Coverage:
    """``counts`` by Cover; ``units`` plan the job, ``without`` units of the Pemda do not."""

    tiles: tuple[Tile, ...]
    counts: dict[Cover, int]
    without: int

    @property
    def units(self) -> int:
        return len(self.tiles)

    @property
    def staffed(self) -> int:
        """Units where somebody holds the post."""
        return self.units - self.counts[Cover.VACANT]


def cover_of(post: PostLine) -> Cover:
    if not post.holders:
        return Cover.VACANT
    if post.qualified:
        return Cover.FIT
    return Cover.UNKNOWN if post.unknown else Cover.BELOW


def jobs_of(plan: StaffingPlan) -> list[JobTitle]:
    """Jobs the plan wants, those that ask for a competency first, then by how many units want them;
    each with ``units``."""
    skilled = Requirement.objects.filter(
        planned_post__plan=plan,
        planned_post__post__job=OuterRef("pk"),
        kind=RequirementKind.COMPETENCY,
        importance=Importance.MUST,
    )
    wanted = PlannedPost.objects.filter(plan=plan, headcount__gt=0)
    return list(
        JobTitle.objects.filter(posts__planned__in=wanted)
        .annotate(units=Count("posts__unit", distinct=True), skilled=Exists(skilled))
        .order_by("-skilled", "-units", "name", "pk")
    )


def coverage(
    plan: StaffingPlan,
    job: JobTitle,
    on: date,
    *,
    below: str = "",
    known_at: datetime | None = None,
) -> Coverage:
    """Where the job is filled and how well on a day, in tree order, in six queries; ``below`` keeps
    one subtree, ``known_at`` as in ``levels_of``."""
    lines = post_lines(plan, on, job=job, below=below, known_at=known_at)
    posts = [post for post in lines if post.needed]
    tiles = tuple(Tile(post, cover_of(post)) for post in posts)
    found = Counter(tile.cover for tile in tiles)
    units = (
        OrganisationUnit.objects.filter(path__startswith=below or plan.unit.path)
        .inside_government()
        .in_force_on(on)
        .exclude(pk=plan.unit_id)
        .exclude(pk__in=[post.unit_id for post in posts])
        .count()
    )
    return Coverage(tiles, {cover: found[cover] for cover in Cover}, units)
