"""What an OPD or a group hands in: version by version, each as it was sent."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.db import transaction

from participants.actions import audit, file
from participants.errors import Reason, Refused
from participants.models import OrganisationUnit, StoredFile, User
from workshops.models import Duty, Submission, SubmissionState, WorkForm, WorkshopState
from workshops.rules.duty import body_faults, fingerprint, is_frozen
from workshops.rules.review import refusals
from workshops.rules.states import Actor

WORK_KINDS = frozenset({"pdf", "docx", "xlsx", "pptx", "jpg", "png"})
WORK_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class Body:
    """What a version holds; exactly one of the four, by the form asked."""

    upload: IO[bytes] | Any = None
    link: str = ""
    text: str = ""
    content: Mapping[str, Any] | None = None

    def told(self) -> dict[str, Any]:
        return {
            "upload": self.upload,
            "link": self.link.strip(),
            "text": self.text.strip(),
            "content": self.content,
        }


@transaction.atomic
def submit(*, duty: Duty, body: Body, by: User, at: datetime, note: str = "") -> Submission:
    """The owner's next version; the earlier ones stay as they were. The same sent again while nothing
    was said to it (a button pressed twice) is the version that is there.

    A file is a PDF, Word, Excel, PowerPoint, JPEG or PNG of at most 20 MB, told by content.
    Refused: workshop-closed, invitation-withdrawn, group-dissolved, deliverable-frozen,
    deliverable-accepted, submission-to-confirm-first, what ``body_faults`` finds, and what a file is
    refused for.
    """
    duty = lock_duty(duty)
    newest = duty.submissions.newest().first()
    if reasons := against_changes(duty):
        raise Refused(*reasons)
    if newest and (reasons := refusals("submit", newest.state, Actor.OWNER)):
        raise Refused(*reasons)
    today = duty.deliverable.stage.workshop.unit.localdate(at)
    if is_frozen(duty.deliverable, duty, today):
        raise Refused(Reason("deliverable-frozen"))
    if newest and newest.state == SubmissionState.SUBMITTED and _is_same(duty, newest, body, note):
        return newest
    return add_version(
        duty=duty,
        newest=newest,
        body=body,
        state=SubmissionState.SUBMITTED,
        by=by,
        at=at,
        note=note,
    )


def _is_same(duty: Duty, newest: Submission, body: Body, note: str) -> bool:
    told = body.told()
    if newest.note != note.strip() or body_faults(duty.deliverable, told):
        return False
    if told["upload"]:
        told["upload"].seek(0)
        given = hashlib.file_digest(told["upload"], "sha256").hexdigest()
        told["upload"].seek(0)
    else:
        given = fingerprint(told["link"] or told["text"] or told["content"])
    return given == newest.content_hash


def lock_duty(duty: Duty) -> Duty:
    """The duty's row, locked, with everything that is asked about it."""
    # The duty's own row is the lock: two people of one OPD sending at once follow each other, and
    # forty OPD on the last evening do not wait for one another.
    return (
        Duty.objects.select_for_update(of=("self",))
        .select_related("deliverable__stage__workshop__unit", "invitation__unit", "group")
        .get(pk=duty.pk)
    )


def against_changes(duty: Duty) -> list[Reason]:
    """Why nothing at all may be done in this duty any more."""
    if duty.deliverable.stage.workshop.state == WorkshopState.CLOSED:
        return [Reason("workshop-closed")]
    if duty.invitation and duty.invitation.withdrawn_at is not None:
        return [Reason("invitation-withdrawn")]
    if duty.group and duty.group.dissolved_at is not None:
        return [Reason("group-dissolved")]
    return []


def add_version(
    *,
    duty: Duty,
    newest: Submission | None,
    body: Body,
    state: SubmissionState,
    by: User,
    at: datetime,
    note: str = "",
    corrects: Submission | None = None,
) -> Submission:
    """The row of the next version with its one body. Refused: what ``body_faults`` finds."""
    told = body.told()
    if faults := body_faults(duty.deliverable, told):
        raise Refused(*faults)
    stored = (
        keep(body.upload, unit=duty.unit, by=by, at=at)
        if duty.deliverable.form == WorkForm.FILE
        else None
    )
    version = Submission.objects.create(
        duty=duty,
        version=newest.version + 1 if newest else 1,
        previous=newest,
        corrects=corrects,
        file=stored,
        link=told["link"],
        text=told["text"],
        content=told["content"],
        content_hash=stored.sha256
        if stored
        else fingerprint(told["link"] or told["text"] or told["content"]),
        state=state,
        note=note.strip(),
        submitted_at=at,
        submitted_by=by,
    )
    audit.record(
        "workshops.submission.made",
        version,
        by=by,
        at=at,
        unit=duty.unit,
        deliverable=duty.deliverable.public_id,
        version=version.version,
    )
    return version


def keep(upload: IO[bytes] | Any, *, unit: OrganisationUnit, by: User, at: datetime) -> StoredFile:
    """A file that was handed in, checked by content."""
    return file.store(
        upload=upload,
        name=upload.name,
        unit=unit,
        by=by,
        at=at,
        allowed=WORK_KINDS,
        max_bytes=WORK_BYTES,
    )
