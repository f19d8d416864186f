"""Who has a right to a certificate, and every reason with its evidence: as it stands now before the
closing, as it was frozen after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from participants.errors import Reason
from workshops.models import (
    Attendance,
    AttendanceSlot,
    Closing,
    Deliverable,
    Entitlement,
    EntitlementKind,
    Exemption,
    InvitationBody,
    OwedBy,
    Registration,
    Stage,
    Submission,
    TestScore,
    Workshop,
)
from workshops.models.registration import RegistrationQuerySet
from workshops.queries.progress import RegistrationProgress, progress_of

# What a line lacks, by the word in the address; codes of reasons begin with one of these.
LACKS: dict[str, tuple[str, ...]] = {
    "jp": ("jp-", "nothing-expected"),
    "tahap": ("stage-jp-",),
    "sesi-wajib": ("mandatory-",),
    "hasil-kerja": ("deliverables-",),
    "nilai": ("score-",),
}


@dataclass(frozen=True)
class Line:
    """One person of the table; figures in JP. ``exempted`` as it was frozen or stands now, {} without."""

    registration: Registration
    kind: str
    by_rule: str
    reasons: tuple[Reason, ...]
    jp: int
    jp_expected: int
    works_asked: int
    works_accepted: int
    score: Decimal | None
    band: str = ""
    exempted: Mapping[str, Any] = field(default_factory=dict)
    frozen: Entitlement | None = None

    @property
    def is_entitled(self) -> bool:
        return self.kind != EntitlementKind.NONE

    @property
    def is_by_exemption(self) -> bool:
        """Whether an exemption decided, and not the rule."""
        return self.kind != self.by_rule

    @property
    def name(self) -> str:
        return self.registration.printed_name

    @property
    def unit(self) -> str:
        return self.registration.unit.name

    def lacks(self, what: str) -> bool:
        return any(reason.code.startswith(LACKS[what]) for reason in self.reasons)


def closing_of(workshop: Workshop, stage: Stage | None = None) -> Closing | None:
    """The closing of the Bimtek, or of one stage, that stands."""
    found = Closing.objects.standing().filter(workshop=workshop, stage=stage)
    return found.select_related("by", "rule", "stage").order_by("-ordinal").first()


def lines_of(
    workshop: Workshop,
    *,
    at: datetime,
    among: RegistrationQuerySet | None = None,
    stage: Stage | None = None,
) -> list[Line]:
    """Everybody judged, by unit and name: what the closing froze where there is one, else what would
    be. Twelve queries at most, however many people."""
    closing = closing_of(workshop, stage)
    if closing is None:
        return [_living(row) for row in progress_of(workshop, at=at, among=among, stage=stage)]
    rows = Entitlement.objects.standing().filter(closing=closing)
    if among is not None:
        rows = rows.filter(registration__in=among.order_by().values("pk"))
    rows = rows.select_related("registration__unit", "registration__person")
    return [
        _frozen(row)
        for row in rows.order_by("registration__unit__name", "registration__printed_name", "pk")
    ]


def _living(row: RegistrationProgress) -> Line:
    progress = row.progress
    return Line(
        registration=row.registration,
        kind=str(row.kind or EntitlementKind.NONE),
        by_rule=str(row.by_rule or EntitlementKind.NONE),
        reasons=row.reasons,
        jp=progress.jp_attended,
        jp_expected=progress.jp_expected,
        works_asked=progress.deliverables_asked,
        works_accepted=progress.deliverables_accepted,
        score=progress.score,
        exempted=row.exempted.as_json() if row.exempted else {},
    )


def _frozen(row: Entitlement) -> Line:
    facts = row.facts
    exempted = facts.get("exemption", {})
    score = facts.get("score")
    return Line(
        registration=row.registration,
        kind=row.kind,
        by_rule=exempted.get("by_rule", row.kind),
        reasons=tuple(Reason.from_json(reason) for reason in row.reasons),
        jp=facts.get("jp_attended", row.jp),
        jp_expected=facts.get("jp_expected", row.jp),
        works_asked=facts.get("deliverables_asked", 0),
        works_accepted=facts.get("deliverables_accepted", 0),
        score=None if score is None else Decimal(score),
        band=facts.get("band", ""),
        exempted=exempted,
        frozen=row,
    )


@dataclass(frozen=True)
class Slot:
    """One presensi somebody was expected at, with who noted it."""

    slot: AttendanceSlot
    jp: int
    attendance: Attendance | None
    status: str  # an AttendanceStatus, or "ahead"


@dataclass(frozen=True)
class Work:
    """One hasil kerja of the person's OPD, its newest version and who judged it."""

    deliverable: Deliverable
    newest: Submission | None


@dataclass(frozen=True)
class Evidence:
    """All that an outcome rests on, for one person."""

    slots: tuple[Slot, ...]
    works: tuple[Work, ...]
    scores: tuple[TestScore, ...]
    letters: tuple[Any, ...]
    exemptions: tuple[Exemption, ...]
    entitlements: tuple[Entitlement, ...]  # of all closings, newest first
    owner: str  # the invitation whose works these are, "" without


def evidence_of(registration: Registration, found: RegistrationProgress | None) -> Evidence:
    """What stands behind one line, each with who and when; the same number of queries always."""
    why = found.progress.why if found else ()
    slots = {
        slot.public_id: slot
        for slot in AttendanceSlot.objects.filter(
            public_id__in=[line.slot for line in why]
        ).select_related("stage")
    }
    noted = {
        one.slot.public_id: one
        for one in Attendance.objects.filter(registration=registration).select_related(
            "noted_by", "slot"
        )
    }
    invitation = (
        registration.delegations.filter(seat__invitation__body=InvitationBody.UNIT)
        .order_by("-pk")
        .values_list("seat__invitation__public_id", flat=True)
        .first()
    )
    return Evidence(
        slots=tuple(
            Slot(slots[line.slot], line.jp, noted.get(line.slot), line.status) for line in why
        ),
        works=_works(registration.workshop, invitation) if invitation else (),
        scores=tuple(
            TestScore.objects.filter(registration=registration)
            .select_related("stage", "scored_by")
            .order_by("stage__order", "-kind", "pk")
        ),
        letters=tuple(registration.letters.select_related("stage", "file").order_by("pk")),
        exemptions=tuple(registration.exemptions.for_list()),
        entitlements=tuple(
            registration.entitlements.select_related(
                "closing__rule", "closing__stage", "made_by"
            ).order_by("-pk")
        ),
        owner=invitation or "",
    )


def _works(workshop: Workshop, invitation: str) -> tuple[Work, ...]:
    newest = {
        one.duty.deliverable_id: one
        for one in Submission.objects.newest()
        .of(workshop)
        .filter(duty__invitation__public_id=invitation)
        .select_related("duty", "submitted_by")
    }
    rows = Deliverable.objects.filter(stage__workshop=workshop, owed_by=OwedBy.UNIT)
    return tuple(
        Work(one, newest.get(one.pk))
        for one in rows.select_related("stage").order_by("stage__order", "order", "pk")
    )
