"""The demo's accounts: what the demo makes and the login page offers. Never on real data."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

PASSWORD = "demo-bimtek"  # noqa: S105 printed on the demo's own login page


@dataclass(frozen=True)
class DemoAccount:
    username: str
    role: Any
    sees: Any


ACCOUNTS = (
    DemoAccount(
        "panitia", _("Panitia"), _("merencanakan, mengundang, menjalankan hari pelaksanaan")
    ),
    DemoAccount(
        "opd", _("Pengelola kepegawaian OPD"), _("menunjuk peserta, mengirim lembar kerja")
    ),
    DemoAccount("timahli", _("Tim Ahli"), _("menilai hasil kerja antartahap")),
    DemoAccount("petugas", _("Petugas presensi"), _("memindai peserta di pintu masuk")),
    DemoAccount("bkpsdm", _("BKPSDM"), _("riwayat pelatihan, kompetensi, bezetting")),
    DemoAccount("organisasi", _("Bagian Organisasi"), _("peta jabatan dan kebutuhan")),
    DemoAccount("penandatangan", _("Penandatangan"), _("menandatangani sertifikat")),
    DemoAccount("inspektorat", _("Inspektorat"), _("memeriksa bukti, hanya membaca")),
    DemoAccount("pimpinan", _("Pimpinan"), _("satu halaman: apakah berjalan")),
    DemoAccount("admin", _("Pengelola sistem"), _("akun, unit, dan jejak audit")),
)
