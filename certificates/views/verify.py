"""The public pages for checking a certificate: by its address (the QR), by its number and name, or by
its PDF. No login, no session, no trace of who looked."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from certificates.forms import FindForm, PaperForm
from certificates.verification import Verified, look_up
from certificates.verification.number import find
from certificates.verification.paper import Checked, check
from certificates.verification.shown import Shown, shown_by
from participants.access import anyone
from participants.errors import Refused
from participants.throttle import Limit, address_of

# Of one place. A genuine address or name never counts; a browser compares a file without us.
GUESSES = Limit("verify:guess", most=40, window=10 * 60)
UPLOADS = Limit("verify:upload", most=60, window=10 * 60)
NAMES = Limit("verify:name", most=15, window=10 * 60)
# Of one number, from everywhere: whoever has many places still tries few names.
OF_A_NUMBER = Limit("verify:number", most=30, window=60 * 60)
OPEN = anyone(because="whoever holds a certificate may check it without an account")
PAPER = "berkas"


@OPEN
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_find(request: HttpRequest) -> HttpResponse:
    """For whoever has a paper whose code cannot be scanned, or a PDF."""
    if request.method != "POST":
        return _private(_find_page(request))
    if PAPER in request.FILES or request.POST.get("cara") == PAPER:
        return _private(_by_paper(request, None))
    form = FindForm(request.POST)
    if not form.is_valid():
        return _private(_find_page(request, form, status=422))
    number, name = form.cleaned_data["nomor"], form.cleaned_data["nama"]
    if NAMES.is_exhausted(address_of(request)) or OF_A_NUMBER.is_exhausted(number):
        return _private(_too_many(request))
    if public_id := find(number, name):
        return _private(redirect("certificates:certificate-verify", public_id))
    NAMES.count(address_of(request))
    OF_A_NUMBER.count(number)
    return _private(_find_page(request, form, not_found=True, status=404))


@OPEN
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_verify(request: HttpRequest, public_id: str) -> HttpResponse:
    shown = shown_by(public_id.lower(), at=timezone.now())
    found = look_up(shown.public_id if shown else public_id.lower())
    if found is None:
        return _private(_unknown(request))
    if not found.is_issued:
        return _private(_not_issued(request, found))
    if shown and found.is_valid and request.method != "POST":
        return _private(_page(request, found, PaperForm(), shown=shown))
    if request.method == "POST":
        return _private(_by_paper(request, found))
    return _private(_page(request, found, PaperForm()))


def _by_paper(request: HttpRequest, expected: Verified | None) -> HttpResponse:
    """The page of the certificate that the file says it is, with what was found of the file."""
    form = PaperForm(request.POST, request.FILES)
    if UPLOADS.is_exhausted(address_of(request)):
        return _too_many(request)
    UPLOADS.count(address_of(request))
    checked = None
    if form.is_valid():
        try:
            checked = check(form.cleaned_data[PAPER])
        except Refused as refused:
            form.add_error(PAPER, [str(reason) for reason in refused.reasons])
    if checked is None:
        if expected is None:
            return _find_page(request, paper_form=form, status=422)
        return _page(request, expected, form, status=422)
    found = look_up(checked.public_id) if checked.public_id else None
    if found is None:
        if expected is None:
            return _find_page(request, foreign=True)
        return _page(request, expected, PaperForm(), checked)
    if not found.is_issued:
        return _not_issued(request, found)
    if expected is not None and expected.public_id != found.public_id:
        return _page(request, expected, PaperForm(), checked, of_another=True)
    return _page(request, found, PaperForm(), checked)


def _page(
    request: HttpRequest,
    found: Verified,
    form: PaperForm,
    checked: Checked | None = None,
    *,
    of_another: bool = False,
    shown: Shown | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "found": found,
        "form": form,
        "checked": checked,
        "of_another": of_another,
        "shown": shown,
    }
    return render(request, "certificates/verify.html", context, status=status)


def _find_page(
    request: HttpRequest, form: FindForm | None = None, *, status: int = 200, **told: Any
) -> HttpResponse:
    context = {
        "form": form or FindForm(),
        "paper_form": told.get("paper_form") or PaperForm(),
        "not_found": told.get("not_found", False),
        "foreign": told.get("foreign", False),
    }
    return render(request, "certificates/verify_find.html", context, status=status)


@OPEN
@require_safe
def certificate_facts(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same facts for a machine."""
    found = look_up(public_id.lower())
    if found is None:
        page = _unknown(request)
        return _private(JsonResponse({"state": "unknown"}, status=page.status_code))
    if not found.is_issued:
        return _private(JsonResponse({"state": found.state}))
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
                "signature": "electronic" if found.signed else "unsigned",
                "pdf_sha256": found.pdf_sha256,
                "public_reason": found.public_reason,
                "superseded_by": found.superseded_by,
            }
        )
    )


def _unknown(request: HttpRequest) -> HttpResponse:
    """One answer for an address that is not ours and for one that looks as if it were."""
    if GUESSES.is_exhausted(address_of(request)):
        return _too_many(request)
    GUESSES.count(address_of(request))
    return render(request, "certificates/verify_unknown.html", status=404)


def _not_issued(request: HttpRequest, found: Verified) -> HttpResponse:
    return render(request, "certificates/verify_not_issued.html", {"found": found})


def _too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "certificates/verify_unknown.html", {"too_many": True}, status=429)


def _private(response: HttpResponse) -> HttpResponse:
    """For no search engine and no cache: a revocation must show at once."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response
