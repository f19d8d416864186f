"""Words for what the register of programmes, its reports and the evaluation refuse."""

from django.utils.translation import gettext_lazy as _

from participants.errors import declare

declare(
    {
        "programme-title-missing": _("Nama program wajib diisi."),
        "programme-text-too-long": _("Terlalu panjang: %(letters)s huruf, paling banyak %(most)s."),
        "programme-pillar-unknown": _("Pilih salah satu dari enam pilar."),
        "programme-sub-dimension-elsewhere": _("Subdimensi ini bukan bagian dari pilar itu."),
        "programme-choice-unknown": _("Pilihan ini tidak dikenal."),
        "programme-year-implausible": _("Tahun %(year)s di luar %(first)s sampai %(last)s."),
        "programme-years-reversed": _("Tahun selesai mendahului tahun mulai."),
        "programme-figure-out-of-range": _("Angka ini negatif atau terlalu besar."),
        "programme-code-malformed": _(
            "Kode “%(given)s” tidak dikenali; tulis dengan angka dan titik, misalnya 2.16.03."
        ),
        "programme-code-not-below": _("Kode %(given)s tidak berada di bawah %(above)s."),
        "programme-unit-elsewhere": _("%(name)s bukan unit dari pemerintah daerah ini."),
        "programme-unit-outside": _(
            "%(name)s di luar pemerintah daerah; pengampu program adalah perangkat daerah."
        ),
        "programme-owner-unknown": _(
            "Baris %(row)s: OPD pengampu “%(name)s” tidak ditemukan. Tulis namanya seperti pada "
            "daftar unit."
        ),
        "programme-row-wrong": _("Baris %(row)s: %(why)s"),
        "programme-withdrawn": _("Program ini sudah ditarik dari daftar."),
        "programme-standing": _("Program ini masih berlaku; tidak ada yang perlu dikembalikan."),
        "programme-plan-open": _(
            "Rencana aksi asal program ini sedang diperbaiki. Bila versi berikutnya masih memuatnya, "
            "program berlaku lagi saat versi itu diterima; bila tidak, kembalikan sesudahnya."
        ),
        "import-row-code-unknown": _(
            "Kode baris ini tidak ada pada daftar. Kosongkan selnya untuk baris baru."
        ),
        "import-programme-of-several": _(
            "Ada beberapa program dengan nama dan OPD ini. Lengkapi kolom Kode Baris."
        ),
        "report-state-unknown": _("Pilih: berjalan atau belum berjalan."),
        "report-cause-missing": _("Pilih sebab program belum berjalan."),
        "report-in-future": _("Tanggal keadaan tidak boleh di masa depan."),
        "report-figure-negative": _("Realisasi dan anggaran terpakai tidak boleh negatif."),
        "report-of-programme": _("%(title)s: %(why)s"),
        "report-before-start": _("Program ini baru mulai pada %(year)s."),
        "evaluation-year-taken": _("Evaluasi tahun %(year)s sudah ada."),
        "evaluation-year-implausible": _("Tahun evaluasi di luar jangkauan."),
        "evaluation-weights-not-100": _("Jumlah bobot %(total)s; seharusnya 100."),
        "evaluation-weight-negative": _("Bobot tidak boleh negatif."),
        "evaluation-score-out-of-range": _("Nilai antara 0 dan 4."),
        "evaluation-self-first": _("Isi penilaian mandiri lebih dahulu, baru penilaian asesor."),
    }
)
