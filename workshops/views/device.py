"""Devices of the door: made, shown once with code and QR, revoked."""

from django.conf import settings
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from participants.access import allow, is_logged_in
from participants.errors import Refused
from participants.rendering.qr import svg
from participants.tables.paging import show_page
from workshops.access import managed_workshop
from workshops.actions.device import make_device, renew_code, revoke_device, set_names_at_door
from workshops.actions.door_act import allow_acts
from workshops.forms.attendance import DeviceForm
from workshops.models import Device, Workshop, WorkshopState
from workshops.tables.attendance import DeviceTable
from workshops.views.acting import done


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def device_list(request, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    form = DeviceForm(request.POST or None, workshop=workshop)
    if request.method == "POST" and form.is_valid():
        try:
            device, one_time = make_device(
                workshop=workshop,
                name=form.cleaned_data["name"],
                stages=form.cleaned_data.get("stages", ()),
                may_act=form.cleaned_data["may_act"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _shown_once(request, workshop, device, one_time)
    devices = (
        Device.objects.visible_to(request.user)
        .filter(workshop=workshop)
        .prefetch_related("stages")
        .annotate(scans=Count("checkins", distinct=True), last_seen=Max("checkins__received_at"))
        .order_by("revoked_at", "name", "pk")
    )
    table = DeviceTable(devices, workshop=workshop)
    show_page(request, table, per_page=100)
    return render(
        request,
        "workshops/device_list.html",
        {
            "workshop": workshop,
            "table": table,
            "form": form,
            "is_closed": workshop.state == WorkshopState.CLOSED,
        },
    )


def _shown_once(request, workshop: Workshop, device: Device, code: str) -> HttpResponse:
    """The code is on this answer alone: neither in an address nor in a list."""
    address = f"{settings.PUBLIC_URL}/pindai/#daftar={code}"
    return render(
        request,
        "workshops/device_code.html",
        {
            "workshop": workshop,
            "device": device,
            "code": f"{code[:4]} {code[4:]}",
            "door": f"{settings.PUBLIC_URL}/pindai/",
            "valid_to": device.code_valid_to,
            # Drawn by us from a code of ours: nothing a person typed is in it.
            "qr": mark_safe(svg(address)),  # noqa: S308
        },
    )


@allow(is_logged_in)
@require_POST
def device_code(request, code: str, device: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    found = get_object_or_404(Device, workshop=workshop, public_id=device)
    fresh: list[str] = []
    if not done(
        request,
        lambda: fresh.append(renew_code(device=found, by=request.user, at=timezone.now())),
        _("Kode baru dibuat; yang lama tidak berlaku lagi."),
    ):
        return redirect("workshops:device-list", code)
    found.refresh_from_db()
    return _shown_once(request, workshop, found, fresh[0])


@allow(is_logged_in)
@require_POST
def device_acts(request, code: str, device: str) -> HttpResponse:
    """Whether this device may register, replace and tick; a switch."""
    workshop = managed_workshop(request.user, code)
    found = get_object_or_404(Device, workshop=workshop, public_id=device)
    allowed = request.POST.get("allowed") == "1"
    said = (
        _("%(name)s boleh mendaftarkan dan mengganti peserta di pintu.")
        if allowed
        else _("%(name)s hanya memindai.")
    )
    done(
        request,
        lambda: allow_acts(device=found, allowed=allowed, by=request.user, at=timezone.now()),
        said % {"name": found.name},
    )
    return redirect("workshops:device-list", code)


@allow(is_logged_in)
@require_POST
def device_revoke(request, code: str, device: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    found = get_object_or_404(Device, workshop=workshop, public_id=device)
    done(
        request,
        lambda: revoke_device(device=found, by=request.user, at=timezone.now()),
        _("%(name)s dicabut dan tidak dapat mengirim lagi.") % {"name": found.name},
    )
    return redirect("workshops:device-list", code)


@allow(is_logged_in)
@require_POST
def device_names(request, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    shown = request.POST.get("shown") == "1"
    done(
        request,
        lambda: set_names_at_door(
            workshop=workshop, shown=shown, by=request.user, at=timezone.now()
        ),
        _("Daftar nama dinyalakan.")
        if shown
        else _("Daftar nama dimatikan; perangkat menghapusnya dalam satu menit."),
    )
    return redirect("workshops:device-list", code)
