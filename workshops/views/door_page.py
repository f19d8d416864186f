"""The door's page: static, the same for everybody, no session and no person in it."""

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import override

from workshops.views import door_words

# The app's modules, fetched side by side with the page instead of one import after the other.
MODULES = [
    "acts",
    "acts-api",
    "api",
    "app",
    "camera",
    "chain",
    "clock",
    "code",
    "decoder",
    "export",
    "feedback",
    "frame",
    "history",
    "install",
    "judging",
    "letter-photo",
    "log",
    "mirror",
    "names",
    "outbox",
    "page",
    "photo",
    "ready",
    "registration",
    "roster",
    "rules",
    "scanning",
    "sealed",
    "shift",
    "store",
    "store_indexed",
    "store_local",
    "top",
    "typed",
    "undo",
    "verdict",
    "watch",
    "wedge",
    "words",
]

# What the decoder fetches when it needs it: under which name the page tells it, and where it lies.
DECODER = {
    "worker": "workshops/door/decoder.worker.js",
    "readers": "workshops/door/readers.worker.js",
    "picture": "workshops/door/selftest.png",
    "script": "qr/decode.js",
    "tables": "qr/index.js",
    "module": "zxing-wasm/reader/index.js",
    "share": "zxing-wasm/share.js",
    "program": "zxing-wasm/reader/zxing_reader.wasm",
}


def render(language: str) -> str:
    """Without a request: no context processor runs, so neither session nor user is looked at."""
    with override(language):
        return render_to_string("workshops/door.html", context())


def context() -> dict[str, object]:
    """What the template shows: its sentences, and the addresses of its modules."""
    return {
        "words": words(),
        "modules": [static(f"workshops/door/{name}.js") for name in MODULES],
        "decoder": {name: static(path) for name, path in DECODER.items()},
    }


def words() -> dict[str, str]:
    """Every sentence the app's JavaScript says, in the reader's language; values in braces."""
    return verdicts() | states() | sheets() | acts() | door_words.offline()


def verdicts() -> dict[str, str]:
    """The one large word for each verdict of the protocol, and for what happens on the device."""
    return {
        "verdict_present": _("Hadir"),
        "verdict_late": _("Hadir, terlambat"),
        "verdict_already": _("Sudah hadir"),
        "verdict_annulled": _("Dibatalkan"),
        "verdict_not_annulled": _("Tidak dibatalkan"),
        "verdict_unknown": _("Tidak dikenal"),
        "verdict_malformed": _("Kode tidak terbaca"),
        "verdict_not_expected": _("Tidak terjadwal"),
        "verdict_entry_held": _("Tertahan syarat masuk"),
        "offer_letin": _("Izinkan"),
        "letin_reasonless": _("Tuliskan alasannya."),
        "verdict_withdrawn": _("Sudah mundur"),
        "verdict_no_slot": _("Belum dibuka"),
        "verdict_other_stage": _("Tahap lain"),
        "verdict_signed_off": _("Sudah ditutup"),
        "verdict_wrong_workshop": _("Bimtek lain"),
        "verdict_other": _("Perlu ditinjau"),
        "verdict_idle": _("Siap memindai"),
        "verdict_sending": _("Mengirim…"),
        "verdict_kept": _("Belum terkirim"),
        "verdict_stuck": _("Perlu ditinjau"),
        "verdict_lost": _("Tidak tersimpan"),
        "verdict_reading": _("Membaca foto…"),
        "verdict_unread": _("Tidak terbaca"),
        "verdict_full": _("Tidak tersimpan"),
        "already_at": _("Sudah hadir {time}"),
        "code_only": _("Kode peserta"),
        "letter_to_follow": _("SPT menyusul"),
        "letter_none": _("Belum ada SPT"),
        "message_idle": _("Arahkan kamera ke kode QR peserta."),
        "message_sending": _("Menunggu jawaban server."),
        "message_reading": _("Sebentar, kode di foto sedang dicari."),
        "message_unread": _(
            "Tidak ada kode yang terbaca di foto ini. Dekatkan, cari tempat terang, lalu foto lagi; "
            "atau ketik kodenya."
        ),
        "verdict_act_done": _("Tercatat"),
        "message_act_done": "",
        "message_kept": _(
            "Tersimpan di perangkat ini. Terkirim sendiri begitu jaringan kembali; "
            "silakan pindai berikutnya."
        ),
        "message_stuck": _("Server tidak dapat membaca pindaian ini. Catat namanya di kertas."),
        "message_lost": _(
            "Perangkat ini tidak dapat menyimpan pindaian. Catat namanya di kertas, "
            "lalu muat ulang halaman ini."
        ),
    }


