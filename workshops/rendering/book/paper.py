"""A Word document of the office: its styles, numbered headings, tables, pictures and sections.

Tables are written as XML at once: cell by cell python-docx takes minutes for five hundred rows.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor

TEAL = "0B5F63"
FACE = "Arial"
NUMBERING = 90
SHORT, LONG = Cm(21.0), Cm(29.7)
MARGINS = (Cm(3.0), Cm(2.5))  # left, right
# What XML cannot hold; a worksheet comes from anywhere.
_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: Any) -> str:
    return _IMPOSSIBLE.sub("", "" if text is None else str(text))


@dataclass(frozen=True)
class Col:
    """A column: its header, its share of the width, and whether it holds figures."""

    title: str
    width: int = 10
    figures: bool = False


@dataclass
class Paper:
    """One document being written from top to bottom."""

    title: str
    subject: str
    author: str
    at: datetime
    _headings: list[tuple[int, str, str]] = field(default_factory=list)
    _numbers: list[int] = field(default_factory=lambda: [0, 0, 0])
    _tables: int = 0
    _figures: int = 0

    def __post_init__(self) -> None:
        self.doc = docx.Document()
        self._toc: Any = None
        _dress(self.doc)
        _number_headings(self.doc)
        self._page(self.doc.sections[0], landscape=False)
        told = self.doc.core_properties
        told.title, told.subject, told.author = clean(self.title), clean(self.subject), self.author
        told.created = told.modified = self.at
        told.language, told.comments = "id-ID", ""
        settings = self.doc.settings.element
        settings.append(parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>'))

    # --- text ---

    def cover(self, lines: Sequence[str], foot: Sequence[str]) -> None:
        """The first page, without header and page number."""
        section = self.doc.sections[0]
        section.different_first_page_header_footer = True
        header = section.header.paragraphs[0]
        header.text, header.style = clean(self.title), self.doc.styles["Header"]
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _field(footer, "PAGE", "1")
        for _ in range(5):
            self.doc.add_paragraph()
        for place, line in enumerate(lines):
            self.doc.add_paragraph(clean(line), style="Title" if place == 0 else "Subtitle")
        for _ in range(6):
            self.doc.add_paragraph()
        for line in foot:
            self.doc.add_paragraph(clean(line), style="Kaki Sampul")
        self.doc.add_page_break()

    def contents(self) -> None:
        """Where the table of contents will stand; a field, filled from the headings at the end."""
        self.doc.add_paragraph("Daftar Isi", style="Judul Depan")
        self._toc = self.doc.add_paragraph()

    def heading(self, text: str, level: int = 1) -> None:
        self._numbers[level - 1] += 1
        self._numbers[level:] = [0] * (3 - level)
        numbers = self._numbers[:level]
        shown = f"BAB {_roman(numbers[0])}" if level == 1 else ".".join(map(str, numbers))
        mark = f"_Toc{len(self._headings) + 1:06}"
        paragraph = self.doc.add_heading(clean(text), level)
        _bookmark(paragraph, mark, len(self._headings) + 1)
        self._headings.append((level, f"{shown} {clean(text)}", mark))

    def text(self, text: Any, style: str = "Normal") -> None:
        """Each line of it as a paragraph."""
        for line in clean(text).split("\n"):
            if line.strip():
                self.doc.add_paragraph(line.strip(), style=style)

    def told(self, who: str, text: Any) -> None:
        """A paragraph that says whose words it is."""
        paragraph = self.doc.add_paragraph()
        paragraph.add_run(f"{clean(who)}. ").bold = True
        paragraph.add_run(" ".join(clean(text).split()))

    def points(self, points: Iterable[str]) -> None:
        for point in points:
            self.doc.add_paragraph(" ".join(clean(point).split()), style="List Bullet")

    def missing(self, what: str = "bagian ini") -> None:
        """Nothing was accepted for this part: said, so that nobody takes it for forgotten."""
        self.doc.add_paragraph(
            f"[Belum ada lembar kerja yang diterima untuk {what}.]", style="Belum Ada"
        )

    # --- tables and pictures ---

    def table(self, caption: str, columns: Sequence[Col], rows: Iterable[Sequence[Any]]) -> None:
        """A captioned table whose header row is repeated on every page."""
        self._tables += 1
        self._caption("Tabel", self._tables, caption, keep=True)
        body = self.doc.element.body
        body.insert(len(body) - 1, parse_xml(self._table_xml(columns, rows)))
        self.doc.add_paragraph().paragraph_format.space_after = Pt(4)

    def picture(self, png: bytes, caption: str, description: str) -> None:
        """A picture over the whole width, with words for who cannot see it."""
        paragraph = self.doc.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Emu(self._width()))
        shape._inline.docPr.set("descr", clean(description))
        shape._inline.docPr.set("title", clean(caption))
        self._figures += 1
        self._caption("Gambar", self._figures, caption, keep=False)

    def landscape(self) -> None:
        self._section(landscape=True)

    def portrait(self) -> None:
        self._section(landscape=False)

    def content(self) -> bytes:
        """The finished document."""
        if self._toc is not None:
            _fill_contents(self._toc, self._headings)
        kept = io.BytesIO()
        self.doc.save(kept)
        return kept.getvalue()

    def _caption(self, word: str, number: int, text: str, *, keep: bool) -> None:
        paragraph = self.doc.add_paragraph(f"{word} ", style="Caption")
        paragraph.paragraph_format.keep_with_next = keep
        _field(paragraph, f"SEQ {word} \\* ARABIC", str(number))
        paragraph.add_run(f". {clean(text)}")

    def _table_xml(self, columns: Sequence[Col], rows: Iterable[Sequence[Any]]) -> str:
        whole = Emu(self._width()).twips
        shares = sum(column.width for column in columns)
        widths = [whole * column.width // shares for column in columns]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = "".join(
            _cell(column.title, width, "JudulTabel", fill=TEAL)
            for column, width in zip(columns, widths, strict=True)
        )
        body = "".join(
            f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{self._row(columns, widths, row)}</w:tr>"
            for row in rows
        )
        return (
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
            f'<w:tblW w:w="{whole}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0420" w:firstRow="1" w:noVBand="1"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>"
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{body}</w:tbl>"
        )

    def _row(self, columns: Sequence[Col], widths: Sequence[int], row: Sequence[Any]) -> str:
        return "".join(
            _cell(value, width, "AngkaTabel" if column.figures else "IsiTabel")
            for column, width, value in zip(columns, widths, row, strict=True)
        )

    def _width(self) -> int:
        section: Any = self.doc.sections[-1]
        return int(section.page_width - section.left_margin - section.right_margin)

    def _section(self, *, landscape: bool) -> None:
        section = self.doc.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False  # only the cover goes without
        self._page(section, landscape=landscape)

    def _page(self, section: Any, *, landscape: bool) -> None:
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (LONG, SHORT) if landscape else (SHORT, LONG)
        section.left_margin, section.right_margin = (Cm(2), Cm(2)) if landscape else MARGINS
        section.top_margin = section.bottom_margin = Cm(2.5)


def _cell(value: Any, width: int, style: str, fill: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    lines = [escape(line) for line in clean(value).split("\n")]
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>'
        for line in lines
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{paragraphs}</w:tc>'


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="{instruction}"><w:r><w:t>{shown}</w:t></w:r>'
            "</w:fldSimple>"
        )
    )


def _bookmark(paragraph: Any, name: str, number: int) -> None:
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>')
    end = parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>')
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def _fill_contents(place: Any, headings: Sequence[tuple[int, str, str]]) -> None:
    """The field that Word fills anew; until then the headings, each leading to its place."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText '
        'xml:space="preserve">TOC \\o "1-3" \\h \\z \\u</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for at, (level, text, mark) in enumerate(headings):
        page = (
            '<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText '
            f'xml:space="preserve">PAGEREF {mark} \\h</w:instrText></w:r><w:r><w:fldChar '
            'w:fldCharType="separate"/></w:r><w:r><w:t> </w:t></w:r><w:r><w:fldChar '
            'w:fldCharType="end"/></w:r>'
        )
        place._p.addprevious(
            parse_xml(
                f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>'
                f'{begin if at == 0 else ""}<w:hyperlink w:anchor="{mark}" w:history="1"><w:r>'
                f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>{page}</w:hyperlink>'
                f"{end if at == len(headings) - 1 else ''}</w:p>"
            )
        )


