"""Proposed levels that wait for a verdict, and what stands behind one person's level."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from participants.access import access_of, allow, is_hr, is_logged_in, reads_people
from participants.actions import competency as actions
from participants.errors import Refused
from participants.exporting.sheet import download
from participants.exporting.training import ProposalResource
from participants.forms.training import ReasonForm, VerdictForm
from participants.models import Competency, Evidence, EvidenceAct, EvidenceMethod, Person, Role
from participants.queries.competency import levels_of
from participants.rules.source import address_of
from participants.tables.paging import show_page
from participants.tables.training import ProposalTable
from participants.views.asked import key_of, until_asked
from participants.views.tabs import record_tabs

ACTS = {
    EvidenceAct.PROPOSE: ("info", "bulb"),
    EvidenceAct.GRANT: ("ok", "rosette"),
    EvidenceAct.REJECT: ("bad", "circle-x"),
    EvidenceAct.WITHDRAW: ("idle", "ban"),
}


@allow(reads_people)
@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """Everything that waits; those proposed by a test can be granted together."""
    waiting = Evidence.objects.visible_to(request.user).waiting_for_a_verdict()
    table = ProposalTable(waiting)
    show_page(request, table, per_page=50)
    tested = (
        waiting.decidable_by(request.user)
        .filter(method=EvidenceMethod.TEST)
        .values_list("at", flat=True)
        .order_by("at")
    )
    moments = list(tested)
    return render(
        request,
        "participants/competency_list.html",
        {
            "tabs": record_tabs(request, "competency-list"),
            "table": table,
            "tested": len(moments),
            "until": moments[-1] if moments else None,
        },
    )


@allow(is_hr)
@require_POST
def grant_tested(request: HttpRequest) -> HttpResponse:
    """Grants every level that a test proposed and that stood on the page."""
    until = until_asked(request)
    proposals = (
        Evidence.objects.visible_to(request.user)
        .decidable_by(request.user)
        .waiting_for_a_verdict()
        .filter(method=EvidenceMethod.TEST, at__lte=until)
    )
    try:
        granted = actions.grant_levels(
            proposals=list(proposals),
            method=EvidenceMethod.TEST,
            assessor="",
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            ngettext("%d tingkat ditetapkan.", "%d tingkat ditetapkan.", len(granted))
            % len(granted),
        )
    return redirect("participants:competency-list")


@allow(is_logged_in)
@require_safe
def evidence_detail(request: HttpRequest, code: str, public_id: str) -> HttpResponse:
    """One person's level in one competency: in force today, and every statement behind it."""
    return _detail(request, code, public_id)


def _found(request: HttpRequest, code: str, public_id: str) -> tuple[Competency, Person]:
    people = Person.objects.visible_to(request.user).select_related("home_unit")
    return get_object_or_404(Competency, code=code), get_object_or_404(people, public_id=public_id)


def _detail(
    request: HttpRequest,
    code: str,
    public_id: str,
    *,
    verdict: VerdictForm | None = None,
    reason: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    competency, person = _found(request, code, public_id)
    rows = list(
        Evidence.objects.filter(person=person, competency=competency)
        .select_related("by")
        .order_by("-at", "-pk")
    )
    answered = {row.about_id for row in rows}
    today = person.home_unit.localdate(timezone.now())
    level = levels_of([person.pk], today).get(person.pk, {}).get(competency.pk)
    standing = [row for row in rows if row.pk not in answered]
    waiting = next((row for row in standing if row.act == EvidenceAct.PROPOSE), None)
    decided = next(
        (row for row in standing if row.act in (EvidenceAct.GRANT, EvidenceAct.REJECT)), None
    )
    proposed = waiting.method if waiting and waiting.method != EvidenceMethod.EXPOSURE else ""
    return render(
        request,
        "participants/competency_detail.html",
        {
            "competency": competency,
            "person": person,
            "level": level,
            "indicator": competency.indicators.get(str(level.level)) if level else "",
            "today": today,
            "statements": [
                {
                    "row": row,
                    "tone": ACTS[EvidenceAct(row.act)][0],
                    "icon_name": ACTS[EvidenceAct(row.act)][1],
                    "source_url": address_of(row.source_kind, row.source_id),
                    "counts": level is not None and row.pk == level.because,
                }
                for row in rows
            ],
            "waiting": waiting,
            "decided": decided,
            "decides": access_of(request.user).has_on(person.home_unit, Role.HR),
            "verdict": verdict or VerdictForm(initial={"method": proposed}),
            "reason": reason or ReasonForm(prefix="alasan"),
        },
        status=status,
    )


def _evidence(request: HttpRequest, person: Person, competency: Competency) -> Evidence:
    """The statement a button of the page speaks of; 404 when it is not the user's to answer."""
    mine = Evidence.objects.decidable_by(request.user).filter(person=person, competency=competency)
    key = request.POST.get("evidence", "")
    return get_object_or_404(mine, pk=key_of(key))


@allow(is_hr)
@require_POST
def grant(request: HttpRequest, code: str, public_id: str) -> HttpResponse:
    """Sets the level that was proposed, with how and by whom it was found."""
    competency, person = _found(request, code, public_id)
    proposal = _evidence(request, person, competency)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _detail(request, code, public_id, verdict=form, status=422)
    try:
        actions.grant_levels(
            proposals=[proposal], by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("Tingkat %(level)s ditetapkan untuk %(competency)s.")
            % {"level": proposal.level, "competency": competency},
        )
    return redirect("participants:competency-detail", code, public_id)


@allow(is_hr)
@require_POST
def reject(request: HttpRequest, code: str, public_id: str) -> HttpResponse:
    return _with_reason(
        request, code, public_id, actions.reject_proposal, "proposal", _("Usulan tingkat ditolak.")
    )


@allow(is_hr)
@require_POST
def reconsider(request: HttpRequest, code: str, public_id: str) -> HttpResponse:
    return _with_reason(
        request,
        code,
        public_id,
        actions.reconsider,
        "answer",
        _("Keputusan ditarik; usulan tingkat menunggu lagi."),
    )


def _with_reason(request, code: str, public_id: str, action, name: str, said: str) -> HttpResponse:
    competency, person = _found(request, code, public_id)
    evidence = _evidence(request, person, competency)
    form = ReasonForm(request.POST, prefix="alasan")
    if not form.is_valid():
        return _detail(request, code, public_id, reason=form, status=422)
    try:
        action(
            **{name: evidence},
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("participants:competency-detail", code, public_id)


@allow(reads_people)
@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponse:
    rows = Evidence.objects.visible_to(request.user).waiting_for_a_verdict()
    return download(
        ProposalResource(),
        rows.prefetch_related("person__identifiers"),
        name="usulan-tingkat",
        extension=extension,
    )
