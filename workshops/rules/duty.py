"""Who owes which hasil kerja, and what a version of it must be. Pure."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from participants.errors import Reason
from workshops.models import (
    Deliverable,
    Group,
    GroupKind,
    Invitation,
    InvitationBody,
    OwedBy,
    WorkForm,
)

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


def fingerprint(body: Any) -> str:
    """SHA-256 of a link, a text or a worksheet, whatever order its keys came in."""
    told = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