def _dress(doc: Any) -> None:
    """The styles, by the names Word shows."""
    normal = doc.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(11)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FACE)
    normal.element.rPr.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="id-ID"/>'))
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    for level, size, before in ((1, 16.0, 0), (2, 13.0, 14), (3, 11.0, 10)):
        _ink(doc.styles[f"Heading {level}"], size, before)
    doc.styles["Heading 1"].paragraph_format.page_break_before = True
    doc.styles["Heading 1"].paragraph_format.space_after = Pt(12)
    for name, size in (("Title", 26.0), ("Subtitle", 14.0), ("Caption", 9.0)):
        _ink(doc.styles[name], size, 6)
    border = doc.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        doc.styles["Title"].element.pPr.remove(border)
    doc.styles["Subtitle"].font.italic = False
    doc.styles["Header"].font.size = Pt(8)
    for name, size, bold, right in (
        ("Judul Depan", 16, True, False),
        ("Kaki Sampul", 10, False, False),
        ("Belum Ada", 10, False, False),
        ("Judul Tabel", 8.5, True, False),
        ("Isi Tabel", 8.5, False, False),
        ("Angka Tabel", 8.5, False, True),
    ):
        style = doc.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size, style.font.bold = normal, Pt(size), bold
        if "Tabel" in name:
            style.paragraph_format.space_after = Pt(1)
            style.paragraph_format.line_spacing = 1.0
        if right:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    doc.styles["Judul Depan"].font.color.rgb = RGBColor.from_string(TEAL)
    doc.styles["Judul Tabel"].font.color.rgb = RGBColor(255, 255, 255)
    doc.styles["Belum Ada"].font.italic = True
    for level in (1, 2, 3):
        style = doc.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), f"TOC{level}")
        style.base_style = normal
        style.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.tab_stops.add_tab_stop(Cm(15.5), 2, 1)  # right, dots


