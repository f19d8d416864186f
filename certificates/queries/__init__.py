"""Reads across models: who waits for a certificate, from which register, what revoking undoes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from certificates.models import (
    Certificate,
    CertificateAct,
    CertificateKind,
    CertificateQuerySet,
    CertificateState,
)
from certificates.notices import TEMPLATES, Message, word
from participants.errors import Reason
from participants.models import (
    Job,
    JobState,
    Notice,
    NoticeState,
    Number,
    NumberCounter,
    NumberSeries,
    NumberState,
    OrganisationUnit,
)
from participants.models.job import JobQuerySet
from participants.models.notice import NoticeQuerySet
from participants.rules.numbering import render
from participants.rules.phone import whatsapp_number
from workshops.models import Entitlement, EntitlementKind, Registration, Stage, Workshop
from workshops.models.entitlement import EntitlementQuerySet
from workshops.queries.personal import personal_links

ISSUE = "certificates.issue"
SIGN = "certificates.sign"
BUNDLE = "certificates.bundle"
BUNDLE_VALID = timedelta(hours=24)  # a zip can be taken
SOURCE = "certificate"  # how training records and evidence name where they come from
REGISTER = "certificate"
FOLLOWED = "followed"  # the register of surat keterangan
TYPED = "-"  # the pattern of a register that holds typed numbers alone


def register_of(
    unit: OrganisationUnit, register: str = REGISTER, year: int | None = None
) -> NumberSeries | None:
    """The register a unit's certificates (or surat keterangan) of a year are numbered in by pattern: the
    newest that began in that year or before. Each year counts by itself, so a pattern decided for
    January leaves this year's alone."""
    rows = NumberSeries.objects.filter(unit=unit, register=register).order_by("-valid_from", "-pk")
    within = rows.filter(valid_from__year__lte=year).first() if year else None
    return within or rows.first()


def typed_register(workshop: Workshop) -> str:
    """The name of the register that holds the numbers typed for one Bimtek."""
    return f"{REGISTER}:{workshop.public_id}"


def typed_series(workshop: Workshop) -> NumberSeries | None:
    return NumberSeries.objects.filter(
        unit=workshop.unit_id, register=typed_register(workshop)
    ).first()


def typed_left(workshop: Workshop, year: int) -> int:
    """How many typed numbers nobody has used yet."""
    return Number.objects.filter(
        series__unit=workshop.unit_id,
        series__register=typed_register(workshop),
        year=year,
        state=NumberState.RESERVED,
    ).count()


def next_number(series: NumberSeries, on: date, *, pattern: str = "") -> str:
    """What the register's pattern (or another one) would give on this day; the number itself is drawn
    with the certificate."""
    last = NumberCounter.objects.filter(series=series, year=on.year).values_list("last", flat=True)
    drawn = last.first() or 0
    return render(pattern or series.pattern, number=drawn + 1, on=on, unit=series.unit.shown_as)


def waiting(workshop: Workshop) -> EntitlementQuerySet:
    """Entitlements of the closings in force, of the Bimtek and of its stages, whose certificate was
    not made yet.

    Who holds a valid certificate of the kind from an earlier closing keeps that one; whose entitlement
    was supplemented since is in ``outdated``.
    """
    return waiting_among([workshop])


def waiting_among(workshops: Iterable[Workshop]) -> EntitlementQuerySet:
    """The same for several Bimtek at once."""
    kept = (
        Certificate.objects.annotate(scope=Coalesce("stage_id", 0))
        .filter(
            Q(registration=OuterRef("registration"), entitlement__closing=OuterRef("closing"))
            | Q(
                registration=OuterRef("registration"),
                scope=OuterRef("scope"),
                kind=OuterRef("kind"),
                state__in=[CertificateState.ISSUED, CertificateState.PREPARED],
            )
        )
        .exclude(state=CertificateState.WITHDRAWN)
        .exclude(kind=CertificateKind.FOLLOWED)
    )
    return (
        Entitlement.objects.filter(closing__workshop__in=workshops)
        .standing()
        .entitled()
        .annotate(scope=Coalesce("closing__stage_id", 0))
        .filter(~Exists(kept))
    )


@dataclass(frozen=True)
class Outdated:
    """A valid certificate and what its holder is entitled to since."""

    certificate: Certificate
    now: Entitlement


