"""How far everybody is: the evaluator's input for all registrations, in a constant number of queries.

Where somebody is expected follows from the delegations held; JP from the sessions of the slots.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from participants.errors import Reason
from workshops.models import (
    EXCUSED,
    PRESENT,
    Attendance,
    AttendanceSlot,
    AttendanceStatus,
    Delegation,
    Deliverable,
    Exemption,
    InvitationBody,
    OwedBy,
    PassingRule,
    Registration,
    RegistrationState,
    Session,
    SlotState,
    Stage,
    Submission,
    SubmissionState,
    TestKind,
    TestScore,
    Workshop,
)
from workshops.models.registration import RegistrationQuerySet
from workshops.rules.entitlement import Exempted, judged, of_a_stage
from workshops.rules.progress import Ahead, Progress, Reach, StageProgress, Why, outcome, reach
from workshops.rules.score import over_all_stages

AHEAD = "ahead"


@dataclass(frozen=True)
class RegistrationProgress:
    """One registration, what it reached, and what the rule says to it. ``kind`` is an
    ``EntitlementKind``; without a rule it is None, and there are neither reasons nor ``reach``.
    ``by_rule`` is the kind before an exemption."""

    registration: Registration
    progress: Progress
    kind: str | None
    reasons: tuple[Reason, ...]
    reach: Reach | None
    by_rule: str | None = None
    exempted: Exempted | None = None

    @property
    def is_by_exemption(self) -> bool:
        """Whether an exemption decided."""
        return self.kind != self.by_rule


def rule_in_force(workshop: Workshop) -> PassingRule | None:
    """The newest version of the passing rule."""
    return PassingRule.objects.filter(workshop=workshop).order_by("-version", "-pk").first()


def progress_of(
    workshop: Workshop,
    *,
    at: datetime,
    among: RegistrationQuerySet | None = None,
    rule: PassingRule | None = None,
    stage: Stage | None = None,
) -> list[RegistrationProgress]:
    """All participants that hold or held a place (or those ``among`` them), by unit and name.

    Who withdrew is not judged; who was replaced for good is, for the stages held. Eleven queries
    however many people. ``at``: slots that end after it still count as to come. Judged by the rule
    in force, or by ``rule`` (which may be an unsaved one); over all, or as ``stage`` alone.
    """
    people = list(
        (Registration.objects.all() if among is None else among)
        .filter(workshop=workshop)
        .participants()
        .exclude(state=RegistrationState.WITHDRAWN)
        .select_related("person", "unit")
        .order_by("unit__name", "unit_id", "printed_name", "pk")
    )
    rule = rule or rule_in_force(workshop)
    plan = _Plan(workshop, at, rule, stage)
    kept = _Kept(workshop, people, stage)
    asked = of_a_stage(rule) if rule and stage else rule
    found = []
    for registration in people:
        registration.workshop = workshop
        progress = _progress(registration.pk, plan, kept)
        if stage and not progress.stages:
            continue  # expected at other stages alone
        by_rule, missing = outcome(progress, asked) if asked else (None, [])
        exempted = kept.exempted.get(registration.pk)
        kind, reasons = judged(by_rule, missing, exempted) if by_rule else (None, ())
        hours = reach(progress, asked) if asked else None
        found.append(
            RegistrationProgress(
                registration, progress, kind, tuple(reasons), hours, by_rule, exempted
            )
        )
    return found


def progress_for(
    registration: Registration,
    *,
    at: datetime,
    rule: PassingRule | None = None,
    stage: Stage | None = None,
) -> RegistrationProgress | None:
    """The same for one registration; None for who withdrew or is no participant."""
    mine = Registration.objects.filter(pk=registration.pk)
    rows = progress_of(registration.workshop, at=at, among=mine, rule=rule, stage=stage)
    return next(iter(rows), None)


def exempted_of(exemption: Exemption, workshop: Workshop) -> Exempted:
    """As the evaluator reads it, with what may be frozen."""
    return Exempted(
        public_id=exemption.public_id,
        effect=exemption.effect,
        reason=exemption.reason,
        basis=exemption.basis,
        by=exemption.made_by.full_name,
        on=workshop.unit.localdate(exemption.made_at).isoformat(),
    )


class _Plan:
    """Stages, slots with their JP and mandatory topics, deliverables: the same for everybody."""

    def __init__(
        self, workshop: Workshop, at: datetime, rule: PassingRule | None, only: Stage | None
    ) -> None:
        stages = Stage.objects.filter(workshop=workshop).order_by("order", "pk")
        self.stages = [stage for stage in stages if only is None or stage.pk == only.pk]
        slots = AttendanceSlot.objects.filter(stage__workshop=workshop)
        self.slots: dict[int, list[AttendanceSlot]] = defaultdict(list)
        for slot in slots.order_by("day", "opens_at", "pk"):
            self.slots[slot.stage_id].append(slot)
        self.jp: dict[int, int] = defaultdict(int)
        self.mandatory: dict[int, list[str]] = defaultdict(list)
        sessions = Session.objects.filter(stage__workshop=workshop).exclude(slot=None)
        for slot_id, jp, topic, mandatory in sessions.order_by("starts_at", "pk").values_list(
            "slot_id", "jp", "topic_id", "mandatory"
        ):
            self.jp[slot_id] += jp
            if mandatory and (rule is None or rule.mandatory_required):
                self.mandatory[slot_id].append(topic)
        self.deliverables: dict[int, list[int]] = defaultdict(list)
        asked = Deliverable.objects.filter(stage__workshop=workshop, owed_by=OwedBy.UNIT)
        if rule and rule.counted_deliverables:
            asked = asked.filter(public_id__in=rule.counted_deliverables)
        for key, stage_id in asked.values_list("pk", "stage_id"):
            self.deliverables[stage_id].append(key)
        self._at = at

    def is_ahead(self, slot: AttendanceSlot) -> bool:
        """Whether one can still come to it."""
        return slot.closes_at > self._at and slot.state in (SlotState.PLANNED, SlotState.OPEN)


class _Kept:
    """What each person did and holds, by registration."""

    def __init__(
        self, workshop: Workshop, people: Iterable[Registration], only: Stage | None
    ) -> None:
        keys = {registration.pk for registration in people}
        self.ranges: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
        self.invitations: dict[int, set[int]] = defaultdict(set)
        held = Delegation.objects.filter(registration__workshop=workshop, ended_at=None)
        for row in held.values_list(
            "registration_id",
            "first_stage__order",
            "last_stage__order",
            "seat__invitation_id",
            "seat__invitation__body",
        ):
            if row[0] in keys:
                self.ranges[row[0]].append((row[1], row[2]))
                if row[4] == InvitationBody.UNIT:
                    self.invitations[row[0]].add(row[3])
        self.attendance: dict[tuple[int, int], Attendance] = {}
        noted = Attendance.objects.filter(registration__workshop=workshop)
        if len(keys) == 1:  # one person's page need not read the hall's
            noted = noted.filter(registration__in=keys)
        for attendance in noted.select_related("noted_by").order_by("pk"):
            self.attendance[attendance.registration_id, attendance.slot_id] = attendance
        accepted = Submission.objects.newest().of(workshop).filter(state=SubmissionState.ACCEPTED)
        self.accepted = set(accepted.values_list("duty__invitation_id", "duty__deliverable_id"))
        scores = TestScore.objects.filter(registration__workshop=workshop, kind=TestKind.POST)
        self.scores: defaultdict[int, list[Decimal]] = defaultdict(list)
        if only is not None:
            scores = scores.filter(stage=only)
        for key, score in scores.values_list("registration_id", "score"):
            self.scores[key].append(score)
        exemptions = Exemption.objects.standing().filter(
            registration__workshop=workshop, stage=only
        )
        self.exempted = {
            one.registration_id: exempted_of(one, workshop)
            for one in exemptions.select_related("made_by")
        }


def _progress(registration: int, plan: _Plan, kept: _Kept) -> Progress:
    stages, why = [], []
    missed: list[str] = []
    to_come: list[str] = []
    asked: list[int] = []
    for stage in plan.stages:
        expected = any(
            first <= stage.order and (last is None or stage.order <= last)
            for first, last in kept.ranges[registration]
        )
        lines = [
            (slot, line)
            for slot in plan.slots[stage.pk]
            if (line := _line(registration, stage, slot, plan, kept, expected=expected))
        ]
        if expected:
            asked += plan.deliverables[stage.pk]
        if not lines and not expected:
            continue
        why += [line for _slot, line in lines]
        stages.append(_stage_progress(stage, lines, plan))
        for slot, line in lines:
            if _can_still_come(slot, line, plan):
                to_come += plan.mandatory[slot.pk]
            elif line.status not in PRESENT:
                missed += plan.mandatory[slot.pk]
    invitations = kept.invitations[registration]
    return Progress(
        stages=tuple(stages),
        mandatory_missed=tuple(missed),
        mandatory_ahead=tuple(to_come),
        deliverables_asked=len(asked) if invitations else 0,
        deliverables_accepted=sum(
            any((invitation, key) in kept.accepted for invitation in invitations) for key in asked
        ),
        score=over_all_stages(kept.scores[registration]),
        why=tuple(why),
    )


def _line(
    registration: int,
    stage: Stage,
    slot: AttendanceSlot,
    plan: _Plan,
    kept: _Kept,
    *,
    expected: bool,
) -> Why | None:
    """The evidence of one slot. Who came without being expected there counts there as well."""
    noted = kept.attendance.get((registration, slot.pk))
    came = noted is not None and noted.status in PRESENT
    if not (expected or came):
        return None
    status = noted.status if noted else AttendanceStatus.ABSENT
    if status == AttendanceStatus.ABSENT and plan.is_ahead(slot):
        status = AHEAD
    return Why(
        slot=slot.public_id,
        stage=stage.order,
        day=slot.day.isoformat(),
        kind=slot.kind,
        jp=plan.jp[slot.pk],
        status=str(status),
        arrived_at=noted.arrived_at if noted else None,
        noted_by=noted.noted_by.full_name if noted else "",
        noted_at=noted.noted_at if noted else None,
    )


def _can_still_come(slot: AttendanceSlot, line: Why, plan: _Plan) -> bool:
    """An excuse for a slot that is still to come does not keep anybody away."""
    return line.status == AHEAD or (line.status in EXCUSED and plan.is_ahead(slot))


def _stage_progress(
    stage: Stage, lines: list[tuple[AttendanceSlot, Why]], plan: _Plan
) -> StageProgress:
    return StageProgress(
        order=stage.order,
        title=stage.title_id,
        jp_expected=sum(line.jp for _slot, line in lines),
        jp_attended=sum(line.jp for _slot, line in lines if line.status in PRESENT),
        jp_excused=sum(line.jp for _slot, line in lines if line.status in EXCUSED),
        ahead=tuple(
            Ahead(
                line.kind,
                line.jp,
                mandatory=bool(plan.mandatory[slot.pk]),
                excused=line.status in EXCUSED,
            )
            for slot, line in lines
            if _can_still_come(slot, line, plan)
        ),
    )
