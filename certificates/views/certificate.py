"""Certificates as lists, as one, and as files."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certificates import queries
from certificates.actions.signer import token_of
from certificates.exporting import CertificateResource
from certificates.models import (
    NOT_ISSUED,
    Certificate,
    CertificateKind,
    CertificateQuerySet,
    Template,
)
from certificates.notices import signing_message, verify_url
from certificates.queries.signing import Hand, hands_of, signatures_of
from certificates.tables import CertificateFilter, CertificateTable
from certificates.views.handing import hand_out
from certificates.views.progress import progress_context
from participants.access import allow, is_logged_in
from participants.actions import audit
from participants.errors import Reason
from participants.exporting.sheet import download
from participants.rules.phone import whatsapp_number
from participants.tables.paging import show_page
from workshops.access import manages, visible_workshop
from workshops.models import Stage, Workshop, WorkshopState

PER_PAGE = 50


def _filtered(request: HttpRequest, rows: CertificateQuerySet) -> CertificateFilter:
    return CertificateFilter(request.GET, queryset=rows.for_list())


def _table(request: HttpRequest, narrowed: CertificateFilter, **options) -> CertificateTable:
    table = CertificateTable(narrowed.qs, **options)
    show_page(request, table, per_page=PER_PAGE)
    return table


@allow(is_logged_in)  # visible_to leaves a stranger to the Bimtek nothing
@require_safe
def certificate_list(request: HttpRequest) -> HttpResponse:
    """Every certificate the reader may see, of all Bimtek."""
    narrowed = _filtered(request, Certificate.objects.visible_to(request.user))
    context = {
        "filter": narrowed,
        "table": _table(request, narrowed),
        "may_edit_templates": Template.objects.editable_by(request.user).exists(),
    }
    return render(request, "certificates/certificate_all.html", context)


@allow(is_logged_in)
@require_safe
def certificate_of_workshop(request: HttpRequest, public_id: str) -> HttpResponse:
    """The certificates of one Bimtek: what must happen first, who waits, what was issued."""
    workshop = visible_workshop(request.user, public_id)
    own = Certificate.objects.visible_to(request.user).filter(workshop=workshop)
    runs = manages(request.user, workshop)
    narrowed = _filtered(request, own)
    context = {
        "workshop": workshop,
        "closed": workshop.state == WorkshopState.CLOSED,
        "manages": runs,
        "waiting": queries.waiting(workshop).count() if runs else 0,
        "lost": queries.without_right(workshop) if runs else [],
        "stages": _closed_stages(workshop) if runs else [],
        "outdated": len(queries.outdated(workshop)) if runs else 0,
        "filter": narrowed,
        "table": _table(request, narrowed, exclude=("workshop",)),
        "any": own.exists(),
        "bundle": queries.latest_bundle(workshop, request.user, at=timezone.now()),
    }
    if runs:
        context |= progress_context(workshop)
        context["hands"] = [_hand(one) for one in hands_of(workshop, at=timezone.now())]
        context["to_tell"] = queries.holder_notices(own).ready().count()
    return render(request, "certificates/certificate_list.html", context)


def _hand(hand: Hand) -> dict[str, Any]:
    """An official in words, with the message that takes them to their page."""
    link = token_of(hand.link) if hand.link else ""
    return {
        "hand": hand,
        "message": signing_message(hand.account, link, hand.waiting) if link else "",
        "phone": whatsapp_number(hand.account.phone),
    }


def _exemption(certificate: Certificate) -> str:
    """What stands for ever beside a right that an exemption gave; "" where it was earned."""
    reasons = [Reason.from_json(stored) for stored in certificate.entitlement.reasons]
    return next((str(one) for one in reasons if one.code == "exemption-granted"), "")


def _closed_stages(workshop: Workshop) -> list[Stage]:
    """Stages that were closed by themselves."""
    standing = workshop.closings.standing().exclude(stage=None).select_related("stage")
    return [one.stage for one in standing.order_by("stage__order", "pk") if one.stage]


@allow(is_logged_in)
@require_safe
def certificate_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One certificate: what it says, what became of it."""
    certificate = _certificate(request, public_id)
    runs = manages(request.user, certificate.workshop)
    context = {
        "certificate": certificate,
        "said": certificate.statement,
        "exemption": _exemption(certificate),
        "workshop": certificate.workshop,
        "verify_url": verify_url(certificate.public_id),
        "events": certificate.events.select_related("by").order_by("-at", "-pk"),
        "versions": queries.versions_of(certificate).exclude(pk=certificate.pk).order_by("version"),
        "signatures": signatures_of(certificate),
        "manages": runs,
        "may_take": runs or certificate.state not in NOT_ISSUED,
        "has_credential": certificate.state not in NOT_ISSUED
        and certificate.kind != CertificateKind.FOLLOWED,
    }
    return render(request, "certificates/certificate_detail.html", context)


@allow(is_logged_in)
@require_safe
def certificate_file(request: HttpRequest, public_id: str) -> FileResponse:
    """The PDF; that it was taken is noted."""
    certificate = _certificate(request, public_id)
    if certificate.pdf is None or (
        certificate.state in NOT_ISSUED and not manages(request.user, certificate.workshop)
    ):
        raise Http404
    audit.reading(
        "certificates.certificate.downloaded",
        certificate,
        by=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
        unit=certificate.workshop.unit,
    )
    return hand_out(certificate)


@allow(is_logged_in)
@require_safe
def certificate_export(request: HttpRequest, public_id: str, extension: str) -> HttpResponse:
    """The list as it is narrowed, as a sheet."""
    workshop = visible_workshop(request.user, public_id)
    own = Certificate.objects.visible_to(request.user).filter(workshop=workshop)
    rows = _filtered(request, own).qs
    return download(
        CertificateResource(), rows, name=f"sertifikat-{public_id}", extension=extension
    )


def _certificate(request: HttpRequest, public_id: str) -> Certificate:
    rows = Certificate.objects.visible_to(request.user).for_list().select_related("pdf")
    return get_object_or_404(rows, public_id=public_id)
