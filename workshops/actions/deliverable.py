"""What each OPD hands in between the stages: asked for, sent version by version, reviewed."""

from datetime import date, datetime
from typing import IO, Any

from django.db import models, transaction

from participants.actions import audit, file
from participants.errors import Reason, Refused
from participants.models import User
from workshops.actions.locking import changeable
from workshops.models import (
    Deliverable,
    Invitation,
    InvitationBody,
    Review,
    Stage,
    Submission,
    SubmissionState,
    Verdict,
    WorkshopState,
)

WORK_KINDS = frozenset({"pdf", "docx", "xlsx", "pptx", "jpg", "png"})
WORK_BYTES = 20 * 1024 * 1024


@transaction.atomic
def define_deliverable(
    *,
    stage: Stage,
    title_id: str,
    by: User,
    at: datetime,
    deliverable: Deliverable | None = None,
    title_en: str = "",
    instructions: str = "",
    due_on: date | None = None,
    frozen_after: date | None = None,
) -> Deliverable:
    """A hasil kerja that ``stage`` asks of every invited OPD, new or (``deliverable``) changed.

    Refused: workshop-closed, deliverable-title-missing, deliverable-frozen-before-due.
    """
    workshop = changeable(stage.workshop)
    title_id = " ".join(title_id.split())
    if not title_id:
        raise Refused(Reason("deliverable-title-missing"))
    if due_on and frozen_after and frozen_after < due_on:
        raise Refused(Reason("deliverable-frozen-before-due"))
    if deliverable is None:
        last = stage.deliverables.aggregate(last=models.Max("order"))["last"] or 0
        deliverable = Deliverable(stage=stage, order=last + 1)
    deliverable.title_id, deliverable.title_en = title_id, title_en
    deliverable.instructions = instructions
    deliverable.due_on, deliverable.frozen_after = due_on, frozen_after
    deliverable.save()
    audit.record(
        "workshops.deliverable.defined",
        deliverable,
        by=by,
        at=at,
        unit=workshop.unit,
        stage=stage.public_id,
    )
    return deliverable


@transaction.atomic
def remove_deliverable(*, deliverable: Deliverable, by: User, at: datetime) -> None:
    """It is asked no more. Refused: workshop-closed, deliverable-has-submissions."""
    workshop = changeable(deliverable.stage.workshop)
    if deliverable.submissions.exists():
        raise Refused(Reason("deliverable-has-submissions"))
    audit.record("workshops.deliverable.removed", deliverable, by=by, at=at, unit=workshop.unit)
    deliverable.delete()


@transaction.atomic
def submit(
    *,
    deliverable: Deliverable,
    invitation: Invitation,
    upload: IO[bytes] | Any,
    by: User,
    at: datetime,
    note: str = "",
) -> Submission:
    """The OPD's next version; the earlier ones stay as they were.

    ``upload``: PDF, Word, Excel, PowerPoint, JPEG or PNG of at most 20 MB, told by content.
    Refused: workshop-closed, invitation-withdrawn, deliverable-not-asked, deliverable-frozen,
    deliverable-accepted, and what the file is refused for.
    """
    # The OPD's own row is the lock: two of its people sending at once follow each other, and forty
    # OPD on the last evening do not wait for one another.
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("workshop__unit", "unit")
        .get(pk=invitation.pk)
    )
    newest = (
        Submission.objects.filter(deliverable=deliverable, invitation=invitation).newest().first()
    )
    if reasons := _against(deliverable, invitation, newest, at):
        raise Refused(*reasons)
    stored = file.store(
        upload=upload,
        name=upload.name,
        unit=invitation.unit,
        by=by,
        at=at,
        allowed=WORK_KINDS,
        max_bytes=WORK_BYTES,
    )
    submission = Submission.objects.create(
        deliverable=deliverable,
        invitation=invitation,
        version=newest.version + 1 if newest else 1,
        previous=newest,
        file=stored,
        note=note.strip(),
        submitted_at=at,
        submitted_by=by,
    )
    audit.record(
        "workshops.submission.made",
        submission,
        by=by,
        at=at,
        unit=invitation.unit,
        deliverable=deliverable.public_id,
        version=submission.version,
    )
    return submission


def _against(
    deliverable: Deliverable, invitation: Invitation, newest: Submission | None, at: datetime
) -> list[Reason]:
    workshop = invitation.workshop
    if workshop.state == WorkshopState.CLOSED:
        return [Reason("workshop-closed")]
    if invitation.withdrawn_at is not None:
        return [Reason("invitation-withdrawn")]
    if deliverable.stage.workshop_id != workshop.pk or invitation.body != InvitationBody.UNIT:
        return [Reason("deliverable-not-asked")]
    if newest and newest.state == SubmissionState.ACCEPTED:
        return [Reason("deliverable-accepted")]
    last_day = deliverable.frozen_after
    if last_day and workshop.unit.localdate(at) > last_day:
        return [Reason("deliverable-frozen")]
    return []


@transaction.atomic
def review(
    *, submission: Submission, verdict: str, by: User, at: datetime, comment: str = ""
) -> Review:
    """Accepts the newest version, or returns it with a comment.

    Refused: workshop-closed, submission-superseded, submission-reviewed-already,
    review-comment-missing, review-verdict-unknown.
    """
    changeable(submission.invitation.workshop)
    Invitation.objects.select_for_update(no_key=True).get(pk=submission.invitation_id)
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("invitation__unit", "deliverable")
        .get(pk=submission.pk)
    )
    comment = comment.strip()
    if Submission.objects.filter(previous=submission).exists():
        raise Refused(Reason("submission-superseded"))
    if submission.state != SubmissionState.SUBMITTED:
        raise Refused(Reason("submission-reviewed-already"))
    if verdict not in Verdict.values:
        raise Refused(Reason("review-verdict-unknown"))
    if verdict == Verdict.REVISE and not comment:
        raise Refused(Reason("review-comment-missing"))
    accepted = verdict == Verdict.ACCEPT
    submission.state = SubmissionState.ACCEPTED if accepted else SubmissionState.RETURNED
    submission.save(update_fields=["state"])
    said = Review.objects.create(
        submission=submission, verdict=verdict, comment=comment, at=at, by=by
    )
    audit.record(
        "workshops.submission.accepted" if accepted else "workshops.submission.returned",
        submission,
        by=by,
        at=at,
        unit=submission.invitation.unit,
    )
    return said
