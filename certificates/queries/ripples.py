"""What revoking a certificate takes with it: seen before it is made, and the same that is then made."""

from dataclasses import dataclass
from datetime import date

from certificates.models import Certificate, CertificateKind
from certificates.queries import SOURCE, sources_of
from certificates.queries.covering import returning
from participants.models import (
    Appointment,
    AppointmentKind,
    Competency,
    Evidence,
    EvidenceAct,
    PlannedPost,
    StaffingPlan,
    TrainingRecord,
    TrainingState,
)
from participants.queries.competency import levels_of
from participants.queries.staffing import post_lines


@dataclass(frozen=True)
class LevelDrop:
    """A level in force, and what is left of it; 0 when none is."""

    competency: Competency
    before: int
    after: int


@dataclass(frozen=True)
class Vacancy:
    """A post held by this person that counts as qualified now, and will not any more."""

    job: str
    unit: str


@dataclass(frozen=True)
class Returning:
    """Another certificate of this person whose own JP count again."""

    certificate: Certificate
    jp: int


@dataclass(frozen=True)
class Ripples:
    """What ``actions.revoking.revoke`` withdraws, and what follows from it."""

    trainings: tuple[TrainingRecord, ...]
    evidence: tuple[Evidence, ...]
    returning: tuple[Returning, ...]
    drops: tuple[LevelDrop, ...]
    vacancies: tuple[Vacancy, ...]

    @property
    def jp(self) -> int:
        """JP that count today and will not any more."""
        return sum(row.jp for row in self.trainings if row.state == TrainingState.VERIFIED)

    @property
    def granted(self) -> tuple[Evidence, ...]:
        return tuple(row for row in self.evidence if row.act == EvidenceAct.GRANT)

    @property
    def proposed(self) -> tuple[Evidence, ...]:
        return tuple(row for row in self.evidence if row.act == EvidenceAct.PROPOSE)


def ripples(certificate: Certificate, *, on: date) -> Ripples:
    """What revoking it on this day would change."""
    sources = sources_of(certificate)
    trainings = TrainingRecord.objects.filter(source_kind=SOURCE, source_id__in=sources)
    standing = (
        Evidence.objects.standing_by_source(SOURCE, source).select_related("competency")
        for source in sources
    )
    evidence = tuple(row for rows in standing for row in rows)
    gone = [row.pk for row in evidence]
    return Ripples(
        trainings=tuple(trainings.exclude(state=TrainingState.WITHDRAWN).order_by("pk")),
        evidence=evidence,
        returning=tuple(
            Returning(one, int(one.statement["jp_total"]))
            for one in returning(certificate)
            if records(one)
        ),
        drops=tuple(_drops(certificate, evidence, on, gone)) if gone else (),
        vacancies=tuple(_vacancies(certificate, on, gone)) if gone else (),
    )


def records(certificate: Certificate) -> bool:
    """Whether a paper of this kind is written into the training history at all."""
    if certificate.kind != CertificateKind.FOLLOWED:
        return True
    return certificate.entitlement.closing.rule.followed_counts


def _drops(
    certificate: Certificate, evidence: tuple[Evidence, ...], on: date, gone: list[int]
) -> list[LevelDrop]:
    person = certificate.registration.person_id
    before = levels_of([person], on).get(person, {})
    after = levels_of([person], on, without=gone).get(person, {})
    touched = {row.competency_id: row.competency for row in evidence}
    found = []
    for key, competency in touched.items():
        was = before[key].level if key in before else 0
        left = after[key].level if key in after else 0
        if was != left:
            found.append(LevelDrop(competency, was, left))
    return found


def _vacancies(certificate: Certificate, on: date, gone: list[int]) -> list[Vacancy]:
    """Posts this person holds whose qualified vacancy grows."""
    person = certificate.registration.person_id
    posts = Appointment.objects.in_force_on(on).filter(
        person=person, kind=AppointmentKind.DEFINITIVE
    )
    rows = PlannedPost.objects.filter(
        plan__in=StaffingPlan.objects.in_force_on(on).order_by().values("pk"),
        post__in=posts.order_by().values("post"),
    )
    found = []
    for planned in rows.select_related("plan").order_by("pk"):
        (before,) = post_lines(planned.plan, on, only=planned)
        (after,) = post_lines(planned.plan, on, only=planned, without=gone)
        if after.qualified_vacancy > before.qualified_vacancy:
            found.append(Vacancy(before.job, before.unit_name))
    return found
