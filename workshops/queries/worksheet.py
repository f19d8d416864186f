"""A worksheet as it stands for its owner: content, what was said to it, what changed meanwhile."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from participants.errors import Reason
from participants.models import OrganisationUnit, UnitKind
from workshops.models import (
    Deliverable,
    Duty,
    Group,
    GroupKind,
    Invitation,
    ReviewComment,
    Submission,
    SubmissionState,
    WorkForm,
    WorksheetDraft,
    WorkshopState,
)
from workshops.queries.programme_units import UnitNames
from workshops.rules.duty import is_frozen, owed_by, worksheet_of
from workshops.rules.review import refusals
from workshops.rules.states import Actor
from workshops.rules.worksheets import ACTIONS, Worksheet, cell_at, faults, locate, rows_of
from workshops.rules.worksheets.content import row_at
from workshops.rules.worksheets.drafting import begin, continues
from workshops.rules.worksheets.shape import Found

LARGE = ("draft__content", "draft__stamps", "draft__removed")


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


@dataclass(frozen=True)
class Standing:
    """Where a worksheet stands, without what is in it: what a page asks every few seconds."""

    revision: int
    closed: tuple[Reason, ...]


def asked_worksheet(owner: Invitation | Group, code: str) -> Deliverable | None:
    """The worksheet of this code that is asked of this owner; one query."""
    kind = owed_by(owner)
    if kind is None:
        return None
    return Deliverable.objects.filter(
        public_id=code,
        form=WorkForm.WORKSHEET,
        owed_by=kind,
        stage__workshop=owner.workshop_id,
    ).first()


def standing_of(deliverable: Deliverable, owner: Invitation | Group, *, at: datetime) -> Standing:
    """Two queries, and none of the large columns."""
    duty = _duties(deliverable, owner).defer(*LARGE).first()
    draft = getattr(duty, "draft", None)
    newest = duty.submissions.newest().defer("content", "text").first() if duty else None
    closed = _closed(deliverable, owner, duty, newest, at)
    return Standing(draft.revision if draft else 0, tuple(closed))


def sheet_of(deliverable: Deliverable, owner: Invitation | Group, *, at: datetime) -> Sheet:
    """The worksheet of this owner; at most three queries. ``deliverable`` is one of its own."""
    duty = _duties(deliverable, owner).first()
    draft = getattr(duty, "draft", None)
    # Its content is asked for where nothing goes on from it alone.
    newest = duty.submissions.newest().defer("content", "text").first() if duty else None
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
        closed=tuple(_closed(deliverable, owner, duty, newest, at)),
    )


def _duties(deliverable: Deliverable, owner: Invitation | Group) -> QuerySet[Duty]:
    which = {"group" if isinstance(owner, Group) else "invitation": owner}
    return Duty.objects.filter(deliverable=deliverable, **which).select_related("draft")


def faults_in(
    deliverable: Deliverable, owner: Invitation | Group, content: Mapping[str, Any]
) -> list[Found]:
    """Everything that keeps it from being handed in: what the worksheet says of itself, and of a
    rencana aksi also whether the register knows its OPD; at most one query."""
    found = faults(worksheet_of(deliverable), content)
    if deliverable.worksheet != ACTIONS.code:
        return found
    organiser = deliverable.stage.workshop.unit
    if isinstance(owner, Invitation):
        return found + [("programmes", one) for one in _owner_faults(owner.unit, organiser)]
    told = {path for path, _reason in found}
    units = UnitNames(organiser.root_path)
    for row in rows_of(content, "programmes"):
        path, name = f"programmes.{row['id']}.owner", str(row.get("owner") or "").strip()
        if not name or path in told:
            continue
        unit = units.find(name)
        wrong = _owner_faults(unit, organiser) if unit else [_unknown(name)]
        found += [(path, one) for one in wrong]
    return found


def _owner_faults(unit: OrganisationUnit, organiser: OrganisationUnit) -> list[Reason]:
    """Why the unit cannot own a programme of the register that the organiser keeps."""
    if unit.kind == UnitKind.EXTERNAL:
        return [Reason("programme-unit-outside", name=unit.name)]
    if unit.root_path != organiser.root_path:
        return [Reason("programme-unit-elsewhere", name=unit.name)]
    return []


def _unknown(name: str) -> Reason:
    return Reason("cell-unit-unknown", name=name[:80])


def _closed(
    deliverable: Deliverable,
    owner: Invitation | Group,
    duty: Duty | None,
    newest: Submission | None,
    at: datetime,
) -> list[Reason]:
    workshop = owner.workshop
    if workshop.state == WorkshopState.CLOSED:
        return [Reason("workshop-closed")]
    if isinstance(owner, Invitation) and owner.withdrawn_at is not None:
        return [Reason("invitation-withdrawn")]
    if isinstance(owner, Group) and owner.dissolved_at is not None:
        return [Reason("group-dissolved")]
    if is_frozen(deliverable, duty, workshop.unit.localdate(at)):
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
