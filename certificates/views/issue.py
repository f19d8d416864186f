"""Who is entitled, and the button that issues."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from certificates import queries
from certificates.actions.issuing import request_issue
from certificates.forms import EXAMPLE, PATTERN, TYPED, IssueForm
from certificates.models import Template
from participants.access import allow, is_logged_in
from participants.errors import Refused
from workshops.access import managed_workshop
from workshops.models import WorkshopState


@allow(is_logged_in)  # managed_by leaves everybody else a 404
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_issue(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = managed_workshop(request.user, public_id)
    today = workshop.unit.localdate(timezone.now())
    left = queries.typed_left(workshop, today.year)
    series = queries.register_of(workshop.unit)
    templates = Template.objects.for_unit(workshop.unit)
    form = IssueForm(
        request.POST or None,
        templates=templates,
        typed_left=left,
        initial={
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
    people = queries.candidates(workshop)
    waiting = [one for one in people if one.waits]
    context = {
        "workshop": workshop,
        "closed": workshop.state == WorkshopState.CLOSED,
        "form": form,
        "people": people,
        "waiting": len(waiting),
        "unconfirmed": sum(not one.name_confirmed for one in waiting),
        "not_entitled": sum(not one.entitled for one in people),
        "typed_left": left,
        "has_template": bool(templates),
        "next_number": queries.next_number(series, today) if series else "",
    }
    return render(request, "certificates/certificate_issue.html", context)
