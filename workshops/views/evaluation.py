"""The yearly evaluation: all years beside each other, and one with its weights, scores and letter."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from participants.access import access_of, allow, is_auditor, is_leader, is_organiser
from participants.errors import Refused
from participants.models import OrganisationUnit, Role
from workshops.access import register_keepers
from workshops.actions import evaluation as actions
from workshops.forms.evaluation import (
    LetterForm,
    OpenForm,
    ScoresForm,
    WeightsForm,
    letter_of,
    scores_of,
)
from workshops.models import Evaluation, EvaluationRound
from workshops.queries.evaluation import years_in
from workshops.rules.chart import columns
from workshops.rules.evaluation import LARGEST
from workshops.views.refusal import show_on

ROUNDS = {"mandiri": EvaluationRound.SELF, "asesor": EvaluationRound.ASSESSOR}
reads_evaluations = is_organiser | is_leader | is_auditor


@allow(reads_evaluations)
@require_safe
def evaluation_list(request: HttpRequest) -> HttpResponse:
    """Index and improvement over the years, as a chart and as a table; of one Pemda at a time."""
    seen = Evaluation.objects.visible_to(request.user)
    roots = OrganisationUnit.objects.filter(pk__in=seen.order_by().values("root"))
    regions = list(roots.in_tree_order())
    asked = request.GET.get("daerah", "")
    region = next((one for one in regions if one.public_id == asked), None)
    if asked and region is None:
        raise Http404
    if region is None and regions:
        region = regions[0]
    years = years_in(seen.filter(root=region).by_year()) if region else []
    return render(
        request,
        "workshops/evaluation_list.html",
        {
            "region": region,
            "regions": regions,
            "years": years[::-1],
            "chart": columns([(str(one.evaluation.year), one.index) for one in years], top=LARGEST),
            "keeps": access_of(request.user).has(Role.ORGANISER),
        },
    )


@allow(is_organiser)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_open(request: HttpRequest) -> HttpResponse:
    keepers = register_keepers(request.user)
    first = keepers.first()
    if first is None:
        raise Http404
    at = timezone.now()
    form = OpenForm(
        request.POST or None, keepers=keepers, initial={"year": first.localdate(at).year}
    )
    if form.is_valid():
        try:
            made = actions.open_evaluation(
                keeper=form.cleaned_data["keeper"],
                year=form.cleaned_data["year"],
                weights=form.weights(),
                by=request.user,  # type: ignore[arg-type]
                at=at,
            )
        except Refused as refusal:
            show_on(form, refusal)
        else:
            return redirect("workshops:evaluation-detail", made.public_id)
    return _form(request, form, _("Evaluasi baru"), None)


@allow(reads_evaluations)
@require_safe
def evaluation_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _found(request, public_id)
    of_root = Evaluation.objects.filter(root=found.root).by_year()
    year = next(one for one in years_in(of_root) if one.evaluation.pk == found.pk)
    return render(
        request,
        "workshops/evaluation_detail.html",
        {
            "evaluation": found,
            "year": year,
            "manages": Evaluation.objects.managed_by(request.user).filter(pk=found.pk).exists(),
        },
    )


@allow(is_organiser)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_weights(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _managed(request, public_id)
    form = WeightsForm(request.POST or None, initial=found.weights)
    if form.is_valid():
        try:
            actions.weigh(
                evaluation=found,
                weights=form.weights(),
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refusal:
            show_on(form, refusal)
        else:
            return _saved(request, found)
    return _form(request, form, _("Bobot"), found)


@allow(is_organiser)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_scores(request: HttpRequest, public_id: str, round_: str) -> HttpResponse:
    """All scores of one round: ``mandiri`` or ``asesor``."""
    found = _managed(request, public_id)
    if round_ not in ROUNDS:
        raise Http404
    form = ScoresForm(request.POST or None, initial=scores_of(found, ROUNDS[round_]))
    if form.is_valid():
        try:
            actions.score(
                evaluation=found,
                round_=ROUNDS[round_],
                scores=form.scores(),
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refusal:
            show_on(form, refusal)
        else:
            return _saved(request, found)
    return _form(request, form, str(ROUNDS[round_].label), found, scores=True)


@allow(is_organiser)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_letter(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _managed(request, public_id)
    form = LetterForm(request.POST or None, initial=letter_of(found))
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.note_letter(
                evaluation=found,
                letter=actions.Letter(
                    told["number"],
                    told["dated_on"],
                    told["province_rank"],
                    told["national_rank"],
                    told["index"],
                ),
                note=told["note"],
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refusal:
            show_on(form, refusal)
        else:
            return _saved(request, found)
    return _form(request, form, _("Surat hasil"), found)


def _found(request: HttpRequest, public_id: str) -> Evaluation:
    seen: Any = Evaluation.objects.visible_to(request.user).select_related("root", "keeper")
    return get_object_or_404(seen, public_id=public_id)


def _managed(request: HttpRequest, public_id: str) -> Evaluation:
    seen: Any = Evaluation.objects.managed_by(request.user).select_related("root", "keeper")
    return get_object_or_404(seen, public_id=public_id)


def _saved(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    messages.success(request, _("Perubahan disimpan."))
    return redirect("workshops:evaluation-detail", evaluation.public_id)


def _form(
    request: HttpRequest,
    form: forms.Form,
    title: str,
    evaluation: Evaluation | None,
    *,
    scores: bool = False,
) -> HttpResponse:
    return render(
        request,
        "workshops/evaluation_edit.html",
        {"form": form, "title": title, "evaluation": evaluation, "scores": scores},
        status=422 if request.method == "POST" else 200,
    )
