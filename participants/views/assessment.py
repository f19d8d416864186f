"""Assessment sheets: the list, one sheet, and BKPSDM's hand that records and withdraws them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import access_of, allow, is_hr, is_logged_in, reads_people
from participants.actions import assessment as actions
from participants.actions import audit
from participants.errors import Refused
from participants.exporting.dictionary import AssessmentResource
from participants.exporting.sheet import download
from participants.forms.assessment import AssessmentForm
from participants.forms.training import ReasonForm
from participants.models import Assessment, Competency, CompetencyKind, Person, Role
from participants.rules.assessment import band_of, level_of_score
from participants.tables.assessment import AssessmentTable
from participants.tables.paging import show_page
from participants.views.tabs import record_tabs


def _assessed():
    """The competencies a sheet has scores of: managerial and sociocultural."""
    kinds = [CompetencyKind.MANAGERIAL, CompetencyKind.SOCIOCULTURAL]
    return Competency.objects.filter(kind__in=kinds).order_by("kind", "pk")


def _sheets(request: HttpRequest):
    rows = Assessment.objects.visible_to(request.user).standing()
    return rows.select_related("person__home_unit").order_by("-assessed_on", "-pk")


@allow(reads_people)
@require_safe
def assessment_list(request: HttpRequest) -> HttpResponse:
    table = AssessmentTable(_sheets(request))
    show_page(request, table, per_page=50)
    return render(
        request,
        "participants/assessment_list.html",
        {
            "tabs": record_tabs(request, "assessment-list"),
            "table": table,
            "is_hr": access_of(request.user).has(Role.HR),
            "ready": _assessed().exists(),
        },
    )


@allow(reads_people)
@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponse:
    rows = _sheets(request).prefetch_related("person__identifiers", "scores")
    audit.reading(
        "participants.people.exported",
        request.user,
        by=request.user,
        at=timezone.now(),
        form=extension,
    )
    resource = AssessmentResource(list(_assessed()))
    return download(resource, rows, name="hasil-asesmen", extension=extension)


@allow(is_hr)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """One sheet typed from paper."""
    people = Person.objects.living().filter(access_of(request.user).hr_q("home_unit__path"))
    form = AssessmentForm(request.POST or None, people=people, competencies=_assessed())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        sheet = actions.Sheet(
            person=given["person"],
            assessed_on=given["assessed_on"],
            assessor=given["assessor"],
            scores=given["scores"],
            jpm=given["jpm"],
            advice=given["advice"],
            number=given["number"],
            valid_until=given["valid_until"],
        )
        try:
            (made,) = actions.record_assessments(sheets=[sheet], by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("Asesmen dicatat; tingkat %(name)s berlaku sejak tanggal asesmen.")
                % {"name": given["person"].printed_name()},
            )
            return redirect("participants:assessment-detail", made.public_id)
    return render(
        request,
        "participants/assessment_form.html",
        {"form": form, "ready": bool(form.competencies)},
        status=422 if form.errors else 200,
    )


@allow(is_logged_in)
@require_safe
def assessment_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One sheet: the scores, the levels that they reach, the JPM and the advice."""
    return _detail(request, public_id)


def _detail(
    request: HttpRequest, public_id: str, *, reason: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    rows = Assessment.objects.visible_to(request.user).select_related(
        "person__home_unit", "recorded_by", "withdrawn_by"
    )
    one = get_object_or_404(rows, public_id=public_id)
    scores = one.scores.select_related("competency").order_by("competency__kind", "competency")
    return render(
        request,
        "participants/assessment_detail.html",
        {
            "one": one,
            "scores": [(score, level_of_score(score.score)) for score in scores],
            "band": band_of(one.jpm),
            "decides": access_of(request.user).has_on(one.person.home_unit, Role.HR),
            "reason": reason or ReasonForm(),
        },
        status=status,
    )


@allow(is_hr)
@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """A wrong sheet counts no more; what it set is withdrawn."""
    mine = Assessment.objects.decidable_by(request.user)
    one = get_object_or_404(mine, public_id=public_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _detail(request, public_id, reason=form, status=422)
    try:
        actions.withdraw_assessment(
            assessment=one,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Asesmen ditarik; tingkat yang ditetapkannya dicabut."))
    return redirect("participants:assessment-detail", public_id)
