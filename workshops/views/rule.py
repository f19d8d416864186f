"""What a certificate asks: what another rule would do is seen before it is saved."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from participants.access import allow, is_logged_in
from participants.errors import Refused
from workshops.access import managed_workshop
from workshops.actions import workshop as actions
from workshops.actions.rule import faults_of, set_passing_rule
from workshops.forms.rule import AwardRuleForm, PassingRuleForm, fingerprint
from workshops.models import PassingRule, Session, Workshop, WorkshopState
from workshops.queries.rule import consequence, countable_works
from workshops.rules.passing import PRESETS, asked_of, in_words, preset_over
from workshops.views.acting import acted

METHODS = ["GET", "HEAD", "POST"]


@allow(is_logged_in)
@require_http_methods(METHODS)
def rule_detail(request: HttpRequest, code: str) -> HttpResponse:
    """GET: the rule in force, or a preset (``contoh``) or former version (``versi``) to look at.
    POST: its consequence; with ``simpan`` what was looked at becomes the next version."""
    workshop = managed_workshop(request.user, code)
    newest = _newest(workshop)
    if request.method != "POST":
        offered = _offered(request, workshop, newest)
        if offered is None:
            return _page(request, workshop, _form(workshop, newest or PassingRule()))
        return _page(request, workshop, _form(workshop, offered), looked_at=asked_of(offered))
    form = _form(workshop, newest or PassingRule(), request.POST)
    if not form.is_valid():
        return _page(request, workshop, form)
    asked = form.asked()
    if "simpan" not in request.POST:
        return _page(request, workshop, form, looked_at=asked)
    if request.POST.get("dilihat") != fingerprint(asked):
        messages.info(request, _("Isiannya berubah sesudah dilihat. Inilah akibatnya sekarang."))
        return _page(request, workshop, form, looked_at=asked)
    based_on = request.POST.get("versi", "")
    try:
        rule = set_passing_rule(
            workshop=workshop,
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
            based_on=int(based_on) if based_on.isdecimal() else None,
            **asked,
        )
    except Refused as refused:
        form.add_error(None, [str(reason) for reason in refused.reasons])
        return _page(request, workshop, form, looked_at=asked)
    told = _("Syarat kelulusan disimpan sebagai versi %(version)s.")
    messages.success(request, told % {"version": rule.version})
    return redirect("workshops:rule-detail", code=code)


@allow(is_logged_in)
@require_POST
def award_set(request: HttpRequest, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    form = AwardRuleForm(request.POST)
    if form.is_valid():
        told = _("Kompetensi yang diusulkan disimpan.")
        acted(request, actions.set_award_rule, told, workshop=workshop, **form.cleaned_data)
        return redirect("workshops:rule-detail", code=code)
    return _page(
        request, workshop, _form(workshop, _newest(workshop) or PassingRule()), award_form=form
    )


@allow(is_logged_in)
@require_POST
def award_retire(request: HttpRequest, code: str, competency_id: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    rule = get_object_or_404(
        workshop.award_rules.filter(retired_at=None).select_related("workshop"),
        competency__public_id=competency_id,
    )
    acted(request, actions.retire_award_rule, _("Tidak diusulkan lagi."), rule=rule)
    return redirect("workshops:rule-detail", code=code)


def _newest(workshop: Workshop) -> PassingRule | None:
    return workshop.passing_rules.select_related("made_by").order_by("-version").first()


def _offered(
    request: HttpRequest, workshop: Workshop, newest: PassingRule | None
) -> PassingRule | None:
    """The preset or former version that the address names; not saved."""
    preset, version = request.GET.get("contoh", ""), request.GET.get("versi", "")
    if preset in PRESETS:
        return PassingRule(workshop=workshop, **preset_over(newest, preset))
    if version.isdecimal():
        former = get_object_or_404(workshop.passing_rules, version=int(version[:5]))
        return PassingRule(workshop=workshop, **asked_of(former))
    return None


def _form(workshop: Workshop, rule: PassingRule, data: Any = None) -> PassingRuleForm:
    shown = PassingRule(workshop=workshop, **asked_of(rule))
    mandatory = Session.objects.filter(stage__workshop=workshop, mandatory=True)
    return PassingRuleForm(
        data,
        instance=shown,
        works=countable_works(workshop),
        mandatory=mandatory.order_by("starts_at", "pk").values_list("topic_id", flat=True),
    )


def _page(
    request: HttpRequest,
    workshop: Workshop,
    form: PassingRuleForm,
    *,
    looked_at: dict[str, Any] | None = None,
    award_form: AwardRuleForm | None = None,
) -> HttpResponse:
    newest, context = _newest(workshop), {}
    if looked_at is not None and workshop.state != WorkshopState.CLOSED:
        rule = PassingRule(workshop=workshop, **looked_at)
        context = {
            "consequence": consequence(workshop, rule, newest, at=timezone.now()),
            "looked_at": fingerprint(looked_at),
            "said": in_words(rule, _titles(form, rule)),
            "faults": faults_of(workshop, by=request.user, **looked_at),  # type: ignore[arg-type]
            "same": bool(newest) and fingerprint(asked_of(newest)) == fingerprint(looked_at),
        }
    return render(
        request,
        "workshops/rule_detail.html",
        {
            "workshop": workshop,
            "form": form,
            "newest": newest,
            "presets": PRESETS,
            "award_form": award_form or AwardRuleForm(),
            "versions": [
                {"rule": rule, "said": in_words(rule, _titles(form, rule))}
                for rule in workshop.passing_rules.select_related("made_by").order_by("-version")
            ],
            "awards": workshop.award_rules.filter(retired_at=None)
            .select_related("competency")
            .order_by("competency__name_id", "pk"),
        }
        | context,
    )


def _titles(form: PassingRuleForm, rule: PassingRule) -> list[str]:
    asked = form.fields.get("counted_deliverables")
    titles = dict(asked.choices) if asked else {}
    return [titles[code] for code in rule.counted_deliverables if code in titles]
