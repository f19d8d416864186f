"""What an upload really is, and what is refused with a sentence."""

import hashlib
import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from participants.errors import Refused
from participants.rules.filetype import TYPES, FileFacts, check, display_name, kind_of
from tests.participants.uploads import (
    ENCRYPTED_OFFICE,
    EXE,
    HTML,
    OLD_DOC,
    office,
    with_entry,
    xlsx,
)

MOST = 10 * 1024 * 1024
ALL = set(TYPES)


def pdf(change=None, **options):
    kept = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        if change:
            change(document)
        document.save(kept, **options)
    return kept.getvalue()


def picture(kind, size=(40, 30)):
    kept = io.BytesIO()
    Image.new("RGB", size, "white").save(kept, kind)
    return kept.getvalue()


def action(**entries):
    return pikepdf.Dictionary({f"/{key}": value for key, value in entries.items()})


def opens_with(kind, **more):
    def change(document):
        document.Root.OpenAction = action(S=pikepdf.Name(kind), **more)

    return change


def hidden_in_a_link(document):
    link = action(Type=pikepdf.Name.Annot, A=action(Next=[action(S=pikepdf.Name.Launch)]))
    document.pages[0].Annots = pikepdf.Array([link])


def named_script(document):
    script = document.make_indirect(action(JS=pikepdf.String("app.alert(1)")))
    document.Root.Names = action(JavaScript=action(Names=[pikepdf.String("a"), script]))


def refused_with(data, allowed=ALL, most=MOST):
    with pytest.raises(Refused) as refusal:
        check(data, allowed, most)
    return [reason.code for reason in refusal.value.reasons]


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (pdf(), "pdf"),
        (picture("PNG"), "png"),
        (picture("JPEG"), "jpg"),
        (picture("WEBP"), "webp"),
        (office("word/document.xml"), "docx"),
        (office("ppt/presentation.xml"), "pptx"),
        (xlsx(["Nama"]), "xlsx"),
        (with_entry(office("a.txt"), "b.txt", b"b"), "zip"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_harmless_file_is_known_by_its_content(data, extension):
    expected = FileFacts(TYPES[extension], extension, len(data), hashlib.sha256(data).hexdigest())

    assert check(data, {extension}, MOST) == expected
    kept = io.BytesIO(data)
    assert check(kept, {extension}, MOST) == expected
    assert kept.tell() == 0
    assert refused_with(data, ALL - {extension}) == ["file-kind-not-allowed"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (pdf() + b"x" * MOST, "file-too-big"),
        (EXE, "file-kind-not-allowed"),
        (HTML, "file-kind-not-allowed"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file-kind-not-allowed"),
        (OLD_DOC, "file-kind-not-allowed"),
        (ENCRYPTED_OFFICE, "file-encrypted"),
        (b"%PDF-1.7 and nothing more", "file-broken"),
        (picture("PNG")[:60], "file-broken"),
        (picture("JPEG", (400, 300))[:-400], "file-broken"),
        (picture("WEBP", (400, 300))[:-100], "file-broken"),
        (b"PK\x03\x04" + b"x" * 99, "file-broken"),
        (pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "file-encrypted"),
        (pdf(encryption=pikepdf.Encryption(owner="a", user="")), "file-encrypted"),
        (pdf(opens_with("/JavaScript", JS="app.alert(1)")), "file-has-scripts"),
        (pdf(opens_with("/Launch", F="cmd.exe")), "file-has-scripts"),
        (pdf(hidden_in_a_link), "file-has-scripts"),
        (pdf(named_script), "file-has-scripts"),
        (with_entry(office("word/document.xml"), "word/vbaProject.bin", b"x"), "file-has-macros"),
        (with_entry(office("word/document.xml"), "word/activeX/a.bin", b"x"), "file-has-macros"),
        (
            office("word/document.xml", b'<T><D ContentType="ms-word.macroEnabled"/></T>'),
            "file-has-macros",
        ),
        (
            with_entry(
                office("word/document.xml"),
                "word/_rels/settings.xml.rels",
                b'<Relationship Type="x/attachedTemplate" Target="http://x" TargetMode="External"/>',
            ),
            "file-fetches-from-elsewhere",
        ),
        (with_entry(office("a.txt"), "zeros", b"\0" * 60_000_000), "file-unpacks-too-large"),
    ],
    ids=range(23),
)
def test_what_is_harmful_or_broken_gets_one_sentence(data, code):
    assert refused_with(data) == [code]


@pytest.mark.parametrize("size", [(8000, 7000), (20_000, 10_000)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_takes_memory(size):
    kept = io.BytesIO()
    Image.new("1", size).save(kept, "PNG")

    assert refused_with(kept.getvalue()) == ["image-too-large"]


def test_a_zip_is_refused_where_it_is_not_asked_for():
    assert refused_with(office("a.txt"), {"pdf", "docx"}) == ["file-kind-not-allowed"]


@given(
    st.sampled_from([pdf(), picture("PNG"), picture("JPEG"), picture("WEBP"), xlsx(["Nama"])]),
    st.integers(0, 10_000),
    st.binary(min_size=1, max_size=4),
)
def test_a_damaged_file_is_taken_or_refused_and_nothing_else(data, place, junk):
    place %= len(data)
    damaged = data[:place] + junk + data[place + len(junk) :]

    try:
        facts = check(damaged, ALL, MOST)
    except Refused:
        return

    assert facts.extension == kind_of(damaged)


@pytest.mark.parametrize(
    ("raw", "extension", "expected"),
    [
        ("SPT Dinas Kesehatan.PDF", "pdf", "SPT Dinas Kesehatan.pdf"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("C:\\Users\\x\\Surat Tugas.docx", "docx", "Surat Tugas.docx"),
        ("surat\u202efdp.exe", "pdf", "surat fdp.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "pdf", "a Set-Cookie x.pdf"),
        (".htaccess", "", "htaccess"),
        ("", "pdf", "berkas.pdf"),
        ("...", "", "berkas"),
        ("laporan akhir v1.2 final", "pdf", "laporan akhir v1.2 final.pdf"),
        ("x" * 300 + ".pdf", "pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_shown_name_is_safe_and_says_the_real_kind(raw, extension, expected):
    assert display_name(raw, extension) == expected


@given(st.text(max_size=300), st.sampled_from(["", "pdf", "docx"]))
def test_any_name_becomes_a_safe_one_and_stays_it(raw, extension):
    shown = display_name(raw, extension)

    assert 1 <= len(shown) <= 120
    assert shown.endswith(f".{extension}" if extension else "")
    assert not set(shown) & set('/\\\r\n\0<>:"|?*')
    assert not shown.startswith((".", " "))
    assert display_name(shown, extension) == shown
