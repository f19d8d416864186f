"""The two figures of everybody's hours, so far and best still possible, and what they add up to."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from participants.access import allow, is_logged_in
from participants.exporting.sheet import download
from participants.tables.paging import show_page
from workshops.access import visible_workshop
from workshops.exporting.hours import HoursResource
from workshops.models import Registration, Workshop
from workshops.queries.progress import RegistrationProgress, progress_of, rule_in_force
from workshops.rules.progress import Prospect
from workshops.rules.tally import tally
from workshops.tables.hours import HoursTable

Chosen = Callable[[RegistrationProgress], bool]


def _is(prospect: Prospect) -> Chosen:
    return lambda row: row.reach is not None and row.reach.prospect == prospect


# The tabs, by their word in the address.
GROUPS: dict[str, Chosen] = {
    "tercapai": _is(Prospect.ENOUGH),
    "sekali-lagi": lambda row: row.reach is not None and row.reach.times == 1,
    "masih-kurang": _is(Prospect.TO_COME),
    "di-luar-jangkauan": _is(Prospect.OUT_OF_REACH),
}


@allow(is_logged_in)
@require_safe
def hours_list(request: HttpRequest, code: str) -> HttpResponse:
    workshop = visible_workshop(request.user, code)
    rows = _rows(request, workshop)
    shown, chosen = _chosen(request, rows)
    table = HoursTable(chosen)
    show_page(request, table, per_page=50)
    stages, whole = tally(row.progress for row in rows)
    titles = {stage.order: stage for stage in workshop.stages.order_by("order", "pk")}
    return render(
        request,
        "workshops/hours_list.html",
        {
            "workshop": workshop,
            "rule": rule_in_force(workshop),
            "table": table,
            "tabs": _tabs(request.path, shown, rows),
            "shown": shown,
            "people": len(rows),
            "lost": len(_among(rows, "di-luar-jangkauan")),
            "once": len(_among(rows, "sekali-lagi")),
            "enough": len(_among(rows, "tercapai")),
            "stages": [{"stage": titles[one.order], "tally": one} for one in stages],
            "whole": whole,
        },
    )


@allow(is_logged_in)
@require_safe
def hours_export(request: HttpRequest, code: str, extension: str) -> HttpResponse:
    """The list as it is narrowed, with JP by stage, as XLSX or CSV."""
    workshop = visible_workshop(request.user, code)
    _shown, rows = _chosen(request, _rows(request, workshop))
    stages = list(workshop.stages.order_by("order", "pk"))
    return download(HoursResource(stages), rows, name="capaian-jp", extension=extension)


def _rows(request: HttpRequest, workshop: Workshop) -> list[RegistrationProgress]:
    """Everybody the user may see; who is nearest to losing the certificate first."""
    seen = Registration.objects.visible_to(request.user)
    keys = seen.filter(workshop=workshop).order_by().values("pk")
    rows = progress_of(workshop, at=timezone.now(), among=Registration.objects.filter(pk__in=keys))
    return sorted(rows, key=lambda row: not GROUPS["di-luar-jangkauan"](row))


def _chosen(
    request: HttpRequest, rows: list[RegistrationProgress]
) -> tuple[str, list[RegistrationProgress]]:
    shown = request.GET.get("tampil", "")
    return (shown, _among(rows, shown)) if shown in GROUPS else ("", rows)


def _among(rows: list[RegistrationProgress], group: str) -> list[RegistrationProgress]:
    return [row for row in rows if GROUPS[group](row)]


def _tabs(path: str, shown: str, rows: list[RegistrationProgress]) -> list[dict[str, Any]]:
    counts: Counter[str] = Counter({"": len(rows)})
    counts.update({group: len(_among(rows, group)) for group in GROUPS})
    labels = {
        "": _("Semua"),
        "tercapai": _("Minimum tercapai"),
        "sekali-lagi": _("Kurang 1 kali lagi"),
        "masih-kurang": _("Masih kurang"),
        "di-luar-jangkauan": _("Di luar jangkauan"),
    }
    return [
        {
            "label": label,
            "url": f"{path}?tampil={group}" if group else path,
            "current": group == shown,
            "count": counts[group],
        }
        for group, label in labels.items()
    ]
