"""A participant's own page behind their link: where to be, the QR, the name on papers, what is
missing, certificates. It spans workshops and certificates, so it lives here."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from certificates.models import (
    Certificate,
    CertificateAct,
    CertificateEvent,
    CertificateState,
)
from certificates.notices import verify_url
from participants.access import anyone
from participants.actions import audit
from participants.errors import Refused
from participants.rendering import qr
from participants.rules.wording import date_range
from participants.views.file import respond
from project.people.package import package, sent
from workshops.actions.registration import confirm_name
from workshops.exporting.calendar import calendar
from workshops.forms.naming import ConfirmNameForm
from workshops.models import Link, LinkKind, Registration, WorkshopState
from workshops.queries.personal import agenda_of
from workshops.queries.progress import AHEAD, progress_for
from workshops.queries.room import here_since, room_of
from workshops.rendering.card import card_png
from workshops.rules.progress import Why
from workshops.views.opening import DeadLink, dead_link, open_link
from workshops.views.refusal import show_on
from workshops.views.room.marks import is_owned_by

View = Callable[..., HttpResponse | FileResponse]


def by_personal_link(act: View) -> View:
    """The view gets the working link of a participant; any other token is a dead link."""

    @anyone(because="most participants have no account; the token is the key")
    @wraps(act)
    def view(request: HttpRequest, token: str, **which: Any) -> HttpResponse | FileResponse:
        try:
            link = open_link(request, token, LinkKind.PARTICIPANT, at=timezone.now())
        except DeadLink:
            return dead_link(request)
        registration = link.registration
        if registration is None:
            raise Http404
        registration.workshop = link.workshop
        return act(request, link, registration, **which)

    return view


@by_personal_link
@require_safe
def personal(request: HttpRequest, link: Link, registration: Registration) -> HttpResponse:
    """Everything the person needs, on one page for a phone."""
    form = ConfirmNameForm(initial=_printed(registration))
    return render(request, "project/personal.html", _shown(request, link, registration, form))


@by_personal_link
@require_POST
def personal_confirm(request: HttpRequest, link: Link, registration: Registration) -> HttpResponse:
    """What papers will say, as it stood on the page or as it was put right."""
    form = ConfirmNameForm(request.POST)
    if form.is_valid():
        try:
            confirm_name(
                registration=registration,
                **form.cleaned_data,
                by=link.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            show_on(form, refusal)
        else:
            return redirect(address_of_page(request) + "#nama")
    shown = _shown(request, link, registration, form)
    return render(request, "project/personal.html", shown, status=422)


@by_personal_link
@require_safe
def personal_qr(request: HttpRequest, link: Link, registration: Registration) -> HttpResponse:
    """The QR alone, as a picture."""
    return _picture(qr.png(registration.check_in_code(), scale=10))


@by_personal_link
@require_safe
def personal_card(request: HttpRequest, link: Link, registration: Registration) -> HttpResponse:
    """The picture for the phone's gallery: name in large type and the QR; needs no signal."""
    workshop = registration.workshop
    stages = [one.stage for one in agenda_of(registration, at=timezone.now()).stages]
    dates = (
        date_range(stages[0].starts_on, stages[-1].ends_on, get_language() or "id")
        if stages
        else ""
    )
    picture = card_png(
        workshop.title_id,
        registration.printed_name,
        str(registration.unit),
        registration.check_in_code(),
        dates,
    )
    response = _picture(picture)
    name = slugify(f"qr {registration.printed_name}")[:80] or "qr"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.png"'
    return response


@by_personal_link
@require_safe
def personal_calendar(request: HttpRequest, link: Link, registration: Registration) -> HttpResponse:
    """The days one is expected, for the phone's calendar."""
    at = timezone.now()
    agenda = agenda_of(registration, at=at)
    response = HttpResponse(
        calendar(registration.workshop, agenda.stages, at=at),
        content_type="text/calendar; charset=utf-8",
    )
    response.headers["Content-Disposition"] = 'attachment; filename="bimtek.ics"'
    return response