def outdated(workshop: Workshop) -> list[Outdated]:
    """Valid certificates that say less than a supplement made since; one or two queries. A supplement that
    changes nothing of what is printed or recorded asks for no new paper."""
    rows = list(
        Certificate.objects.valid()
        .filter(workshop=workshop, entitlement__closing__reopened_at=None)
        .exclude(entitlement__supplement=None)
        .exclude(kind=CertificateKind.FOLLOWED)
        .select_related("entitlement", "registration__unit")
        .order_by("registration__unit__name", "registration__printed_name", "pk")
    )
    if not rows:
        return []
    newest = {
        (row.closing_id, row.registration_id): row
        for row in Entitlement.objects.standing()
        .supplements_alone()
        .filter(closing__workshop=workshop)
    }
    found = [Outdated(row, newest[row.entitlement.closing_id, row.registration_id]) for row in rows]
    return [one for one in found if says_more(one.certificate.entitlement, one.now)]


def without_right(workshop: Workshop) -> CertificateQuerySet:
    """Valid certificates whose holder has no right to them since: an exemption was withdrawn, or the
    person was excluded. Whether to revoke is a person's decision."""
    newest = Entitlement.objects.standing().filter(
        closing=OuterRef("entitlement__closing"),
        registration=OuterRef("registration"),
        kind=EntitlementKind.NONE,
    )
    return (
        Certificate.objects.valid()
        .filter(Exists(newest), workshop=workshop, entitlement__closing__reopened_at=None)
        .exclude(kind=CertificateKind.FOLLOWED)
        .select_related("registration__unit")
        .order_by("registration__printed_name", "pk")
    )


def says_more(before: Entitlement, now: Entitlement) -> bool:
    """Whether a certificate of ``before`` is not one of ``now``."""
    return now.kind != EntitlementKind.NONE and (before.kind, before.jp, before.awards) != (
        now.kind,
        now.jp,
        now.awards,
    )


@dataclass(frozen=True)
class Candidate:
    """One person of a closed Bimtek: what they earned, why not, and what became of it."""

    entitlement: Entitlement
    name: str
    unit: str
    name_confirmed: bool
    entitled: bool
    has_certificate: bool
    is_unsigned: bool  # it waits for its officials
    reasons: tuple[Reason, ...]

    @property
    def waits(self) -> bool:
        return self.entitled and not self.has_certificate


def candidates(workshop: Workshop, stage: Stage | None = None) -> list[Candidate]:
    """Everybody of the closing in force, of the Bimtek or of one stage: unconfirmed names first,
    those without a right last."""
    rows = (
        Entitlement.objects.filter(closing__workshop=workshop, closing__stage=stage)
        .standing()
        .select_related(
            "registration__unit", "registration__workshop", "registration__person__home_unit"
        )
        .annotate(
            still_waits=Exists(waiting(workshop).filter(pk=OuterRef("pk"))),
            is_unsigned=Exists(
                Certificate.objects.filter(
                    entitlement=OuterRef("pk"), state=CertificateState.PREPARED, version=1
                )
            ),
        )
    )
    found = [
        Candidate(
            entitlement=row,
            name=row.registration.printed_name,
            unit=row.registration.unit.shown_as,
            name_confirmed=row.registration.confirmed_at is not None,
            entitled=row.kind != "none",
            has_certificate=row.kind != "none" and not row.still_waits,
            is_unsigned=row.is_unsigned,
            reasons=tuple(Reason.from_json(stored) for stored in row.reasons),
        )
        for row in rows
    ]
    return sorted(
        found,
        key=lambda one: (not one.waits, not one.entitled, one.name_confirmed, one.unit, one.name),
    )


def jobs_of(workshop: Workshop) -> JobQuerySet:
    """The issuing of this Bimtek's certificates, the latest first."""
    return Job.objects.filter(kind=ISSUE, args__workshop=workshop.public_id).order_by("-pk")


def signing_jobs_of(workshop: Workshop) -> JobQuerySet:
    """What the worker signs, or could not sign, of this Bimtek."""
    return Job.objects.filter(kind=SIGN, args__workshop=workshop.public_id).order_by("-pk")


def latest_job(workshop: Workshop) -> Job | None:
    return jobs_of(workshop).first()


@dataclass(frozen=True)
class Failure:
    """Whose certificate was not made, and why."""

    name: str
    sentence: str


def failures(job: Job) -> list[Failure]:
    """The first twenty items that failed, in words."""
    failed = list(job.items.filter(state=JobState.FAILED).order_by("pk")[:20])
    names = dict(
        Entitlement.objects.filter(public_id__in=[item.key for item in failed]).values_list(
            "public_id", "registration__printed_name"
        )
    )
    return [
        Failure(
            name=names.get(item.key, ""),
            sentence=" ".join(str(Reason.from_json(stored)) for stored in item.error),
        )
        for item in failed
    ]


