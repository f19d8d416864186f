"""Taking back a certificate that waits for a signature."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certificates.actions.signing import withdraw
from certificates.forms import WithdrawForm
from certificates.models import Certificate, CertificateState
from participants.access import allow, is_logged_in
from participants.errors import Refused
from workshops.models import Workshop


@allow(is_logged_in)  # managed_by leaves everybody else a 404
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Says what it means, then does it."""
    managed = Workshop.objects.managed_by(request.user).order_by()
    rows = Certificate.objects.filter(workshop__in=managed, state=CertificateState.PREPARED)
    certificate = get_object_or_404(rows.for_list(), public_id=public_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw(
                certificate=certificate,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, [str(reason) for reason in refused.reasons])
        else:
            messages.success(request, _("Sertifikat dibatalkan. Pesertanya menunggu lagi."))
            return redirect("certificates:certificate-detail", public_id)
    context = {"certificate": certificate, "workshop": certificate.workshop, "form": form}
    return render(request, "certificates/certificate_withdraw.html", context)
