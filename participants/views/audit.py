"""``/jejak/``: who did what to what, when, and whether the seal is on it. Read-only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from participants.access import allow, is_admin, is_auditor
from participants.exporting.audit import AuditResource
from participants.exporting.sheet import download
from participants.models import AuditEntry
from participants.tables.audit import AuditFilter, AuditTable
from participants.tables.paging import show_page

MOST = 50_000  # rows of one export; narrower by date for more


@allow(is_auditor | is_admin)
@require_safe
def audit_list(request: HttpRequest) -> HttpResponse:
    found = _filtered(request)
    table = AuditTable(found.qs.for_list())
    show_page(request, table, per_page=50)
    return render(
        request,
        "participants/audit_list.html",
        {
            "table": table,
            "filters": found.form,
            "narrowed": any(request.GET.get(name) for name in found.filters),
            "query": request.GET.urlencode(),
        },
    )


@allow(is_auditor | is_admin)
@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponse:
    """The entries of the filter in the address, the newest fifty thousand."""
    rows = _filtered(request).qs.for_list()[:MOST]
    return download(AuditResource(), rows, name="jejak-audit", extension=extension)


def _filtered(request: HttpRequest) -> AuditFilter:
    return AuditFilter(request.GET, queryset=AuditEntry.objects.visible_to(request.user))
