"""Who may do what, seen and changed by administrators of the unit."""

import secrets

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import access_of, allow, is_admin
from participants.actions import account as accounts
from participants.actions import audit
from participants.actions import person as people
from participants.errors import Reason, Refused
from participants.exporting.grant import GrantResource
from participants.exporting.sheet import download
from participants.forms.grant import AccountForm, GrantForm
from participants.models import AccessGrant, OrganisationUnit, Role, User
from participants.tables.grant import GrantTable
from participants.tables.paging import show_page
from participants.views.asked import key_of

PER_PAGE = 50


@allow(is_admin)
@require_safe
def grant_list(request):
    at = timezone.now()
    table = GrantTable(_held(request).select_related("user", "unit"), at=at)
    show_page(request, table, per_page=PER_PAGE)
    return render(request, "participants/grant_list.html", {"table": table})


@allow(is_admin)
@require_safe
def export(request, extension):
    """Who may do what, as a sheet; who took it along is noted."""
    rows = _held(request).select_related("user", "unit")
    response = download(GrantResource(), rows, name="hak-akses", extension=extension)
    audit.reading(
        "participants.grant.exported",
        request.user,
        by=request.user,
        at=timezone.now(),
        form=extension,
    )
    return response


@allow(is_admin)
@require_http_methods(["GET", "HEAD", "POST"])
def give(request):
    units = _units(request)
    at = timezone.now()
    first = units.first()
    form = GrantForm(
        request.POST or None,
        units=units,
        initial={
            "valid_from": first.localdate(at) if first else None,
            "username": request.session.pop("fresh_account", "") if request.method == "GET" else "",
        },
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        username = given.pop("username")
        user = User.objects.able_to_log_in().filter(username__iexact=username).first()
        if user is None:
            form.add_error("username", str(Reason("account-unknown", username=username)))
        else:
            try:
                with transaction.atomic():
                    people.grant(user=user, by=request.user, at=at, **given)
            except IntegrityError:
                form.add_error("role", str(Reason("grant-exists")))
            else:
                messages.success(request, _("Hak akses %(name)s tercatat.") % {"name": user})
                return redirect("participants:grant-list")
    return _form_page(request, _("Beri hak akses"), form, label=_("Beri hak akses"))


@allow(is_admin)
@require_POST
def end(request):
    grant = get_object_or_404(_held(request), pk=key_of(request.POST.get("hak", "")))
    at = timezone.now()
    people.end_grant(grant=grant, last_day=grant.unit.localdate(at), by=request.user, at=at)
    messages.success(request, _("Hak akses berakhir hari ini."))
    return redirect("participants:grant-list")


@allow(is_admin)
@require_http_methods(["GET", "HEAD", "POST"])
def make_account(request):
    """A new account. Its first password stands on the answer, once, and nowhere else."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = secrets.token_urlsafe(12)
        try:
            user = accounts.make_account(
                password=password,
                unit=_units(request).first(),
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            request.session["fresh_account"] = user.username
            return render(
                request, "participants/grant_account.html", {"made": user, "password": password}
            )
    return _form_page(request, _("Buat akun"), form, label=_("Buat akun"))


def _units(request):
    condition = access_of(request.user).units_q("path", {Role.ADMIN})
    return OrganisationUnit.objects.filter(condition, valid_to=None).in_tree_order()


def _held(request):
    condition = access_of(request.user).units_q("unit__path", {Role.ADMIN})
    return AccessGrant.objects.filter(condition).order_by("user__full_name", "role", "pk")


def _form_page(request, title, form, *, label):
    return render(
        request,
        "participants/grant_form.html",
        {"title": title, "form": form, "label": label},
        status=422 if request.method == "POST" else 200,
    )
