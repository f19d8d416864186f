"""Who is entitled, and the button that issues."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from certificates import queries
from certificates.actions.issuing import request_issue
from certificates.forms import CONFIRMED, EVERYBODY, EXAMPLE, PATTERN, TYPED, IssueForm
from certificates.models import Template
from certificates.queries.confirming import confirm_messages
from participants.access import allow, is_logged_in
from participants.errors import Refused
from participants.rendering import faces
from workshops.access import managed_workshop
from workshops.models import Closing, Stage, Workshop, WorkshopState


@allow(is_logged_in)  # managed_by leaves everybody else a 404
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_issue(request: HttpRequest, public_id: str) -> HttpResponse:
    """Of the Bimtek, or (``tahap``) of one stage of it that was closed by itself."""
    workshop = managed_workshop(request.user, public_id)
    code = request.GET.get("tahap", "")
    stage = get_object_or_404(workshop.stages.all(), public_id=code) if code else None
    people = queries.candidates(workshop, stage)
    waiting = [one for one in people if one.waits]
    unconfirmed = [one for one in waiting if not one.name_confirmed]
    today = workshop.unit.localdate(timezone.now())
    left = queries.typed_left(workshop, today.year)
    series = queries.register_of(workshop.unit, year=today.year)
    templates = Template.objects.for_unit(workshop.unit)
    form = IssueForm(
        request.POST or None,
        templates=templates,
        typed_left=left,
        waiting=len(waiting),
        unconfirmed=len(unconfirmed),
        initial={
            "who": EVERYBODY,
            "issued_on": today,
            "pattern": series.pattern if series else EXAMPLE,
            "numbering": TYPED if left else PATTERN,
            "template": templates.first(),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            job = request_issue(
                workshop=workshop,
                template=form.cleaned_data["template"],
                issued_on=form.cleaned_data["issued_on"],
                pattern=form.cleaned_data["pattern"],
                typed=form.cleaned_data["typed"],
                stage=stage,
                confirmed_only=form.cleaned_data.get("who") == CONFIRMED,
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, [str(reason) for reason in refused.reasons])
        else:
            count = job.items.count()
            messages.success(
                request,
                ngettext(
                    "%(count)s sertifikat sedang diterbitkan. Halaman ini boleh ditutup.",
                    "%(count)s sertifikat sedang diterbitkan. Halaman ini boleh ditutup.",
                    count,
                )
                % {"count": count},
            )
            return redirect("certificates:certificate-list", public_id)
    context = {
        "workshop": workshop,
        "stage": stage,
        "stages": _closed_stages(workshop, stage),
        "closed": workshop.state == WorkshopState.CLOSED
        if stage is None
        else stage.closings.standing().exists(),
        "unlike": [
            {"name": one.name, "shown": shown}
            for one in waiting
            if (shown := faces.unlike(one.name))
        ],
        "to_confirm": confirm_messages(unconfirmed, at=timezone.now()),
        "form": form,
        "people": people,
        "waiting": len(waiting),
        "unsigned": sum(one.is_unsigned for one in people),
        "unconfirmed": len(unconfirmed),
        "not_entitled": sum(not one.entitled for one in people),
        "typed_left": left,
        "has_template": bool(templates),
        "next_number": queries.next_number(series, today) if series else "",
    }
    return render(request, "certificates/certificate_issue.html", context)


def _closed_stages(workshop: Workshop, shown: Stage | None) -> list[Stage]:
    """Stages closed by themselves, whose certificates are issued on a page of their own."""
    standing = Closing.objects.standing().filter(workshop=workshop).exclude(stage=None)
    keys = standing.order_by().values("stage")
    found = workshop.stages.filter(pk__in=keys).order_by("order", "pk")
    return [one for one in found if shown is None or one.pk != shown.pk]
