"""What every page of the day does: find the Bimtek, do one act, say how it went."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404

from participants.errors import Refused
from workshops.models import Workshop


def readable(request, code: str) -> Workshop:
    """The Bimtek, if this user may see it at all; 404 otherwise."""
    return get_object_or_404(
        Workshop.objects.visible_to(request.user).select_related("unit"), public_id=code
    )


def managed(request, code: str) -> Workshop:
    """The Bimtek, if this user runs it; 404 otherwise."""
    return get_object_or_404(
        Workshop.objects.managed_by(request.user).select_related("unit"), public_id=code
    )


def manages(request, workshop: Workshop) -> bool:
    return Workshop.objects.managed_by(request.user).filter(pk=workshop.pk).exists()


def done(request, act: Callable[[], Any], said: str) -> bool:
    """Does it and says so; a refusal becomes its sentences. Whether it was done."""
    try:
        act()
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, str(reason))
        return False
    messages.success(request, said)
    return True


def say_faults(request, form: Any) -> None:
    """What a form on a page with several of them found wrong, as messages."""
    for name, faults in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        for fault in faults:
            messages.error(request, f"{label}: {fault}" if label else fault)