@by_personal_link
@require_safe
def personal_certificate(
    request: HttpRequest, link: Link, registration: Registration, certificate: str
) -> FileResponse:
    """One's own certificate as PDF."""
    found = get_object_or_404(
        _certificates(registration, CertificateState.ISSUED), public_id=certificate
    )
    if found.pdf is None:
        raise Http404
    audit.reading(
        "certificates.certificate.read",
        found,
        by=link.user,
        at=timezone.now(),
        unit=registration.unit,
    )
    return respond(found.pdf)


@by_personal_link
@require_safe
def personal_package(request: HttpRequest, link: Link, registration: Registration) -> FileResponse:
    """The certificates of this Bimtek as one zip. Not those of others: a link is passed on."""
    at = timezone.now()
    certificates = Certificate.objects.filter(registration=registration).for_package()
    if not certificates:
        raise Http404
    content = package(registration.person, list(certificates), [], by=link.user, at=at)
    audit.reading(
        "certificates.certificate.downloaded_many",
        registration,
        by=link.user,
        at=at,
        unit=registration.unit,
    )
    return sent(content)


def _certificates(registration: Registration, *states: str) -> Any:
    return (
        Certificate.objects.filter(registration=registration, state__in=states)
        .select_related("pdf")
        .prefetch_related("disclosures")
        .order_by("-issued_at", "-pk")
    )


def _kept_and_lost(registration: Registration) -> tuple[list[Certificate], list[dict[str, Any]]]:
    """One's valid certificates; and of those taken back and not replaced number, day and the reason
    for all."""
    states = (CertificateState.ISSUED, CertificateState.REVOKED)
    found = list(_certificates(registration, *states))
    kept = [one for one in found if one.state == CertificateState.ISSUED]
    lost = [one for one in found if one.kind not in {valid.kind for valid in kept}]
    if not lost:
        return kept, []
    events = CertificateEvent.objects.filter(certificate__in=lost, act=CertificateAct.REVOKED)
    return kept, [
        {
            "number": event.certificate.number,
            "on": registration.workshop.unit.localdate(event.at),
            "reason": event.public_reason.rstrip("."),
        }
        for event in events.select_related("certificate").order_by("-at", "-pk")
    ]


def _shown_by(certificate: Certificate, at: datetime) -> dict[str, Any] | None:
    """The link by which its holder shows it now."""
    working = [one for one in certificate.disclosures.all() if one.valid_to >= at]
    found = next((one for one in working if one.revoked_at is None), None)
    if found is None:
        return None
    return {"url": verify_url(found.token()), "valid_to": found.valid_to}


def _printed(registration: Registration) -> dict[str, str]:
    names = ("printed_name", "printed_rank", "printed_post")
    return {name: getattr(registration, name) for name in names}


def address_of_page(request: HttpRequest) -> str:
    """/p/<token>, from any page below it."""
    return "/".join(request.path.split("/", 3)[:3])


def _came(lines: Sequence[Why]) -> list[dict[str, Any]]:
    """The slots that are over, or at which the person has been."""
    return [
        {**vars(line), "on": date.fromisoformat(line.day)} for line in lines if line.status != AHEAD
    ]


def _picture(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="image/png")


def _shown(
    request: HttpRequest, link: Link, registration: Registration, form: ConfirmNameForm
) -> dict[str, Any]:
    at = timezone.now()
    kept, lost = _kept_and_lost(registration)
    reached = progress_for(registration, at=at)
    hours = [r for r in reached.reasons if r.code.startswith("jp-")] if reached else []
    room = room_of(registration.workshop, at=at)
    return {
        "registration": registration,
        "room": room,
        "since": here_since(registration, room.slot) if room else None,
        "known": is_owned_by(request, link),
        "workshop": registration.workshop,
        "here": address_of_page(request),
        "agenda": agenda_of(registration, at=at),
        "reached": reached,
        "hours": hours[0] if hours else None,
        "missing": [r for r in reached.reasons if r not in hours] if reached else [],
        "needed": hours[0].args["needed"] if hours else None,
        "came": _came(reached.progress.why) if reached else [],
        "certificates": [{"certificate": one, "shown_by": _shown_by(one, at)} for one in kept],
        "revoked": lost,
        # Our own drawing of a code from our own alphabet: nothing in it was typed by anybody.
        "qr": mark_safe(qr.svg(registration.check_in_code())),  # noqa: S308
        "form": form,
        "may_confirm": registration.workshop.state != WorkshopState.CLOSED,
    }
