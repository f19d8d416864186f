"""Everything the system knows of one person that a reader of their record may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.models import Certificate, CertificateState
from participants.models import (
    ASN,
    Appointment,
    AppointmentKind,
    EmployeeStatus,
    Employment,
    Evidence,
    EvidenceAct,
    JobKind,
    Person,
    PlannedPost,
    StaffingPlan,
    TrainingRecord,
    TrainingState,
)
from participants.queries.findings import FindingLine, competencies_in, finding_lines
from participants.queries.hours import YEARLY_JP
from participants.queries.staffing import post_lines
from participants.rules.overlap import Clash, clashes
from participants.rules.professionalism import GROUPS, INSTRUMENTS, Estimate, estimate
from participants.rules.staffing import Outcome
from workshops.models import Workshop

PPPK_CEILING = 24  # JP a contract year; passing it warns and never cuts (domain.md §4.1)
PPPK = (EmployeeStatus.PPPK, EmployeeStatus.PPPK_PART_TIME)


@dataclass(frozen=True)
class Year:
    """One year's ledger: verified JP, JP waiting for BKPSDM, and what is missing of 20."""

    year: int
    jp: int
    waiting: int
    above_ceiling: bool

    @property
    def missing(self) -> int:
        return max(YEARLY_JP - self.jp, 0)


@dataclass(frozen=True)
class Fit:
    """The post held on the day, and how it is met; ``findings`` empty where no plan asks anything."""

    appointment: Appointment
    plan: StaffingPlan | None
    planned: PlannedPost | None
    outcome: Outcome | None
    findings: tuple[FindingLine, ...]


@dataclass(frozen=True)
class Line:
    """One thing that happened; ``url`` opens its evidence, ``who`` is who recorded it."""

    on: date
    kind: str
    icon_name: str
    tone: str
    title: str
    text: str
    who: str
    url: str = ""
    word: str = ""  # of the state that ``tone`` colours


def employment_on(person: Person, day: date) -> Employment | None:
    rows = Employment.objects.in_force_on(day).filter(person=person)
    return rows.select_related("unit", "job").order_by("-valid_from", "-pk").first()


def year_of(trainings: list[TrainingRecord], year: int, employment: Employment | None) -> Year:
    """The ledger of a year from the person's records."""

    def total(state: str) -> int:
        return sum(one.jp for one in trainings if one.year == year and one.state == state)

    jp = total(TrainingState.VERIFIED)
    is_pppk = employment is not None and employment.status in PPPK
    return Year(year, jp, total(TrainingState.AWAITING), is_pppk and jp > PPPK_CEILING)


def clashes_in(trainings: list[TrainingRecord], year: int) -> list[Clash]:
    """Trainings of a year at the same hours, among those that count or may yet."""
    standing = (TrainingState.AWAITING, TrainingState.VERIFIED)
    return clashes(one for one in trainings if one.year == year and one.state in standing)


def estimate_of(
    trainings: list[TrainingRecord],
    employment: Employment | None,
    fit: "Fit | None",
    day: date,
) -> Estimate | None:
    """The competency points of the Indeks Profesionalitas by what is verified; None for who is no ASN
    or whose kind of post nobody knows."""
    if employment is None or employment.status not in ASN:
        return None
    job = employment.job or (fit.appointment.post.job if fit else None)
    if job is None:
        return None
    verified = [one for one in trainings if one.state == TrainingState.VERIFIED]
    return estimate(GROUPS[JobKind(job.kind)], verified, day)


def coming_for(found: Estimate | None, user: Any, day: date) -> list[Workshop]:
    """Bimtek that begin after the day and whose form would raise the points; three at most."""
    if found is None:
        return []
    lacking = {point.code for point in found.points if point.reached < point.most}
    forms = [form for row in INSTRUMENTS if row.code in lacking for form in row.forms]
    if not forms:
        return []
    rows = Workshop.objects.visible_to(user).filter(form__in=forms, stages__starts_on__gt=day)
    return list(rows.live().distinct().order_by("pk")[:3])


def fit_of(person: Person, appointments: list[Appointment], day: date) -> Fit | None:
    """The definitive post of the day against the plan in force in its Pemda; None without a post."""
    held = [
        one
        for one in appointments
        if one.kind == AppointmentKind.DEFINITIVE
        and one.valid_from <= day
        and (one.valid_to is None or one.valid_to >= day)
    ]
    if not held:
        return None
    appointment = held[-1]
    planned = (
        PlannedPost.objects.filter(
            plan__in=StaffingPlan.objects.in_force_on(day).order_by(), post=appointment.post_id
        )
        .select_related("plan")
        .order_by("-plan__valid_from", "-pk")
        .first()
    )
    if planned is None:
        return Fit(appointment, None, None, None, ())
    (line,) = post_lines(planned.plan, day, only=planned)
    holder = next((one for one in line.holders if one.person_id == person.pk), None)
    if holder is None:
        return Fit(appointment, planned.plan, planned, None, ())
    found = finding_lines(holder.findings, competencies_in(line.criteria))
    return Fit(appointment, planned.plan, planned, holder.outcome, found)


