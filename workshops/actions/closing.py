"""Stages begun and ended; a Bimtek closed, which freezes who earned what, and reopened."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import EvidenceMethod, User
from workshops.models import (
    AttendanceSlot,
    AwardRule,
    Closing,
    Entitlement,
    EntitlementKind,
    PassingRule,
    SlotState,
    Stage,
    StageState,
    Workshop,
    WorkshopState,
)
from workshops.queries.progress import RegistrationProgress, progress_of, rule_in_force
from workshops.rules.entitlement import band_of, jp_of, of_a_stage
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
    if stage.closings.standing().exists():
        raise Refused(Reason("stage-frozen"))
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
    shut(AttendanceSlot.objects.filter(stage__workshop=workshop))
    closing, entitlements = freeze(workshop=workshop, rule=rule, by=by, at=at)
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
    closing = workshop.closings.standing().of_whole().order_by("-ordinal").first()
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


def shut(slots: QuerySet[AttendanceSlot]) -> None:
    """Closes those that nobody closed."""
    # Scans hold a share of their slot until they are stored: from here on none is under way.
    locked = slots.select_for_update(of=("self",), no_key=True).order_by("pk")
    unfinished = [slot.pk for slot in locked if slot.state in (SlotState.PLANNED, SlotState.OPEN)]
    AttendanceSlot.objects.filter(pk__in=unfinished).update(state=SlotState.CLOSED)


def freeze(
    *, workshop: Workshop, rule: PassingRule, by: User, at: datetime, stage: Stage | None = None
) -> tuple[Closing, list[Entitlement]]:
    """A closing of the Bimtek or of one stage, with the entitlement of everybody judged there."""
    closing = Closing.objects.create(
        workshop=workshop,
        stage=stage,
        ordinal=workshop.closings.count() + 1,
        rule=rule,
        at=at,
        by=by,
    )
    awards = [] if stage else awards_of(workshop)
    made = [
        entitlement_of(closing, found, awards)
        for found in progress_of(workshop, at=at, rule=rule, stage=stage)
    ]
    return closing, Entitlement.objects.bulk_create(made, batch_size=500)


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
    kind = found.kind or EntitlementKind.NONE
    earned = EntitlementKind.NONE not in (kind, found.by_rule)
    of_stage = closing.stage_id is not None
    rule = of_a_stage(closing.rule) if of_stage else closing.rule
    return Entitlement(
        closing=closing,
        registration=found.registration,
        kind=kind,
        jp=jp_of(found.progress, rule, kind, found.by_rule or EntitlementKind.NONE),
        facts=_facts(found, closing),
        reasons=[reason.as_json() for reason in found.reasons],
        # A level is proposed once, with the whole Bimtek, and never for a right by exemption.
        awards=_awards(found.progress.score, awards) if earned and not of_stage else [],
    )


def _facts(found: RegistrationProgress, closing: Closing) -> dict[str, object]:
    """What the outcome rests on, as codes and figures (JP)."""
    progress = found.progress
    more: dict[str, object] = {}
    if found.exempted:
        more["exemption"] = found.exempted.as_json() | {"by_rule": str(found.by_rule)}
    if found.kind == EntitlementKind.COMPLETED and closing.rule.bands:
        more["band"] = band_of(progress.score, closing.rule.bands)
    return more | {
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
