"""Who owes which hasil kerja, and what a version of it must be. Pure."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from participants.errors import Reason
from workshops.models import (
    Deliverable,
    Duty,
    Group,
    GroupKind,
    Invitation,
    InvitationBody,
    OwedBy,
    WorkForm,
)
from workshops.rules.worksheets import Worksheet, worksheet_for

KINDS = {
    GroupKind.PILLAR: OwedBy.PILLAR,
    GroupKind.GROUP: OwedBy.GROUP,
    GroupKind.COMMITTEE: OwedBy.COMMITTEE,
}
# The argument of ``submit`` that is the body of each form.
BODIES = {
    WorkForm.FILE: "upload",
    WorkForm.LINK: "link",
    WorkForm.NOTE: "text",
    WorkForm.WORKSHEET: "content",
}
MISSING = {
    WorkForm.FILE: "submission-file-missing",
    WorkForm.LINK: "submission-link-missing",
    WorkForm.NOTE: "submission-text-missing",
    WorkForm.WORKSHEET: "submission-worksheet-missing",
}
LONGEST_LINK = 500
# A working week and its weekend: whoever is asked to mend something is given the time to do it.
RETURN_DAYS = timedelta(days=7)


def owed_by(owner: Invitation | Group) -> str | None:
    """Which deliverables whoever this is owes (an ``OwedBy``); None: none at all."""
    if isinstance(owner, Group):
        return KINDS[GroupKind(owner.kind)]
    return OwedBy.UNIT if owner.body == InvitationBody.UNIT else None


def body_faults(deliverable: Deliverable, bodies: Mapping[str, Any]) -> list[Reason]:
    """What keeps these from being a version: the one body of the form asked, and no other."""
    form = WorkForm(deliverable.form)
    wanted = BODIES[form]
    if not bodies[wanted]:
        return [Reason(MISSING[form])]
    if any(value for name, value in bodies.items() if name != wanted):
        return [Reason("submission-of-another-form")]
    if form == WorkForm.LINK and not is_address(bodies["link"]):
        return [Reason("submission-link-broken")]
    return []


def is_address(link: str) -> bool:
    """Whether it is a web address one may be sent to."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    blank = any(char.isspace() or ord(char) < 32 for char in link)
    return (
        parts.scheme in ("http", "https")
        and "." in (parts.hostname or "")
        and not parts.username
        and not blank
        and len(link) <= LONGEST_LINK
    )


def is_frozen(deliverable: Deliverable, duty: Duty | None, today: date) -> bool:
    """Whether the day after which nothing is sent has passed; what was returned has a day of its own."""
    last = deliverable.frozen_after
    if last is None or today <= last:
        return False
    return duty is None or duty.open_until is None or today > duty.open_until


def open_until(deliverable: Deliverable, today: date) -> date | None:
    """Until when what is returned today may be sent again after the freezing day; None: it need not
    be said."""
    last = deliverable.frozen_after
    until = today + RETURN_DAYS
    return until if last is not None and last < until else None


def worksheet_of(deliverable: Deliverable) -> Worksheet:
    """The definition that this deliverable asks for, as its owner fills it in."""
    assert deliverable.form == WorkForm.WORKSHEET  # noqa: S101 - asked of worksheets alone
    return worksheet_for(deliverable.worksheet, group=deliverable.owed_by != OwedBy.UNIT)


def fingerprint(body: Any) -> str:
    """SHA-256 of a link, a text or a worksheet, whatever order its keys came in."""
    told = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
