"""Words for what the room says and refuses."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from participants.errors import declare


def _same_device(args: Mapping[str, Any]) -> str:
    return ngettext(
        "HP yang sama dipakai %(people)s orang.",
        "HP yang sama dipakai %(people)s orang.",
        args["people"],
    )


declare(
    {
        # Switching it on and off
        "room-open-already": _("Presensi mandiri untuk waktu ini sudah menyala."),
        "room-slot-over": _("Waktu presensi ini sudah lewat atau sudah ditutup."),
        "room-rooms-full": _(
            "Terlalu banyak layar ruangan yang menyala. Matikan yang tidak dipakai."
        ),
        # To whoever checks in
        "room-off": _("Presensi mandiri tidak sedang dibuka. Datangi petugas presensi."),
        "room-code-old": _(
            "Kode itu sudah berganti. Pindai atau ketik kode yang sekarang di layar."
        ),
        "room-code-wrong": _(
            "Kode itu tidak cocok. Pindai atau ketik kode yang sekarang di layar."
        ),
        "room-pass-old": _("Terlalu lama sejak kode dipindai. Pindai lagi kode di layar."),
        "room-too-many-tries": _(
            "Terlalu banyak percobaan. Tunggu sepuluh menit, atau datangi petugas presensi."
        ),
        "room-no-match": _(
            "Data tidak cocok. Periksa OPD, inisial, dan empat angka terakhir nomor HP, "
            "atau datangi petugas presensi."
        ),
        "room-withdrawn": _("Nama ini tidak terdaftar lagi. Datangi petugas presensi."),
        "room-not-expected": _(
            "Tidak terdaftar untuk tahap ini. Dicatat, panitia akan memeriksanya."
        ),
        "room-missed": _("Datangi petugas presensi supaya kehadiran Bapak/Ibu dicatat."),
        # To the officer
        "room-same-device": _same_device,
        "room-same-address": _("%(people)s orang datang lewat satu alamat jaringan."),
        "room-too-many": _("%(people)s orang pada detik yang sama."),
        "room-slow": _("Baru menekan %(minutes)s menit sesudah kode dibaca."),
        "room-elsewhere": _("Tercatat di Bimtek lain pada waktu yang hampir sama."),
        "spot-check-nobody": _("Belum ada yang hadir lewat layar ruangan."),
    }
)
