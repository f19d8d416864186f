"""The sections of BKPSDM's desk, each a page of its own."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def record_tabs(request: HttpRequest, current: str) -> list[dict]:
    """For components/tabs.html; ``current`` is the url name of this page."""
    items = (
        ("training-list", _("Menunggu verifikasi")),
        ("competency-list", _("Usulan tingkat")),
        ("training-records", _("Semua riwayat")),
        ("hours", _("20 JP")),
    )
    return [
        {
            "label": label,
            "url": reverse(f"participants:{name}"),
            "current": name == current,
            "count": 0,
        }
        for name, label in items
    ]
