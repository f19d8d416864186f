"""Makers of uploads, harmless and harmful, for the tests of files and sheets."""

import io
import zipfile

import openpyxl

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_OFFICE = OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 64
OLD_XLS = OLE + b"\0" * 504 + "Workbook".encode("utf-16-le") + b"\0" * 64
OLD_DOC = OLE + b"\0" * 504 + "WordDocument".encode("utf-16-le") + b"\0" * 64
EXE = b"MZ\x90\x00" + b"\x00\x01\x02" * 300
HTML = b"<html><body><table><tr><td>Nama</td></tr></table></body></html>"


def xlsx(*rows, title="Pegawai", hidden=None):
    """An XLSX of one sheet with these rows, after a hidden one if asked."""
    book = openpyxl.Workbook()
    sheet = book.active
    if hidden:
        sheet.append(hidden)
        sheet.sheet_state = "hidden"
        sheet = book.create_sheet()
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return saved(book)


def saved(book):
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def with_entry(data, name, content, **options):
    """The same archive with one more file in it."""
    kept = io.BytesIO(data)
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content, **options)
    return kept.getvalue()


def office(main, content_types=b"<Types/>"):
    """A minimal docx, xlsx or pptx: its content types and its main part."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", content_types)
        archive.writestr(main, b"<x/>")
    return kept.getvalue()
