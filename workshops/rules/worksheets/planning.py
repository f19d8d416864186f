"""The worksheets of Tahap II–IV: visi-misi, rencana aksi, peta jalan, quick win, komitmen."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from participants.errors import Reason
from workshops.models.smart_city import ActionGroup, FundSource, Horizon, Pillar, SubDimension
from workshops.rules.work_programme import faulty_cells

from .shape import Column, Found, Section, Worksheet

YEARS_AHEAD = 5
LONGEST_PLAN = 10  # years: a masterplan's own (Buton 2022–2031)
PILLARS = tuple(Pillar.choices)


def _years_in_order(row: Mapping[str, Any]) -> list[Found]:
    starts, ends = row.get("starts"), row.get("ends")
    if not isinstance(starts, int) or not isinstance(ends, int):
        return []
    if ends < starts:
        return [("ends", Reason("cell-ends-before-it-starts", starts=starts, ends=ends))]
    if ends - starts >= LONGEST_PLAN:
        return [("ends", Reason("cell-plan-too-long", most=LONGEST_PLAN))]
    return []


def _programme(row: Mapping[str, Any]) -> list[Found]:
    """What is wrong across the row's cells, and what would keep it out of the register."""
    found = _across(row)
    told = {cell for cell, _reason in found}
    return found + [(cell, reason) for cell, reason in faulty_cells(row) if cell not in told]


def _across(row: Mapping[str, Any]) -> list[Found]:
    found = _years_in_order(row)
    below, pillar = row.get("sub_dimension"), row.get("pillar")
    if below in SubDimension.values and pillar in Pillar.values:
        own = SubDimension(below).pillar
        if own != pillar:
            found.append(
                ("sub_dimension", Reason("cell-sub-dimension-elsewhere", pillar=str(own.label)))
            )
    starts, ends = row.get("starts"), row.get("ends")
    if isinstance(starts, int) and isinstance(ends, int) and not found:
        for number in range(ends - starts + 2, YEARS_AHEAD + 1):
            for word in ("target", "budget"):
                if row.get(f"{word}_{number}") not in (None, ""):
                    found.append(
                        (
                            f"{word}_{number}",
                            Reason("cell-after-the-end", year=starts + number - 1, ends=ends),
                        )
                    )
    return found


VISION = Worksheet(
    "visi-misi",
    _("Visi, misi, dan sasaran smart city"),
    _("Merumuskan arah masterplan dan ukuran keberhasilannya, selaras dengan RPJMD."),
    (
        Section(
            "vision",
            _("Visi"),
            "fields",
            (
                Column(
                    "statement",
                    _("Rumusan visi"),
                    "long",
                    required=True,
                    help=_("Satu kalimat yang dapat diingat."),
                ),
                Column(
                    "meaning",
                    _("Makna kata kunci"),
                    "long",
                    help=_("Jelaskan setiap kata kunci visi dengan satu kalimat."),
                ),
                Column("rpjmd", _("Kaitan dengan visi RPJMD"), "long"),
            ),
        ),
        Section(
            "missions",
            _("Misi"),
            "table",
            (
                Column("mission", _("Misi"), "long", required=True, width=60),
                Column("pillar", _("Dimensi"), "choice", choices=PILLARS, width=20),
            ),
            least=1,
        ),
        Section(
            "goals",
            _("Sasaran dan indikator"),
            "table",
            (
                Column("goal", _("Sasaran"), "long", required=True, width=40),
                Column("pillar", _("Dimensi"), "choice", required=True, choices=PILLARS, width=20),
                Column("indicator", _("Indikator"), "text", required=True, width=36),
                Column("measure", _("Satuan"), "text", required=True, width=14),
                Column("baseline", _("Keadaan awal"), "number", width=14),
                Column("target", _("Target akhir"), "number", required=True, width=14),
                Column("year", _("Tahun tercapai"), "year", required=True, width=12),
            ),
            least=1,
        ),
    ),
)


