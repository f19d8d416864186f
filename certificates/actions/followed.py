"""The surat keterangan of who came part of the way: the hours really followed, and no certificate."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from certificates import queries
from certificates.actions import signing
from certificates.actions.batch import WITH
from certificates.actions.issuing import refuse_odd_date
from certificates.actions.locking import hold_person
from certificates.actions.numbers import use_pattern
from certificates.actions.record import newest_of
from certificates.actions.sheet import Programme, freeze, programme_of, statement_of
from certificates.models import Certificate, CertificateKind, CertificateState, Template
from certificates.queries.followed import attended_sessions
from certificates.statement import Statement
from participants.actions.number import draw
from participants.errors import Reason, Refused
from participants.models import User
from workshops.models import Entitlement, EntitlementKind, Session


@transaction.atomic
def certify_followed(
    *,
    entitlement: Entitlement,
    template: Template,
    pattern: str,
    issued_on: date,
    by: User,
    at: datetime,
) -> Certificate:
    """A letter with a number of its own register, its statement frozen like a certificate's, to be
    checked at the same public page. What a valid certificate of a stage says already is left out, so
    that no hour is certified twice. Into the training history only where the rule says so.

    Refused: followed-is-entitled, certificate-closing-reopened, certificate-before-closing (one
    stage's), followed-nothing, followed-made, template-retired, and for a date or pattern that is not.
    """
    hold_person([entitlement.registration_id])
    asked = (
        Entitlement.objects.select_for_update(of=("self",))
        .select_related(*WITH)
        .get(pk=entitlement.pk)
    )
    (entitlement,) = newest_of([asked]).values()
    registration = entitlement.registration
    workshop = registration.workshop
    if entitlement.closing.reopened_at is not None:
        raise Refused(Reason("certificate-closing-reopened"))
    if entitlement.closing.stage_id is not None:
        raise Refused(Reason("certificate-before-closing"))
    if entitlement.kind != EntitlementKind.NONE:
        raise Refused(Reason("followed-is-entitled"))
    if template.retired_at is not None:
        raise Refused(Reason("template-retired"))
    if template.is_draft:
        raise Refused(Reason("template-is-draft"))
    refuse_odd_date(workshop, None, issued_on, at)
    made = Certificate.objects.filter(
        registration=registration, kind=CertificateKind.FOLLOWED
    ).exclude(state=CertificateState.WITHDRAWN)
    if made.filter(entitlement__closing=entitlement.closing_id).exists() or made.valid().exists():
        raise Refused(Reason("followed-made"))
    sessions = attended_sessions(entitlement)
    if not sessions:
        raise Refused(Reason("followed-nothing"))
    series = use_pattern(
        unit=workshop.unit, pattern=pattern, on=issued_on, register=queries.FOLLOWED, by=by, at=at
    )
    number = draw(
        series=series,
        year=issued_on.year,
        by=by,
        at=at,
        used_for_kind=queries.FOLLOWED,
        used_for_id=entitlement.public_id,
        context={"on": issued_on, "unit": series.unit.shown_as},
    )
    certificate = Certificate(
        workshop=workshop,
        registration=registration,
        entitlement=entitlement,
        template=template,
        kind=CertificateKind.FOLLOWED,
        number=number.text,
    )
    whole = programme_of(workshop, template)
    said = statement_of(
        entitlement,
        template=template,
        programme=whole,
        number=number.text,
        public_id=certificate.public_id,
        issued_on=issued_on,
    )
    freeze(certificate, _of_these(said, whole, template, sessions))
    return signing.lay_out(certificate=certificate, reason="", by=by, at=at)


def _of_these(
    said: Statement, whole: Programme, template: Template, sessions: list[Session]
) -> Statement:
    """The statement cut down to the sessions that were followed, and their stages."""
    english = template.language == "en"
    names = {(english and one.stage.title_en) or one.stage.title_id for one in sessions}
    kept = [session.pk for session in sessions]
    lessons = tuple(
        lesson for lesson, key in zip(whole.lessons, whole.keys, strict=True) if key in kept
    )
    stages = tuple(stage for stage in whole.stages if stage.name in names)
    return replace(
        said,
        kind="followed",
        stages=stages,
        lessons=lessons,
        jp_total=sum((lesson.jp for lesson in lessons), Decimal(0)),
        jp_basis="attended",
        started_on=min(stage.started_on for stage in stages),
        ended_on=max(stage.ended_on for stage in stages),
    )
