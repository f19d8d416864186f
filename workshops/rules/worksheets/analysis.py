"""The worksheets of Tahap I: isu daerah, SWOT-TOWS, readiness, gap (domain.md §1.2, §1.4)."""

from django.utils.translation import gettext_lazy as _

from workshops.models.smart_city import Pillar

from .shape import Column, Section, Worksheet

URGENCY = ((3, _("Tinggi")), (2, _("Sedang")), (1, _("Rendah")))
READINESS = (
    (0, _("0 – belum ada")),
    (1, _("1 – dirintis")),
    (2, _("2 – ada sebagian")),
    (3, _("3 – ada dan berjalan")),
    (4, _("4 – berjalan dan dievaluasi")),
)

ISSUES = Worksheet(
    "isu-daerah",
    _("Kertas kerja analisis isu daerah"),
    _(
        "Mengumpulkan masalah nyata yang ditangani OPD, dengan data, supaya program smart city "
        "menjawab isu daerah dan bukan sekadar aplikasi baru."
    ),
    (
        Section(
            "profile",
            _("Gambaran OPD"),
            "fields",
            (
                Column(
                    "mandate",
                    _("Urusan dan tugas pokok"),
                    "long",
                    required=True,
                    help=_("Ringkas, dari peraturan tentang susunan organisasi OPD."),
                ),
                Column(
                    "planning",
                    _("Dokumen perencanaan yang dipakai"),
                    "long",
                    help=_("RPJMD, Renstra, statistik sektoral: nama dokumen dan tahunnya."),
                ),
            ),
        ),
        Section(
            "issues",
            _("Isu daerah"),
            "table",
            (
                Column("issue", _("Isu"), "text", required=True, width=36),
                Column(
                    "pillar",
                    _("Dimensi"),
                    "choice",
                    required=True,
                    choices=tuple(Pillar.choices),
                    width=20,
                ),
                Column(
                    "evidence",
                    _("Data pendukung"),
                    "long",
                    required=True,
                    help=_(
                        "Angka, tahun, dan sumbernya. Contoh: cakupan air bersih 62 %, BPS 2025."
                    ),
                    width=40,
                ),
                Column("cause", _("Penyebab utama"), "long", width=36),
                Column("affected", _("Yang terdampak"), "text", width=28),
                Column(
                    "urgency",
                    _("Kemendesakan"),
                    "choice",
                    required=True,
                    choices=URGENCY,
                    width=14,
                ),
                Column(
                    "now",
                    _("Upaya yang sudah berjalan"),
                    "long",
                    help=_("Program, layanan, atau aplikasi yang sudah ada."),
                    width=36,
                ),
            ),
            help=_("Tiga sampai tujuh isu terpenting, yang paling mendesak lebih dahulu."),
            least=1,
        ),
    ),
)


def _quadrant(code: str, title: object, hint: object) -> Section:
    return Section(
        code,
        title,
        "table",
        (
            Column("point", _("Butir"), "text", required=True, width=60),
            Column("evidence", _("Bukti atau data"), "text", width=40),
        ),
        help=hint,
        least=1,
    )


SWOT = Worksheet(
    "swot-tows",
    _("Analisis SWOT-TOWS"),
    _(
        "Mendaftar kekuatan, kelemahan, peluang, dan ancaman, lalu mempertemukannya menjadi empat "
        "kelompok strategi yang menjadi dasar rencana aksi."
    ),
    (
        _quadrant("strengths", _("Kekuatan (S)"), _("Dari dalam OPD, yang mendukung.")),
        _quadrant("weaknesses", _("Kelemahan (W)"), _("Dari dalam OPD, yang menghambat.")),
        _quadrant("opportunities", _("Peluang (O)"), _("Dari luar OPD, yang dapat dimanfaatkan.")),
        _quadrant("threats", _("Ancaman (T)"), _("Dari luar OPD, yang perlu diantisipasi.")),
        Section(
            "strategies",
            _("Strategi TOWS"),
            "fields",
            (
                Column(
                    "so",
                    _("Strategi S-O: kekuatan untuk meraih peluang"),
                    "long",
                    required=True,
                    help=_("Sebutkan butir yang dipertemukan, misalnya S1-O2."),
                ),
                Column(
                    "wo",
                    _("Strategi W-O: mengatasi kelemahan dengan peluang"),
                    "long",
                    required=True,
                ),
                Column(
                    "st",
                    _("Strategi S-T: kekuatan untuk menghadapi ancaman"),
                    "long",
                    required=True,
                ),
                Column(
                    "wt",
                    _("Strategi W-T: mengurangi kelemahan dan menghindari ancaman"),
                    "long",
                    required=True,
                ),
            ),
        ),
        Section(
            "vision",
            _("Kata kunci visi"),
            "fields",
            (
                Column(
                    "keywords",
                    _("Kata kunci"),
                    "text",
                    help=_("Tiga sampai lima kata yang menggambarkan daerah sepuluh tahun lagi."),
                ),
            ),
        ),
    ),
)


