"""Addresses for tests of the shell: the real ones, and views that say no in every way."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import require_POST

from participants.access import allow, anyone, is_logged_in
from participants.errors import Reason, Refused
from project import urls

handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


def door_touches_nothing(request):
    return HttpResponse(f"{hasattr(request, 'session')} {hasattr(request, 'user')}")


def door_breaks(request):
    raise RuntimeError("a secret of the server")


def door_refuses(request):
    raise Refused(Reason("already-done"))


@allow(is_logged_in)
def office(request):
    return HttpResponse("isi kantor")


@allow(is_logged_in)
def refuses(request):
    raise Refused(Reason("reason-required"), Reason("already-done"))


@anyone(because="a test")
def asks_through_htmx(request):
    page = engines["django"].from_string(
        '{% extends "base_office.html" %}{% block heading %}Uji{% endblock %}'
        '{% block content %}<button hx-post="/menolak/">Simpan</button>{% endblock %}'
    )
    return HttpResponse(page.render({}, request))


@allow(is_logged_in)
def forbids(request):
    raise PermissionDenied


@allow(is_logged_in)
def finds_nothing(request):
    raise Http404


@anyone(because="a test")
@require_POST
def takes_posts(request):
    return HttpResponse("terkirim")


@anyone(because="a test")
def link_page(request, token):
    return HttpResponse("halaman peserta")


def undecided(request):
    return HttpResponse("nobody said who may see this")


# Where the pinned Bimtek leads, whatever the workshops package has by then.
workshops = ([path("<str:code>/", office, name="workshop-detail")], "workshops")

urlpatterns = [
    path("bimtek/", include(workshops)),
    path("pindai/api/kosong", door_touches_nothing),
    path("pindai/api/rusak", door_breaks),
    path("pindai/api/tolak", door_refuses),
    path("kantor/", office),
    path("bertanya/", asks_through_htmx),
    path("menolak/", refuses),
    path("terlarang/", forbids),
    path("tiada/", finds_nothing),
    path("kirim/", takes_posts),
    path("p/<str:token>", link_page),
    path("belum-diputuskan/", undecided),
    *urls.urlpatterns,
]
