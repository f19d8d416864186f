"""One unit's share of a draft, as one deed: nothing of another unit is touched."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower

from participants.actions import audit
from participants.actions.staffing import draft_to_change
from participants.errors import Reason, Refused
from participants.models import JobTitle, OrganisationUnit, PlannedPost, Post, StaffingPlan, User
from participants.rules.planning import Change, Move, PostKey, compare


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """How many of a job at a unit. ``job_class`` is for a job that the reference list has not yet."""

    unit: OrganisationUnit
    job_name: str
    headcount: int
    job_class: int | None = None

    @property
    def key(self) -> PostKey:
        return self.unit.pk, " ".join(self.job_name.split()).lower()


def share_changes(
    *,
    plan: StaffingPlan,
    unit: OrganisationUnit,
    wanted: Collection[Wanted],
    with_below: bool = True,
    complete: bool = False,
) -> list[Change]:
    """What ``plan_unit`` would do; nothing is written. Raises Refused as it does."""
    if not unit.path.startswith(plan.unit.path):
        raise Refused(Reason("post-unit-elsewhere"))
    for one in wanted:
        inside = one.unit.path.startswith(unit.path) if with_below else one.unit.pk == unit.pk
        if not inside:
            raise Refused(Reason("post-outside-share", unit=one.unit.name, share=unit.name))
    named = Counter(one.key for one in wanted)
    twice = next((one for one in wanted if named[one.key] > 1), None)
    if twice is not None:
        raise Refused(Reason("post-named-twice", job=twice.job_name, unit=twice.unit.name))
    before = {
        (row.post.unit_id, row.post.job.name.lower()): row.headcount
        for row in _share(plan, unit, with_below=with_below)
    }
    return compare(before, {one.key: one.headcount for one in wanted}, complete=complete)


def _share(plan: StaffingPlan, unit: OrganisationUnit, *, with_below: bool) -> list[PlannedPost]:
    rows = PlannedPost.objects.filter(plan=plan).select_related("post__job")
    own = {"post__unit__path__startswith": unit.path} if with_below else {"post__unit": unit}
    return list(rows.filter(**own).order_by("post__unit__path", "post__job__name", "pk"))


@transaction.atomic
def plan_unit(
    *,
    plan: StaffingPlan,
    unit: OrganisationUnit,
    wanted: Collection[Wanted],
    by: User,
    at: datetime,
    with_below: bool = True,
    complete: bool = False,
) -> list[Change]:
    """Sets what a draft wants at ``unit`` (and below it, ``with_below``); gives what changed.

    With ``complete`` a post of the share that ``wanted`` does not name leaves the draft; its holder
    stays recorded. The same rows again change nothing. Raises Refused, and then does nothing, when
    the plan is approved, a row is of another unit, or a post is named twice.
    """
    plan = draft_to_change(plan)
    changes = share_changes(
        plan=plan, unit=unit, wanted=wanted, with_below=with_below, complete=complete
    )
    said = {one.key: one for one in wanted}
    kept = {
        (row.post.unit_id, row.post.job.name.lower()): row
        for row in _share(plan, unit, with_below=with_below)
    }
    moved = {move: [one for one in changes if one.move == move] for move in Move}
    for one in moved[Move.CHANGED]:
        kept[one.key].headcount = one.after or 0
    PlannedPost.objects.bulk_update(
        [kept[one.key] for one in moved[Move.CHANGED]], ["headcount"], batch_size=500
    )
    leaving = [kept[one.key].pk for one in moved[Move.REMOVED]]
    PlannedPost.objects.filter(pk__in=leaving).delete()
    _add(plan, [said[one.key] for one in moved[Move.ADDED]])
    counts = {str(move): len(found) for move, found in moved.items()}
    if len(changes) > counts[Move.SAME]:
        audit.record("participants.plan.share_set", plan, by=by, at=at, unit=unit, **counts)
    return changes


def _add(plan: StaffingPlan, wanted: Collection[Wanted]) -> None:
    jobs = _jobs_named(wanted)
    asked = [Post(unit=one.unit, job=jobs[one.key[1]]) for one in wanted]
    Post.objects.bulk_create(asked, ignore_conflicts=True, batch_size=500)
    posts = {
        (row.unit_id, row.job_id): row
        for row in Post.objects.filter(
            unit__in={one.unit.pk for one in wanted}, job__in={job.pk for job in jobs.values()}
        )
    }
    PlannedPost.objects.bulk_create(
        [
            PlannedPost(
                plan=plan,
                post=posts[one.unit.pk, jobs[one.key[1]].pk],
                headcount=one.headcount,
            )
            for one in wanted
        ],
        batch_size=500,
    )


def _jobs_named(wanted: Collection[Wanted]) -> dict[str, JobTitle]:
    """{name in small letters: the job}; one that the reference list has not joins it."""
    first = {one.key[1]: one for one in reversed(list(wanted))}
    spelled = {name: " ".join(one.job_name.split()) for name, one in first.items()}
    found = _known(spelled)
    JobTitle.objects.bulk_create(
        [
            JobTitle(name=spelled[name], job_class=one.job_class)
            for name, one in first.items()
            if name not in found
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    return _known(spelled)


def _known(spelled: dict[str, str]) -> dict[str, JobTitle]:
    rows = JobTitle.objects.annotate(small=Lower("name")).filter(
        Q(small__in=spelled) | Q(name__in=spelled.values())
    )
    return {row.name.lower(): row for row in rows.order_by("-pk")}
