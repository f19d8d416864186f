"""Whatever is chosen and whoever is named, a certificate comes out whole and easily read."""

import ctypes
import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from certificates.rendering import certificate, front
from certificates.rendering.certificate import Picture
from certificates.rules.look import READY, Look
from tests import papers
from tests.certificates.sheets import (
    ISSUED_AT,
    LONG_NAME,
    LONG_TITLE,
    make_lessons,
    make_sheet,
    make_statement,
)

DIACRITICS = "Åsa Čeněk-Đoković Ğülşen Ħāni Īlze Ķersti Łukasz Ñandú Őrs Øyvind Şükrü Ŵyn Žofia"
LATIN_1 = "".join(chr(code) for code in range(0xC0, 0x100) if chr(code).isalpha())
LATIN_A = "".join(chr(code) for code in range(0x100, 0x180) if chr(code) not in "ŉſ")
NAMES = {
    "one-word": "Wa",
    "long": LONG_NAME,
    "diacritics": DIACRITICS,
    "no-space": "X" * 80,
    "all of Latin-1": LATIN_1,
    "Extended-A": LATIN_A[:63],
    "Extended-A, the rest": LATIN_A[63:],
    "vietnamese": "Nguyễn Thị Phượng Ẩm-Đặng Ỹ",
}
LEAST = 7.4  # points; the small print beside the QR
CHOICES = {
    **READY,
    "f4": Look(paper="f4"),
    "f4-standing-band": Look(style="band", paper="f4", portrait=True, align="left"),
    "framed-standing": Look(portrait=True, verify="right"),
    "plain-lying": Look(style="plain", align="left", crest=False),
    "serif": Look(face="serif"),
    "serif-band": replace(READY["band"], face="serif"),
    "serif-standing": replace(READY["plain"], face="serif"),
}


@pytest.fixture(autouse=True)
def _faces():
    papers.ensure_faces()


def printed(look: Look, **said) -> bytes:
    return certificate.pdf(replace(make_sheet(**said), look=look), at=ISSUED_AT)


def letters(pdf: bytes, page: int = 0) -> list[tuple[str, float, tuple[float, ...]]]:
    """Each letter of a page with its size and its box (left, bottom, right, top; points)."""
    document = pypdfium2.PdfDocument(pdf)
    words = document[page].get_textpage()
    found = []
    for place in range(words.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(words.raw, place))
        if letter.strip() and letter != "\u200b":
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(words.raw, place, ctypes.byref(matrix))
            size = pdfium.FPDFText_GetFontSize(words.raw, place) * abs(matrix.d)
            found.append((letter, size, words.get_charbox(place)))
    return found


def squeezed(text: str) -> str:
    """Without spaces, and without hyphens: at the end of a line a reader leaves them out."""
    return "".join(letter for letter in text if letter.isalnum() or letter in ".,/")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("look", CHOICES)
def test_any_name_and_a_title_of_three_lines_are_whole_on_the_front(look, name):
    chosen = CHOICES[look]

    made = printed(chosen, person_name=NAMES[name], title_id=LONG_TITLE, lessons=make_lessons(2))

    front_text, *back = papers.texts(made)
    assert len(back) == 1
    assert squeezed(NAMES[name]) in squeezed(front_text)
    assert squeezed(LONG_TITLE) in squeezed(front_text)
    shown = letters(made)
    assert min(size for _letter, size, _box in shown) >= LEAST
    box = front.box_of(chosen)
    for _letter, _size, (left, bottom, right, top) in shown:
        assert left >= (box.left - 1) * front.POINTS
        assert right <= (box.width - box.right + 1) * front.POINTS
        assert bottom >= (box.bottom - 2) * front.POINTS
        assert top <= (box.height - box.top + 2) * front.POINTS


