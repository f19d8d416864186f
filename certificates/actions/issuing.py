"""Issuing certificates: asked for once by a person, made one by one by the worker."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from certificates import notices, queries
from certificates.actions.numbers import add_block, use_pattern
from certificates.actions.sheet import (
    Programme,
    freeze,
    print_and_keep,
    programme_of,
    statement_of,
)
from certificates.models import (
    Certificate,
    CertificateAct,
    CertificateEvent,
    CertificateState,
    Template,
)
from certificates.statement import Statement
from participants.access import access_of
from participants.actions import audit, notice
from participants.actions.competency import propose_evidence
from participants.actions.job import enqueue
from participants.actions.number import draw
from participants.actions.training import record_training
from participants.errors import Reason, Refused
from participants.models import (
    Competency,
    Job,
    NoticeChannel,
    NumberSeries,
    NumberState,
    Role,
    User,
)
from workshops.models import Entitlement, EntitlementKind, Workshop, WorkshopState

WITH = (
    "closing__rule",
    "registration__person__home_unit",
    "registration__unit",
    "registration__workshop__unit",
)


@transaction.atomic
def request_issue(
    *,
    workshop: Workshop,
    template: Template,
    issued_on: date,
    by: User,
    at: datetime,
    pattern: str = "",
    typed: str = "",
) -> Job:
    """Background work that makes the certificate of everybody who waits for one.

    Numbered by ``pattern``, or from the agenda book: ``typed`` adds to the numbers typed before.
    Refused while the Bimtek is open, while it is being issued already, for a date before its end or
    to come, and when typed numbers do not suffice (then none of them is kept).
    """
    workshop = (
        Workshop.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit")
        .get(pk=workshop.pk)
    )
    if workshop.state != WorkshopState.CLOSED:
        raise Refused(Reason("certificate-before-closing"))
    if queries.jobs_of(workshop).unfinished().exists():
        raise Refused(Reason("issuing-underway"))
    if template.retired_at is not None:
        raise Refused(Reason("template-retired"))
    _refuse_odd_date(workshop, issued_on, at)
    keys = list(
        queries.waiting(workshop)
        .order_by("registration__unit__name", "registration__printed_name", "pk")
        .values_list("public_id", flat=True)
    )
    if not keys:
        raise Refused(Reason("certificate-nobody-waits"))
    series = _register(workshop, pattern, typed, len(keys), issued_on, by, at)
    job = enqueue(
        kind=queries.ISSUE,
        items=keys,
        by=by,
        at=at,
        workshop=workshop.public_id,
        template=template.public_id,
        series=series.public_id,
        issued_on=issued_on.isoformat(),
    )
    audit.record(
        "certificates.issuing.asked", workshop, by=by, at=at, job=job.public_id, count=len(keys)
    )
    return job


def _refuse_odd_date(workshop: Workshop, issued_on: date, at: datetime) -> None:
    last_day = workshop.stages.order_by("-ends_on").values_list("ends_on", flat=True).first()
    if last_day is not None and issued_on < last_day:
        raise Refused(Reason("issued-before-closing"))
    if issued_on > workshop.unit.localdate(at):
        raise Refused(Reason("issued-in-the-future"))


def _register(
    workshop: Workshop,
    pattern: str,
    typed: str,
    needed: int,
    issued_on: date,
    by: User,
    at: datetime,
) -> NumberSeries:
    if pattern:
        return use_pattern(unit=workshop.unit, pattern=pattern, on=issued_on, by=by, at=at)
    if typed.strip():
        add_block(workshop=workshop, typed=typed, year=issued_on.year, by=by, at=at)
    series = queries.typed_series(workshop)
    if series is None:
        raise Refused(Reason("numbering-missing"))
    available = queries.typed_left(workshop, issued_on.year)
    if available < needed:
        raise Refused(
            Reason(
                "numbers-missing", missing=needed - available, available=available, needed=needed
            )
        )
    return series


@transaction.atomic
def issue(
    *,
    entitlement: Entitlement,
    template: Template,
    series: NumberSeries,
    issued_on: date,
    by: User,
    at: datetime,
    programme: Programme | None = None,
) -> Certificate:
    """The one certificate of an entitlement: number, frozen statement, PDF, training record,
    proposed competencies, notice. Asked again it gives the certificate that is there. Whoever
    issues many passes their ``programme``, read once.

    Refused without a right to it, after the closing was reopened, beside another valid one, and
    when typed numbers have run out.
    """
    entitlement = (
        Entitlement.objects.select_for_update(of=("self",))
        .select_related(*WITH)
        .get(pk=entitlement.pk)
    )
    registration = entitlement.registration
    there = list(
        Certificate.objects.filter(
            Q(registration=registration, entitlement__closing=entitlement.closing_id)
            | Q(registration=registration, kind=entitlement.kind, state=CertificateState.ISSUED)
        )
        .select_related("entitlement")
        .order_by("version", "pk")
    )
    if made := [one for one in there if one.entitlement.closing_id == entitlement.closing_id]:
        return made[0]
    # Supplemented after it was asked for: what counts is the newest.
    entitlement = newest_of(entitlement)
    _refuse_without_right(entitlement)
    if there:
        raise Refused(Reason("certificate-stands"))
    if series.pattern == queries.TYPED and not _typed_number_left(series, issued_on.year):
        raise Refused(Reason("numbers-missing", missing=1, available=0, needed=1))
    number = draw(
        series=series,
        year=issued_on.year,
        by=by,
        at=at,
        used_for_kind="certificate",
        used_for_id=entitlement.public_id,
        context={"on": issued_on, "unit": series.unit.shown_as},
    )
    certificate = Certificate(
        workshop=registration.workshop,
        registration=registration,
        entitlement=entitlement,
        template=template,
        kind=entitlement.kind,
        number=number.text,
        issued_at=at,
        issued_by=by,
    )
    said = statement_of(
        entitlement,
        template=template,
        programme=programme or programme_of(registration.workshop, template),
        number=number.text,
        public_id=certificate.public_id,
        issued_on=issued_on,
    )
    freeze(certificate, said)
    certificate.pdf = print_and_keep(certificate, by=by, at=at)
    certificate.save()
    CertificateEvent.objects.create(
        certificate=certificate, act=CertificateAct.ISSUED, at=at, by=by
    )
    write_record(certificate, entitlement, said, by=by, at=at)
    notice.post(
        code=notices.ISSUED,
        channel=NoticeChannel.WHATSAPP,
        about=certificate,
        by=by,
        at=at,
        unit=registration.unit,
        person=registration.person,
    )
    audit.record(
        "certificates.certificate.issued",
        certificate,
        by=by,
        at=at,
        unit=registration.workshop.unit,
        number=number.text,
    )
    return certificate


def _refuse_without_right(entitlement: Entitlement) -> None:
    if entitlement.kind == EntitlementKind.NONE:
        reasons = [Reason.from_json(stored) for stored in entitlement.reasons]
        raise Refused(Reason("certificate-not-earned"), *reasons)
    if entitlement.closing.reopened_at is not None:
        raise Refused(Reason("certificate-closing-reopened"))


def _typed_number_left(series: NumberSeries, year: int) -> bool:
    return series.numbers.filter(year=year, state=NumberState.RESERVED).exists()


def newest_of(entitlement: Entitlement) -> Entitlement:
    """The entitlement itself, or the supplement that stands for it now."""
    newest = (
        Entitlement.objects.filter(
            closing=entitlement.closing_id, registration=entitlement.registration_id
        )
        .select_related(*WITH)
        .order_by("-pk")
    )
    return newest.first() or entitlement


def write_record(
    certificate: Certificate, entitlement: Entitlement, said: Statement, *, by: User, at: datetime
) -> None:
    """Down into ``participants``: a line of training history, and proposed competencies."""
    person = entitlement.registration.person
    workshop = entitlement.registration.workshop
    record_training(
        person=person,
        title=workshop.title_id,
        organiser=said.organiser,
        form=workshop.form,
        jp=entitlement.jp,
        started_on=said.started_on,
        ended_on=said.ended_on,
        number=certificate.number,
        source_kind=queries.SOURCE,
        source_id=certificate.public_id,
        by=by,
        at=at,
        # BKPSDM does not wait for itself (docs/decisions/0011).
        verified=access_of(by).has_on(person.home_unit, Role.HR),
    )
    awarded = {award["competency"]: award for award in entitlement.awards}
    if not awarded:
        return
    for competency in Competency.objects.filter(code__in=awarded).order_by("code"):
        award = awarded[competency.code]
        propose_evidence(
            person=person,
            competency=competency,
            level=award["level"],
            method=award.get("method", "exposure"),
            acquired_on=said.ended_on,
            source_kind=queries.SOURCE,
            source_id=certificate.public_id,
            shown_as=certificate.number,
            by=by,
            at=at,
        )
