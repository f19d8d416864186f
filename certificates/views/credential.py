"""Certificates for other programs: the credential, whose keys sign it, and which still stand."""

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certificates.actions.credential import credential_of, rotate_key, signed_list
from certificates.credentials import did, status
from certificates.credentials.keys import PublicKey
from certificates.forms import RotateKeyForm
from certificates.models import Certificate, Credential, IssuerKey, StatusList
from certificates.tables import IssuerKeyTable
from participants.access import allow, anyone, is_admin, is_logged_in
from participants.actions import audit
from participants.models import User

FOR_PROGRAMS = anyone(because="whoever checks a credential asks without an account")
CREDENTIAL, JWT, DID = "application/vc", "application/vc+jwt", "application/did+json"


@allow(is_logged_in)  # visible_to: the holder and the offices that see the certificate
@require_safe
def credential_json(request: HttpRequest, public_id: str) -> HttpResponse:
    """The Open Badges credential with its proof, as a file."""
    credential = _credential(request, public_id)
    return _as_file(credential.content, CREDENTIAL, f"kredensial-{public_id}.json")


@allow(is_logged_in)
@require_safe
def credential_jwt(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same credential as a signed JWT."""
    credential = _credential(request, public_id)
    return _as_file(credential.token, JWT, f"kredensial-{public_id}.jwt")


@FOR_PROGRAMS
@require_safe
def did_document(request: HttpRequest) -> HttpResponse:
    """Our keys, those of before as well."""
    keys = [PublicKey.from_multibase(key.public) for key in IssuerKey.objects.published()]
    return _shared(JsonResponse(did.document(settings.PUBLIC_URL, keys), content_type=DID))


@FOR_PROGRAMS
@require_safe
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    """Which credentials of a list were revoked or superseded; signed once a minute at most."""
    name = f"kredensial:status:{number}"
    content = cache.get(name)
    if content is None:
        found = get_object_or_404(StatusList, number=number)
        content = signed_list(found, by=User.objects.system(), at=timezone.now())
        cache.set(name, content, 60)
    return _shared(HttpResponse(content, content_type=CREDENTIAL))


@allow(is_admin)
@require_http_methods(["GET", "HEAD", "POST"])
def key_list(request: HttpRequest) -> HttpResponse:
    """The keys that sign credentials; a new one by a button."""
    form = RotateKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rotate_key(by=request.user, at=timezone.now(), **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("Kunci baru dipakai mulai sekarang."))
        return redirect("certificates:key-list")
    keys = IssuerKey.objects.for_list()
    context = {
        "table": IssuerKeyTable(keys),
        "form": form,
        "identifier": did.identifier(settings.PUBLIC_URL),
    }
    return render(request, "certificates/key_list.html", context)


def _credential(request: HttpRequest, public_id: str) -> Credential:
    certificate = get_object_or_404(
        Certificate.objects.visible_to(request.user).issued().select_related("workshop__unit"),
        public_id=public_id,
    )
    at = timezone.now()
    made = credential_of(certificate=certificate, by=request.user, at=at)  # type: ignore[arg-type]
    audit.reading(
        "certificates.credential.downloaded",
        certificate,
        by=request.user,  # type: ignore[arg-type]
        at=at,
        unit=certificate.workshop.unit,
    )
    return made


def _as_file(content: str, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _shared(response: HttpResponse) -> HttpResponse:
    """For any program on any site, and for caches on the way for a few minutes."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = f"public, max-age={status.LIVES}"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
