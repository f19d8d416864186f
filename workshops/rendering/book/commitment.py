"""The commitment sheet, ready to sign: its words, and a place for each name."""

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Pt

from .paper import Paper, clean
from .source import Source


def write(paper: Paper, source: Source) -> None:
    told = source.fields("komitmen", "commitment")
    if not told:
        paper.missing("lembar komitmen")
    for at, (sheet, fields) in enumerate(told):
        if at:
            paper.doc.add_page_break()
        title = paper.doc.add_paragraph("LEMBAR KOMITMEN", style="Subtitle")
        about = paper.doc.add_paragraph(clean(source.title), style="Judul Depan")
        where = paper.doc.add_paragraph(clean(source.region))
        for line in (title, about, where):
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paper.text(fields.get("statement"))
        place = ", ".join(filter(None, (fields.get("place"), fields.get("date_text"))))
        paper.doc.add_paragraph(clean(place)).alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _signatures(paper, sheet.content.get("sections", {}).get("signers", {}).get("rows", ()))


def _signatures(paper: Paper, signers: list) -> None:
    """Two beside each other, with room for a wet signature; a pair stays on one page."""
    if not signers:
        return
    table = paper.doc.add_table(rows=0, cols=2)
    for at in range(0, len(signers), 2):
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, signer in zip(row.cells, signers[at : at + 2], strict=False):
            cell.paragraphs[0].text = clean(signer.get("position"))
            if signer.get("unit"):
                cell.add_paragraph(clean(signer["unit"]))
            gap = cell.add_paragraph()
            gap.paragraph_format.space_before = Pt(54)
            cell.add_paragraph().add_run(clean(signer.get("name"))).bold = True
