"""People who come without being named by an OPD: by decree, and guests who are only ticked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from participants.access import allow, is_logged_in
from participants.errors import Refused
from participants.views.asked import key_of
from workshops.access import managed_workshop
from workshops.actions.decree import admit_by_decree
from workshops.actions.guest import add_guests, remove_guest
from workshops.forms.invitation import DecreeForm, GuestForm, may_be_asked
from workshops.views.closed import closed_page


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def decree_new(request: HttpRequest, code: str) -> HttpResponse:
    """Lampiran SK: paste, look, confirm; a line with a fault keeps the whole list waiting."""
    workshop = managed_workshop(request.user, code)
    if closed := closed_page(request, workshop):
        return closed
    form = DecreeForm(request.POST or None)
    lines: list = []
    if request.method == "POST" and form.is_valid():
        lines = form.cleaned_data["people"]
        wrong = any(line.faults for line in lines)
        if "confirmed" in request.POST and not wrong:
            people = [line for line in lines if may_be_asked(line)]
            try:
                admitted = admit_by_decree(
                    workshop=workshop,
                    unit_name=form.cleaned_data["unit_name"],
                    people=people,
                    by=request.user,
                    at=timezone.now(),
                )
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                count = len(admitted)
                told = ngettext("%d orang terdaftar.", "%d orang terdaftar.", count)
                messages.success(request, told % count)
                return redirect("workshops:invitation-list", code=code)
    return render(
        request,
        "workshops/decree_new.html",
        {
            "workshop": workshop,
            "form": form,
            "lines": [(line, [str(fault) for fault in line.faults]) for line in lines],
            "wrong": sum(bool(line.faults) for line in lines),
            "people": sum(may_be_asked(line) for line in lines),
        },
    )


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def guest_list(request: HttpRequest, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    form = GuestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_guests(
                workshop=workshop, guests=form.guests(), by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            told = ngettext("%d tamu ditambahkan.", "%d tamu ditambahkan.", len(made))
            messages.success(request, told % len(made))
            return redirect("workshops:guest-list", code=code)
    return render(
        request,
        "workshops/guest_list.html",
        {"workshop": workshop, "form": form, "guests": workshop.guests.order_by("name", "pk")},
    )


@allow(is_logged_in)
@require_POST
def guest_remove(request: HttpRequest, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    guest = get_object_or_404(workshop.guests, pk=key_of(request.POST.get("guest", "")))
    try:
        remove_guest(guest=guest, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Tamu dihapus dari daftar."))
    return redirect("workshops:guest-list", code=code)