@pytest.mark.parametrize("look", CHOICES)
def test_a_full_front_keeps_clear_of_the_officials_and_the_room_to_sign(look):
    chosen = CHOICES[look]
    said = {
        "person_name": LONG_NAME,
        "title_id": LONG_TITLE[:240],
        "post": "Kepala Bidang Penyelenggaraan e-Government dan Pengelolaan Informasi Publik",
        "legal_basis": tuple(f"Keputusan Bupati Buton Nomor {n} Tahun 2021" for n in range(6)),
    }

    made = printed(chosen, **said)

    signing = certificate._signings(make_statement(**said), chosen)
    box = front.box_of(chosen)
    low = (box.bottom + front.foot_height(signing, chosen) + 0.5) * front.POINTS
    high = low + 4.0 * front.POINTS
    room = signing[0].mark
    for letter, _size, (left, bottom, right, top) in letters(made):
        assert not (bottom < high and top > low), f"{letter} stands between the words and the foot"
        across = left < room[2] and right > room[0] and bottom < room[3] and top > room[1]
        assert not across, f"{letter} stands where the official signs"


@pytest.mark.parametrize("look", ["frame", "plain", "band"])
def test_two_officials_stand_level_beside_each_other(look):
    officials = [
        ("Kepala Dinas Komunikasi dan Informatika", ["Drs. H. Muhammad Syarif, M.Si.", "NIP 1"]),
        ("Kepala BKPSDM", ["Wa Ode Hasniah", "Pembina Utama Muda (IV/c)", "NIP 2"]),
    ]

    first, second = front.signings(officials, READY[look])

    assert first.mark[1] == second.mark[1]
    assert second.left + second.width < first.left
    box = front.box_of(READY[look])
    assert first.left + first.width <= box.width - box.right + 0.01


@pytest.mark.parametrize("look", CHOICES)
def test_sixty_lessons_fill_several_backs_with_the_head_repeated(look):
    made = printed(CHOICES[look], lessons=make_lessons(60))
    _front, *backs = papers.texts(made)
    box = front.box_of(CHOICES[look])

    for page in range(1, len(backs) + 1):
        for _letter, _size, (left, bottom, right, top) in letters(made, page):
            assert left >= 10 * front.POINTS
            assert right <= (box.width - 10) * front.POINTS
            assert bottom >= 8 * front.POINTS
            assert top <= (box.height - 8) * front.POINTS
    assert len(backs) > 1
    assert all("Narasumber" in back for back in backs)
    assert all(f"Materi ke-{place}:" in " ".join(backs) for place in range(1, 61))


def test_the_qr_is_read_on_every_look():
    for look in CHOICES.values():
        assert papers.decoded(papers.pages(printed(look), dpi=150)[0]), look


def test_pdf_ua_is_claimed_only_where_no_visible_signature_follows():
    claims = {}
    for note in ("", "Dokumen ini ditandatangani secara elektronik"):
        made = certificate.pdf(make_sheet(signed_note=note), at=ISSUED_AT)
        with pikepdf.open(io.BytesIO(made)) as document:
            meta = document.open_metadata()
            claims[bool(note)] = (
                meta["pdfaid:part"],
                meta["pdfaid:conformance"],
                meta.get("pdfuaid:part"),
                bool(document.Root.MarkInfo.Marked),
            )

    assert claims == {False: ("3", "A", "1", True), True: ("3", "A", None, True)}


def test_a_background_fills_the_front_alone_and_takes_the_place_of_the_frame():
    kept = io.BytesIO()
    Image.new("RGB", (300, 212), (250, 240, 200)).save(kept, "JPEG", quality=95)

    made = certificate.pdf(
        replace(make_sheet(), background=Picture(kept.getvalue(), "jpg", 300, 212)), at=ISSUED_AT
    )

    first, back = (page.convert("RGB").getpixel((3, 3)) for page in papers.pages(made, dpi=72))
    assert all(abs(a - b) < 6 for a, b in zip(first, (250, 240, 200), strict=True))
    assert back == (255, 255, 255)


def test_what_is_no_choice_is_as_the_ready_layout_has_it():
    assert Look.of({"style": "band", "accent": "#f00; evil"}) == READY["band"]
    assert Look.of({"style": "nothing"}) == READY["frame"]
    assert Look.of({}) == READY["frame"]
    assert Look.of(READY["plain"].as_dict()) == READY["plain"]
