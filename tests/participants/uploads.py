"""Makers of uploads, harmless and harmful, for the tests of files and sheets."""

import io
import struct
import zipfile
import zlib

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


def entries(data):
    """What an archive holds, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pdf_bomb(megabytes=1000, *, twice=True):
    """A PDF that asks for so many megabytes as soon as somebody looks for its objects: two
    kilobytes packed ``twice``, else one for each."""
    packer = zlib.compressobj(9)
    packed = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    stream = packed + again * (megabytes - 1) + packer.flush()
    filters = b"/FlateDecode"
    if twice:
        stream, filters = zlib.compress(stream, 9), b"[/FlateDecode/FlateDecode]"
    body = bytearray(b"%PDF-1.5\n")
    places = {}

    def add(number, content):
        places[number] = len(body)
        body.extend(b"%d 0 obj\n%b\nendobj\n" % (number, content))

    add(1, b"<</Type/Catalog/Pages 2 0 R>>")
    add(2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    add(3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>")
    told = b"<</Type/ObjStm/N 1/First 10/Filter%b/Length %d>>stream\n%b\nendstream"
    add(5, told % (filters, len(stream), stream))
    start = len(body)
    rows = [(0, 0, 65535), *((1, places[n], 0) for n in (1, 2, 3)), (2, 5, 0), (1, places[5], 0)]
    table = zlib.compress(b"".join(struct.pack(">BIH", *row) for row in [*rows, (1, start, 0)]))
    told = b"<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n%b\nendstream"
    add(6, told % (len(table), table))
    return bytes(body) + b"startxref\n%d\n%%%%EOF" % start
