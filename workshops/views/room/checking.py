"""*Periksa acak*: draw, look, tick."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from participants.access import allow, is_logged_in
from participants.views.asked import key_of
from workshops.access import staffed_workshop
from workshops.actions.room import draw_spot_check, tick_spot_check
from workshops.forms.room import DrawForm
from workshops.models import SpotCheckLine
from workshops.views.acting import acted, say_faults
from workshops.views.attendance.slot import slot_of


@allow(is_logged_in)
@require_POST
def spot_check_draw(request, code: str, slot: str) -> HttpResponse:
    workshop = staffed_workshop(request.user, code)
    found = slot_of(workshop, slot)
    form = DrawForm(request.POST)
    if form.is_valid():
        acted(
            request,
            draw_spot_check,
            _("Daftar periksa acak dibuat. Cari orangnya di ruangan, lalu centang."),
            slot=found,
            people=form.cleaned_data["people"],
        )
    else:
        say_faults(request, form)
    return redirect("workshops:room-detail", code, slot)


@allow(is_logged_in)
@require_POST
def spot_check_tick(request, code: str, slot: str) -> HttpResponse:
    workshop = staffed_workshop(request.user, code)
    found = slot_of(workshop, slot)
    line = get_object_or_404(
        SpotCheckLine.objects.select_related("check_of__slot", "registration"),
        check_of__slot=found,
        pk=key_of(request.POST.get("line", "")),
    )
    here = request.POST.get("found") == "1"
    said = _("%(name)s ada di ruangan.") if here else _("%(name)s tidak ditemukan.")
    acted(
        request,
        tick_spot_check,
        said % {"name": line.registration.printed_name},
        line=line,
        found=here,
    )
    return redirect("workshops:room-detail", code, slot)
