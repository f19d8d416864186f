"""What happens around every view, from the outermost in: the door's short cut, what can be read,
the language, the login that every page asks for, and how a refusal becomes a page."""

import logging
from collections.abc import Callable, Iterator
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    QueryDict,
    UnreadablePostError,
)
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from participants.errors import Refused
from project.views import errors

GetResponse = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)

DOOR = "/pindai/api/"
NOTHING = "default-src 'none'; frame-ancestors 'none'"
DOOR_ROUTES = "workshops.routes.door_api"  # three addresses instead of the whole tree
# Pages behind a personal link: whoever has the address has the page, so no cache may keep it.
LINKS = ("/p/", "/o/", "/t/")
LARGEST_BODY = 32 * 1024 * 1024  # bytes; the largest file we take has 20 MB
# DRF answers for itself (IsAuthenticated by default), with a status instead of a login page.
API = "/api/"


def door_bypass(get_response: GetResponse) -> GetResponse:
    """Calls the door's views with nothing around them: no session, no cookie, no messages.

    A device carries a bearer token, so there is nothing for CSRF to protect; what is left out here
    is what keeps a scan under 10 ms (blueprint §9.3).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(DOOR):
            return get_response(request)
        translation.activate(settings.LANGUAGE_CODE)
        response = _door(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Content-Length", str(len(response.content)))
        # An answer is data: opened as a page, it may load and do nothing.
        response.headers.setdefault("Content-Security-Policy", NOTHING)
        return response

    return middleware


def _door(request: HttpRequest) -> HttpResponse:
    try:
        match = request.resolver_match = resolve(request.path_info, DOOR_ROUTES)
        return match.func(request, *match.args, **match.kwargs)
    except Http404:
        return _problem(404, "not-found")
    except PermissionDenied:
        return _problem(403, "not-allowed")
    except Refused as refusal:
        return _problem(
            409, refusal.reasons[0].code if refusal.reasons else "refused", str(refusal)
        )
    except Exception:
        log.exception("The door's view failed: %s", request.path_info)
        return _problem(500, "server-error")


def _problem(status: int, code: str, detail: str = "") -> JsonResponse:
    """RFC 9457, as in the rest of the API."""
    body = {"type": "about:blank", "status": status, "code": code}
    if detail:
        body["detail"] = detail
    return JsonResponse(body, status=status, content_type="application/problem+json")


def readable(get_response: GetResponse) -> GetResponse:
    """Refuses what is larger than any file of ours before a byte of it is read, and what no text of
    ours ever holds: a NUL, which PostgreSQL takes nowhere. Outside the session, because a cookie may
    carry one too; the API's own checks say so in its own words."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.COOKIES = {k: text for k, text in request.COOKIES.items() if "\0" not in text}
        return get_response(request)

    def process_view(request, _callback, _args, _kwargs):
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if not announced.isdigit() or int(announced[:18]) > LARGEST_BODY:
            return errors.too_large(request)
        if request.path_info.startswith(API):
            return None
        try:
            given = [request.path_info, *_texts(request.GET), *_texts(request.POST)]
        except UnreadablePostError:  # the caller went away; the CSRF check says what it always says
            return None
        return errors.bad_request(request) if any("\0" in text for text in given) else None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _texts(given: QueryDict) -> Iterator[str]:
    for name, values in given.lists():
        yield name
        yield from values


def language(get_response: GetResponse) -> GetResponse:
    """Indonesian or English: the cookie (which the login sets from the account), else what the
    browser asks for, else Indonesian."""

    def middleware(request: HttpRequest) -> HttpResponse:
        translation.activate(chosen_language(request))
        request.LANGUAGE_CODE = translation.get_language()
        response = get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language())
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            patch_vary_headers(response, ("Accept-Language",))
        return response

    return middleware


def chosen_language(request: HttpRequest) -> str:
    known = dict(settings.LANGUAGES)
    if (kept := request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)) in known:
        return kept
    for wish in request.headers.get("Accept-Language", "").split(","):
        spoken = wish.split(";")[0].strip()[:2].lower()
        if spoken in known:
            return spoken
    return settings.LANGUAGE_CODE


def login_required(get_response: GetResponse) -> GetResponse:
    """Every view asks for a login unless its rule is public (``@anyone(because=…)``), and no cache
    keeps what a logged-in person or the holder of a link saw."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        personal = request.path_info.startswith(LINKS) or request.user.is_authenticated
        if personal and not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-store"
        return response

    def process_view(request, callback, _args, _kwargs):
        rule = getattr(callback, "access_rule", None)
        if getattr(rule, "public", False) or request.path_info.startswith(API):
            return None
        if request.user.is_authenticated:
            return None
        target = reverse("project:login")
        if request.method == "GET" and request.path_info != "/":
            target += "?next=" + quote(request.get_full_path())
        if request.htmx:
            return HttpResponse(status=204, headers={"HX-Redirect": target})
        return redirect(target)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def refusals(get_response: GetResponse) -> GetResponse:
    """A ``Refused`` that no view caught becomes a 409 page with its sentences; a wrong method, which
    Django answers with nothing at all, becomes a page too."""

    def process_exception(request, exception):
        return errors.refused(request, exception) if isinstance(exception, Refused) else None

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and not response.content:
            page = errors.method_not_allowed(request)
            page.headers["Allow"] = response.headers.get("Allow", "")
            return page
        return response

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
