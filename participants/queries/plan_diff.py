"""One plan against another on a day: posts, headcounts, requirements, and whom that touches."""

from dataclasses import dataclass
from datetime import date

from participants.models import StaffingPlan
from participants.queries.findings import competencies_in, worded
from participants.queries.staffing import HolderLine, PostLine, post_lines
from participants.rules.planning import Change, Move, compare
from participants.rules.staffing import Criterion, Outcome


@dataclass(frozen=True)
class DiffLine:
    """One post that is not the same in both. ``holders`` are there on the day; ``falls_short`` are
    those who met every must of the first plan and are not known to meet those of the second."""

    unit_name: str
    unit_path: str
    job: str
    change: Change
    post: PostLine  # as the second plan says it; as the first where it is gone
    asks_more: tuple[str, ...]
    asks_less: tuple[str, ...]
    holders: tuple[HolderLine, ...]
    falls_short: tuple[HolderLine, ...]

    @property
    def move(self) -> Move:
        """What happened: to the post, or (same K) to what it asks."""
        return self.change.move

    @property
    def too_many(self) -> int:
        """Holders for whom the second plan has no seat."""
        return max(len(self.holders) - (self.change.after or 0), 0)

    @property
    def touched(self) -> int:
        """People somebody has to think of: without a seat, or no longer known to fit."""
        return max(self.too_many, len(self.falls_short))


@dataclass(frozen=True)
class Diff:
    lines: tuple[DiffLine, ...]
    before: int  # K in all
    after: int

    def count(self, move: Move) -> int:
        return sum(line.move == move for line in self.lines)

    @property
    def added(self) -> int:
        return self.count(Move.ADDED)

    @property
    def removed(self) -> int:
        return self.count(Move.REMOVED)

    @property
    def changed(self) -> int:
        return self.count(Move.CHANGED)

    @property
    def asking(self) -> int:
        """Posts of which only the requirements changed."""
        return self.count(Move.SAME)

    @property
    def touched(self) -> int:
        return sum(line.touched for line in self.lines)


def plan_diff(first: StaffingPlan, second: StaffingPlan, on: date) -> Diff:
    """What ``second`` changes in ``first``, in tree order; holders and levels as of the day."""
    old = {(post.unit_id, post.job): post for post in post_lines(first, on)}
    new = {(post.unit_id, post.job): post for post in post_lines(second, on)}
    known = competencies_in(one for post in (*old.values(), *new.values()) for one in post.criteria)
    changes = compare(
        {key: post.needed for key, post in old.items()},
        {key: post.needed for key, post in new.items()},
        complete=True,
    )
    lines = []
    for change in changes:
        before, after = old.get(change.key), new.get(change.key)  # type: ignore[arg-type]
        post = after or before
        if post is None:
            continue
        had = {_key(one): one for one in (before.criteria if before else ())}
        has = {_key(one): one for one in (after.criteria if after else ())}
        more = tuple(worded(one, known) for key, one in has.items() if key not in had)
        less = tuple(worded(one, known) for key, one in had.items() if key not in has)
        if change.move == Move.SAME and not more and not less:
            continue
        lines.append(
            DiffLine(
                unit_name=post.unit_name,
                unit_path=post.unit_path,
                job=post.job,
                change=change,
                post=post,
                asks_more=more if before else (),
                asks_less=less if after else (),
                holders=post.holders,
                falls_short=_fall_short(before, after),
            )
        )
    return Diff(
        tuple(sorted(lines, key=lambda line: (line.unit_path, line.job))),
        sum(post.needed for post in old.values()),
        sum(post.needed for post in new.values()),
    )


def _key(criterion: Criterion) -> tuple[object, ...]:
    return (
        criterion.kind,
        criterion.must,
        criterion.text,
        criterion.competency,
        criterion.level,
    )


def _fall_short(before: PostLine | None, after: PostLine | None) -> tuple[HolderLine, ...]:
    if before is None or after is None:
        return ()
    fitted = {one.person_id for one in before.holders if one.outcome == Outcome.MET}
    return tuple(
        one for one in after.holders if one.person_id in fitted and one.outcome != Outcome.MET
    )
