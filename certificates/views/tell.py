"""Telling holders: each message in words, handed over by whoever runs the Bimtek."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from certificates import queries
from certificates.models import Certificate
from participants.access import allow, is_logged_in
from participants.actions.notice import mark_sent
from participants.models import NoticeState
from workshops.access import managed_workshop


@allow(is_logged_in)  # managed_by leaves everybody else a 404
@require_safe
def certificate_tell(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every message ready to hand over, in order; the first is the next."""
    workshop = managed_workshop(request.user, public_id)
    own = Certificate.objects.filter(workshop=workshop)
    ready = queries.ready_messages(own, at=timezone.now())
    sent = queries.holder_notices(own).filter(state=NoticeState.SENT).count()
    return render(
        request,
        "certificates/certificate_tell.html",
        {"workshop": workshop, "ready": ready, "sent": sent, "total": sent + len(ready)},
    )


@allow(is_logged_in)
@require_POST
def holder_told(request: HttpRequest, public_id: str, notice_id: str) -> HttpResponse:
    """The message was handed over."""
    workshop = managed_workshop(request.user, public_id)
    own = Certificate.objects.filter(workshop=workshop)
    told = get_object_or_404(queries.holder_notices(own), public_id=notice_id)
    mark_sent(notice=told, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return redirect("certificates:certificate-tell", public_id)
