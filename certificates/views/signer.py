"""Who signs electronically for a unit: accounts, a try of each, and the link of the official."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.actions.signer import (
    change_account,
    issue_link,
    make_account,
    note_test,
    retire_account,
    token_of,
)
from certificates.forms.signer import SignerForm
from certificates.models import SignerLink, SigningAccount
from certificates.notices import signing_message
from certificates.queries.signing import waiting_for
from certificates.signing.adapters import status_of
from certificates.signing.port import Trouble
from certificates.tables import SignerTable
from participants.access import access_of, allow, is_organiser
from participants.errors import Refused
from participants.models import OrganisationUnit, Role
from participants.rules.phone import whatsapp_number


@allow(is_organiser)
@require_safe
def signer_list(request: HttpRequest) -> HttpResponse:
    rows = SigningAccount.objects.editable_by(request.user).for_list()
    return render(request, "certificates/signer_list.html", {"table": SignerTable(rows)})


@sensitive_post_parameters("nik", "seal_code")
@allow(is_organiser)
@require_http_methods(["GET", "HEAD", "POST"])
def signer_new(request: HttpRequest) -> HttpResponse:
    held = access_of(request.user).units_q("path", {Role.ORGANISER})
    units = OrganisationUnit.objects.filter(held).in_tree_order()
    form = SignerForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_account(**form.said(), by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, [str(reason) for reason in refused.reasons])
        else:
            messages.success(request, _("Penanda tangan tersimpan. Coba dahulu sebelum dipakai."))
            return redirect("certificates:signer-detail", made.public_id)
    return render(request, "certificates/signer_form.html", {"form": form})


@sensitive_post_parameters("nik", "seal_code")
@allow(is_organiser)
@require_http_methods(["GET", "HEAD", "POST"])
def signer_detail(request: HttpRequest, account_id: str) -> HttpResponse:
    """The account; secrets are written here and never shown."""
    account = _account(request, account_id)
    form = SignerForm(request.POST or None, request.FILES or None, account=account)
    if request.method == "POST" and form.is_valid():
        try:
            change_account(account=account, **form.said(), by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, [str(reason) for reason in refused.reasons])
        else:
            messages.success(request, _("Perubahan tersimpan."))
            return redirect("certificates:signer-detail", account_id)
    now = timezone.now()
    link = SignerLink.objects.working(now).filter(account=account).order_by("-pk").first()
    waiting = waiting_for([account])
    context = {
        "form": form,
        "account": account,
        "waiting": waiting,
        "link": link,
        "message": signing_message(account, token_of(link), waiting) if link else "",
        "phone": whatsapp_number(account.phone),
    }
    return render(request, "certificates/signer_form.html", context)


@allow(is_organiser)
@require_POST
def signer_test(request: HttpRequest, account_id: str) -> HttpResponse:
    """Asks the means whether it could sign now; nobody's passphrase is needed."""
    account = _account(request, account_id)
    outcome = "ok"
    try:
        status = status_of(account, at=timezone.now())
    except Trouble as trouble:
        outcome = trouble.code
        messages.error(request, str(trouble))
    else:
        said = (
            _("Siap dipakai. Status: %(status)s.") % {"status": status}
            if status
            else _("Berkas .p12 tersimpan. Hanya pemiliknya yang dapat mencoba frasa sandinya.")
        )
        messages.success(request, said)
    note_test(account=account, outcome=outcome, by=request.user, at=timezone.now())
    return redirect("certificates:signer-detail", account_id)


@allow(is_organiser)
@require_POST
def signer_link(request: HttpRequest, account_id: str) -> HttpResponse:
    """A fresh link; the one before is dead."""
    account = _account(request, account_id)
    try:
        issue_link(account=account, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Tautan baru siap dikirim. Tautan sebelumnya tidak berlaku."))
    return redirect("certificates:signer-detail", account_id)


@allow(is_organiser)
@require_POST
def signer_retire(request: HttpRequest, account_id: str) -> HttpResponse:
    account = _account(request, account_id)
    try:
        retire_account(account=account, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("certificates:signer-detail", account_id)
    messages.success(request, _("Penanda tangan tidak dipakai lagi."))
    return redirect("certificates:signer-list")


def _account(request: HttpRequest, account_id: str) -> SigningAccount:
    rows = SigningAccount.objects.editable_by(request.user).in_use()
    return get_object_or_404(rows.select_related("unit", "user"), public_id=account_id)
