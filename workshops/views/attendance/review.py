"""*Perlu diperiksa*: scans nobody could decide about at the door, each settled by somebody."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from participants.access import allow, is_logged_in
from participants.errors import Reason
from workshops.access import managed_workshop
from workshops.actions.attendance import accept_scan, reject_scan
from workshops.forms.attendance import ReviewForm
from workshops.models import AttendanceSlot, CheckIn, Registration
from workshops.views.acting import done, say_faults

AT_ONCE = 50


@allow(is_logged_in)
@require_safe
def review_list(request, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    waiting = CheckIn.objects.needing_review().filter(workshop=workshop)
    events = list(
        waiting.select_related("registration__unit", "slot", "device").order_by("pk")[:AT_ONCE]
    )
    known = dict(
        Registration.objects.filter(
            workshop=workshop, code_lookup__in=[e.code_lookup for e in events if e.code_lookup]
        ).values_list("code_lookup", "printed_name")
    )
    return render(
        request,
        "workshops/attendance_review.html",
        {
            "workshop": workshop,
            "total": waiting.count(),
            "rows": [
                {
                    "event": event,
                    "why": Reason(f"scan-{event.verdict}"),
                    "name": event.registration.printed_name
                    if event.registration
                    else known.get(event.code_lookup, ""),
                }
                for event in events
            ],
            # Read once for all rows: the choices are the same for each.
            "people": list(
                Registration.objects.live()
                .filter(workshop=workshop)
                .order_by("printed_name", "pk")
                .values_list("public_id", "printed_name", "unit__name")
            )
            if any(event.registration_id is None for event in events)
            else [],
            "slots": list(
                AttendanceSlot.objects.filter(stage__workshop=workshop)
                .select_related("stage")
                .order_by("opens_at", "pk")
            ),
        },
    )


@allow(is_logged_in)
@require_POST
def review_settle(request, code: str, nonce: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    event = get_object_or_404(
        CheckIn.objects.filter(workshop=workshop).select_related("registration", "slot"),
        nonce=nonce,
    )
    at = timezone.now()
    if request.POST.get("act") == "reject":
        done(
            request,
            lambda: reject_scan(
                event=event, reason=request.POST.get("reason", ""), by=request.user, at=at
            ),
            _("Pemindaian disisihkan."),
        )
        return redirect("workshops:review-list", code)
    form = ReviewForm(request.POST, workshop=workshop, event=event)
    # What the scan does not tell may still follow from its code; the action asks where it does not.
    for field in form.fields.values():
        field.required = False
    if not form.is_valid():
        say_faults(request, form)
        return redirect("workshops:review-list", code)
    given = form.cleaned_data
    done(
        request,
        lambda: accept_scan(
            event=event,
            registration=given.get("registration"),
            slot=given.get("slot"),
            reason=given["reason"],
            by=request.user,
            at=at,
        ),
        _("Kehadiran dicatat."),
    )
    return redirect("workshops:review-list", code)
