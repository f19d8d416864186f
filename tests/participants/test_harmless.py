"""Files that would run, fetch, hide or burst: each gets one sentence, whatever it is called."""

import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from participants.errors import Refused
from participants.rules.filetype import TYPES, check
from tests.papers import blank_pdf
from tests.participants.uploads import EXE, office, pdf_bomb, with_entry, xlsx

MOST = 20 * 1024 * 1024
DOCX = office("word/document.xml")
XLSX = office("xl/workbook.xml")
OLE_PROGRAM = b"\xd0\xcf\x11\xe0" + b"\0" * 99 + "\x01Ole10Native".encode("utf-16-le")


def refused_with(data):
    with pytest.raises(Refused) as refusal:
        check(data, set(TYPES), MOST)
    return [reason.code for reason in refusal.value.reasons]


def taken(data):
    return check(data, set(TYPES), MOST).extension


def pdf(change):
    kept = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        change(document)
        document.save(kept)
    return kept.getvalue()


def png():
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(kept, "PNG")
    return kept.getvalue()


def relation(kind, target, mode="External"):
    told = f'<R><Relationship Type="x/{kind}" Target="{target}" TargetMode="{mode}"/></R>'
    return with_entry(DOCX, "word/_rels/document.xml.rels", told.encode())


def attached(name, content):
    def change(document):
        document.attachments[name] = pikepdf.AttachedFileSpec(document, content, filename=name)

    return pdf(change)


def sends_a_form(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="http://x")


def has_xfa(document):
    document.Root.AcroForm = pikepdf.Dictionary(XFA=document.make_stream(b"<xdp/>"))


def field(*pieces):
    told = "".join(f"<r><w:instrText xmlns:w='w'>{piece}</w:instrText></r>" for piece in pieces)
    return with_entry(DOCX, "word/footer1.xml", f"<x>{told}</x>".encode())


def name_of(value):
    """The bytes differ from run to run, and two processes must collect the same names."""
    return value if isinstance(value, str) else "upload"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        # two kinds at once
        (blank_pdf() + XLSX, "file-two-kinds"),
        (png() + DOCX, "file-two-kinds"),
        (png() + b"<script>alert(1)</script>", "file-two-kinds"),
        (b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", "file-kind-not-allowed"),
        (b"<html><script>x</script>%PDF-1.7" + blank_pdf(), "file-kind-not-allowed"),
        # PDF that does more than show pages
        (pdf(sends_a_form), "file-has-scripts"),
        (pdf(has_xfa), "file-has-scripts"),
        (attached("setup.exe", EXE), "file-has-attachments"),
        (attached("lagi.docx", DOCX), "file-has-attachments"),
        (pdf_bomb(50), "file-too-heavy"),
        # Office that runs
        (with_entry(DOCX, "word/lain.bin", OLE_PROGRAM), "file-has-programs"),
        (with_entry(DOCX, "word/media/gambar.png", EXE), "file-has-programs"),
        (with_entry(DOCX, "setup.EXE", b"x"), "file-has-programs"),
        (with_entry(DOCX, "baca.html", b"x"), "file-has-programs"),
        (
            office("word/document.xml", b'<T><D ContentType="x.macro&#69;nabled+xml"/></T>'),
            "file-has-macros",
        ),
        (
            office(
                "xl/workbook.xml",
                '<?xml version="1.0" encoding="utf-16"?><T><D ContentType="a.vbaProject"/></T>'.encode(
                    "utf-16"
                ),
            ),
            "file-has-macros",
        ),
        (relation("vbaProject", "biasa.bin", "Internal"), "file-has-macros"),
        (with_entry(XLSX, "xl/externalLinks/a.xml", b"<x><ddeLink/></x>"), "file-has-macros"),
        (field("DDE", "AUTO cmd"), "file-has-macros"),
        (field("D", "DEAUTO cmd"), "file-has-macros"),
        (field("&#68;DEAUTO cmd"), "file-has-macros"),
        (field(" ddeauto cmd"), "file-has-macros"),
        (with_entry(DOCX, "word/a.xml", b"<x><fldSimple instr='DDEAUTO c'/></x>"), "file-has-macros"),
        (with_entry(XLSX, "xl/b.xml", b"<x><ddeLink/></x>"), "file-has-macros"),
        # Office that fetches
        (relation("attachedTemplate", "https://x/a.dotm"), "file-fetches-from-elsewhere"),
        (relation("image", "\\\\10.0.0.1\\a.png"), "file-fetches-from-elsewhere"),
        (relation("oleObject", "file://10.0.0.1/a.xlsx"), "file-fetches-from-elsewhere"),
        (relation("frame", "mhtml:http://x!x"), "file-fetches-from-elsewhere"),
        # Office written by no Office
        (with_entry(DOCX, "word/a.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"), "file-broken"),
        (with_entry(DOCX, "word/a.xml", "<!DOCTYPE x><x/>".encode("utf-16")), "file-broken"),
        (with_entry(DOCX, "word/_rels/a.rels", b"<x"), "file-broken"),
        (with_entry(DOCX, "../../etc/cron.d/a", b"x"), "file-broken"),
        (with_entry(DOCX, "/etc/a", b"x"), "file-broken"),
        (with_entry(DOCX, "C:\\a", b"x"), "file-broken"),
        # bombs
        (with_entry(DOCX, "word/embeddings/a.xlsx", with_entry(XLSX, "a", bytes(60_000_000))),
         "file-unpacks-too-large"),
        (with_entry(DOCX, "a", with_entry(DOCX, "b", XLSX)), "file-unpacks-too-large"),
    ],
    ids=name_of,
)  # fmt: skip
def test_what_runs_fetches_hides_or_bursts_is_refused(data, code):
    assert refused_with(data) == [code]


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (attached("pernyataan.json", b'{"a": 1}'), "pdf"),
        (attached("denah.png", png()), "pdf"),
        (relation("hyperlink", "https://butonkab.go.id"), "docx"),
        (relation("attachedTemplate", "file:///C:\\Users\\a\\Surat.dotx"), "docx"),
        (with_entry(DOCX, "word/embeddings/bagan.xlsx", xlsx(["Nama"])), "docx"),
        (field("PAGE"), "docx"),
        (with_entry(DOCX, "word/media/peta.png", png()), "docx"),
    ],
    ids=name_of,
)
def test_what_offices_make_every_day_is_taken(data, extension):
    assert taken(data) == extension


def test_a_zip_that_hides_a_pdf_in_its_first_kilobyte_is_refused():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", b"%PDF-1.4 ...")
        archive.writestr("word/document.xml", b"<x/>")

    assert refused_with(kept.getvalue()) == ["file-two-kinds"]
