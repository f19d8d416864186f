"""What may become of an issued certificate."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certificates.actions.revoking import revoke, supersede
from certificates.forms import CorrectForm, RevokeForm
from certificates.models import Certificate, CertificateState
from certificates.queries.ripples import ripples
from participants.access import allow, is_logged_in
from participants.errors import Refused
from workshops.models import Workshop


@allow(is_logged_in)  # managed_by leaves everybody else a 404
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_revoke(request: HttpRequest, public_id: str) -> HttpResponse:
    """Shows what revoking takes with it, then does it."""
    certificate = _valid(request, public_id)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            revoke(certificate=certificate, **form.cleaned_data, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refused as refused:
            form.add_error(None, [str(reason) for reason in refused.reasons])
        else:
            messages.success(request, _("Sertifikat dicabut. Beri tahu pemegangnya bila perlu."))
            return redirect("certificates:certificate-detail", public_id)
    context = {
        "certificate": certificate,
        "workshop": certificate.workshop,
        "ripples": ripples(certificate, on=certificate.workshop.unit.localdate(timezone.now())),
        "form": form,
    }
    return render(request, "certificates/certificate_revoke.html", context)


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """A name put right: a second version with the same number."""
    certificate = _valid(request, public_id)
    form = CorrectForm(
        request.POST or None, initial={"person_name": certificate.registration.printed_name}
    )
    if request.method == "POST" and form.is_valid():
        try:
            later = supersede(
                certificate=certificate,
                **form.cleaned_data,
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, [str(reason) for reason in refused.reasons])
        else:
            messages.success(request, _("Versi baru sudah terbit dengan nomor yang sama."))
            return redirect("certificates:certificate-detail", later.public_id)
    context = {"certificate": certificate, "workshop": certificate.workshop, "form": form}
    return render(request, "certificates/certificate_correct.html", context)


def _valid(request: HttpRequest, public_id: str) -> Certificate:
    managed = Workshop.objects.managed_by(request.user).order_by()
    rows = Certificate.objects.filter(workshop__in=managed, state=CertificateState.ISSUED)
    return get_object_or_404(rows.for_list(), public_id=public_id)
