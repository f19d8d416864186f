"""Every answer that is not the page: one template, one sentence on what happened, one on what to do.

htmx gets the sentence alone, swapped into ``#pesan``; the server's own failure is a static page
that needs neither database nor context.
"""

import logging

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from participants.access import anyone
from participants.errors import Refused

log = logging.getLogger(__name__)
OPEN = anyone(because="an error page says only what went wrong, to whoever met it")


def answer(
    request: HttpRequest, status: int, title: str, sentences: list[str], advice: str = ""
) -> HttpResponse:
    """The error page, or for htmx the alert alone."""
    context = {"status": status, "title": title, "sentences": sentences, "advice": advice}
    if getattr(request, "htmx", False):
        response = render(request, "errors/fragment.html", context, status=status)
        response.headers["HX-Retarget"] = "#pesan"
        response.headers["HX-Reswap"] = "innerHTML"
        return response
    return render(request, "errors/error.html", context, status=status)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """409, with the reasons worded in the reader's language."""
    sentences = [str(reason) for reason in refusal.reasons] or [str(refusal)]
    return answer(
        request,
        409,
        _("Belum dapat dilakukan"),
        sentences,
        _("Tidak ada yang berubah. Kembali ke halaman sebelumnya untuk memperbaikinya."),
    )


@OPEN
def bad_request(request, exception=None):
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return too_large(request)
    return answer(
        request,
        400,
        _("Permintaan tidak dapat dibaca"),
        [_("Ada bagian permintaan ini yang tidak sesuai.")],
        _("Muat ulang halaman sebelumnya, lalu coba sekali lagi."),
    )


@OPEN
def permission_denied(request, exception=None):
    return answer(
        request,
        403,
        _("Halaman ini bukan untuk akun Anda"),
        [_("Anda sudah masuk, tetapi peran Anda tidak mencakup halaman ini.")],
        _("Bila seharusnya bisa, mintalah pengelola sistem di instansi Anda menambahkan perannya."),
    )


@OPEN
def page_not_found(request, exception=None):
    return answer(
        request,
        404,
        _("Halaman tidak ditemukan"),
        [_("Alamat ini tidak ada, sudah dipindahkan, atau di luar wewenang Anda.")],
        _("Periksa kembali alamat atau tautan yang Anda terima."),
    )


@OPEN
def method_not_allowed(request):
    return answer(
        request,
        405,
        _("Cara membuka halaman ini keliru"),
        [_("Alamat ini hanya menerima kiriman formulir.")],
        _("Kembali ke halaman sebelumnya dan tekan tombolnya."),
    )


@OPEN
def too_large(request):
    return answer(
        request,
        413,
        _("Berkas terlalu besar"),
        [_("Berkas yang dikirim melebihi batas.")],
        _("Kecilkan berkasnya, lalu kirim ulang."),
    )


@OPEN
def too_many(request):
    return answer(
        request,
        429,
        _("Terlalu banyak percobaan"),
        [_("Untuk menjaga keamanan, percobaan dari sini dihentikan sementara.")],
        _("Tunggu 15 menit, lalu coba lagi."),
    )


@OPEN
def csrf_failed(request, reason=""):
    return answer(
        request,
        403,
        _("Formulir ini sudah kedaluwarsa"),
        [_("Halaman terlalu lama terbuka, atau kuki peramban dimatikan.")],
        _("Muat ulang halaman sebelumnya, lalu kirim sekali lagi."),
    )


@OPEN
def server_error(request):
    """Says sorry without database, session or context; without its style when even that is gone."""
    try:
        page: str = render_to_string("errors/500.html")
    except Exception:
        log.exception("Even the page that says sorry failed.")
        page = (
            "<!doctype html><title>Bimtek</title><p>Ada gangguan pada sistem. Coba lagi nanti.</p>"
        )
    return HttpResponse(page, status=500)
