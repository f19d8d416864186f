"""Certificates whose holders are entitled to more since: the late scan's last consequence."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from certificates import queries
from certificates.actions.revoking import renew
from participants.access import allow, is_logged_in
from participants.errors import Refused
from workshops.access import managed_workshop

AT_ONCE = 20  # papers a press makes; more wait for the next


@allow(is_logged_in)  # managed_by leaves everybody else a 404
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_renew(request: HttpRequest, public_id: str) -> HttpResponse:
    """Lists them with what was and what is, then makes the next versions."""
    workshop = managed_workshop(request.user, public_id)
    rows = queries.outdated(workshop)
    if request.method == "POST":
        made = 0
        for row in rows[:AT_ONCE]:
            try:
                renew(certificate=row.certificate, by=request.user, at=timezone.now())  # type: ignore[arg-type]
            except Refused as refused:
                messages.error(request, f"{row.certificate.number}: {refused}")
            else:
                made += 1
        text = ngettext(
            "%(count)s versi baru terbit dengan nomor yang sama.",
            "%(count)s versi baru terbit dengan nomor yang sama.",
            made,
        )
        if made:
            messages.success(request, text % {"count": made})
        return redirect("certificates:certificate-renew", public_id)
    return render(
        request,
        "certificates/certificate_renew.html",
        {"workshop": workshop, "rows": rows, "at_once": min(len(rows), AT_ONCE)},
    )
