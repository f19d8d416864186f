"""Who has a right to a certificate, why, and exemptions by a named person."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import allow, is_logged_in
from participants.exporting.sheet import download
from participants.tables.paging import show_page
from workshops.access import managed_workshop, manages, visible_workshop
from workshops.actions.exemption import exempt, withdraw_exemption
from workshops.exporting.entitlement import LineResource
from workshops.forms.attendance import ReasonForm
from workshops.forms.entitlement import EXEMPTED, ExemptionForm, LinesForm
from workshops.models import Exemption, Registration, Stage, Workshop
from workshops.queries.entitlement import LACKS, Line, closing_of, evidence_of, lines_of
from workshops.queries.progress import progress_for, rule_in_force
from workshops.rules.passing import in_words
from workshops.tables.entitlement import LineTable
from workshops.views.acting import acted, say_faults


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])  # POST asks for a name, and changes nothing
def entitlement_list(request: HttpRequest, code: str) -> HttpResponse:
    """The table: what would be, or what the closing froze; ``tahap`` shows one stage's."""
    workshop = visible_workshop(request.user, code)
    stage = _stage(request, workshop)
    lines = _lines(request, workshop, stage)
    form = _narrowing(request, lines)
    asked = " ".join(request.POST.get("nama", "").split())[:80]
    shown = [line for line in _narrowed(form, lines) if asked.casefold() in line.name.casefold()]
    table = LineTable(_worst_first(shown), workshop=workshop, stage=stage)
    show_page(request, table, per_page=50)
    rule, kinds = rule_in_force(workshop), Counter(line.is_entitled for line in lines)
    closing = closing_of(workshop, stage)
    return render(
        request,
        "workshops/entitlement_list.html",
        {
            "workshop": workshop,
            "stage": stage,
            "tabs": _tabs(workshop, stage, closing.rule if closing else rule),
            "closing": closing,
            "rule": closing.rule if closing else rule,
            "said": in_words(closing.rule if closing else rule) if rule else [],
            "table": table,
            "filter": form,
            "narrowed": form.has_changed() or bool(asked),
            "asked": asked,
            "people": len(lines),
            "entitled": kinds[True],
            "missing": kinds[False],
            "exempted": sum(line.is_by_exemption for line in lines),
            "manages": manages(request.user, workshop),
        },
    )


@allow(is_logged_in)
@require_safe
def entitlement_export(request: HttpRequest, code: str, extension: str) -> HttpResponse:
    """The table as it is narrowed, as XLSX or CSV."""
    workshop = visible_workshop(request.user, code)
    lines = _lines(request, workshop, _stage(request, workshop))
    rows = _worst_first(_narrowed(_narrowing(request, lines), lines))
    return download(LineResource(), rows, name="hak-sertifikat", extension=extension)


@allow(is_logged_in)
@require_safe
def entitlement_detail(request: HttpRequest, code: str, registration: str) -> HttpResponse:
    """One person: the outcome, and everything it rests on."""
    workshop = visible_workshop(request.user, code)
    return _detail(request, workshop, _registration(request, workshop, registration))


