"""Issuing certificates: asked for once by a person, made by the worker (``batch``)."""

from datetime import date, datetime

from django.db import transaction

from certificates import queries
from certificates.actions import signing
from certificates.actions.batch import Order, keep, make, reserve
from certificates.actions.locking import hold_person
from certificates.actions.numbers import add_block, use_pattern
from certificates.actions.sheet import Programme
from certificates.models import Certificate, Template
from participants.actions import audit
from participants.actions.job import enqueue
from participants.errors import Reason, Refused
from participants.models import Job, NumberSeries, User
from workshops.models import Entitlement, Stage, Workshop, WorkshopState


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
    stage: Stage | None = None,
    confirmed_only: bool = False,
) -> Job:
    """Background work that makes the certificate of everybody who waits for one, or of those alone
    who confirmed how their name is written (``confirmed_only``).

    Numbered by ``pattern``, or from the agenda book: ``typed`` adds to the numbers typed before. For
    one ``stage`` once that is closed. Refused while the Bimtek (or the stage) is open, while it is
    being issued already, for a date before its end or to come, and when typed numbers do not suffice
    (then none of them is kept).
    """
    workshop = (
        Workshop.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit")
        .get(pk=workshop.pk)
    )
    if stage is None and workshop.state != WorkshopState.CLOSED:
        raise Refused(Reason("certificate-before-closing"))
    if stage is not None and not stage.closings.standing().exists():
        raise Refused(Reason("stage-not-closed"))
    if queries.jobs_of(workshop).unfinished().exists():
        raise Refused(Reason("issuing-underway"))
    if template.retired_at is not None:
        raise Refused(Reason("template-retired"))
    if template.is_draft:
        raise Refused(Reason("template-is-draft"))
    if any(account.retired_at for account in signing.accounts_of(template)):
        raise Refused(Reason("signer-retired"))
    refuse_odd_date(workshop, stage, issued_on, at)
    waiting = queries.waiting(workshop).filter(closing__stage=stage)
    if confirmed_only:
        waiting = waiting.exclude(registration__confirmed_at=None)
    keys = list(
        waiting.order_by(
            "registration__unit__name", "registration__printed_name", "pk"
        ).values_list("public_id", flat=True)
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
        stage=stage.public_id if stage else "",
    )
    audit.record(
        "certificates.issuing.asked", workshop, by=by, at=at, job=job.public_id, count=len(keys)
    )
    return job


def refuse_odd_date(workshop: Workshop, stage: Stage | None, issued_on: date, at: datetime) -> None:
    """Refused: issued-before-closing (the last day of the Bimtek or stage), issued-in-the-future."""
    stages = workshop.stages.filter(pk=stage.pk) if stage else workshop.stages.all()
    last_day = stages.order_by("-ends_on").values_list("ends_on", flat=True).first()
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
    """The one certificate of an entitlement: number, frozen statement, PDF; training record, proposed
    competencies and notice at once, or where officials sign electronically with the last signature.
    Asked again it gives the certificate that is there.

    Refused without a right to it, after the closing was reopened, beside another valid one, and
    when typed numbers have run out. Many at once are made by ``batch``.
    """
    hold_person([entitlement.registration_id])
    order = Order(template, series, issued_on, programme)
    keys = [entitlement.public_id]
    batch = reserve(order=order, keys=keys, by=by, at=at)
    make(order=order, batch=batch, by=by, at=at)
    answer = keep(order=order, batch=batch, keys=keys, by=by, at=at)[entitlement.public_id]
    if isinstance(answer, Refused):
        raise answer
    return answer
