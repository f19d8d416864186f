"""Words of training history, of levels and of the staffing plan."""

from django.utils.translation import gettext_lazy

from . import declare

declare(
    {
        "training-state-changed": gettext_lazy(
            "Keadaan riwayat ini sudah berubah menjadi “%(state)s”. Muat ulang halaman ini."
        ),
        "attending-grants-no-level": gettext_lazy(
            "Kehadiran saja tidak menetapkan tingkat. Pilih ujian, asesor, atau atasan langsung."
        ),
        "assessor-required": gettext_lazy("Tuliskan nama penilai yang menetapkan tingkat ini."),
        "appointment-overlaps": gettext_lazy(
            "Orang ini sudah menduduki jabatan %(post)s mulai %(start)s. Pilih tanggal sesudahnya, "
            "atau akhiri dahulu jabatan itu."
        ),
        "appointment-ends-before-it-starts": gettext_lazy(
            "Tanggal akhir mendahului tanggal mulai, yaitu %(start)s."
        ),
        "appointment-already-held": gettext_lazy("Orang ini sudah menduduki jabatan tersebut."),
        "plan-is-approved": gettext_lazy(
            "Peta jabatan ini sudah ditetapkan dan tidak diubah lagi. Buat rancangan baru darinya."
        ),
        "plan-is-empty": gettext_lazy("Peta jabatan ini belum memuat jabatan."),
        "plan-later-in-force": gettext_lazy(
            "Peta jabatan yang berlaku mulai %(start)s sudah ditetapkan. Pilih tanggal sesudahnya."
        ),
        "post-already-planned": gettext_lazy("Jabatan ini sudah ada dalam peta jabatan."),
        "post-unit-elsewhere": gettext_lazy("Unit ini bukan bagian dari pemerintah daerah ini."),
        "requirement-unreadable": gettext_lazy(
            "“%(given)s” tidak dikenal. Contoh pendidikan: D3 atau S1; contoh pangkat: III/a."
        ),
    }
)
