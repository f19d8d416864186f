"""What is done to a version: accepted, returned, corrected, confirmed or declined, opened again.

Every act names as what it is done (``actor``); who may be that, the page decides by its scope, and
what each may do stands in ``rules.states``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.actions.entry import refresh_holds
from workshops.actions.programme import take_back, take_over
from workshops.actions.submission import Body, add_version, against_changes, keep, lock_duty
from workshops.models import Review, ReviewComment, Submission, SubmissionState, Verdict
from workshops.rules.duty import open_until
from workshops.rules.pinning import is_place
from workshops.rules.review import refusals, target
from workshops.rules.states import Actor
from workshops.rules.worksheets import ACTIONS  # whose rows become programmes

# Its owner is asked for the next version: that is no step where the freezing day has passed.
OWNERS_STEP = frozenset({SubmissionState.RETURNED, SubmissionState.DECLINED})


@dataclass(frozen=True)
class Pin:
    """A comment at a place of the version (``ReviewComment.path``)."""

    path: str
    text: str


@dataclass(frozen=True)
class Words:
    """What is said with an act: a comment to the whole, comments pinned to places, and a marked-up
    copy as a file."""

    comment: str = ""
    pins: Sequence[Pin] = ()
    marked: IO[bytes] | Any = None

    def nothing(self) -> bool:
        return not (
            self.comment.strip() or self.marked or any(pin.text.strip() for pin in self.pins)
        )


@transaction.atomic
def accept(
    *,
    submission: Submission,
    by: User,
    at: datetime,
    actor: str = Actor.EXPERT,
    words: Words | None = None,
) -> Review:
    """The newest version is accepted. Refused: what ``rules.review`` finds, workshop-closed."""
    submission = _ready("accept", submission, actor)
    return _done("accept", Verdict.ACCEPT, submission, words or Words(), by=by, at=at)


@transaction.atomic
def ask_to_revise(
    *,
    submission: Submission,
    words: Words,
    by: User,
    at: datetime,
    actor: str = Actor.EXPERT,
) -> Review:
    """The newest version goes back with what is to be mended. Refused: also review-comment-missing."""
    submission = _ready("ask_to_revise", submission, actor)
    if words.nothing():
        raise Refused(Reason("review-comment-missing"))
    return _done("ask_to_revise", Verdict.REVISE, submission, words, by=by, at=at)


@transaction.atomic
def hand_back(
    *,
    submission: Submission,
    body: Body,
    by: User,
    at: datetime,
    actor: str = Actor.EXPERT,
    words: Words | None = None,
) -> Submission:
    """A corrected version in place of this one, which its owner confirms or declines.

    Refused: what ``rules.review`` finds, what the body is refused for.
    """
    submission = _ready("hand_back", submission, actor)
    _done("hand_back", Verdict.CORRECT, submission, words or Words(), by=by, at=at)
    return add_version(
        duty=submission.duty,
        newest=submission,
        corrects=submission,
        body=body,
        state=SubmissionState.TO_CONFIRM,
        by=by,
        at=at,
    )


@transaction.atomic
def confirm(*, submission: Submission, by: User, at: datetime, actor: str = Actor.OWNER) -> Review:
    """The owner takes the experts' corrected version as its own: it is accepted."""
    submission = _ready("confirm", submission, actor)
    return _done("confirm", Verdict.CONFIRM, submission, Words(), by=by, at=at)


@transaction.atomic
def decline(
    *, submission: Submission, reason: str, by: User, at: datetime, actor: str = Actor.OWNER
) -> Review:
    """The owner says why not, and sends its own next version. Refused: also review-reason-missing."""
    submission = _ready("decline", submission, actor)
    if not reason.strip():
        raise Refused(Reason("review-reason-missing"))
    return _done("decline", Verdict.DECLINE, submission, Words(reason), by=by, at=at)


@transaction.atomic
def reopen(*, submission: Submission, reason: str, by: User, at: datetime, actor: str) -> Review:
    """An accepted version goes back after all, with a reason. Refused: also review-reason-missing."""
    submission = _ready("reopen", submission, actor)
    if not reason.strip():
        raise Refused(Reason("review-reason-missing"))
    return _done("reopen", Verdict.REOPEN, submission, Words(reason), by=by, at=at)


def _ready(act: str, submission: Submission, actor: str) -> Submission:
    """The version as it is now, its duty locked; refused unless this act is open to this actor."""
    duty = lock_duty(submission.duty)
    if reasons := against_changes(duty):
        raise Refused(*reasons)
    submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    newest = not Submission.objects.filter(previous=submission).exists()
    if reasons := refusals(act, submission.state, actor, newest=newest):
        raise Refused(*reasons)
    submission.duty = duty
    return submission


def _done(
    act: str, verdict: Verdict, submission: Submission, words: Words, *, by: User, at: datetime
) -> Review:
    if any(not is_place(submission, pin.path.strip()) for pin in words.pins):
        raise Refused(Reason("pin-nowhere"))
    submission.state = target(act, submission.state)
    submission.save(update_fields=["state"])
    duty = submission.duty
    if submission.state in OWNERS_STEP:
        until = open_until(duty.deliverable, duty.deliverable.stage.workshop.unit.localdate(at))
        if until is not None:
            duty.open_until = until
            duty.save(update_fields=["open_until"])
    said = Review.objects.create(
        submission=submission,
        verdict=verdict,
        comment=words.comment.strip(),
        file=keep(words.marked, unit=duty.unit, by=by, at=at) if words.marked else None,
        at=at,
        by=by,
    )
    ReviewComment.objects.bulk_create(
        ReviewComment(review=said, path=pin.path.strip(), text=pin.text.strip())
        for pin in words.pins
        if pin.text.strip()
    )
    audit.record(
        f"workshops.submission.{submission.state}",
        submission,
        by=by,
        at=at,
        unit=duty.unit,
        act=act,
        version=submission.version,
    )
    refresh_holds(workshop=duty.deliverable.stage.workshop, by=by, at=at)
    if duty.deliverable.worksheet == ACTIONS.code:
        _tell_the_register(act, submission, words.comment, by=by, at=at)
    return said


def _tell_the_register(
    act: str, submission: Submission, reason: str, *, by: User, at: datetime
) -> None:
    """What was accepted becomes programmes in the same transaction; what is opened again stands no
    more. An acceptance that the register refuses is none."""
    if submission.state == SubmissionState.ACCEPTED:
        take_over(submission=submission, by=by, at=at)
    elif act == "reopen":
        take_back(submission=submission, by=by, at=at, reason=reason)