def _year_columns() -> tuple[Column, ...]:
    made = []
    for number in range(1, YEARS_AHEAD + 1):
        made.append(
            Column(
                f"target_{number}",
                format_lazy(_("Target tahun ke-{number}"), number=number),
                "number",
                help=_("Tahun ke-1 adalah tahun mulai.") if number == 1 else "",
                width=12,
            )
        )
    for number in range(1, YEARS_AHEAD + 1):
        made.append(
            Column(
                f"budget_{number}",
                format_lazy(_("Anggaran tahun ke-{number} (Rp)"), number=number),
                "money",
                help=_("Rupiah penuh, tanpa singkatan juta atau miliar.") if number == 1 else "",
                width=18,
            )
        )
    return tuple(made)


ACTIONS = Worksheet(
    "rencana-aksi",
    _("Lembar kerja rencana aksi"),
    _(
        "Menyusun program dalam empat kelompok aksi, dengan indikator, target, dan anggaran. Yang "
        "diterima Tim Ahli langsung menjadi daftar program; tidak ada yang diketik dua kali."
    ),
    (
        Section(
            "programmes",
            _("Program"),
            "table",
            (
                Column("title", _("Nama program"), "text", required=True, width=40),
                Column(
                    "owner",
                    _("OPD pengampu"),
                    "text",
                    required=True,
                    help=_("Nama OPD yang bertanggung jawab."),
                    width=30,
                    for_group=True,
                ),
                Column("pillar", _("Dimensi"), "choice", required=True, choices=PILLARS, width=20),
                Column(
                    "sub_dimension",
                    _("Subdimensi"),
                    "choice",
                    required=True,
                    choices=tuple(SubDimension.choices),
                    width=28,
                ),
                Column(
                    "action_group",
                    _("Kelompok aksi"),
                    "choice",
                    required=True,
                    choices=tuple(ActionGroup.choices),
                    help=_(
                        "1 kebijakan dan kelembagaan; 2 infrastruktur; 3 perangkat lunak dan "
                        "aplikasi; 4 literasi."
                    ),
                    width=36,
                ),
                Column(
                    "horizon",
                    _("Jangka waktu"),
                    "choice",
                    required=True,
                    choices=tuple(Horizon.choices),
                    help=_("Pendek 1 tahun, menengah 5 tahun, panjang 10 tahun."),
                    width=18,
                ),
                Column(
                    "supporting",
                    _("OPD pendukung"),
                    "text",
                    help=_("Nama OPD, dipisahkan titik koma."),
                    width=30,
                ),
                Column("indicator", _("Indikator"), "text", required=True, width=36),
                Column(
                    "measure",
                    _("Satuan"),
                    "text",
                    required=True,
                    help=_("Contoh: persen, layanan, orang."),
                    width=14,
                ),
                Column("baseline", _("Keadaan awal"), "number", width=12),
                Column("starts", _("Tahun mulai"), "year", required=True, width=10),
                Column("ends", _("Tahun selesai"), "year", required=True, width=10),
                *_year_columns(),
                Column(
                    "source",
                    _("Sumber dana"),
                    "choice",
                    required=True,
                    choices=tuple(FundSource.choices),
                    width=14,
                ),
                Column(
                    "quick_win",
                    _("Quick win"),
                    "flag",
                    help=_("Ya, bila terwujud dalam satu tahun dan memperbaiki layanan yang ada."),
                    width=10,
                ),
                Column("code_program", _("Kode program"), "text", width=16),
                Column("code_kegiatan", _("Kode kegiatan"), "text", width=18),
                Column("code_sub_kegiatan", _("Kode subkegiatan"), "text", width=20),
                Column("note", _("Catatan"), "long", width=30),
            ),
            help=_("Satu baris satu program. Dimensi dan subdimensi harus sejalan."),
            least=1,
            check=_programme,
        ),
    ),
)

