"""What makes the door an app of its own: its service worker, its manifest, and the version that binds
the page to the files the worker keeps. Nobody is in any of it."""

import hashlib
import json
import re
from functools import lru_cache

from csp.constants import WASM_UNSAFE_EVAL
from csp.decorators import csp_update
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from participants.access import anyone
from workshops.views import door_page

FONT = "plus-jakarta-sans/latin.woff2"  # named by the style sheet, not by the page


@anyone(because="the page holds nobody; a device shows its own token to the door's API")
@require_safe
@csp_update({"script-src": [WASM_UNSAFE_EVAL]})  # for zxing-wasm, and on this page alone
def door(request: HttpRequest) -> HttpResponse:
    """The check-in app. What it may read and write is decided by the device's token alone."""
    language = language_of(request)
    page = HttpResponse(door_page.render(language))
    page.headers["Cache-Control"] = "no-cache"
    page.headers["Content-Language"] = language
    page.headers["X-Door-Version"] = version_of(language)
    page.headers["Permissions-Policy"] = "camera=(self), screen-wake-lock=(self), microphone=()"
    return page


@anyone(because="the worker holds addresses of our own files and nobody's data")
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """``/pindai/sw.js``: at the root of its scope, asked for anew at each visit. ``?bahasa=`` names the
    language of the one page it keeps, so that another language is another worker."""
    language = language_of(request)
    facts = {"version": version_of(language), "language": language, "files": files_of(language)}
    # A version, a language of ours and addresses of our own files.
    written = mark_safe(json.dumps(facts))  # noqa: S308
    script = render_to_string("workshops/door_sw.js", {"facts": written})
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@anyone(because="names and icons of the app, the same for everybody")
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """``/pindai/manifest.webmanifest``: what a phone needs to put the door on its home screen."""
    with translation.override(language_of(request)):
        about = {
            "id": "/pindai/",
            "name": _("Pindai kehadiran Bimtek"),
            "short_name": _("Pindai"),
            "description": _("Mencatat kehadiran peserta di pintu, juga tanpa jaringan."),
            "lang": get_language(),
            "start_url": "/pindai/",
            "scope": "/pindai/",
            "display": "standalone",
            "orientation": "portrait",
            "background_color": "#101615",
            "theme_color": "#101615",
            "icons": [_icon(192), _icon(512), _icon(512, purpose="maskable")],
        }
    answer = HttpResponse(
        json.dumps(about, ensure_ascii=False), content_type="application/manifest+json"
    )
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _icon(side: int, purpose: str = "any") -> dict[str, str]:
    name = "maskable" if purpose == "maskable" else "icon"
    return {
        "src": static(f"workshops/door/{name}-{side}.png"),
        "sizes": f"{side}x{side}",
        "type": "image/png",
        "purpose": purpose,
    }


def language_of(request: HttpRequest) -> str:
    """The reader's, unless the address names one: the page kept for a day without a network."""
    wished = request.GET.get("bahasa", "")
    return wished if wished in dict(settings.LANGUAGES) else get_language() or "id"


def version_of(language: str) -> str:
    """Changes with the page's words and with every file it needs."""
    return _built(language)[0] if _is_hashed() else _build(language)[0]


def files_of(language: str) -> list[str]:
    """Addresses of every static file that the page names, and the font."""
    return list(_built(language)[1] if _is_hashed() else _build(language)[1])


def _is_hashed() -> bool:
    return hasattr(staticfiles_storage, "hashed_files")


def _build(language: str) -> tuple[str, tuple[str, ...]]:
    page = door_page.render(language)
    root = re.escape(settings.STATIC_URL)
    named = sorted({*re.findall(rf'"({root}[^"]+)"', page), static(FONT)})
    digest = hashlib.sha256(page.encode())
    if not _is_hashed():  # plain names do not tell that a file has changed
        for address in named:
            if found := finders.find(address.removeprefix(settings.STATIC_URL)):
                with open(found, "rb") as file:  # noqa: PTH123 - what the finder gives is a text
                    digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16], tuple(named)


_built = lru_cache(4)(_build)