@allow(is_logged_in)
@require_POST
def exemption_make(request: HttpRequest, code: str, registration: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    found = _registration(request, workshop, registration)
    form = ExemptionForm(request.POST)
    if not form.is_valid():
        return _detail(request, workshop, found, form=form)
    stage = _stage(request, workshop)
    told = _("Pengecualian dicatat atas nama Anda.")
    acted(request, exempt, told, registration=found, stage=stage, **form.cleaned_data)
    return redirect(_address(workshop, found, stage))


@allow(is_logged_in)
@require_POST
def exemption_withdraw(
    request: HttpRequest, code: str, registration: str, exemption: str
) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    found = _registration(request, workshop, registration)
    made = get_object_or_404(
        Exemption.objects.filter(registration=found).select_related("registration", "stage"),
        public_id=exemption,
    )
    form = ReasonForm(request.POST)
    if form.is_valid():
        told = _("Pengecualian ditarik; catatannya tetap ada.")
        because = form.cleaned_data["reason"]
        acted(request, withdraw_exemption, told, exemption=made, because=because)
    else:
        say_faults(request, form)
    return redirect(_address(workshop, found, made.stage))


def _detail(
    request: HttpRequest,
    workshop: Workshop,
    registration: Registration,
    form: ExemptionForm | None = None,
) -> HttpResponse:
    at, stage = timezone.now(), _stage(request, workshop)
    closing = closing_of(workshop, stage)
    mine = Registration.objects.filter(pk=registration.pk)
    rule = closing.rule if closing else None
    found = progress_for(registration, at=at, rule=rule, stage=stage)
    evidence = evidence_of(registration, found)
    standing = [
        one
        for one in evidence.exemptions
        if one.withdrawn_at is None and one.stage_id == (stage.pk if stage else None)
    ]
    return render(
        request,
        "workshops/entitlement_detail.html",
        {
            "workshop": workshop,
            "stage": stage,
            "registration": registration,
            "line": next(iter(lines_of(workshop, at=at, among=mine, stage=stage)), None),
            "closing": closing,
            "evidence": evidence,
            "standing": standing,
            "manages": manages(request.user, workshop),
            "form": form or ExemptionForm(initial={"effect": "granted"}),
            "reason_form": ReasonForm(),
        },
        status=400 if form else 200,
    )


def _address(workshop: Workshop, registration: Registration, stage: Stage | None) -> str:
    here = reverse(
        "workshops:entitlement-detail", args=[workshop.public_id, registration.public_id]
    )
    return f"{here}?tahap={stage.public_id}" if stage else here


def _stage(request: HttpRequest, workshop: Workshop) -> Stage | None:
    code = request.GET.get("tahap") or request.POST.get("tahap")
    return get_object_or_404(workshop.stages.all(), public_id=code) if code else None


def _registration(request: HttpRequest, workshop: Workshop, code: str) -> Registration:
    seen = Registration.objects.visible_to(request.user).filter(workshop=workshop, public_id=code)
    keys = seen.order_by().values("pk")
    rows = Registration.objects.filter(pk__in=keys)
    return get_object_or_404(rows.select_related("unit", "person", "workshop__unit"))


def _lines(request: HttpRequest, workshop: Workshop, stage: Stage | None) -> list[Line]:
    seen = Registration.objects.visible_to(request.user).filter(workshop=workshop)
    among = Registration.objects.filter(pk__in=seen.order_by().values("pk"))
    return lines_of(workshop, at=timezone.now(), among=among, stage=stage)


def _narrowing(request: HttpRequest, lines: list[Line]) -> LinesForm:
    units = {line.registration.unit.public_id: line.unit for line in lines}
    given = {name: request.GET.get(name, "") for name in ("keadaan", "kurang", "opd")}
    return LinesForm(given, units=sorted(units.items(), key=lambda one: one[1]))


def _narrowed(form: LinesForm, lines: list[Line]) -> list[Line]:
    form.is_valid()
    asked = form.cleaned_data
    state, lacking, unit = (asked.get(name) for name in ("keadaan", "kurang", "opd"))
    if state == EXEMPTED:
        lines = [line for line in lines if line.is_by_exemption]
    elif state == "berhak":
        lines = [line for line in lines if line.is_entitled]
    elif state:
        lines = [line for line in lines if line.kind == state]
    if lacking in LACKS:
        lines = [line for line in lines if line.lacks(str(lacking))]
    if unit:
        lines = [line for line in lines if line.registration.unit.public_id == unit]
    return lines


def _worst_first(lines: list[Line]) -> list[Line]:
    """Who lacks something first: that is whom somebody can still help."""
    return sorted(lines, key=lambda line: line.is_entitled)


def _tabs(workshop: Workshop, shown: Stage | None, rule: Any) -> list[dict[str, Any]]:
    """The whole Bimtek and its stages, where stages have certificates of their own."""
    if not (shown or (rule and rule.stage_certificates)):
        return []
    here = reverse("workshops:entitlement-list", args=[workshop.public_id])
    return [
        {"label": _("Seluruh Bimtek"), "url": here, "current": shown is None},
        *(
            {
                "label": stage.title_id,
                "url": f"{here}?tahap={stage.public_id}",
                "current": shown is not None and stage.pk == shown.pk,
            }
            for stage in workshop.stages.order_by("order", "pk")
        ),
    ]
