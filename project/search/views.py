"""``/cari/``: the term comes by POST, so that no name or number stands in an address or a log."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from participants.access import allow, is_logged_in
from project.search.queries import AT_LEAST, GROUPS, search

LONGEST = 80


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """The empty box, or what the term finds; ``kelompok`` names the one kind to show in full."""
    term = " ".join(request.POST.get("q", "").replace("\0", "").split())[:LONGEST]
    only = request.POST.get("kelompok", "")
    only = only if only in GROUPS else ""
    groups = search(request.user, term, only)
    return render(
        request,
        "project/search.html",
        {
            "term": term,
            "groups": groups,
            "only": only,
            "asked": request.method == "POST",
            "too_short": len(term) < AT_LEAST,
        },
    )
