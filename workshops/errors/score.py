"""Words of test scores."""

from django.utils.translation import gettext_lazy as _

from participants.errors import declare

declare(
    {
        "score-unreadable": _("“%(given)s” bukan nilai. Contoh: 80 atau 80,5."),
        "score-out-of-range": _("Nilai %(given)s di luar 0 sampai 100."),
        "score-nobody": _("Orang ini tidak ditemukan di antara peserta tahap ini."),
        "score-of-several": _(
            "Ada %(count)s peserta dengan nama ini. Pakai kolom Kode dari berkas contoh, atau NIP."
        ),
        "score-twice": _("Orang ini sudah ada pada baris %(line)s."),
        "score-columns-missing": _(
            "Kolom nilai tidak ditemukan. Beri judul Pre-test dan Post-test, seperti berkas contoh."
        ),
    }
)