def papers(
    workshop: Workshop, user: Any, *, opd: str = "", kind: str = "", state: str = ""
) -> CertificateQuerySet:
    """The papers in force of a Bimtek that the user may see, narrowed as their list is, by unit and
    name."""
    rows = Certificate.objects.visible_to(user).filter(workshop=workshop).valid()
    said = {"registration__unit__public_id": opd, "kind": kind, "state": state}
    rows = rows.filter(**{field: value for field, value in said.items() if value})
    return rows.select_related("pdf").order_by(
        "registration__unit__name", "registration__printed_name", "pk"
    )


def bundles_of(workshop: Workshop, user: Any) -> JobQuerySet:
    """The zips that the user asked for."""
    return Job.objects.filter(kind=BUNDLE, requested_by=user, args__workshop=workshop.public_id)


def latest_bundle(workshop: Workshop, user: Any, *, at: datetime) -> Job | None:
    """The zip that the user asked for last, while it is made or can be taken."""
    jobs = Job.objects.filter(
        kind=BUNDLE, requested_by=user, args__workshop=workshop.public_id
    ).exclude(state=JobState.FAILED)
    return (
        jobs.filter(Q(finished_at=None) | Q(finished_at__gt=at - BUNDLE_VALID))
        .order_by("-pk")
        .first()
    )


def sources_of(certificate: Certificate) -> list[str]:
    """Public ids of all versions: the record cites one of them."""
    return list(versions_of(certificate).order_by("version").values_list("public_id", flat=True))


def versions_of(certificate: Certificate) -> CertificateQuerySet:
    """All versions of what one closing gave one person, supplements and all; a surat keterangan is
    another paper."""
    rows = Certificate.objects.filter(
        registration=certificate.registration_id,
        entitlement__closing__entitlements=certificate.entitlement_id,
    )
    if certificate.kind == CertificateKind.FOLLOWED:
        return rows.filter(kind=CertificateKind.FOLLOWED)
    return rows.exclude(kind=CertificateKind.FOLLOWED)


def version_before(certificate: Certificate) -> Certificate | None:
    """The version in force that this one is to take the place of."""
    found = versions_of(certificate).filter(state=CertificateState.ISSUED)
    return found.exclude(pk=certificate.pk).order_by("-version").first()


def holder_notices(certificates: models.QuerySet[Certificate]) -> NoticeQuerySet:
    """What holders of these certificates were told or are to be told, but for what was dropped."""
    return Notice.objects.filter(
        code__in=TEMPLATES,
        about_kind=Certificate._meta.label_lower,
        about_id__in=certificates.order_by().values("public_id"),
    ).exclude(state=NoticeState.DROPPED)


def ready_messages(certificates: models.QuerySet[Certificate], *, at: datetime) -> list[Message]:
    """What is still to be told to the holders of these certificates, in words, by unit and name; four
    queries however many."""
    ready = holder_notices(certificates).ready()
    rows = {
        row.public_id: row
        for row in certificates.filter(public_id__in=ready.order_by().values("about_id"))
        .select_related("registration__person__home_unit", "registration__unit")
        .prefetch_related("events")
    }
    links = personal_links([row.registration for row in rows.values()], at=at)
    made = [
        Message(
            certificate=rows[told.about_id],
            phone=phone_of(rows[told.about_id].registration),
            text=word(
                told.code,
                certificate=rows[told.about_id],
                link=links.get(rows[told.about_id].registration_id, ""),
                reason=_revoked_because(rows[told.about_id]),
                language=told.language,
            ),
            notice_id=told.public_id,
        )
        for told in ready
    ]
    return sorted(made, key=lambda one: (_unit_and_name(one.certificate), one.notice_id))


def _unit_and_name(certificate: Certificate) -> tuple[str, str]:
    registration = certificate.registration
    return registration.unit.name, registration.printed_name


def phone_of(registration: Registration) -> str:
    """A telephone number that the OPD which sent the person did not give is not its organiser's."""
    if not registration.person.home_unit.path.startswith(registration.unit.path):
        return ""
    return whatsapp_number(registration.person.phone)


def _revoked_because(certificate: Certificate) -> str:
    return next(
        (
            one.public_reason
            for one in certificate.events.all()
            if one.act == CertificateAct.REVOKED
        ),
        "",
    )
