"""A worksheet that is being filled in: saved cell by cell, taken from a file, handed in."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.actions.submission import Body, against_changes, lock_duty, submit
from workshops.models import Duty, Submission, WorksheetDraft
from workshops.queries.worksheet import faults_in
from workshops.rules.duty import is_frozen, worksheet_of
from workshops.rules.review import refusals
from workshops.rules.states import Actor
from workshops.rules.worksheets import (
    Change,
    Worksheet,
    apply,
    compare,
    merge,
    pruned,
    tidy,
)
from workshops.rules.worksheets.drafting import LARGEST, MOST_REMOVED, begin, continues
from workshops.rules.worksheets.merging import Clash
from workshops.rules.worksheets.shape import Found

# Every keystroke is saved; the trail says who wrote, not how often.
ONE_SITTING = timedelta(minutes=10)
UNSEEN = object()


@dataclass(frozen=True)
class Met:
    """A place that somebody else changed meanwhile: both values, and when theirs was written.
    ``theirs`` None: the row is gone."""

    path: str
    mine: Any
    theirs: Any
    at: str


@dataclass(frozen=True)
class Saved:
    """What came of a saving. ``strange``: what was not taken, and why."""

    draft: WorksheetDraft
    changed: tuple[str, ...]
    conflicts: tuple[Met, ...]
    strange: tuple[Found, ...]


@transaction.atomic
def save_cells(*, duty: Duty, changes: Sequence[Change], tab: str, by: User, at: datetime) -> Saved:
    """Each change whose place still holds what its page showed. What another page (``tab``) wrote
    meanwhile is not overwritten: it comes back as a conflict with both values.

    Refused: workshop-closed, invitation-withdrawn, group-dissolved, deliverable-frozen,
    deliverable-accepted, submission-to-confirm-first, worksheet-too-large.
    """
    duty, draft, worksheet = _writable(duty, by=by, at=at)
    stamps = draft.stamps
    done = apply(
        worksheet,
        draft.content,
        changes,
        own=lambda path: stamps.get(path, {}).get("tab") == tab,
    )
    conflicts = tuple(
        Met(one.path, one.mine, one.theirs, _written_at(stamps, one.path)) for one in done.conflicts
    )
    if done.changed:
        told = at.isoformat()
        for section, after, row in done.removed:
            draft.removed.append({"section": section, "after": after, "row": row, "at": told})
        del draft.removed[:-MOST_REMOVED]
        _store(duty, draft, done.content, done.changed, tab=tab, by=by, at=at)
    return Saved(draft, done.changed, conflicts, done.strange)


@transaction.atomic
def take_in(
    *,
    duty: Duty,
    base: Any,
    content: Any,
    by: User,
    at: datetime,
    overriding: Collection[str] = (),
    seen: Mapping[str, Any] | None = None,
    source: str = "form",
) -> tuple[WorksheetDraft, tuple[Clash, ...]]:
    """What was changed from ``base`` to ``content`` elsewhere (a form, last year's), joined with
    what stands here. Where both changed a place, what stands here stays and is told, unless
    ``overriding`` names it. ``seen``: what stood here at each such place when the person chose.

    Refused: as ``save_cells``; form-page-moved-on where the person would choose without having seen.
    """
    duty, draft, worksheet = _writable(duty, by=by, at=at)
    merged = merge(worksheet, base, content, draft.content)
    if seen is not None:
        unseen = [one for one in merged.clashes if seen.get(one.path, UNSEEN) != one.theirs]
        if unseen:
            raise Refused(Reason("form-page-moved-on", count=len(unseen)))
    taken, clashes = settle(worksheet, merged.content, merged.clashes, overriding)
    changed = [one.path for one in compare(worksheet, draft.content, taken)]
    if changed or taken != draft.content:
        for one in compare(worksheet, draft.content, taken):
            if one.kind == "removed":
                section = one.path.partition(".")[0]
                kept = {"section": section, "after": "", "row": one.old, "at": at.isoformat()}
                draft.removed.append(kept)
        del draft.removed[:-MOST_REMOVED]
        _store(duty, draft, taken, changed, tab=source, by=by, at=at, source=source)
    return draft, clashes


def settle(
    worksheet: Worksheet,
    content: dict[str, Any],
    clashes: Sequence[Clash],
    overriding: Collection[str],
) -> tuple[dict[str, Any], tuple[Clash, ...]]:
    """The joined content with what came from elsewhere at the places that ``overriding`` names, and
    the clashes that are left."""
    chosen = [one for one in clashes if one.path in overriding]
    changes = []
    for one in chosen:
        if isinstance(one.theirs, dict) and one.mine is None:  # the row shall go after all
            changes.append(Change(one.path, one.theirs, None))
        elif not isinstance(one.mine, dict):
            changes.append(Change(one.path, one.theirs, one.mine))
    done = apply(worksheet, content, changes)
    # A row that is kept because it was changed in the file is there already.
    return done.content, tuple(one for one in clashes if one.path not in overriding)


@transaction.atomic
def hand_in(*, duty: Duty, revision: int, by: User, at: datetime, note: str = "") -> Submission:
    """The draft as the owner's next version, as it stood at ``revision``.

    Refused: worksheet-changed-meanwhile, worksheet-has-faults, and as ``submit``.
    """
    duty, draft, worksheet = _writable(duty, by=by, at=at)
    if draft.revision != revision:
        raise Refused(Reason("worksheet-changed-meanwhile"))
    content = pruned(worksheet, draft.content)
    if wrong := faults_in(duty.deliverable, duty.owner, content):
        raise Refused(Reason("worksheet-has-faults", count=len(wrong)))
    version = submit(duty=duty, body=Body(content=content), by=by, at=at, note=note)
    draft.content, draft.version = content, version.version
    draft.save(update_fields=["content", "version"])
    return version


def _writable(duty: Duty, *, by: User, at: datetime) -> tuple[Duty, WorksheetDraft, Worksheet]:
    """The duty, locked, and its draft as it goes on from the newest version."""
    duty = lock_duty(duty)
    if reasons := against_changes(duty):
        raise Refused(*reasons)
    today = duty.deliverable.stage.workshop.unit.localdate(at)
    if is_frozen(duty.deliverable, duty, today):
        raise Refused(Reason("deliverable-frozen"))
    newest = duty.submissions.newest().defer("content", "text").first()
    if newest and (reasons := refusals("submit", newest.state, Actor.OWNER)):
        raise Refused(*reasons)
    worksheet = worksheet_of(duty.deliverable)
    draft = WorksheetDraft.objects.filter(duty=duty).first()
    if draft is None:
        draft = WorksheetDraft(duty=duty, saved_at=at, saved_by=by, content=None)
    if draft.content is None or (
        newest and not continues(draft.version, newest.version, newest.state)
    ):
        draft.content = newest.content if newest else None
        draft.version = newest.version if newest else 0
        draft.stamps, draft.removed = {}, []
        draft.revision += 1 if draft.pk else 0
    draft.content = begin(worksheet, draft.content)
    if draft.pk is None:
        draft.save()
    return duty, draft, worksheet


def _store(
    duty: Duty,
    draft: WorksheetDraft,
    content: dict[str, Any],
    changed: Sequence[str],
    *,
    tab: str,
    by: User,
    at: datetime,
    source: str = "page",
) -> None:
    content = tidy(worksheet_of(duty.deliverable), content)[0]
    if len(json.dumps(content, ensure_ascii=False)) > LARGEST:
        raise Refused(Reason("worksheet-too-large"))
    sitting = (
        source == "page"
        and draft.revision > 0
        and draft.saved_by_id == by.pk
        and at - draft.saved_at < ONE_SITTING
    )
    draft.revision += 1
    told = {"revision": draft.revision, "tab": tab[:40], "at": at.isoformat()}
    draft.content = content
    draft.stamps = {**draft.stamps, **dict.fromkeys(changed, told)}
    draft.saved_at, draft.saved_by = at, by
    draft.save()
    if not sitting:
        audit.record(
            "workshops.worksheet.written",
            duty.deliverable,
            by=by,
            at=at,
            unit=duty.unit,
            owner=duty.owner.public_id,
            revision=draft.revision,
            source=source,
        )


def _written_at(stamps: dict[str, Any], path: str) -> str:
    """When the place was last written; of a row, its latest cell."""
    inside = [
        told["at"]
        for place, told in stamps.items()
        if place == path or place.startswith(f"{path}.")
    ]
    above = stamps.get(path.rpartition(".")[0], {}).get("at", "")
    return max(inside) if inside else above
