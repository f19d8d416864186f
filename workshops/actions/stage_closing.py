"""One stage closed by itself, so that its certificates may go out the same afternoon."""

from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.models import AttendanceSlot, Closing, EntitlementKind, Stage, StageState
from workshops.queries.progress import rule_in_force

from .closing import freeze, shut
from .locking import changeable


@transaction.atomic
def close_stage(*, stage: Stage, by: User, at: datetime) -> Closing:
    """Who came to this stage is frozen as entitlements of the stage; the Bimtek goes on. Its slots
    are closed, and its plan changes no more until it is reopened.

    Refused: workshop-closed, workshop-has-no-rule, stage-certificates-off, stage-not-held,
    stage-closed-already.
    """
    workshop = changeable(stage.workshop)
    stage = Stage.objects.select_for_update(of=("self",), no_key=True).get(pk=stage.pk)
    rule = rule_in_force(workshop)
    if rule is None:
        raise Refused(Reason("workshop-has-no-rule"))
    if not rule.stage_certificates:
        raise Refused(Reason("stage-certificates-off"))
    if stage.state != StageState.HELD:
        raise Refused(Reason("stage-not-held"))
    if stage.closings.standing().exists():
        raise Refused(Reason("stage-closed-already"))
    shut(AttendanceSlot.objects.filter(stage=stage))
    closing, entitlements = freeze(workshop=workshop, rule=rule, stage=stage, by=by, at=at)
    audit.record(
        "workshops.stage.closed",
        stage,
        by=by,
        at=at,
        unit=workshop.unit,
        closing=closing.ordinal,
        rule=rule.version,
        people=len(entitlements),
        entitled=sum(one.kind != EntitlementKind.NONE for one in entitlements),
    )
    return closing


@transaction.atomic
def reopen_stage(*, stage: Stage, reason: str, by: User, at: datetime) -> Stage:
    """What the closing of the stage froze stands no longer, and is kept. Refused: reason-required,
    workshop-closed, stage-not-closed."""
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise Refused(Reason("reason-required"))
    workshop = changeable(stage.workshop)
    closing = stage.closings.standing().first()
    if closing is None:
        raise Refused(Reason("stage-not-closed"))
    closing.reopened_at, closing.reopened_by, closing.reopened_because = at, by, reason
    closing.save(update_fields=["reopened_at", "reopened_by", "reopened_because"])
    audit.record(
        "workshops.stage.reopened",
        stage,
        by=by,
        at=at,
        unit=workshop.unit,
        closing=closing.ordinal,
    )
    return stage
