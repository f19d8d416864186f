"""What a page with several acts does: one of them, and say how it went."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.utils import timezone

from participants.errors import Refused


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


def acted(request, action: Callable[..., Any], said: str, **given: Any) -> bool:
    """The action with what was given, by the reader, now; otherwise as ``done``."""
    return done(request, lambda: action(**given, by=request.user, at=timezone.now()), said)


def say_faults(request, form: Any) -> None:
    """What a form on a page with several of them found wrong, as messages."""
    for name, faults in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        for fault in faults:
            messages.error(request, f"{label}: {fault}" if label else fault)
