"""Words about people and accounts."""

from django.utils.translation import gettext_lazy

from . import declare

declare(
    {
        "person-not-waiting": gettext_lazy(
            "Orang ini sudah dicocokkan sebelumnya; tidak ada yang berubah."
        ),
        "person-already-merged": gettext_lazy("Catatan tujuan sudah digabungkan dengan yang lain."),
        "person-same-record": gettext_lazy("Itu catatan yang sama."),
        "person-of-other-pemda": gettext_lazy(
            "Kedua orang ini tercatat pada pemerintah daerah yang berbeda."
        ),
        "person-merge-clash": gettext_lazy(
            "Keduanya sudah sama-sama mempunyai %(what)s yang hanya boleh satu, misalnya terdaftar "
            "pada Bimtek yang sama. Selesaikan itu lebih dahulu."
        ),
        "merge-already-parted": gettext_lazy("Kedua catatan ini sudah dipisahkan kembali."),
        "merge-winner-merged": gettext_lazy(
            "Catatan tujuannya sudah digabungkan lagi dengan yang lain. Pisahkan yang itu lebih dahulu."
        ),
        "account-username-taken": gettext_lazy("Nama pengguna %(username)s sudah dipakai."),
        "account-email-taken": gettext_lazy("Surel ini sudah dipakai akun lain."),
        "account-unknown": gettext_lazy("Tidak ada akun dengan nama pengguna %(username)s."),
        "grant-exists": gettext_lazy("Hak akses ini sudah ada mulai tanggal itu."),
    }
)
