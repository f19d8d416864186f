"""Words for what the deliverable area refuses."""

from django.utils.translation import gettext_lazy as _

from participants.errors import declare

declare(
    {
        "deliverable-not-asked": _("Hasil kerja ini tidak diminta dari OPD tersebut."),
        "deliverable-frozen": _("Hasil kerja ini sudah dikunci; versi baru tidak diterima lagi."),
        "deliverable-accepted": _("Hasil kerja ini sudah diterima; tidak perlu dikirim lagi."),
        "deliverable-has-submissions": _(
            "Sudah ada yang mengerjakan atau mengirim hasil kerja ini, jadi tidak dapat dihapus."
        ),
        "deliverable-title-missing": _("Nama hasil kerja wajib diisi."),
        "deliverable-frozen-before-due": _("Tanggal kunci mendahului tenggat."),
        "deliverable-has-versions": _(
            "Sudah ada yang mengerjakan atau mengirim, jadi bentuk dan siapa yang diminta tidak dapat "
            "diubah lagi."
        ),
        "deliverable-required-before-due": _("Tanggal wajib mendahului tenggat."),
        "deliverable-worksheet-missing": _("Pilih lembar kerja yang diisi."),
        "group-dissolved": _("Kelompok ini sudah dibubarkan."),
        "group-name-missing": _("Nama kelompok wajib diisi."),
        "group-name-taken": _("Nama kelompok itu sudah dipakai."),
        "group-pillar-missing": _("Tim pilar menyebut pilarnya."),
        "group-pillars-there": _("Setiap pilar sudah mempunyai tim."),
        "group-committee-once": _("Panitia sudah ada dalam daftar kelompok."),
        "group-facilitator-unknown": _("Fasilitator itu bukan Tim Ahli Bimtek ini."),
        "group-nobody-chosen": _("Pilih paling sedikit satu orang yang belum menjadi anggota."),
        "group-member-of-another-workshop": _("Anggota kelompok adalah peserta Bimtek ini."),
        "group-not-a-member": _("Orang itu bukan anggota kelompok ini."),
        "submission-file-missing": _("Pilih berkasnya."),
        "submission-link-missing": _("Isi alamat tautannya."),
        "submission-link-broken": _(
            "Alamat itu bukan alamat web. Salin seluruhnya, diawali https://."
        ),
        "submission-text-missing": _("Isi catatannya."),
        "submission-worksheet-missing": _("Lembar kerja masih kosong."),
        "submission-of-another-form": _("Hasil kerja ini diminta dalam bentuk lain."),
        "submission-to-confirm-first": _(
            "Tim Ahli mengembalikan versi yang diperbaiki. Setujui atau tolak dahulu versi itu."
        ),
        "submission-awaits-its-owner": _("Versi ini menunggu konfirmasi pengirimnya."),
        "submission-nothing-to-confirm": _("Tidak ada perbaikan yang menunggu konfirmasi."),
        "submission-not-accepted": _("Hanya hasil kerja yang sudah diterima dapat dibuka kembali."),
        "pin-nowhere": _("Ada komentar pada tempat yang tidak dikenal."),
        "review-not-by-you": _("Tindakan ini bukan bagian Bapak/Ibu."),
        "review-reason-missing": _("Tuliskan alasannya."),
        "submission-superseded": _(
            "OPD sudah mengirim versi yang lebih baru. Tinjaulah versi yang terakhir."
        ),
        "correction-superseded": _(
            "Perbaikan itu sudah diganti versi yang lebih baru. Periksa versi yang terakhir di bawah."
        ),
        "submission-reviewed-already": _("Versi ini sudah ditinjau."),
        "review-comment-missing": _("Tuliskan apa yang perlu diperbaiki."),
        "review-verdict-unknown": _("Pilih: diterima atau perlu diperbaiki."),
    }
)