def _readiness(code: str, title: object, hint: object, *aspects: tuple[str, object]) -> Section:
    return Section(
        code,
        title,
        "table",
        (
            Column("aspect", _("Unsur"), "text", required=True, width=32),
            Column("score", _("Nilai 0–4"), "choice", required=True, choices=READINESS, width=26),
            Column(
                "state",
                _("Keadaan sekarang"),
                "long",
                required=True,
                width=40,
            ),
            Column(
                "evidence",
                _("Bukti"),
                "long",
                required=True,
                help=_("Peraturan, dokumen, jumlah, atau alamat layanan yang dapat diperiksa."),
                width=40,
            ),
            Column("follow_up", _("Yang perlu disiapkan"), "long", width=40),
        ),
        help=hint,
        fixed_rows=tuple((row_id, {"aspect": aspect}) for row_id, aspect in aspects),
        more=True,
        whole=True,
    )


READY = Worksheet(
    "kesiapan",
    _("Analisis kesiapan daerah"),
    _(
        "Menilai kesiapan struktur, infrastruktur, dan suprastruktur dengan bukti, untuk Bab III "
        "Buku 1."
    ),
    (
        _readiness(
            "structure",
            _("Struktur"),
            _("Manusia, anggaran, dan sumber daya yang menjalankan."),
            ("people", _("Sumber daya manusia")),
            ("budget", _("Anggaran")),
            ("data", _("Data dan informasi")),
        ),
        _readiness(
            "infrastructure",
            _("Infrastruktur"),
            _("Sarana yang dipakai."),
            ("physical", _("Infrastruktur fisik")),
            ("digital", _("Infrastruktur digital")),
            ("social", _("Infrastruktur sosial")),
        ),
        _readiness(
            "suprastructure",
            _("Suprastruktur"),
            _("Aturan dan kelembagaan yang mengarahkan."),
            ("policy", _("Kebijakan dan peraturan daerah")),
            ("institution", _("Kelembagaan")),
            ("governance", _("Tata laksana")),
        ),
        Section(
            "conclusion",
            _("Kesimpulan"),
            "fields",
            (
                Column(
                    "summary",
                    _("Kesimpulan kesiapan"),
                    "long",
                    required=True,
                    help=_("Apa yang sudah siap, dan apa yang harus didahulukan."),
                ),
            ),
        ),
    ),
)

GAP = Worksheet(
    "kesenjangan",
    _("Analisis kesenjangan (gap)"),
    _("Membandingkan keadaan sekarang dengan yang diinginkan, dan apa yang menutup selisihnya."),
    (
        Section(
            "gaps",
            _("Kesenjangan"),
            "table",
            (
                Column(
                    "pillar",
                    _("Dimensi"),
                    "choice",
                    required=True,
                    choices=tuple(Pillar.choices),
                    width=20,
                ),
                Column("subject", _("Layanan atau hal"), "text", required=True, width=30),
                Column(
                    "now",
                    _("Keadaan sekarang"),
                    "long",
                    required=True,
                    help=_("Dengan angka dan tahun bila ada."),
                    width=36,
                ),
                Column("wanted", _("Keadaan yang diinginkan"), "long", required=True, width=36),
                Column("gap", _("Kesenjangan"), "long", required=True, width=36),
                Column("action", _("Tindakan untuk menutupnya"), "long", required=True, width=40),
                Column("priority", _("Prioritas"), "choice", choices=URGENCY, width=14),
            ),
            help=_("Satu baris untuk setiap layanan atau hal yang perlu berubah."),
            least=1,
        ),
    ),
)
