"""Words for what a worksheet cannot be handed in with, and for a form that cannot be read back."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from participants.errors import declare

declare(
    {
        "cell-missing": _("Belum diisi."),
        "cell-too-long": _("Terlalu panjang: %(letters)s huruf, paling banyak %(most)s."),
        "cell-not-a-choice": _("“%(given)s” tidak ada dalam pilihan."),
        "cell-not-yes-or-no": _("“%(given)s” bukan ya atau tidak."),
        "cell-not-a-number": _("“%(given)s” bukan angka. Contoh: 1.250 atau 12,5."),
        "cell-not-a-year": _("“%(given)s” bukan tahun. Contoh: 2027."),
        "cell-negative": _("Nilai rupiah tidak boleh negatif (%(given)s)."),
        "cell-not-a-percentage": _("Persen antara 0 dan 100, bukan %(given)s."),
        "cell-ends-before-it-starts": _(
            "Tahun selesai (%(ends)s) mendahului tahun mulai (%(starts)s)."
        ),
        "cell-plan-too-long": _("Rentang tahun paling lama %(most)s tahun."),
        "cell-sub-dimension-elsewhere": _("Subdimensi ini termasuk %(pillar)s."),
        "cell-after-the-end": _(
            "Ini untuk tahun %(year)s, padahal program selesai tahun %(ends)s."
        ),
        "cell-unit-unknown": _(
            "“%(name)s” tidak ditemukan. Tulis nama OPD seperti pada daftar unit."
        ),
        "cell-unknown": _("Isian ini tidak ada pada lembar kerja atau tidak dapat diubah."),
        "section-too-few-rows": _("Isi paling sedikit %(least)s baris."),
        "section-too-many-rows": _("Paling banyak %(most)s baris."),
        "worksheet-not-content": _("Bagian ini tidak terbaca dan tidak diambil."),
        "worksheet-unknown-part": _(
            "“%(given)s” tidak ada pada lembar kerja ini dan tidak diambil."
        ),
        "worksheet-unknown-row": _("Baris ini tidak ada pada lembar kerja dan tidak diambil."),
        "form-not-ours": _(
            "Ini bukan formulir lembar kerja dari halaman ini. Unduh formulirnya, isi, lalu unggah."
        ),
        "form-of-another-worksheet": _(
            "Berkas ini formulir untuk “%(given)s”, bukan untuk lembar kerja ini."
        ),
        "form-of-another-duty": _(
            "Formulir ini diunduh untuk OPD, kelompok, atau kegiatan lain. Unduh formulirnya dari "
            "halaman ini."
        ),
        "form-sheet-missing": _(
            "Lembar “%(given)s” tidak ditemukan dalam berkas; bagian itu tidak diubah."
        ),
        "form-column-unknown": _(
            "Kolom “%(given)s” pada lembar %(sheet)s tidak ada dalam formulir dan tidak diambil."
        ),
        "form-column-missing": _(
            "Kolom “%(given)s” pada lembar %(sheet)s tidak ditemukan; isinya tidak diubah."
        ),
        "form-cell-fixed": _("Sel %(where)s tidak dapat diubah; isi semula dipakai."),
        "worksheet-too-large": _(
            "Lembar kerja ini terlalu besar untuk disimpan. Ringkaskan isinya."
        ),
        "worksheet-changed-meanwhile": _(
            "Penyunting lain baru saja mengubah lembar kerja ini. Periksa kembali, lalu kirim."
        ),
        "worksheet-has-faults": lambda told: ngettext(
            "Belum dapat dikirim: ada %(count)s isian yang perlu diperbaiki.",
            "Belum dapat dikirim: ada %(count)s isian yang perlu diperbaiki.",
            told["count"],
        ),
        "form-file-missing": _("Pilih berkas formulir yang sudah diisi."),
        "form-preview-gone": _("Pratinjaunya sudah kedaluwarsa. Unggah berkasnya sekali lagi."),
        "form-page-moved-on": lambda told: ngettext(
            "Sementara itu %(count)s isian berubah lagi di halaman. Periksa sekali lagi, lalu masukkan.",
            "Sementara itu %(count)s isian berubah lagi di halaman. Periksa sekali lagi, lalu masukkan.",
            told["count"],
        ),
        "form-says-the-same": _(
            "Formulir ini sama dengan versi yang dikirim; belum ada perbaikan."
        ),
    }
)
