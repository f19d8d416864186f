"""A worksheet as it stands for its owner: content, what was said to it, what changed meanwhile."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from participants.errors import Reason
from workshops.models import (
    Deliverable,
    Duty,
    Group,
    GroupKind,
    Invitation,
    OwedBy,
    ReviewComment,
    Submission,
    SubmissionState,
    WorkForm,
    WorksheetDraft,
    WorkshopState,
)
from workshops.rules.review import refusals
from workshops.rules.states import Actor
from workshops.rules.worksheets import Worksheet, cell_at, locate, worksheet_for
from workshops.rules.worksheets.content import row_at
from workshops.rules.worksheets.drafting import begin, continues


@dataclass(frozen=True)
class Sheet:
    """One worksheet of one owner. ``closed``: why nothing can be written any more."""

    worksheet: Worksheet
    deliverable: Deliverable
    owner: Invitation | Group
    duty: Duty | None
    draft: WorksheetDraft | None
    newest: Submission | None
    content: dict[str, Any]
    revision: int
    closed: tuple[Reason, ...]

    @property
    def key(self) -> str:
        """Whose it is, as a downloaded form says it."""
        return f"{self.deliverable.public_id}.{self.owner.public_id}"

    @property
    def unsent(self) -> bool:
        """Something was written since the last version."""
        return bool(self.draft) and (self.newest is None or self.newest.content != self.content)


def sheet_of(deliverable: Deliverable, owner: Invitation | Group, *, at: datetime) -> Sheet:
    """The worksheet of this owner; at most three queries. ``deliverable`` is one of its own."""
    which = {"group" if isinstance(owner, Group) else "invitation": owner}
    duty = Duty.objects.filter(deliverable=deliverable, **which).first()
    draft = WorksheetDraft.objects.filter(duty=duty).first() if duty else None
    newest = duty.submissions.newest().first() if duty else None
    worksheet = worksheet_of(deliverable)
    stands = draft is not None and (
        newest is None or continues(draft.version, newest.version, newest.state)
    )
    content = draft.content if draft and stands else newest.content if newest else None
    return Sheet(
        worksheet=worksheet,
        deliverable=deliverable,
        owner=owner,
        duty=duty,
        draft=draft if stands else None,
        newest=newest,
        content=begin(worksheet, content),
        revision=draft.revision if draft else 0,
        closed=tuple(_closed(deliverable, owner, newest, at)),
    )


def worksheet_of(deliverable: Deliverable) -> Worksheet:
    """The definition that this deliverable asks for, as its owner fills it in."""
    assert deliverable.form == WorkForm.WORKSHEET  # noqa: S101 - asked of worksheets alone
    return worksheet_for(deliverable.worksheet, group=deliverable.owed_by != OwedBy.UNIT)


def _closed(
    deliverable: Deliverable, owner: Invitation | Group, newest: Submission | None, at: datetime
) -> list[Reason]:
    workshop = owner.workshop
    if workshop.state == WorkshopState.CLOSED:
        return [Reason("workshop-closed")]
    if isinstance(owner, Invitation) and owner.withdrawn_at is not None:
        return [Reason("invitation-withdrawn")]
    if isinstance(owner, Group) and owner.dissolved_at is not None:
        return [Reason("group-dissolved")]
    last: date | None = deliverable.frozen_after
    if last and workshop.unit.localdate(at) > last:
        return [Reason("deliverable-frozen")]
    return refusals("submit", newest.state, Actor.OWNER) if newest else []


def comments_of(submission: Submission | None) -> dict[str, list[ReviewComment]]:
    """What was said to this version, by the path it is pinned to."""
    found: dict[str, list[ReviewComment]] = defaultdict(list)
    if submission is not None:
        pinned = ReviewComment.objects.filter(review__submission=submission)
        for one in pinned.select_related("review__by").order_by("review__at", "pk"):
            found[one.path].append(one)
    return dict(found)


def words_of(submission: Submission | None) -> list[str]:
    """What was said to this version as a whole."""
    if submission is None:
        return []
    said = submission.reviews.exclude(comment="").order_by("at", "pk")
    return list(said.values_list("comment", flat=True))


def changes_since(sheet: Sheet, revision: int, *, tab: str) -> dict[str, Any]:
    """What others changed after that revision, by path: a cell ``{"value": …}``, a row that came or
    moved ``{"row": …, "after": …}``, one that went ``{"gone": True}``."""
    stamps: Mapping[str, Any] = sheet.draft.stamps if sheet.draft else {}
    found: dict[str, Any] = {}
    for path, stamp in stamps.items():
        if stamp["revision"] <= revision or stamp["tab"] == tab:
            continue
        place = locate(sheet.worksheet, path)
        if place is None:
            continue
        row = row_at(sheet.content, place.section.code, place.row) if place.row else None
        if place.column is None:
            told = {"row": row, "after": _before(sheet, place.section.code, place.row)}
            found[path] = told if row else {"gone": True}
        elif row is not None or not place.row:
            found[path] = {"value": cell_at(sheet.content, place), "at": stamp["at"]}
    return found


def _before(sheet: Sheet, section: str, row_id: str) -> str:
    ids = [row["id"] for row in sheet.content["sections"][section]["rows"]]
    place = ids.index(row_id) if row_id in ids else 0
    return ids[place - 1] if place else ""


@dataclass(frozen=True)
class Earlier:
    """A version that may be copied forward: of the same worksheet, by the same unit or pillar."""

    submission: Submission
    workshop_title: str
    sent_on: date
    accepted: bool


def earlier_of(sheet: Sheet) -> list[Earlier]:
    """What this owner handed in for the same worksheet at other times, newest first; one query.

    An OPD's own, and a team's of the same pillar in an earlier Bimtek; both by the same organiser,
    for what was sent to another one is not this one's to read. A kelompok is made of other people
    each time, whatever its name.
    """
    owner = sheet.owner
    versions = Submission.objects.newest().filter(
        duty__deliverable__worksheet=sheet.deliverable.worksheet,
        duty__deliverable__stage__workshop__unit=owner.workshop.unit_id,
        content__isnull=False,
        state__in=[
            SubmissionState.ACCEPTED,
            SubmissionState.RETURNED,
            SubmissionState.SUBMITTED,
        ],
    )
    if isinstance(owner, Invitation):
        versions = versions.filter(duty__invitation__unit=owner.unit_id)
    else:
        if owner.kind == GroupKind.GROUP:
            return []
        versions = versions.filter(
            duty__group__kind=owner.kind, duty__group__pillar=owner.pillar
        ).exclude(duty__deliverable__stage__workshop=owner.workshop_id)
    if sheet.duty:
        versions = versions.exclude(duty=sheet.duty)
    found = versions.select_related("duty__deliverable__stage__workshop__unit").order_by(
        "-submitted_at", "pk"
    )
    return [
        Earlier(
            one,
            one.duty.deliverable.stage.workshop.title_id,
            one.duty.deliverable.stage.workshop.unit.localdate(one.submitted_at),
            one.state == SubmissionState.ACCEPTED,
        )
        for one in found[:20]
    ]