ROADMAP = Worksheet(
    "peta-jalan",
    _("Peta jalan (roadmap)"),
    _("Mengurutkan program ke dalam tahapan dengan tonggak yang dapat dipantau setiap tahun."),
    (
        Section(
            "milestones",
            _("Tonggak"),
            "table",
            (
                Column("programme", _("Program"), "text", required=True, width=40),
                Column("pillar", _("Dimensi"), "choice", required=True, choices=PILLARS, width=20),
                Column(
                    "horizon",
                    _("Jangka waktu"),
                    "choice",
                    required=True,
                    choices=tuple(Horizon.choices),
                    width=18,
                ),
                Column("starts", _("Tahun mulai"), "year", required=True, width=10),
                Column("ends", _("Tahun selesai"), "year", required=True, width=10),
                Column("milestone", _("Tonggak atau keluaran"), "long", required=True, width=40),
                Column("depends", _("Bergantung pada"), "text", width=30),
                Column("owner", _("Penanggung jawab"), "text", required=True, width=28),
            ),
            least=1,
            check=_years_in_order,
        ),
        Section(
            "unreached",
            _("Target yang belum tercapai"),
            "table",
            (
                Column("target", _("Target"), "text", required=True, width=40),
                Column("reason", _("Sebab"), "long", required=True, width=40),
                Column("follow_up", _("Tindak lanjut"), "long", width=40),
            ),
            help=_("Dari rencana sebelumnya, bila ada."),
        ),
    ),
)

QUICK_WINS = Worksheet(
    "quick-win",
    _("Lembar quick win"),
    _(
        "Memilih aksi nyata yang terwujud dalam enam bulan sampai satu tahun, memperbaiki layanan "
        "yang sudah ada, dan bukan pembangunan infrastruktur."
    ),
    (
        Section(
            "quick_wins",
            _("Quick win"),
            "table",
            (
                Column("title", _("Nama quick win"), "text", required=True, width=36),
                Column("pillar", _("Dimensi"), "choice", required=True, choices=PILLARS, width=20),
                Column("problem", _("Masalah yang dijawab"), "long", required=True, width=36),
                Column("action", _("Aksi"), "long", required=True, width=36),
                Column(
                    "result",
                    _("Hasil yang diharapkan"),
                    "long",
                    required=True,
                    help=_("Ukuran yang dapat dilihat masyarakat."),
                    width=36,
                ),
                Column(
                    "starts",
                    _("Mulai"),
                    "text",
                    required=True,
                    help=_("Contoh: Januari 2027."),
                    width=16,
                ),
                Column("ends", _("Selesai"), "text", required=True, width=16),
                Column("owner", _("Penanggung jawab"), "text", required=True, width=28),
            ),
            least=1,
        ),
    ),
)

COMMITMENT = Worksheet(
    "komitmen",
    _("Lembar komitmen"),
    _("Naskah komitmen bersama dan daftar penanda tangan, siap dicetak."),
    (
        Section(
            "commitment",
            _("Naskah"),
            "fields",
            (
                Column(
                    "statement",
                    _("Isi komitmen"),
                    "long",
                    required=True,
                    help=_("Apa yang disanggupi, sampai kapan, dan untuk program yang mana."),
                ),
                Column("place", _("Tempat"), "text", required=True),
                Column(
                    "date_text",
                    _("Tanggal"),
                    "text",
                    required=True,
                    help=_("Seperti tercetak, contoh: 23 November 2026."),
                ),
            ),
        ),
        Section(
            "signers",
            _("Penanda tangan"),
            "table",
            (
                Column("name", _("Nama dan gelar"), "text", required=True, width=36),
                Column("position", _("Jabatan"), "text", required=True, width=36),
                Column("unit", _("OPD atau lembaga"), "text", width=36),
            ),
            least=1,
        ),
    ),
)
