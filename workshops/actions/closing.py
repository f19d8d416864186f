"""Stages begun and ended; a Bimtek closed, which freezes who earned what, and reopened."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import EvidenceMethod, User
from workshops.models import (
    AttendanceSlot,
    AwardRule,
    Closing,
    Entitlement,
    EntitlementKind,
    SlotState,
    Stage,
    StageState,
    Workshop,
    WorkshopState,
)
from workshops.queries.progress import RegistrationProgress, progress_of, rule_in_force
from workshops.rules.progress import Progress, jp_earned
from workshops.rules.states import refusals

from .locking import changeable


@transaction.atomic
def begin_stage(*, stage: Stage, by: User, at: datetime) -> Stage:
    """The stage is running, and with the first one the Bimtek. Refused: stage-not-movable,
    workshop-not-movable (a draft), workshop-closed."""
    workshop = changeable(stage.workshop)
    if workshop.state != WorkshopState.RUNNING:
        if reasons := refusals("workshop", workshop.state, WorkshopState.RUNNING):
            raise Refused(*reasons)
        workshop.state = WorkshopState.RUNNING
        workshop.save(update_fields=["state"])
        audit.record("workshops.workshop.running", workshop, by=by, at=at)
    return _move_stage(stage, workshop, StageState.RUNNING, by, at)


@transaction.atomic
def end_stage(*, stage: Stage, by: User, at: datetime) -> Stage:
    """The stage was held. Refused: stage-not-movable, workshop-closed."""
    return _move_stage(stage, changeable(stage.workshop), StageState.HELD, by, at)


def _move_stage(stage: Stage, workshop: Workshop, target: str, by: User, at: datetime) -> Stage:
    stage = Stage.objects.select_for_update(of=("self",), no_key=True).get(pk=stage.pk)
    if reasons := refusals("stage", stage.state, target):
        raise Refused(*reasons)
    stage.state = target
    stage.save(update_fields=["state"])
    audit.record(f"workshops.stage.{target}", stage, by=by, at=at, unit=workshop.unit)
    return stage


@transaction.atomic
def close_workshop(*, workshop: Workshop, by: User, at: datetime) -> Closing:
    """Tutup kegiatan: rule, facts and outcome of everybody are frozen as entitlements.

    Slots that nobody closed are closed; a scan that comes later goes to *perlu diperiksa*. Refused:
    workshop-closed, workshop-not-movable (a draft), workshop-has-no-rule.
    """
    workshop = changeable(workshop)
    if reasons := refusals("workshop", workshop.state, WorkshopState.CLOSED):
        raise Refused(*reasons)
    rule = rule_in_force(workshop)
    if rule is None:
        raise Refused(Reason("workshop-has-no-rule"))
    # Scans hold a share of their slot until they are stored: from here on none is under way.
    slots = AttendanceSlot.objects.select_for_update(of=("self",), no_key=True).filter(
        stage__workshop=workshop
    )
    unfinished = [
        slot.pk
        for slot in slots.order_by("pk")
        if slot.state in (SlotState.PLANNED, SlotState.OPEN)
    ]
    AttendanceSlot.objects.filter(pk__in=unfinished).update(state=SlotState.CLOSED)

    closing = Closing.objects.create(
        workshop=workshop, ordinal=workshop.closings.count() + 1, rule=rule, at=at, by=by
    )
    awards = awards_of(workshop)
    entitlements = Entitlement.objects.bulk_create(
        [entitlement_of(closing, found, awards) for found in progress_of(workshop, at=at)],
        batch_size=500,
    )
    workshop.state = WorkshopState.CLOSED
    workshop.closed_at, workshop.closed_by = at, by
    workshop.save(update_fields=["state", "closed_at", "closed_by"])
    audit.record(
        "workshops.workshop.closed",
        workshop,
        by=by,
        at=at,
        closing=closing.ordinal,
        rule=rule.version,
        people=len(entitlements),
        entitled=sum(one.kind != EntitlementKind.NONE for one in entitlements),
    )
    return closing


@transaction.atomic
def reopen_workshop(*, workshop: Workshop, reason: str, by: User, at: datetime) -> Workshop:
    """Running again; what the closing froze stands no longer, and is kept. Refused: reason-required,
    workshop-not-closed."""
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise Refused(Reason("reason-required"))
    workshop = (
        Workshop.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit")
        .get(pk=workshop.pk)
    )
    if workshop.state != WorkshopState.CLOSED:
        raise Refused(Reason("workshop-not-closed"))
    closing = workshop.closings.filter(reopened_at=None).order_by("-ordinal").first()
    if closing:
        closing.reopened_at, closing.reopened_by, closing.reopened_because = at, by, reason
        closing.save(update_fields=["reopened_at", "reopened_by", "reopened_because"])
    workshop.state = WorkshopState.RUNNING
    workshop.closed_at = workshop.closed_by = None
    workshop.save(update_fields=["state", "closed_at", "closed_by"])
    audit.record(
        "workshops.workshop.reopened",
        workshop,
        by=by,
        at=at,
        closing=closing.ordinal if closing else 0,
    )
    return workshop


def awards_of(workshop: Workshop) -> list[AwardRule]:
    """The award rules in force."""
    return list(
        AwardRule.objects.filter(workshop=workshop, retired_at=None)
        .select_related("competency")
        .order_by("competency__code", "pk")
    )


def entitlement_of(
    closing: Closing, found: RegistrationProgress, awards: list[AwardRule]
) -> Entitlement:
    """What a closing freezes of one registration; not saved."""
    entitled = found.kind not in (None, EntitlementKind.NONE)
    return Entitlement(
        closing=closing,
        registration=found.registration,
        kind=found.kind or EntitlementKind.NONE,
        jp=jp_earned(found.progress, closing.rule) if entitled else found.progress.jp_attended,
        facts=_facts(found.progress),
        reasons=[reason.as_json() for reason in found.reasons],
        awards=_awards(found.progress.score, awards) if entitled else [],
    )


def _facts(progress: Progress) -> dict[str, object]:
    """What the outcome rests on, as codes and figures (JP)."""
    return {
        "jp_expected": progress.jp_expected,
        "jp_attended": progress.jp_attended,
        "jp_excused": progress.jp_excused,
        "stages": [
            {
                "order": stage.order,
                "expected": stage.jp_expected,
                "attended": stage.jp_attended,
                "excused": stage.jp_excused,
            }
            for stage in progress.stages
        ],
        "slots": [
            {"slot": line.slot, "status": line.status, "jp": line.jp} for line in progress.why
        ],
        "mandatory_missed": list(progress.mandatory_missed),
        "deliverables_asked": progress.deliverables_asked,
        "deliverables_accepted": progress.deliverables_accepted,
        "score": None if progress.score is None else str(progress.score),
    }


def _awards(score: Decimal | None, rules: list[AwardRule]) -> list[dict[str, object]]:
    """A level by test for whose score reaches it; exposure where no score is asked."""
    return [
        {
            "competency": rule.competency.code,
            "level": rule.level,
            "method": str(
                EvidenceMethod.EXPOSURE if rule.minimum_score is None else EvidenceMethod.TEST
            ),
            "score": None if rule.minimum_score is None or score is None else str(score),
        }
        for rule in rules
        if rule.minimum_score is None or (score is not None and score >= rule.minimum_score)
    ]
