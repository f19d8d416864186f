"""The lists that accounting pays by, as spreadsheets: names and hours filled, amounts to be typed, sums
worked out by the sheet itself."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from participants.exporting.letters import sheet_text

_LINE = Side(style="thin", color="8F867A")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FILL = PatternFill("solid", fgColor="E3F0EF")
_MONEY = "#,##0"


@dataclass(frozen=True)
class Column:
    """``word`` of the list, or a ``formula`` over other columns (by their heads in braces); neither:
    to be filled in."""

    head: str
    width: int
    word: str = ""
    formula: str = ""
    figure: bool = False


_WHO = (
    Column("No.", 5, "no", figure=True),
    Column("Nama", 32, "nama"),
    Column("NIP", 22, "nip"),
    Column("Pangkat/Gol.", 18, "pangkat"),
    Column("Jabatan", 28, "jabatan"),
    Column("Instansi", 32, "instansi"),
)
_TAXED = (
    Column("PPh (Rp)", 14, figure=True),
    Column("Diterima (Rp)", 16, formula='=IF({Jumlah (Rp)}="","",{Jumlah (Rp)}-N({PPh (Rp)}))'),
    Column("Tanda tangan", 22),
)
LISTS: dict[str, tuple[str, str, tuple[Column, ...]]] = {
    "nominatif": (
        "DAFTAR NOMINATIF PESERTA",
        "hadir",
        (
            *_WHO,
            Column("Hari", 8, "hari", figure=True),
            Column("Uang per hari (Rp)", 16, figure=True),
            Column(
                "Jumlah (Rp)",
                16,
                formula='=IF({Uang per hari (Rp)}="","",{Hari}*{Uang per hari (Rp)})',
            ),
            Column("Tanda tangan", 22),
        ),
    ),
    "tanda-terima": (
        "TANDA TERIMA UANG TRANSPORT PESERTA",
        "hadir",
        (
            *_WHO,
            Column("Hari", 8, "hari", figure=True),
            Column("Transport per hari (Rp)", 16, figure=True),
            Column(
                "Jumlah (Rp)",
                16,
                formula='=IF({Transport per hari (Rp)}="","",{Hari}*{Transport per hari (Rp)})',
            ),
            *_TAXED,
        ),
    ),
    "narasumber": (
        "REKAPITULASI JAM NARASUMBER",
        "narasumber",
        (
            *_WHO,
            Column("Sesi", 8, "sesi", figure=True),
            Column("Menit", 9, "menit", figure=True),
            Column("OJ (60 menit)", 12, formula="={Menit}/60"),
            Column("Honor per OJ (Rp)", 16, figure=True),
            Column(
                "Jumlah (Rp)",
                16,
                formula='=IF({Honor per OJ (Rp)}="","",{OJ (60 menit)}*{Honor per OJ (Rp)})',
            ),
            *_TAXED,
        ),
    ),
}


def xlsx(code: str, values: Mapping[str, Any]) -> bytes:
    """One of ``LISTS`` as XLSX, A4 landscape, its head on every page. Names and NIP are text."""
    title, listed, columns = LISTS[code]
    book = Workbook()
    page: Any = book.active
    page.title = title.capitalize()[:31]
    for text, bold in (
        (f"PEMERINTAH {values['pemda']}".upper(), False),
        (str(values["penyelenggara"]).upper(), True),
        ("", False),
        (title, True),
        ("", False),
    ):
        _text(page, page.max_row + (1 if page.max_row > 1 or page["A1"].value else 0), 1, text)
        page.cell(page.max_row, 1).font = Font(bold=bold, size=12)
    row = 6
    for label, word in (
        ("Kegiatan", "judul"),
        ("Tahap", "tahap"),
        ("Hari/tanggal", "hari_tanggal"),
        ("Tempat", "tempat"),
        ("Sub kegiatan", "sub_kegiatan"),
        ("Rekening", "rekening"),
    ):
        _text(page, row, 1, label)
        _text(page, row, 3, f": {values[word]}")
        row += 1
    head = row + 1
    last = _table(page, head, columns, values.get(listed) or [{}, {}, {}])
    _signers(page, last + 2, len(columns), values)
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{head}:{head}"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _text(page: Any, row: int, column: int, value: Any) -> Any:
    cell = page.cell(row, column)
    cell.value, cell.data_type, cell.number_format = sheet_text(value), "s", "@"
    return cell


def _table(
    page: Any, head: int, columns: Sequence[Column], rows: Sequence[Mapping[str, str]]
) -> int:
    letters = {one.head: get_column_letter(place) for place, one in enumerate(columns, start=1)}
    for place, column in enumerate(columns, start=1):
        cell = _text(page, head, place, column.head)
        cell.font, cell.fill, cell.border = Font(bold=True), _FILL, _BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        page.column_dimensions[letters[column.head]].width = column.width
    at = head
    for at, row in enumerate(rows, start=head + 1):
        page.row_dimensions[at].height = 26
        for place, column in enumerate(columns, start=1):
            _cell(page, at, place, column, row, letters)
    total = at + 1
    _text(page, total, 2, "Jumlah").font = Font(bold=True)
    for place, column in enumerate(columns, start=1):
        cell = page.cell(total, place)
        cell.border = _BOX
        if "Rp" in column.head and "per" not in column.head or column.head.startswith("OJ"):
            letter = letters[column.head]
            cell.value, cell.number_format = f"=SUM({letter}{head + 1}:{letter}{at})", _MONEY
            cell.font = Font(bold=True)
            if column.head.startswith("OJ"):
                cell.number_format = "0.##"
    return total


def _cell(
    page: Any, at: int, place: int, column: Column, row: Mapping[str, str], letters: dict[str, str]
) -> None:
    if column.formula:
        formula = column.formula
        for head, letter in letters.items():
            formula = formula.replace(f"{{{head}}}", f"{letter}{at}")
        cell = page.cell(at, place, formula if row else None)
        cell.number_format = "0.##" if column.head.startswith("OJ") else _MONEY
    elif column.figure:
        said = row.get(column.word, "") if column.word else ""
        cell = page.cell(at, place, int(said) if said.isdigit() else None)
        cell.number_format = _MONEY
    elif column.head == "Tanda tangan":
        cell = _text(page, at, place, f"{row.get('no', '')}." if row else "")
    else:
        cell = _text(page, at, place, row.get(column.word, ""))
    cell.border = _BOX
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def _signers(page: Any, row: int, width: int, values: Mapping[str, Any]) -> None:
    """KPA left, PPTK in the middle, bendahara right: post, room for a pen, name, NIP."""
    for column, office in ((2, "kpa"), (max(width // 2, 4), "pptk"), (width - 2, "bendahara")):
        lines = [values[f"{office}_jabatan"], "", "", "", values[f"{office}_nama"],
                 f"NIP {values[f'{office}_nip']}"]  # fmt: skip
        for offset, line in enumerate(lines):
            _text(page, row + offset, column, line)
