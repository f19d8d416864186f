"""The register as a list, as files, and one programme with everything known of it."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from participants.access import access_of, allow, is_logged_in
from participants.exporting.sheet import download
from participants.models import Role
from participants.tables.paging import show_page
from workshops.exporting.programme import PlanningResource, RegisterResource
from workshops.models import WorkProgramme
from workshops.queries.programme import for_register, record_of, year_totals, years_planned
from workshops.queries.programme_history import differences_in_words, history_of
from workshops.queries.programme_source import plan_says
from workshops.rules.figures import short_rupiah
from workshops.rules.running import Share
from workshops.tables.programme import ProgrammeFilter, ProgrammeTable


@allow(is_logged_in)
@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    chosen = _chosen(request)
    table = ProgrammeTable(chosen.qs)
    show_page(request, table, per_page=30)
    narrowed = any(request.GET.get(name) for name in chosen.filters)
    counted = chosen.qs.aggregate(
        all=Count("pk"),
        quick_wins=Count("pk", filter=Q(quick_win=True)),
        running=Count("pk", filter=Q(state_now="running")),
        stuck=Count("pk", filter=Q(state_now="not_running")),
    )
    totals = year_totals(chosen.qs)
    return render(
        request,
        "workshops/programme_list.html",
        {
            "table": table,
            "filter": chosen,
            "narrowed": narrowed,
            "total": counted["all"],
            "quick_wins": counted["quick_wins"],
            "share": Share(
                counted["running"],
                counted["stuck"],
                counted["all"] - counted["running"] - counted["stuck"],
            ),
            "totals": totals,
            "budget": short_rupiah(sum(row.budget for row in totals), get_language() or "id"),
            "keeps": access_of(request.user).has(Role.ORGANISER),
            "evaluations": access_of(request.user).has(Role.ORGANISER, Role.LEADER, Role.AUDITOR),
            "reports": access_of(request.user).has(Role.ORGANISER, Role.UNIT_ADMIN),
        },
    )


@allow(is_logged_in)
@require_safe
def programme_export(request: HttpRequest, extension: str) -> HttpResponse:
    """The list as it is narrowed; what goes out can be read back in."""
    found = _chosen(request).qs
    resource = RegisterResource(years_planned(found))
    rows = found.prefetch_related("supporting", "years")
    return download(resource, rows, name="program", extension=extension)


@allow(is_logged_in)
@require_safe
def planning_export(request: HttpRequest, extension: str) -> HttpResponse:
    """The same programmes in the order program – kegiatan – sub kegiatan."""
    rows = _chosen(request).qs.prefetch_related("years")
    return download(PlanningResource(), rows, name="program-per-kode", extension=extension)


@allow(is_logged_in)
@require_safe
def programme_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    programme = found_programme(request.user, public_id)
    record = record_of(programme)
    plan = plan_says(programme)
    return render(
        request,
        "workshops/programme_detail.html",
        {
            "programme": programme,
            "record": record,
            "history": history_of(record.history),
            "plan": plan,
            "differs": differences_in_words(plan.differs) if plan else [],
            "manages": managed(request.user, programme),
            "reports": reported(request.user, programme),
            "today": programme.unit.localdate(timezone.now()),
        },
    )


def found_programme(user: Any, public_id: str) -> WorkProgramme:
    """The programme, if the user may know of it; 404 otherwise."""
    seen = WorkProgramme.objects.visible_to(user).select_related(
        "unit",
        "keeper",
        "workshop",
        "made_by",
        "withdrawn_by",
        "source_submission__duty__invitation__unit",
        "source_submission__duty__deliverable__stage__workshop__unit",
    )
    return get_object_or_404(seen, public_id=public_id)


def managed(user: Any, programme: WorkProgramme) -> bool:
    """Whether the user keeps the register it stands in."""
    return WorkProgramme.objects.managed_by(user).filter(pk=programme.pk).exists()


def reported(user: Any, programme: WorkProgramme) -> bool:
    """Whether the user may say how it stands."""
    return WorkProgramme.objects.reported_by(user).filter(pk=programme.pk).exists()


def _chosen(request: HttpRequest) -> ProgrammeFilter:
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
    return ProgrammeFilter(request.GET, queryset=for_register(request.user, year))
