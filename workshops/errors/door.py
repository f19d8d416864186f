"""Words for what the door, the roll call and closing say and refuse."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from participants.errors import declare

SHORT = 80  # letters of the titles together, as a band reads them at a glance


def _what_is_missing(told: Mapping[str, Any]) -> str:
    """As the phone says it by itself without a network (``verdict.js``)."""
    works, parts = told["works"], []
    if works:
        count = _("%(n)s hasil kerja belum diterima") % {"n": len(works)}
        titles = ", ".join(works)
        parts.append(f"{count} ({titles})" if len(titles) <= SHORT else count)
    if told["hours"]:
        parts.append(str(_("JP tahap sebelumnya belum cukup")))
    missing = _("Belum lengkap: %(what)s. Tercatat; panitia dapat mengizinkan dengan alasan.")
    return missing % {"what": "; ".join(parts)}


declare(
    {
        # What the door says to one scan (DOOR protocol, "message").
        "scan-present": _("Selamat datang."),
        "scan-late": _("Tercatat hadir, terlambat."),
        "scan-already": _("Sudah hadir %(clock)s."),
        "scan-annulled": _("Kehadiran ini dibatalkan."),
        "scan-withdrawn": _(
            "Sudah mengundurkan diri atau digantikan. Dicatat, panitia akan memeriksanya."
        ),
        "scan-entry_held": _(
            "Syarat masuk tahap ini belum lengkap. Tercatat; panitia dapat mengizinkan dengan alasan."
        ),
        "scan-entry-missing": _what_is_missing,
        "scan-not_expected": _(
            "Tidak terdaftar untuk tahap ini. Dicatat, panitia akan memeriksanya."
        ),
        "scan-no_slot": _("Tidak ada presensi yang dibuka saat ini. Dicatat untuk diperiksa."),
        "scan-other_stage": _(
            "Perangkat ini tidak melayani tahap ini. Dicatat, panitia akan memeriksanya."
        ),
        "scan-signed_off": _("Presensi ini sudah disahkan. Dicatat untuk diperiksa panitia."),
        "scan-revoked": _(
            "Dipindai setelah perangkat ini dicabut. Dicatat untuk diperiksa panitia."
        ),
        "scan-unknown": _("Kode belum dikenal. Dicatat untuk diperiksa panitia."),
        "scan-wrong_workshop": _("Kode ini untuk Bimtek lain."),
        "scan-malformed": _("Bukan kode peserta. Pindai ulang, atau pilih OPD lalu nama."),
        "scan-nonce": _("Pemindaian ini tidak dapat dibaca. Pindai sekali lagi."),
        "scan-too-many": _("Terlalu banyak kode yang tidak dikenal. Pilih OPD lalu nama."),
        "scan-not-yours": _("Hanya pemindaian dari perangkat ini yang dapat dibatalkan di sini."),
        # Devices
        "device-name-missing": _("Beri nama perangkat, misalnya “HP Sari”."),
        "device-stage-elsewhere": _("Tahap itu bukan bagian dari Bimtek ini."),
        "device-revoked": _("Perangkat ini sudah dicabut."),
        # Acts at the door
        "acts-not-allowed": _("Panitia belum mengizinkan tindakan ini di perangkat ini."),
        "act-nonce": _("Tindakan ini sudah terkirim dengan isi lain. Mulai lagi dari awal."),
        "act-without-guest": _("Tamu ini tidak ada lagi dalam daftar. Buka daftarnya sekali lagi."),
        "act-without-unit": _("Pilih OPD dari daftar, atau tulis namanya."),
        "act-without-person": _("Pilih siapa yang digantikan."),
        "act-without-slot": _(
            "Tidak ada presensi yang dibuka saat ini, jadi tahapnya belum jelas."
        ),
        "act-photo": _("Foto surat tidak dapat dibaca atau terlalu besar. Ambil fotonya lagi."),
        # The roll call
        "slot-not-movable": _("Presensi yang %(state)s tidak dapat langsung menjadi %(target)s."),
        "slot-signed-off": _("Presensi ini sudah disahkan; kehadirannya tidak dapat diubah lagi."),
        "slot-has-reviews": _(
            "Masih ada %(count)s pemindaian yang perlu diperiksa sebelum presensi disahkan."
        ),
        "slot-of-other-workshop": _("Presensi ini bukan bagian dari Bimtek tersebut."),
        "sheet-without-names": _("Tidak ada nama untuk lembar ini."),
        "sheet-too-long": _("Satu lembar memuat paling banyak %(most)s nama."),
        "row-unknown": _(
            "Bukan kode baris lembar Bimtek ini. Pindai kode di baris, bukan kode peserta."
        ),
        "row-withdrawn": _("%(name)s sudah mengundurkan diri atau digantikan; tidak ditandai."),
        "paper-too-early": _("Presensi ini belum mulai; tandai setelah jamnya."),
        "list-not-signed": _("Sahkan daftar hadir ini dahulu, lalu lampirkan pindaiannya."),
        "excuse-unknown": _("Pilih izin, sakit, dinas luar, atau cuti."),
        "not-excused": _("Tidak ada izin yang dapat dihapus."),
        "here-already": _("Orang ini sudah tercatat hadir pada presensi ini."),
        "nobody-chosen": _("Centang dahulu orangnya."),
        "not-here": _("Tidak ada kehadiran yang dapat dibatalkan."),
        "arrival-outside-slot": _("Jam datang berada di luar waktu presensi itu."),
        "review-settled": _("Pemindaian ini sudah diperiksa."),
        "review-needs-person": _("Pilih peserta yang dimaksud sebelum menerima."),
        "review-needs-slot": _("Pilih presensi yang dimaksud sebelum menerima."),
        "review-taken-back": _("Pemindaian ini sudah dibatalkan di perangkatnya. Sisihkan saja."),
        "review-other-day": _("Pemindaian ini dibuat pada hari lain daripada presensi itu."),
        "not-registered-here": _("Orang ini tidak terdaftar pada Bimtek tersebut."),
        # An exported outbox
        "outbox-damaged": _(
            "Berkas ini rusak atau terpotong. Simpan sekali lagi di HP itu, lalu unggah yang baru."
        ),
        "outbox-other-file": _("Berkas ini bukan berkas pemindaian dari aplikasi pintu."),
        "outbox-newer": _(
            "Berkas ini dibuat oleh aplikasi pintu yang lebih baru daripada sistem ini."
        ),
        "outbox-empty": _("Tidak ada pemindaian pada berkas ini."),
        "outbox-of-no-device": _("Perangkat yang membuat berkas ini tidak dikenal di sini."),
        "outbox-of-other-workshop": _("Berkas ini dari perangkat Bimtek lain. Unggah di sana."),
        # The end of a day
        "reconciliation-ahead": _("Hari ini belum tiba; belum ada yang dapat ditandatangani."),
        "reconciliation-nothing": _("Belum ada perangkat yang mengirim pemindaian untuk hari ini."),
        # Stages and the whole
        "stage-not-movable": _("Tahap yang %(state)s tidak dapat langsung menjadi %(target)s."),
        "workshop-not-movable": _("Bimtek yang %(state)s tidak dapat langsung menjadi %(target)s."),
        "workshop-has-no-rule": _("Bimtek ini belum mempunyai syarat kelulusan."),
        "workshop-not-closed": _("Bimtek ini belum ditutup."),
    }
)
