"""Words of papers, their templates and the registers of letters."""

from django.utils.translation import gettext_lazy as _

from participants.errors import declare

declare(
    {
        "template-has-code": _(
            "Templat tidak boleh berisi perintah (kurung kurawal dengan tanda persen atau pagar); hanya "
            "isian {{ nama }} dari daftar yang dikenal."
        ),
        "template-braces-broken": _(
            "Kurung isian tidak lengkap atau tidak dikenal di dekat “%(given)s”. Tulis seperti "
            "{{ nama }}."
        ),
        "template-word-unknown": _("Isian {{ %(given)s }} tidak dikenal untuk naskah ini."),
        "template-word-near": _(
            "Isian {{ %(given)s }} tidak dikenal untuk naskah ini. Maksudnya {{ %(near)s }}?"
        ),
        "template-two-lists": _(
            "Satu baris tabel hanya untuk satu daftar; pada templat ini %(first)s dan %(second)s "
            "berada dalam satu baris."
        ),
        "template-without-words": _(
            "Berkas ini tidak berisi satu pun isian {{ nama }}, jadi tidak akan terisi apa-apa."
        ),
        "template-unreadable": _("Berkas ini tidak dapat dibuka sebagai dokumen Word."),
        "template-is-shipped": _("Yang dipakai sudah templat bawaan."),
        "letter-number-taken": _(
            "Nomor %(number)s sudah ada pada register ini. Periksa buku agenda."
        ),
        "letter-code-missing": _(
            "Pola nomor meminta kode klasifikasi. Isi kodenya, atau ketik nomornya."
        ),
        "letter-already-void": _("Surat ini sudah dibatalkan."),
        "letter-void-without-reason": _("Tuliskan mengapa surat ini dibatalkan."),
        "letter-received-before-dated": _("Tanggal diterima mendahului tanggal surat."),
        "letter-of-elsewhere": _("Bimtek ini bukan milik kantor itu."),
    }
)
