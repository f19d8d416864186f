"""``/strategi/sasaran/``: the targets, typed per year in one form by BKPSDM."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from participants.access import allow, is_hr
from participants.actions.strategy import Measuring, set_targets
from participants.errors import Refused
from participants.forms.strategy import PeriodForm, TargetsForm, cell
from participants.models import StaffGroup, StaffRole, StrategyVersion
from project.strategy.asked import Asked, asked
from project.strategy.drawing import GROUPS, title_of

RPJMD = 5  # years after the first, as in "RPJMD Tahun 2021-2026"


@allow(is_hr)
@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: HttpRequest) -> HttpResponse:
    """First the years, then every cell of them; sent, a new version."""
    question = asked(request, timezone.now())
    if question is None or not question.edits:
        raise Http404
    strategy = question.strategy
    first = strategy.first_year if strategy else question.day.year
    last = strategy.last_year if strategy else first + RPJMD
    asks = "dari" in request.GET and "sampai" in request.GET
    period = PeriodForm(
        {"first_year": request.GET["dari"], "last_year": request.GET["sampai"]} if asks else None,
        initial={"first_year": first, "last_year": last},
    )
    if asks:
        if not period.is_valid():
            return _page(request, question, period, None, status=422)
        first, last = period.cleaned_data["first_year"], period.cleaned_data["last_year"]
    before = _before(question, first)
    form = TargetsForm(
        request.POST or None,
        years=range(first, last + 1),
        roles=StaffRole.objects.filter(unit=question.root).in_use().order_by("name", "pk"),
        initial=_initial(question, before, first),
    )
    if request.method != "POST":
        return _page(request, question, period, form)
    if form.is_valid() and _kept(request, question, form, first, last):
        return redirect(f"{reverse('project:strategy')}?daerah={question.root.public_id}")
    return _page(request, question, period, form, status=422)


def _page(
    request: HttpRequest,
    question: Asked,
    period: PeriodForm,
    form: TargetsForm | None,
    *,
    status: int = 200,
) -> HttpResponse:
    role = form.initial.get("role_object") if form else None
    lines = [
        (title_of(indicator, role), GROUPS[StaffGroup(group)], indicator == "hours", fields)
        for indicator, group, fields in (form.lines() if form else ())
    ]
    return render(
        request,
        "project/strategy_targets.html",
        {"asked": question, "period": period, "form": form, "lines": lines},
        status=status,
    )


def _before(question: Asked, first: int) -> StrategyVersion | None:
    """What the form begins with: the newest version of the period, if it is that one."""
    if question.strategy and question.strategy.first_year == first and question.versions:
        return max(question.versions, key=lambda one: one.pk)
    return None


def _initial(question: Asked, before: StrategyVersion | None, first: int) -> dict[str, Any]:
    if before is None:
        role = question.role
        return {
            "valid_from": date(first, 1, 1),
            "role": role.public_id if role else None,
            "role_object": role,
        }
    return {
        "legal_basis": before.legal_basis,
        "valid_from": question.day,
        "role": before.role.public_id if before.role else None,
        "role_object": before.role,
        "placement_base": before.placement_base,
        "minimum_jp": before.minimum_jp,
        "bimtek_only": before.bimtek_only,
        **{
            cell(one.indicator, one.group, one.year): _typed(one.value)
            for one in before.targets.all()
        },
    }


def _typed(value: Decimal) -> str:
    """As it was typed: 80, not 80.0."""
    return f"{value:f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def _kept(request: HttpRequest, question: Asked, form: TargetsForm, first: int, last: int) -> bool:
    given = form.cleaned_data
    try:
        set_targets(
            unit=question.root,
            first_year=first,
            last_year=last,
            valid_from=given["valid_from"],
            legal_basis=given["legal_basis"],
            measuring=Measuring(
                given["role"],
                given["placement_base"],
                given["minimum_jp"],
                given["bimtek_only"],
            ),
            targets=form.targets(),
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(
        request,
        _("Sasaran %(first)s-%(last)s disimpan.") % {"first": first, "last": last},
    )
    return True
