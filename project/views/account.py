"""Coming in, going out, and one's own account and language."""

from typing import cast

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from participants.access import allow, anyone, is_person
from participants.access import is_logged_in as logged_in
from participants.models import User
from project import navigation, throttle
from project.demo import accounts
from project.forms import AccountForm, LoginForm, PasswordForm
from project.views import errors
from workshops.models import Workshop

A_YEAR = 365 * 24 * 60 * 60


@anyone(because="the login page is where strangers are sent")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
@never_cache
def login(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        if is_person(request.user):
            return redirect(_next(request))
        return _login_page(request, LoginForm(request))
    typed = request.POST.get("username", "")
    if throttle.is_exhausted(request, typed):
        return errors.too_many(request)
    form = LoginForm(request, data=request.POST)
    if not form.is_valid():
        throttle.count_failure(request, typed)
        return _login_page(request, form)
    throttle.forget(request, typed)
    auth.login(request, form.get_user())
    navigation.pin_current(request, form.get_user())
    return _remember(redirect(_next(request)), form.get_user().language)


def _login_page(request: HttpRequest, form: LoginForm) -> HttpResponse:
    context = {"form": form, "next": _next(request), "demo": accounts if settings.DEMO else None}
    return render(request, "project/login.html", context, status=422 if form.errors else 200)


@allow(logged_in)
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    messages.info(request, _("Anda sudah keluar."))
    return redirect("project:login")


@anyone(because="participants and OPD read their pages by link, in the language they choose")
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remembers the language in the cookie, and on the account of whoever is logged in."""
    wanted = request.POST.get("language", "")
    if wanted not in dict(settings.LANGUAGES):
        return errors.bad_request(request)
    user = request.user
    if isinstance(user, User) and is_person(user):
        user.language = wanted
        user.save(update_fields=["language"])
    return _remember(redirect(_next(request)), wanted)


@allow(logged_in)
@require_POST
def pin(request: HttpRequest) -> HttpResponse:
    """Keeps the named Bimtek at the top of the navigation."""
    code = request.POST.get("code", "")
    navigation.pin(
        request, get_object_or_404(Workshop.objects.visible_to(request.user), public_id=code)
    )
    return redirect(_next(request))


@allow(logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("old_password", "new_password1", "new_password2")
def account(request: HttpRequest) -> HttpResponse:
    """Two forms on one page; the button pressed says which one was sent."""
    sent = request.POST.get("form") if request.method == "POST" else None
    details = AccountForm(request.POST if sent == "details" else None, instance=request.user)
    password = PasswordForm(request.user, request.POST if sent == "password" else None)
    if sent == "details" and details.is_valid():
        user = details.save()
        translation.activate(user.language)
        messages.success(request, _("Akun Anda sudah disimpan."))
        return _remember(redirect("project:account"), user.language)
    if sent == "password" and password.is_valid():
        auth.update_session_auth_hash(request, password.save())
        messages.success(request, _("Kata sandi Anda sudah diganti."))
        return redirect("project:account")
    # A refused form leaves the instance changed in memory; the menu shows what is stored.
    if sent == "details":
        cast(User, request.user).refresh_from_db(fields=["full_name", "email", "language"])
    context = {"details": details, "password": password}
    return render(request, "project/account.html", context, status=422 if sent else 200)


def _remember(response: HttpResponse, chosen: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=A_YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
    return response


def _next(request: HttpRequest) -> str:
    """Where the person was going, when that is one of our own addresses; the home page otherwise."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    own = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # From the root: ``redirect`` would look for a view of any other name.
    own = own and wanted.startswith("/")
    return wanted if own and wanted != reverse("project:logout") else "/"
