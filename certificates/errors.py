"""How certificates say no."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from participants.errors import declare


def _numbers_missing(args: Mapping[str, Any]) -> str:
    return ngettext(
        "Nomor kurang %(missing)s: tersedia %(available)s untuk %(needed)s sertifikat. "
        "Tambahkan nomornya dari buku agenda.",
        "Nomor kurang %(missing)s: tersedia %(available)s untuk %(needed)s sertifikat. "
        "Tambahkan nomornya dari buku agenda.",
        args["missing"],
    )


declare(
    {
        "certificate-before-closing": _(
            "Bimtek ini belum ditutup. Tutup kegiatan dahulu, supaya haknya tetap."
        ),
        "certificate-nobody-waits": _("Tidak ada peserta yang menunggu sertifikat."),
        "certificate-not-earned": _("Peserta ini belum berhak atas sertifikat."),
        "certificate-closing-reopened": _(
            "Bimtek ini dibuka kembali; tutup lagi sebelum menerbitkan."
        ),
        "certificate-stands": _("Peserta ini sudah mempunyai sertifikat yang berlaku."),
        "issuing-underway": _("Sertifikat Bimtek ini sedang diterbitkan. Tunggu sampai selesai."),
        "numbering-missing": _("Pilih pola nomor, atau ketikkan nomor dari buku agenda."),
        "numbers-missing": _numbers_missing,
        "issued-before-closing": _("Tanggal penetapan mendahului hari terakhir Bimtek."),
        "issued-in-the-future": _("Tanggal penetapan belum tiba."),
        "template-retired": _("Templat ini sudah diganti versi baru. Muat ulang halamannya."),
        "template-name-taken": _("Unit ini sudah mempunyai templat bernama %(name)s."),
        "certificate-not-valid": _(
            "Sertifikat ini sudah dicabut atau digantikan, jadi tidak dapat diubah lagi."
        ),
        "certificate-not-outdated": _(
            "Hak pemegang sertifikat ini tidak berubah sejak sertifikatnya terbit."
        ),
        "certificate-name-unchanged": _("Nama ini sama dengan yang sudah tertulis."),
    }
)
