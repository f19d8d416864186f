"""The report of BKPSDM on the strategy's targets as Word; in Bahasa Indonesia, as papers are."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation

from participants.models import Indicator, StaffRole
from participants.queries.strategy import Roll, YearLine
from participants.rules import wording
from participants.rules.strategy import Standing
from project.strategy.asked import Asked
from project.strategy.behind import unit_lines
from project.strategy.drawing import Line, Section, sections, written
from workshops.rendering.book.paper import Col, Paper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CODE = "id"
ROLE_MEANS = (
    "OPD yang mempunyai peran: paling sedikit satu pegawai OPD itu menguasai salah satu "
    "kompetensinya pada tingkat yang diminta, apa pun jabatannya."
)
YEARS_ARE = (
    "Tahun yang sudah lewat dihitung per 31 Desember, tahun berjalan per tanggal laporan, dari "
    "catatan yang ada sekarang."
)


def report(
    question: Asked,
    lines: Sequence[YearLine],
    year: int,
    role: StaffRole | None,
    found: Roll,
    at: datetime,
) -> bytes:
    """Summary, indicator by indicator, what has to be done, how it was measured, every OPD."""
    with translation.override(CODE):
        return _write(question, lines, year, role, found, at)


def _write(
    question: Asked,
    lines: Sequence[YearLine],
    year: int,
    role: StaffRole | None,
    found: Roll,
    at: datetime,
) -> bytes:
    about = question.about_name
    day = wording.date_long(question.day, CODE)
    title = "Laporan Capaian Sasaran Strategi SDM"
    paper = Paper(title, about, question.root.name, at)
    current = next(one for one in lines if one.year == year)
    basis = current.version.legal_basis if current.version else "Sasaran belum ditetapkan"
    paper.cover([title, about, f"Keadaan per {day}"], [basis, question.root.name])
    shown = sections(lines, year, role)
    paper.heading("Ringkasan")
    paper.points(_summary(shown, year))
    paper.table(
        f"Sasaran dan realisasi tahun {year}",
        [Col("Indikator", 30), Col("Kelompok", 14), Col("Sasaran", 10, True),
         Col("Realisasi", 10, True), Col("Selisih", 10, True), Col("Terdiri atas", 18),
         Col("Keadaan", 14)],
        [
            (section.title, line.label, line.target, line.value, line.away or "–", line.count,
             line.shown[2])
            for section in shown for line in section.lines
        ],
    )  # fmt: skip
    paper.heading("Perkembangan per tahun")
    for section in shown:
        paper.heading(section.title, 2)
        for line in section.lines:
            if _has_something(line):
                paper.table(
                    f"{section.title}, {line.label}",
                    [Col("Tahun", 8), Col("Sasaran", 10, True), Col("Realisasi", 10, True),
                     Col("Terdiri atas", 20), Col("Keadaan", 14)],
                    [
                        (str(at), target, value, count or "–", state[2] if state else "belum berjalan")
                        for at, value, target, count, state in line.years
                    ],
                )  # fmt: skip
        if not any(_has_something(line) for line in section.lines):
            paper.text("Belum ada sasaran dan belum ada data.", style="Belum Ada")
    _units(paper, found, role)
    _method(paper, question, current)
    return paper.content()


def _has_something(line: Line) -> bool:
    return any(value != "–" or target != "–" for _at, value, target, _count, _state in line.years)


def _summary(shown: Sequence[Section], year: int) -> list[str]:
    found = []
    for section in shown:
        for line in section.lines:
            cell = line.cell
            if cell.standing == Standing.NO_DATA:
                if cell.target is not None:
                    found.append(
                        f"{section.title} ({line.label}): belum ada data, sasaran {line.target}."
                    )
                continue
            said = f"{section.title} ({line.label}): {line.value}, yaitu {line.count}"
            if cell.standing == Standing.NO_TARGET:
                found.append(f"{said}; tanpa sasaran tahun {year}.")
            elif cell.standing == Standing.REACHED:
                found.append(f"{said}; sasaran {line.target} tercapai.")
            else:
                found.append(f"{said}; sasaran {line.target}, selisih {line.away}.")
    return found or [f"Belum ada data dan sasaran untuk tahun {year}."]


def _units(paper: Paper, found: Roll, role: StaffRole | None) -> None:
    paper.heading("Keadaan setiap perangkat daerah")
    placed = unit_lines(found, Indicator.PLACEMENT)
    trained = {row.unit.pk: row for row in unit_lines(found, Indicator.TRAINING)}
    tiles = {row.unit.pk: row for row in unit_lines(found, Indicator.ROLE)}
    if not placed and not tiles:
        paper.text("Belum ada pegawai yang tercatat.", style="Belum Ada")
        return
    known = {row.unit.pk: row for row in placed}
    units = sorted({row.unit for row in [*placed, *tiles.values()]}, key=lambda unit: unit.path)
    rows = []
    for unit in units:
        fit, train, tile = known.get(unit.pk), trained.get(unit.pk), tiles.get(unit.pk)
        rows.append(
            (
                unit.name,
                written("placement", fit.asn.value) if fit else "–",
                written("placement", fit.non_asn.value) if fit else "–",
                written("training", train.asn.value) if train else "–",
                written("training", train.non_asn.value) if train else "–",
                "–" if tile is None or tile.has is None else ("ada" if tile.has[0] else "belum"),
            )
        )
    paper.table(
        "Setiap perangkat daerah",
        [Col("Perangkat daerah", 34), Col("Penempatan sesuai, ASN", 12, True),
         Col("Penempatan sesuai, Non-ASN", 12, True), Col("Dilatih, ASN", 10, True),
         Col("Dilatih, Non-ASN", 10, True), Col(role.name if role else "Peran", 12)],
        rows,
    )  # fmt: skip


def _method(paper: Paper, question: Asked, current: YearLine) -> None:
    rule = current.version
    paper.heading("Cara menghitung")
    paper.points(
        [
            "Kesesuaian penempatan: pegawai yang memenuhi semua syarat wajib jabatannya menurut peta "
            "jabatan yang berlaku, dibagi "
            + (
                "semua pegawai."
                if rule and rule.placement_base == "everybody"
                else "pegawai yang sudah dapat dinilai. Yang belum ada datanya, yang jabatannya tidak "
                "ada di peta, dan yang jabatannya tanpa syarat wajib tidak ikut dibagi."
            ),
            f"Cakupan pelatihan: pegawai dengan sedikitnya {rule.minimum_jp if rule else 1} JP yang "
            "sudah diterima BKPSDM pada tahun itu"
            + (" dari Bimtek" if rule and rule.bimtek_only else "")
            + ", dibagi semua pegawai.",
            "JP per orang: jumlah JP itu dibagi semua pegawai, juga yang belum mengikuti apa pun.",
            ROLE_MEANS,
            YEARS_ARE,
        ]
    )
    if len(question.versions) > 1:
        paper.table(
            "Dasar sasaran",
            [Col("Berlaku mulai", 12), Col("Dasar hukum", 50)],
            [
                (wording.date_long(one.valid_from, CODE), one.legal_basis)
                for one in question.versions
            ],
        )
