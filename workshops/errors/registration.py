"""Words for what the registration area refuses."""

from django.utils.translation import gettext_lazy as _

from participants.errors import declare

declare(
    {
        "already-registered": _("%(name)s sudah terdaftar pada Bimtek ini."),
        "seat-taken": _("Kursi ini sudah terisi. Muat ulang halaman untuk melihat isinya."),
        "no-free-seat": _("Semua kursi untuk %(unit)s sudah terisi (%(seats)s kursi)."),
        "workshop-full": _("Kuota peserta sudah penuh (%(places)s orang)."),
        "name-missing": _("Nama wajib diisi."),
        "name-too-long": _("Nama atau gelar ini terlalu panjang; paling panjang %(most)s huruf."),
        "post-too-long": _("Nama jabatan ini terlalu panjang; paling panjang %(most)s huruf."),
        "stage-already-held": _("%(stage)s sudah selesai; susunan pesertanya tidak dapat diubah."),
        "not-a-holder": _("Orang ini tidak memegang kursi pada %(stage)s."),
        "stands-in-for-self": _("Pengganti harus orang lain."),
        "naming-nobody": _("Pilih atau tuliskan paling sedikit satu orang."),
        "nomination-nobody-new": _(
            "Tidak ada orang baru untuk diusulkan: pilih paling sedikit satu yang belum terdaftar "
            "dan belum diusulkan."
        ),
        "not-registered": _("Orang ini tidak terdaftar lagi."),
    }
)