def states() -> dict[str, str]:
    """The camera, the network, the slot, the registration of the device."""
    return {
        "unsent": _("{n} belum terkirim"),
        "stuck": _("{n} perlu ditinjau"),
        "present_of": _("{present} dari {expected} hadir"),
        "slot_none": _("Belum ada sesi yang dibuka"),
        "slot_by_clock": _("Menurut jam"),
        "last_scan": _("Terakhir: {name}"),
        "camera_denied": _(
            "Kamera tidak diizinkan. Izinkan kamera di setelan peramban, lalu nyalakan lagi."
        ),
        "camera_missing": _("Kamera tidak ditemukan di perangkat ini."),
        "camera_insecure": _("Kamera hanya menyala bila alamat halaman ini diawali https."),
        "camera_failed": _("Kamera berhenti. Nyalakan lagi."),
        "revoked": _("Perangkat ini sudah dicabut. Minta kode baru kepada panitia."),
        "revoked_unsent": _("{n} pindaian belum terkirim tetap tersimpan di perangkat ini."),
        "register_refused": _(
            "Kode ini tidak berlaku: salah ketik, sudah dipakai, atau kedaluwarsa. "
            "Minta kode baru kepada panitia."
        ),
        "register_unreachable": _("Server tidak terjangkau. Periksa jaringan, lalu coba lagi."),
        "register_throttled": _("Terlalu banyak percobaan. Tunggu sepuluh menit, lalu coba lagi."),
        "register_short": _("Kode perangkat terdiri atas 8 huruf dan angka."),
        "register_nameless": _("Beri nama perangkat ini, misalnya HP Sari."),
        "register_insecure": _(
            "Buka halaman ini lewat alamat https. Tanpa itu peramban tidak mengizinkan "
            "kamera dan penomoran pindaian."
        ),
        "register_wait": _("Mendaftarkan…"),
        "register_do": _("Daftarkan perangkat"),
    }


def sheets() -> dict[str, str]:
    """Typing a code, finding a name, undoing, the list of recent scans."""
    return {
        "typed_count": _("{n} dari {total} huruf"),
        "typed_right": _("Kode benar."),
        "typed_wrong": _("Kode ini salah ketik. Bandingkan lagi huruf demi huruf."),
        "typed_foreign": _("Tanda “{sign}” tidak dipakai dalam kode."),
        "unit_present": _("{present} dari {expected} hadir"),
        "people_found": _("{n} nama ditemukan"),
        "people_none": _("Tidak ada nama atau OPD yang cocok. Coba sebagian namanya saja."),
        "roster_none": _("Daftar nama belum termuat. Periksa jaringan, lalu buka lagi."),
        "roster_empty": _("Belum ada peserta yang terdaftar pada Bimtek ini."),
        "is_present": _("sudah hadir"),
        "choose_unit": _("OPD → nama"),
        "undo_none": _("Belum ada kehadiran yang dapat dibatalkan dari perangkat ini."),
        "undo_of": _("{name}, pukul {time}"),
        "undo_needs_reason": _("Tulis alasannya dahulu."),
    }


def acts() -> dict[str, str]:
    """Registering, replacing, a letter, guests: what the organiser may allow to a device."""
    return {
        "offer_walk": _("Daftarkan di tempat"),
        "offer_swap": _("Gantikan peserta lain"),
        "offer_letter": _("Surat tugas menyusul"),
        "choose": _("Pilih…"),
        "unit_free": _("{name} ({n} kursi kosong)"),
        "unit_other": _("OPD atau lembaga lain…"),
        "swap_comes": _("{name} datang menggantikan:"),
        "letter_taken": _("Foto surat siap dikirim."),
        "letter_no_photo": _("Berkas itu bukan foto. Ambil fotonya lagi."),
        "guests_none": _("Belum ada tamu dalam daftar."),
        "act_sending": _("Mengirim…"),
        "act_unreachable": _(
            "Server tidak terjangkau; tindakan ini memerlukan jaringan. "
            "Coba lagi, atau catat di kertas."
        ),
        "act_nameless": _("Tulis namanya dahulu."),
        "act_unitless": _("Pilih OPD, atau tulis namanya."),
        "act_whom": _("Pilih siapa yang digantikan."),
        "act_how_long": _("Pilih: tahap ini saja, atau seterusnya."),
    }
