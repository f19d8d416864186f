"""What a naskah dinas is put together from: kop, heads, tables, places to sign."""

from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

FACE = "Arial"
LEFT, CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
RIGHT, BOTH = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
Row = Sequence[str]


class Sheet:
    """A4 in Arial 11; ``landscape`` for wide lists. The caller writes from top to bottom."""

    def __init__(self, *, landscape: bool = False) -> None:
        self.doc: Any = docx.Document()
        section = self.doc.sections[0]
        short, long = Cm(21), Cm(29.7)
        section.page_width, section.page_height = (long, short) if landscape else (short, long)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = Cm(2) if landscape else Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2)
        self.width = 25.7 if landscape else 16.0  # centimetres between the margins
        normal = self.doc.styles["Normal"]
        normal.font.name, normal.font.size = FACE, Pt(11)
        fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FACE)
        normal.element.rPr.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="id-ID"/>'))
        normal.paragraph_format.space_after = Pt(4)
        told = self.doc.core_properties
        told.author, told.comments, told.language = "", "", "id-ID"

    def kop(self, over: str = "Pemerintah {{ pemda }}", owner: str = "{{ penyelenggara }}",
            address: str = "{{ alamat }}") -> None:  # fmt: skip
        """The letterhead, closed by a double rule."""
        self.line(over, CENTRE, size=13, caps=True, after=0)
        self.line(owner, CENTRE, size=15, bold=True, caps=True, after=0)
        last = self.line(address, CENTRE, size=9, after=10)
        last._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:pBdr {nsdecls("w")}><w:bottom w:val="thinThickSmallGap" w:sz="18" '
                'w:space="4" w:color="auto"/></w:pBdr>'
            )
        )

    def line(self, text: str = "", where: Any = LEFT, *, size: float = 11, bold: bool = False,
             caps: bool = False, after: float = 4, before: float = 0, indent: float = 0,
             keep: bool = False) -> Any:  # fmt: skip
        paragraph = self.doc.add_paragraph()
        self._say(paragraph, text, where, size, bold=bold, caps=caps, after=after)
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.paragraph_format.keep_with_next = keep
        if indent:
            paragraph.paragraph_format.left_indent = Cm(indent)
        return paragraph

    def title(self, *lines: str, after: float = 10) -> None:
        for place, text in enumerate(lines):
            last = place == len(lines) - 1
            self.line(text, CENTRE, bold=True, caps=True, size=12,
                      after=after if last else 0, before=0 if place else 6)  # fmt: skip

    def heading(self, text: str) -> None:
        self.line(text, bold=True, before=10, keep=True)

    def text(self, text: str, indent: float = 0) -> None:
        self.line(text, BOTH, after=6, indent=indent)

    def pairs(self, rows: Sequence[Row], *, label: float = 3.2, indent: float = 0) -> None:
        """Label : value, without lines."""
        rest = self.width - label - 0.4 - indent
        table = self._table([label, 0.4, rest], lines=False, indent=indent)
        for name, value in rows:
            self._row(table, [name, ":" if name else "", value], [LEFT] * 3, after=1)
        self.line(after=2, size=6)

    def grid(self, head: Row, row: Row, widths: Sequence[float], *, size: float = 9,
             right: Sequence[int] = (0,), tall: float = 0, foot: Row = ()) -> None:  # fmt: skip
        """A lined table: its head repeated on every page, and one row that a list repeats.
        ``widths`` are shares; ``tall``: centimetres of a row that is signed in."""
        whole = sum(widths)
        table = self._table([self.width * one / whole for one in widths], lines=True)
        top = self._row(table, head, [CENTRE] * len(head), size=size, bold=True)
        top._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        sides = [RIGHT if place in right else LEFT for place in range(len(row))]
        body = self._row(table, row, sides, size=size)
        body._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        if tall:
            body.height = Cm(tall)
        if foot:
            self._row(table, foot, sides, size=size, bold=True)
        self.line(after=2, size=6)

    def sign(self, *places: Row) -> None:
        """Beside each other, the last on the right: lines over the gap for a pen, and under it the
        name, in one block that no page tears apart."""
        blank: Row = ()
        columns = [*([blank] if len(places) == 1 else []), *places]
        share = self.width / len(columns)
        table = self._table([share] * len(columns), lines=False)
        row = table.add_row()
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        for cell, lines in zip(row.cells, columns, strict=True):
            paragraph = cell.paragraphs[0]
            for place, text in enumerate(lines):
                paragraph = cell.add_paragraph() if place else paragraph
                named = text.endswith("_nama }}")
                self._say(paragraph, text, LEFT, 11, bold=named)
                paragraph.paragraph_format.space_before = Pt(52 if named else 0)

    def page(self) -> None:
        self.doc.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _table(self, widths: Sequence[float], *, lines: bool, indent: float = 0) -> Any:
        table = self.doc.add_table(rows=0, cols=len(widths))
        table.style = "Table Grid" if lines else "Normal Table"
        table.autofit = False
        if indent:
            table._tbl.tblPr.append(
                parse_xml(f'<w:tblInd {nsdecls("w")} w:w="{int(indent * 567)}" w:type="dxa"/>')
            )
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        table.widths = widths
        return table

    def _row(self, table: Any, cells: Row, sides: Sequence[Any], *, size: float = 11,
             bold: bool = False, after: float = 2) -> Any:  # fmt: skip
        row = table.add_row()
        for cell, text, where, width in zip(row.cells, cells, sides, table.widths, strict=True):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            self._say(paragraph, text, where, size, bold=bold, after=after)
            paragraph.paragraph_format.space_before = Pt(after)
        return row

    @staticmethod
    def _say(paragraph: Any, text: str, where: Any, size: float, *, bold: bool = False,
             caps: bool = False, after: float = 0) -> None:  # fmt: skip
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold or None, Pt(size)
        run.font.all_caps = caps or None
        paragraph.alignment = where
        paragraph.paragraph_format.space_after = Pt(after)


def signer(office: str, *, title: str = "", dated: bool = True, over: Row = ()) -> Row:
    """The lines of one who signs: place and date, post, name, rank, NIP."""
    place = ("{{ tempat_ttd }}, {{ tanggal_surat }}",) if dated else over
    return (
        *place,
        title or f"{{{{ {office}_jabatan }}}},",
        f"{{{{ {office}_nama }}}}",
        f"{{{{ {office}_pangkat }}}}",
        f"NIP {{{{ {office}_nip }}}}",
    )
