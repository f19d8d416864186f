"""The sections of BKPSDM's desk, each a page of its own."""

from contextlib import suppress

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from participants.access import access_of
from participants.models import Role


def record_tabs(request: HttpRequest, current: str) -> list[dict]:
    """For components/tabs.html; ``current`` is the url name of this page."""
    items = (
        ("training-list", _("Menunggu verifikasi")),
        ("competency-list", _("Usulan tingkat")),
        ("assessment-list", _("Hasil asesmen")),
        ("training-records", _("Semua riwayat")),
        ("hours", _("20 JP")),
    )
    tabs: list[dict] = [
        {
            "label": label,
            "url": reverse(f"participants:{name}"),
            "current": name == current,
            "count": 0,
        }
        for name, label in items
    ]
    if access_of(request.user).has(Role.HR):
        with suppress(NoReverseMatch):  # where the installation has it
            url = reverse("project:siasn-list")
            tabs.append({"label": "SIASN", "url": url, "current": current == "siasn", "count": 0})
    return tabs
