"""*Perlu diperiksa*: scans nobody could decide about at the door, each settled by somebody."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from participants.access import allow, is_logged_in
from participants.errors import Reason, Refused
from participants.views.asked import until_asked
from workshops.access import managed_workshop
from workshops.actions.attendance import accept_scan, reject_scan, settle_many
from workshops.forms.attendance import NarrowForm, ReviewForm
from workshops.models import CheckIn, Registration, Workshop, WorkshopState
from workshops.queries.review import Asked, people_of_codes
from workshops.views.acting import done, say_faults

AT_ONCE = 50
MANY_AT_ONCE = 100


@allow(is_logged_in)
@require_safe
def review_list(request, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    asked, form = _asked(request.GET, workshop)
    waiting = asked.of(workshop)
    events = list(waiting.select_related("registration__unit", "slot", "device")[:AT_ONCE])
    known = people_of_codes(workshop.pk, [event.code_lookup for event in events])
    rows = [_row(event, known) for event in events]
    return render(
        request,
        "workshops/attendance_review.html",
        {
            "workshop": workshop,
            "is_closed": workshop.state == WorkshopState.CLOSED,
            "total": waiting.count(),
            "rows": rows,
            "form": form,
            "narrowed": asked != Asked(),
            "asked": [(key, value) for key, value in vars(asked).items() if value],
            "until": timezone.now().isoformat(),
            # Read once for all rows: the choices are the same for each.
            "people": list(
                Registration.objects.live()
                .filter(workshop=workshop)
                .order_by("printed_name", "pk")
                .values_list("public_id", "printed_name", "unit__name")
            )
            if any(row["person"] is None for row in rows)
            else [],
            "slots": form.slots,
        },
    )


def _asked(given: Any, workshop: Workshop) -> tuple[Asked, NarrowForm]:
    form = NarrowForm(given, workshop=workshop)
    return Asked(**form.cleaned_data) if form.is_valid() else Asked(), form


def _row(event: CheckIn, known: dict[str, Registration]) -> dict[str, Any]:
    return {
        "event": event,
        "why": Reason(f"scan-{event.verdict}"),
        "person": event.registration or known.get(event.code_lookup),
    }


def _back(code: str, asked: Asked) -> HttpResponse:
    narrowed = urlencode({key: value for key, value in vars(asked).items() if value})
    address = reverse("workshops:review-list", args=[code])
    return redirect(f"{address}?{narrowed}" if narrowed else address)


@allow(is_logged_in)
@require_POST
def review_settle(request, code: str, nonce: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    asked, _form = _asked(request.POST, workshop)
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
        return _back(code, asked)
    form = ReviewForm(request.POST, workshop=workshop, event=event)
    # What the scan does not tell may still follow from its code; the action asks where it does not.
    for field in form.fields.values():
        field.required = False
    if not form.is_valid():
        say_faults(request, form)
        return _back(code, asked)
    given = form.cleaned_data
    done(
        request,
        lambda: accept_scan(
            event=event,
            registration=given.get("registration"),
            slot=given.get("to"),
            reason=given["reason"],
            by=request.user,
            at=at,
        ),
        _("Kehadiran dicatat."),
    )
    return _back(code, asked)


@allow(is_logged_in)
@require_POST
def review_settle_many(request, code: str) -> HttpResponse:
    """All that the list shows as it was narrowed, up to when the page was made."""
    workshop = managed_workshop(request.user, code)
    asked, _form = _asked(request.POST, workshop)
    events = list(
        asked.of(workshop, until=until_asked(request)).select_related("registration", "slot")[
            :MANY_AT_ONCE
        ]
    )
    try:
        settled = settle_many(
            events=events,
            accept=request.POST.get("act") != "reject",
            reason=request.POST.get("reason", ""),
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _back(code, asked)
    text = ngettext(
        "%(count)s pemindaian selesai diperiksa.",
        "%(count)s pemindaian selesai diperiksa.",
        settled.count,
    )
    messages.success(request, text % {"count": settled.count})
    for reason, count in settled.left.items():
        messages.warning(
            request, _("%(count)s tertinggal: %(why)s") % {"count": count, "why": reason}
        )
    return _back(code, asked)
