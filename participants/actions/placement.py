"""Deciding who is placed where: a person does, with a reason, beside the advice they saw."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from participants.actions import audit
from participants.actions.staffing import appoint
from participants.errors import Reason, Refused
from participants.models import (
    AppointmentKind,
    Person,
    PlacementDecision,
    PlacementVerdict,
    Post,
    User,
)


@transaction.atomic
def decide_placement(
    *,
    person: Person,
    post: Post,
    verdict: str,
    reason: str,
    shown: Mapping[str, Any],
    by: User,
    at: datetime,
    valid_from: date | None = None,
) -> PlacementDecision:
    """Keeps what was decided and why; appointing takes effect on ``valid_from``.

    Raises Refused without a reason, or as ``appoint`` does.
    """
    if not reason.strip():
        raise Refused(Reason("reason-required"))
    made = PlacementDecision.objects.create(
        person=person,
        post=post,
        verdict=verdict,
        reason=reason.strip()[:300],
        shown=dict(shown),
        decided_at=at,
        decided_by=by,
    )
    if verdict == PlacementVerdict.APPOINT:
        appoint(
            person=person,
            post=post,
            kind=AppointmentKind.DEFINITIVE,
            valid_from=valid_from or post.unit.localdate(at),
            by=by,
            at=at,
        )
    audit.record(
        "participants.placement.decided",
        made,
        by=by,
        at=at,
        unit=post.unit,
        person=person.public_id,
        verdict=verdict,
    )
    return made