def trainings_of(person: Person) -> list[TrainingRecord]:
    rows = person.trainings.select_related("recorded_by", "decided_by")
    return list(rows.order_by("-ended_on", "-pk"))


def appointments_of(person: Person) -> list[Appointment]:
    rows = person.appointments.select_related("post__unit", "post__job", "appointed_by")
    return list(rows.order_by("valid_from", "pk"))


def timeline(
    person: Person,
    trainings: list[TrainingRecord],
    appointments: list[Appointment],
    fit: Fit | None,
) -> list[Line]:
    """Employment, appointments, trainings, certificates and evidence, newest first."""
    lines = [
        *(_employed(row) for row in person.employments.select_related("unit").order_by("pk")),
        *(_appointed(row, fit) for row in appointments),
        *(_trained(row) for row in trainings),
        *_certified(person),
        *_shown(person),
    ]
    return sorted(lines, key=lambda line: line.on, reverse=True)


def _employed(row: Employment) -> Line:
    said = [str(row.get_status_display()), row.rank]
    return Line(
        on=row.valid_from,
        kind="employment",
        icon_name="briefcase",
        tone="info" if row.valid_to is None else "idle",
        title=_("%(job)s, %(unit)s") % {"job": row.job_title or _("Pegawai"), "unit": row.unit},
        text=" · ".join(part for part in said if part),
        who="",
    )


def _appointed(row: Appointment, fit: Fit | None) -> Line:
    url = ""
    if fit and fit.planned and fit.plan and fit.appointment.pk == row.pk:
        url = reverse(
            "participants:staffing-post", args=[fit.plan.public_id, fit.planned.public_id]
        )
    return Line(
        on=row.valid_from,
        kind="appointment",
        icon_name="hierarchy-2",
        tone="info" if row.valid_to is None else "idle",
        title=_("%(kind)s: %(post)s") % {"kind": row.get_kind_display(), "post": row.post},
        text=_("Penempatan dalam peta jabatan"),
        who=row.appointed_by.full_name,
        url=url,
    )


TRAINING_TONES: dict[str, str] = {
    TrainingState.AWAITING: "warn",
    TrainingState.VERIFIED: "ok",
    TrainingState.REJECTED: "bad",
    TrainingState.WITHDRAWN: "idle",
}


def _trained(row: TrainingRecord) -> Line:
    return Line(
        on=row.ended_on,
        kind="training",
        icon_name="school",
        tone=TRAINING_TONES[row.state],
        title=row.title,
        text=_("%(jp)s JP · %(organiser)s") % {"jp": row.jp, "organiser": row.organiser},
        who=(row.decided_by or row.recorded_by).full_name,
        url=reverse("participants:training-detail", args=[row.public_id]),
        word=str(row.get_state_display()),
    )


def _certified(person: Person) -> list[Line]:
    rows = (
        Certificate.objects.filter(registration__person=person)
        .issued()
        .exclude(state=CertificateState.SUPERSEDED)
        .select_related("workshop__unit", "issued_by")
        .order_by("pk")
    )
    return [
        Line(
            on=row.workshop.unit.localdate(issued_at),
            kind="certificate",
            icon_name="certificate",
            tone="gold" if row.state == CertificateState.ISSUED else "bad",
            title=_("Sertifikat %(number)s") % {"number": row.number},
            text=str(row.workshop),
            who=row.issued_by.full_name if row.issued_by else "",
            url=f"/v/{row.public_id}",
            word=str(row.get_state_display()),
        )
        for row in rows
        if (issued_at := row.issued_at)
    ]


EVIDENCE_TONES: dict[str, str] = {
    EvidenceAct.PROPOSE: "warn",
    EvidenceAct.GRANT: "ok",
    EvidenceAct.REJECT: "bad",
    EvidenceAct.WITHDRAW: "idle",
}


def _shown(person: Person) -> list[Line]:
    rows = (
        Evidence.objects.filter(person=person)
        .select_related("competency", "by")
        .order_by("at", "pk")
    )
    return [
        Line(
            on=person.home_unit.localdate(row.at),
            kind="evidence",
            icon_name="rosette",
            tone=EVIDENCE_TONES[row.act],
            title=_("%(competency)s tingkat %(level)s")
            % {"competency": row.competency, "level": row.level},
            text=": ".join(part for part in (str(row.get_method_display()), row.assessor) if part),
            who=row.by.full_name,
            url=reverse(
                "participants:competency-detail", args=[row.competency.code, person.public_id]
            ),
            word=str(row.get_act_display()),
        )
        for row in rows
    ]


def numbers_of(person: Person) -> dict[str, Any]:
    """{kind: Identifier}; a NIK stays sealed in it."""
    return {row.kind: row for row in person.identifiers.order_by("kind")}