def _ink(style: Any, size: float, before: float) -> None:
    style.font.name, style.font.size = FACE, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(script), None)
    style.font.color.rgb = RGBColor.from_string(TEAL)
    style.font.bold = True
    style.paragraph_format.space_before = Pt(before)


def _number_headings(doc: Any) -> None:
    """BAB I, 1.1, 1.1.1 as one list that the heading styles carry."""
    legal = "<w:isLgl/>"  # the chapter's number in figures, where the chapter writes it in Roman
    formats = (
        ("upperRoman", "BAB %1", ""),
        ("decimal", "%1.%2", legal),
        ("decimal", "%1.%2.%3", legal),
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="Heading{at + 1}"/>{arabic}<w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        for at, (kind, text, arabic) in enumerate(formats)
    )
    numbering = doc.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    numbering.find(qn("w:num")).addprevious(abstract)
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{NUMBERING}"><w:abstractNumId w:val="{NUMBERING}"/>'
            "</w:num>"
        )
    )
    for at in range(3):
        given = doc.styles[f"Heading {at + 1}"].element.get_or_add_pPr().get_or_add_numPr()
        given.get_or_add_ilvl().val, given.get_or_add_numId().val = at, NUMBERING


def _roman(number: int) -> str:
    tens = ("", "X", "XX", "XXX")[number // 10]
    return tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
