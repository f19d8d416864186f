import io
from dataclasses import replace

import pikepdf
import pytest

from certificates import statement
from certificates.rendering import certificate
from certificates.rendering.certificate import Picture
from tests import papers
from tests.certificates.sheets import (
    ADDRESS,
    ISSUED_AT,
    LONG_NAME,
    LONG_TITLE,
    make_lessons,
    make_sheet,
)

HOSTILE = [
    '#read("/etc/passwd")',
    '"); #panic("x") //',
    "$x^2$ *bold* _it_ `raw` @ref <label> \\u{41}",
    "'; DROP TABLE--",
    "{{ data }} {page} %(nip)s %s",
]


@pytest.fixture(autouse=True)
def _faces():
    papers.ensure_faces()


def printed(**said) -> bytes:
    return certificate.pdf(make_sheet(**said), at=ISSUED_AT)


def test_the_front_says_who_did_what_where_when_and_for_how_long():
    front = papers.texts(printed())[0]

    for words in (
        "PEMERINTAH KABUPATEN BUTON",
        "SERTIFIKAT",
        "Nomor: 893/0042/DISKOMINFO/XII/2021",
        "diberikan kepada",
        "La Ode Muhammad Arifin, S.Kom., M.T.",
        "NIP 198503172010011004",
        "telah mengikuti",
        "Bimtek Penyusunan Masterplan Smart City",
        "pada tanggal 30 Agustus s.d. 24 November 2021 di Aula Kantor Bupati Buton",
        "48 JP (Jam Pelajaran)",
        "Ditetapkan di Pasarwajo",
        "pada tanggal 7 Desember 2021",
        "NIP 196801011993031005",
        "bimtek.butonkab.go.id/v/7K3M9Q2XW4TB8N5D",
    ):
        assert words in front


def test_the_qr_is_read_from_a_print_by_a_foreign_decoder():
    front = papers.pages(printed(), dpi=150)[0]

    assert papers.decoded(front) == [ADDRESS]


def test_without_a_signature_the_paper_says_so():
    unsigned = papers.texts(printed())[0]
    signed = papers.texts(printed(signed_note="Ditandatangani secara elektronik"))[0]

    assert "Belum ditandatangani secara elektronik" in unsigned
    assert "Belum" not in signed
    assert "Ditandatangani secara elektronik" in signed


def test_what_is_not_known_has_no_line():
    front = papers.texts(printed(nip="", rank="", post="", legal_basis=()))[0]

    assert front.count("NIP") == 1  # the signatory's
    assert "Berdasarkan" not in front
    assert "None" not in front


def test_completing_says_more_than_attending():
    assert "telah mengikuti dan menyelesaikan" in papers.texts(printed(kind="completed"))[0]


def test_the_statement_is_attached_byte_for_byte():
    sheet = make_sheet(person_name="Šárka #eval 王")

    made = certificate.pdf(sheet, at=ISSUED_AT)

    with pikepdf.open(io.BytesIO(made)) as document:
        assert list(document.attachments) == ["statement.json"]
        attached = document.attachments["statement.json"].get_file().read_bytes()
    assert attached == statement.canonical(sheet.frozen)


def test_the_credential_is_attached_beside_the_statement_when_there_is_one():
    sheet = replace(make_sheet(), credential='{"nama":"Šárka #eval"}')

    made = certificate.pdf(sheet, at=ISSUED_AT)

    with pikepdf.open(io.BytesIO(made)) as document:
        assert sorted(document.attachments) == ["credential.json", "statement.json"]
        assert len(document.Root.AF) == 2
        attached = document.attachments["credential.json"].get_file().read_bytes()
    assert attached.decode() == sheet.credential


def test_the_pdf_is_archival_tagged_and_carries_its_fonts():
    made = printed(language="en")

    with pikepdf.open(io.BytesIO(made)) as document:
        meta = document.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
        assert meta["pdfuaid:part"] == "1"
        assert "893/0042/DISKOMINFO/XII/2021" in meta["dc:title"]
        assert document.Root.Lang == "en"
        assert document.Root.MarkInfo.Marked
    assert papers.unembedded_fonts(made) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_typed_is_printed_literally(name):
    front = papers.texts(printed(person_name=name, nip="", title_id=f"Bimtek {name}"))[0]

    assert front.count(name) == 2


@pytest.mark.parametrize("name", ["Wa", LONG_NAME, "Šárka Łukasz Đăng", "X" * 80])
def test_any_name_is_whole_and_large_on_one_page(name):
    made = printed(person_name=name, title_id=LONG_TITLE, lessons=make_lessons(2))

    front, back = papers.texts(made)
    letters = front.replace(" ", "").replace("\u200b", "")
    assert name.replace(" ", "") in letters
    assert "AGENDA PEMBELAJARAN" in back


def test_the_back_lists_sixty_lessons_over_pages_with_one_head_each_and_the_total():
    _front, *backs = papers.texts(printed(lessons=make_lessons(60)))

    assert len(backs) > 1
    assert [("Narasumber" in back) for back in backs] == [True] * len(backs)
    assert backs[-1].endswith(f"Halaman {len(backs) + 1} dari {len(backs) + 1}")
    assert "Jumlah JP 240" in backs[-1]
    assert all(f"Materi ke-{place}:" in " ".join(backs) for place in range(1, 61))


def test_a_person_who_missed_hours_sees_both_figures():
    from_part = papers.texts(printed(lessons=make_lessons(4), jp_total=statement.Decimal("13.5")))

    assert "Jumlah JP program 16" in from_part[1]
    assert "JP yang diikuti 13,5" in from_part[1]
    assert "13,5 JP (Jam Pelajaran)" in from_part[0]


def test_the_same_certificate_made_again_is_the_same_bytes():
    assert printed() == printed()


def test_a_letter_without_a_glyph_does_not_stop_the_batch():
    assert "Siti ? Aminah" in papers.texts(printed(person_name="Siti 王 Aminah"))[0]


@pytest.mark.parametrize("name", [LONG_NAME, "X" * 80, "W" * 300])
def test_nothing_is_printed_outside_the_frame(name):
    front = papers.pages(printed(person_name=name, title_id=LONG_TITLE), dpi=72)[0].convert("L")

    outside = front.copy()
    outside.paste(255, (20, 20, front.width - 20, front.height - 20))
    assert outside.getextrema()[0] == 255


def test_a_crest_given_as_svg_takes_the_place_of_the_shield():
    drawn = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        b'<path fill="#f00" d="M0 0h9v9H0z"/></svg>'
    )

    front = papers.pages(printed(crest=Picture(drawn, "svg", 9, 9)), dpi=72)[0].convert("RGB")

    assert front.getpixel((front.width // 2, 60)) == (255, 0, 0)


def test_a_workshop_without_an_agenda_still_has_a_total():
    _front, back = papers.texts(printed(lessons=(), jp_total=statement.Decimal(8), stages=()))

    assert "Jumlah JP 8" in back


def test_the_number_of_a_pppk_is_called_by_its_name():
    front = papers.texts(printed(nip="199604122022211958"))[0]

    assert "NI PPPK 199604122022211958" in front
    assert "NIP 196801011993031005" in front  # the signatory's
