"""``/penempatan/``: for a post the people, for a person the posts; the decision and its reason."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from participants.access import access_of, allow, is_hr
from participants.actions.placement import decide_placement
from participants.errors import Refused
from participants.exporting.sheet import download
from participants.models import (
    Person,
    PlacementDecision,
    PlacementVerdict,
    PlannedPost,
    Role,
    StaffingPlan,
)
from participants.rules.placement import Degree, Outlook
from project.matching.exporting import PlacementResource
from project.matching.placement import Match, match_of, people_for, posts_for

# Tone, icon and word; never colour alone.
OUTLOOKS = {
    Outlook.NOW: ("ok", "circle-check", _("Cocok sekarang")),
    Outlook.AFTER: ("warn", "school", _("Cocok setelah pelatihan")),
    Outlook.UNKNOWN: ("idle", "question-mark", _("Belum ada data")),
    Outlook.NOT: ("bad", "x", _("Belum cocok")),
}
DEGREES = {
    Degree.MET: ("ok", "circle-check", _("Terpenuhi")),
    Degree.PARTLY: ("warn", "alert-triangle", _("Sebagian")),
    Degree.NOT_MET: ("bad", "x", _("Belum terpenuhi")),
    Degree.NO_DATA: ("idle", "question-mark", _("Belum ada data")),
}


class DecisionForm(forms.Form):
    """What HR decides and why."""

    verdict = forms.ChoiceField(label=_("Keputusan"), choices=PlacementVerdict.choices)
    valid_from = forms.DateField(
        label=_("Mulai"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Hanya bila ditempatkan. Jabatan sekarang berakhir sehari sebelumnya."),
    )
    reason = forms.CharField(label=_("Alasan"), max_length=300)


def _plan(user: Any, root_path: str, day: date) -> StaffingPlan | None:
    plans = StaffingPlan.objects.visible_to(user).in_force_on(day).filter(unit__path=root_path)
    return plans.select_related("unit").first()


def _planned(request: HttpRequest, public_id: str) -> tuple[PlannedPost, StaffingPlan, date]:
    rows = PlannedPost.objects.filter(
        plan__in=StaffingPlan.objects.visible_to(request.user)
    ).select_related("post__unit", "post__job", "plan__unit")
    planned = get_object_or_404(rows, public_id=public_id)
    if not access_of(request.user).has_on(planned.post.unit, Role.HR):
        raise Http404
    return planned, planned.plan, planned.post.unit.localdate(timezone.now())


def _rows(matches: list[Match]) -> list[dict[str, Any]]:
    return [{"match": one, "outlook": OUTLOOKS[one.outlook], "said": _said(one)} for one in matches]


def _said(match: Match) -> list[tuple[Any, tuple[str, str, Any]]]:
    return [(said, DEGREES[said.degree]) for said in match.said]


@allow(is_hr)
@require_safe
def placement_post(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whom a post could have."""
    planned, plan, day = _planned(request, public_id)
    return render(
        request,
        "project/placement_post.html",
        {
            "planned": planned,
            "rows": _rows(people_for(plan, planned, request.user, day)),
            "decisions": PlacementDecision.objects.visible_to(request.user)
            .filter(post=planned.post)
            .select_related("person", "decided_by")
            .order_by("-decided_at", "-pk")[:20],
        },
    )


@allow(is_hr)
@require_safe
def placement_export(request: HttpRequest, public_id: str, extension: str) -> HttpResponse:
    planned, plan, day = _planned(request, public_id)
    rows = [
        (one, OUTLOOKS[one.outlook][2], [(said, DEGREES[said.degree][2]) for said in one.said])
        for one in people_for(plan, planned, request.user, day)
    ]
    return download(PlacementResource(), rows, name=f"penempatan-{day}", extension=extension)


@allow(is_hr)
@require_http_methods(["GET", "HEAD", "POST"])
def placement_decide(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    """One person for one post: everything that speaks for and against, what it leaves behind, and
    the decision."""
    planned, plan, day = _planned(request, public_id)
    people = Person.objects.visible_to(request.user).living().select_related("home_unit")
    person = get_object_or_404(people, public_id=person_id)
    found = match_of(plan, planned, person, day)
    form = DecisionForm(request.POST or None, initial={"valid_from": day})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                decide_placement(
                    person=person,
                    post=planned.post,
                    shown=_as_shown(found),
                    by=request.user,  # type: ignore[arg-type]
                    at=timezone.now(),
                    **form.cleaned_data,
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Keputusan dan alasannya tersimpan."))
                return redirect("project:placement-post", public_id)
    return render(
        request,
        "project/placement_decide.html",
        {"planned": planned, "row": _rows([found])[0], "form": form},
        status=status,
    )


def _as_shown(match: Match) -> dict[str, Any]:
    return {
        "outlook": match.outlook,
        "said": [
            {"asks": said.asks, "held": said.held, "degree": said.degree, "must": said.must}
            for said in match.said
        ],
        "opens": bool(match.opened and match.opened.opens_vacancy),
    }


@allow(is_hr)
@require_safe
def placement_person(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where somebody could be placed."""
    people = Person.objects.visible_to(request.user).living().select_related("home_unit")
    person = get_object_or_404(people, public_id=public_id)
    if not access_of(request.user).has_on(person.home_unit, Role.HR):
        raise Http404
    day = person.home_unit.localdate(timezone.now())
    plan = _plan(request.user, person.home_unit.root_path, day)
    matches = posts_for(plan, person, day) if plan else []
    return render(
        request,
        "project/placement_person.html",
        {"person": person, "plan": plan, "rows": _rows(matches)},
    )
