"""What accounting needs, on one form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from participants.access import allow, is_logged_in
from workshops.access import managed_workshop
from workshops.actions.accounting import write_accounting
from workshops.forms.document import AccountingForm
from workshops.views.acting import acted


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def accounting_edit(request: HttpRequest, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    form = AccountingForm(request.POST or None, workshop=workshop)
    if (
        request.method == "POST"
        and form.is_valid()
        and acted(
            request,
            write_accounting,
            _("Anggaran dan pejabat disimpan; naskah berikutnya memakainya."),
            workshop=workshop,
            told=form.told(),
            officials=form.officials(),
        )
    ):
        return redirect("workshops:document-list", code)
    return render(
        request,
        "workshops/accounting_edit.html",
        {"workshop": workshop, "form": form},
        status=422 if request.method == "POST" else 200,
    )
