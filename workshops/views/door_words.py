"""What the door says by itself: without a network, before it starts, when something is broken."""

from django.utils.translation import gettext as _


def offline() -> dict[str, str]:
    """The app's own words, by key; values in braces."""
    return kept() | ready() | others()


def kept() -> dict[str, str]:
    """The device's own verdict about a scan that is safe on it and not sent."""
    return {
        "kept_present": _("Tersimpan, belum terkirim"),
        "kept_unknown": _("Belum dikenal"),
        "kept_present_message": _("Hadir."),
        "kept_late_message": _("Tercatat hadir, terlambat."),
        "kept_already_message": _("Sudah dipindai perangkat ini."),
        "kept_annulled_message": _("Kehadiran ini dibatalkan."),
        "kept_withdrawn_message": _(
            "Sudah mengundurkan diri atau digantikan. Panitia akan memeriksanya."
        ),
        "kept_not_expected_message": _(
            "Tidak terdaftar untuk tahap ini. Panitia akan memeriksanya."
        ),
        "kept_entry_held_message": _(
            "Syarat masuk tahap ini belum lengkap. Panitia dapat mengizinkan."
        ),
        "kept_missing": _("Belum lengkap: {what}. Panitia dapat mengizinkan."),
        "missing_works": _("{n} hasil kerja belum diterima"),
        "missing_hours": _("JP tahap sebelumnya belum cukup"),
        "kept_no_slot_message": _("Tidak ada presensi yang dibuka saat ini."),
        "kept_signed_off_message": _("Presensi ini sudah disahkan. Panitia akan memeriksanya."),
        "kept_unknown_message": _(
            "Kode belum ada di daftar perangkat ini; diputuskan setelah terkirim."
        ),
        "kept_malformed_message": _("Bukan kode peserta. Pindai ulang, atau pilih OPD lalu nama."),
        "kept_for_now": _("Tersimpan; terkirim sendiri begitu jaringan kembali."),
        "message_full": _(
            "Memori HP penuh: pindaian ini tidak tersimpan. Catat namanya di kertas, "
            "lalu hapus berkas lain dari HP ini."
        ),
    }


def ready() -> dict[str, str]:
    """Siap / Belum siap: the word, its reason, and every check behind it."""
    return {
        "ready_yes": _("Siap"),
        "ready_no": _("Belum siap"),
        "ready_why_green": _("Semua pemeriksaan baik. Perangkat ini juga bekerja tanpa jaringan."),
        "ready_tone_green": _("Baik:"),
        "ready_tone_amber": _("Perhatikan:"),
        "ready_tone_red": _("Jangan mulai:"),
        "ready_roster": _("Daftar peserta: {n} orang, dimuat pukul {time}."),
        "ready_roster_none": _("Daftar peserta belum termuat. Sambungkan ke jaringan sebentar."),
        "ready_roster_empty": _("Daftar peserta kosong: belum ada yang terdaftar pada Bimtek ini."),
        "ready_roster_dead": _(
            "Daftar peserta sudah berumur {n} jam. Sambungkan ke jaringan sebentar."
        ),
        "ready_camera_on": _("Kamera menyala."),
        "ready_camera_off": _("Kamera tidak menyala; pakai pemindai USB, ketik kode, atau nama."),
        "ready_untested": _("Belum diuji: ketuk Uji pindai, lalu arahkan ke kode QR mana pun."),
        "ready_tested": _("Uji pindai berhasil pukul {time}."),
        "ready_testing": _("Arahkan kamera ke kode QR mana pun. Uji ini tidak mencatat kehadiran."),
        "ready_test_read": _("Kode terbaca. Uji pindai berhasil."),
        "ready_persisted": _("Penyimpanan tetap: peramban tidak akan menghapusnya sendiri."),
        "ready_not_persisted": _(
            "Peramban belum menjamin penyimpanan. Pasang aplikasi ini di layar utama, "
            "dan kirim pindaian pada hari yang sama."
        ),
        "ready_store_broken": _("Penyimpanan HP ini tidak dapat ditulisi."),
        "ready_clock": _("Jam HP sesuai dengan server."),
        "ready_clock_off": _("Jam HP meleset {n} menit; waktunya diluruskan saat dicatat."),
        "ready_clock_unknown": _("Jam HP belum pernah dibandingkan dengan server."),
        "ready_installed": _("Terpasang di layar utama."),
        "ready_install_apple": _(
            "Di iPhone, pasang dahulu: ketuk Bagikan, lalu Tambah ke Layar Utama. "
            "Tanpa itu Safari dapat menghapus pindaian sesudah 7 hari."
        ),
        "ready_kept": _("Aplikasi tersimpan di HP ini dan terbuka tanpa jaringan."),
        "ready_not_kept": _(
            "Aplikasi belum tersimpan di HP ini. Muat ulang sekali selagi tersambung."
        ),
        "ready_all_sent": _("Semua pindaian sudah terkirim."),
        "ready_battery": _("Baterai {n} %."),
        "ready_battery_low": _("Baterai tinggal {n} %. Sambungkan pengisi daya."),
    }


def others() -> dict[str, str]:
    """New versions, and a list of names that is not there."""
    return {
        "update_ready": _("Versi baru siap."),
        "update_later": _("Versi baru siap; dipasang sesudah {n} pindaian terkirim."),
        "update_busy": _("Masih ada pindaian yang belum terkirim. Kirim dahulu, lalu coba lagi."),
        "names_hidden": _(
            "Panitia mematikan daftar nama untuk kegiatan ini. Pindai kode QR peserta, "
            "atau ketik kodenya."
        ),
        "names_ended": _(
            "Giliran sudah diakhiri, jadi daftar nama dihapus dari perangkat ini. "
            "Mulai giliran baru selagi ada jaringan."
        ),
    }
