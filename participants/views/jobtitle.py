"""The reference list of jobs: what each asks (standar jabatan), and until which age it is held."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import access_of, allow, is_hr, is_planner, reads_plans
from participants.actions import standard as actions
from participants.errors import Refused
from participants.forms.jobtitle import AgeLimitForm, JobForm, StandardForm, StandardFormSet
from participants.models import (
    JobTitle,
    OrganisationUnit,
    RetirementLimit,
    Role,
    StandardItem,
    TimeZone,
    UnitKind,
)
from participants.queries.forecast import own_limits
from participants.rules.retirement import BY_LAW, level_of, limit_for
from participants.tables.jobtitle import JobFilter, JobTable
from participants.tables.paging import show_page


def _today(request: HttpRequest) -> date:
    """Today at the user's Pemda; the list of jobs is the same for all."""
    roots = OrganisationUnit.objects.visible_to(request.user).filter(kind=UnitKind.PEMDA)
    root = roots.order_by("pk").first() or OrganisationUnit(timezone=TimeZone.WIB)
    return root.localdate(timezone.now())


@allow(reads_plans)
@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """Every job with its limit of age and the standard in force."""
    return _list(request)


def _list(request: HttpRequest, form: AgeLimitForm | None = None, status: int = 200):
    today = _today(request)
    found = JobFilter(request.GET, JobTitle.objects.visible_to(request.user).order_by("name", "pk"))
    jobs = list(found.qs)
    own = own_limits()
    standards = actions.newest_of([job.pk for job in jobs], today)
    for job in jobs:
        job.limit = limit_for(
            job=job.pk, kind=job.kind, level=level_of(job.name, job.level), on=today, own=own
        )
        job.standard = standards.get(job.pk)
    table = JobTable(jobs)
    show_page(request, table, per_page=50)
    access = access_of(request.user)
    return render(
        request,
        "participants/jobtitle_list.html",
        {
            "table": table,
            "filter": found,
            "is_narrowed": any(request.GET.get(name) for name in found.filters),
            "by_law": BY_LAW,
            "own": RetirementLimit.objects.select_related("job").order_by("-valid_from", "-pk"),
            "is_hr": access.has(Role.HR),
            "form": form or AgeLimitForm(initial={"valid_from": today}),
        },
        status=status,
    )


@allow(is_hr)
@require_POST
def age_limit_set(request: HttpRequest) -> HttpResponse:
    """BKPSDM says until which age a post is held, from a day on."""
    form = AgeLimitForm(request.POST)
    if not form.is_valid():
        return _list(request, form, 422)
    try:
        actions.set_age_limit(**form.cleaned_data, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _list(request, form, 422)
    messages.success(request, _("Batas usia pensiun dicatat."))
    return redirect("participants:jobtitle-list")


@allow(reads_plans)
@require_http_methods(["GET", "HEAD", "POST"])
def job_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One job: its standards, and for Bagian Organisasi a new version of it."""
    job = get_object_or_404(JobTitle.objects.visible_to(request.user), public_id=public_id)
    edits = access_of(request.user).has(Role.PLANNER)
    if request.method == "POST" and not edits:
        raise PermissionDenied
    standards = list(job.standards.select_related("made_by").order_by("-valid_from", "-pk"))
    today = _today(request)
    lines = StandardItem.objects.filter(standard__in=standards).select_related("competency")
    items = {one.pk: [] for one in standards}
    for line in lines.order_by("pk"):
        items[line.standard_id].append(line)
    newest = next((one for one in standards if one.valid_from <= today), None)
    form = StandardForm(
        request.POST or None,
        initial={"basis": newest.basis if newest else "", "valid_from": today},
    )
    forms = StandardFormSet(
        request.POST or None,
        initial=[
            {
                "kind": line.kind,
                "importance": line.importance,
                "competency": line.competency.code if line.competency else None,
                "level": line.level,
                "text": line.text,
            }
            for line in (items[newest.pk] if newest else ())
        ],
    )
    status = 200
    if request.method == "POST":
        if form.is_valid() and forms.is_valid():
            try:
                actions.set_standard(
                    job=job,
                    **form.cleaned_data,
                    items=_items(forms),
                    by=request.user,
                    at=timezone.now(),
                )
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("Standar jabatan disimpan sebagai versi baru."))
                return redirect("participants:jobtitle-detail", job.public_id)
        status = 422
    limit = limit_for(
        job=job.pk,
        kind=job.kind,
        level=level_of(job.name, job.level),
        on=today,
        own=own_limits(),
    )
    return render(
        request,
        "participants/jobtitle_detail.html",
        {
            "job": job,
            "limit": limit,
            "standards": [(one, items[one.pk], one == newest) for one in standards],
            "edits": edits,
            "form": form,
            "forms": forms,
            "describe": JobForm(instance=job, prefix="jabatan"),
        },
        status=status,
    )


def _items(forms) -> list[actions.Item]:
    return [
        actions.Item(
            kind=given["kind"],
            importance=given["importance"],
            competency=given["competency"],
            level=given["level"],
            text=given["text"],
        )
        for form in forms
        if (given := form.cleaned_data) and not given.get("leaves")
    ]


@allow(is_planner)
@require_POST
def job_describe(request: HttpRequest, public_id: str) -> HttpResponse:
    """What kind of job it is, its jenjang and class."""
    job = get_object_or_404(JobTitle.objects.visible_to(request.user), public_id=public_id)
    form = JobForm(request.POST, instance=job, prefix="jabatan")
    if form.is_valid():
        actions.describe_job(job=job, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Jabatan diperbarui."))
    else:
        for name, errors in form.errors.items():
            messages.error(request, f"{form.fields[name].label}: {' '.join(errors)}")
    return redirect("participants:jobtitle-detail", public_id)
