"""Words for what the deliverable area refuses."""

from django.utils.translation import gettext_lazy as _

from participants.errors import declare

declare(
    {
        "deliverable-not-asked": _("Hasil kerja ini tidak diminta dari OPD tersebut."),
        "deliverable-frozen": _("Hasil kerja ini sudah dikunci; versi baru tidak diterima lagi."),
        "deliverable-accepted": _("Hasil kerja ini sudah diterima; tidak perlu dikirim lagi."),
        "deliverable-has-submissions": _(
            "Sudah ada OPD yang mengirim hasil kerja ini, jadi tidak dapat dihapus."
        ),
        "deliverable-title-missing": _("Nama hasil kerja wajib diisi."),
        "deliverable-frozen-before-due": _("Tanggal kunci mendahului tenggat."),
        "submission-superseded": _(
            "OPD sudah mengirim versi yang lebih baru. Tinjaulah versi yang terakhir."
        ),
        "submission-reviewed-already": _("Versi ini sudah ditinjau."),
        "review-comment-missing": _("Tuliskan apa yang perlu diperbaiki."),
        "review-verdict-unknown": _("Pilih: diterima atau perlu diperbaiki."),
    }
)
