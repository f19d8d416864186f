"""The public page of a certificate, behind the QR: no login, no session, no trace of who looked."""

import hashlib

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from certificates.verification import Verified, look_up
from participants.access import anyone
from participants.throttle import Limit, address_of

# Of one place. A genuine address never counts; a browser compares a file without us.
GUESSES = Limit("verify:guess", most=40, window=10 * 60)
UPLOADS = Limit("verify:upload", most=60, window=10 * 60)
LARGEST = 20_000_000  # bytes; ours are a hundredth of it
OPEN = anyone(because="whoever holds a certificate may check it without an account")


class FileForm(forms.Form):
    """The PDF to compare, for browsers that cannot do it themselves."""

    berkas = forms.FileField(
        label=_("Berkas PDF sertifikat"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )


@OPEN
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_verify(request: HttpRequest, public_id: str) -> HttpResponse:
    found = look_up(public_id.lower())
    if found is None:
        return _private(_unknown(request))
    form, outcome = FileForm(), ""
    if request.method == "POST":
        if UPLOADS.is_exhausted(address_of(request)):
            return _private(_too_many(request))
        UPLOADS.count(address_of(request))
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            outcome = _compare(form.cleaned_data["berkas"], found)
    context = {"found": found, "form": form, "outcome": outcome}
    return _private(render(request, "certificates/verify.html", context))


@OPEN
@require_safe
def certificate_facts(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same facts for a machine."""
    found = look_up(public_id.lower())
    if found is None:
        page = _unknown(request)
        return _private(JsonResponse({"state": "unknown"}, status=page.status_code))
    return _private(
        JsonResponse(
            {
                "state": found.state,
                "version": found.version,
                "number": found.number,
                "person_name": found.person_name,
                "unit": found.unit,
                "title": found.title,
                "kind": found.kind,
                "organiser": found.organiser,
                "jp": str(found.jp),
                "started_on": found.started_on.isoformat(),
                "ended_on": found.ended_on.isoformat(),
                "issued_on": found.issued_on.isoformat(),
                "signature": "unsigned",
                "pdf_sha256": found.pdf_sha256,
                "public_reason": found.public_reason,
                "superseded_by": found.superseded_by,
            }
        )
    )


def _compare(upload, found: Verified) -> str:
    if upload.size > LARGEST:
        return "different"
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return "same" if digest.hexdigest() == found.pdf_sha256 else "different"


def _unknown(request: HttpRequest) -> HttpResponse:
    """One answer for an address that is not ours and for one that looks as if it were."""
    if GUESSES.is_exhausted(address_of(request)):
        return _too_many(request)
    GUESSES.count(address_of(request))
    return render(request, "certificates/verify_unknown.html", status=404)


def _too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "certificates/verify_unknown.html", {"too_many": True}, status=429)


def _private(response: HttpResponse) -> HttpResponse:
    """For no search engine and no cache: a revocation must show at once."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response
