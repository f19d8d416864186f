"""A state in a list: icon, word and colour."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def status(tone: str, word: Any) -> SafeString:
    """The component for one cell; ``tone`` as components/status.html knows it."""
    return render_to_string("components/status.html", {"tone": tone, "word": word})
