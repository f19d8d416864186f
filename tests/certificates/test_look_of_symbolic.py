"""Papers for the ceremony look like the certificates that will follow them; and the two typefaces."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from certificates.rendering import front, symbolic
from certificates.rendering.certificate import Picture
from certificates.rendering.symbolic import SymbolicSheet
from certificates.rules.look import READY, Look
from participants.rendering import faces, fit
from tests import papers
from tests.certificates.sheets import ISSUED_AT, LONG_NAME, LONG_TITLE
from tests.certificates.test_look import CHOICES, NAMES, letters, printed, squeezed


@pytest.fixture(autouse=True)
def _faces():
    papers.ensure_faces()


def sheet(look: Look, *names: str, **said) -> SymbolicSheet:
    return SymbolicSheet(
        names=[(name, "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia") for name in names],
        government="Pemerintah Kabupaten Buton",
        organiser="Dinas Komunikasi dan Informatika",
        title=LONG_TITLE,
        started_on=date(2021, 8, 30),
        ended_on=date(2021, 11, 24),
        language="id",
        look=look,
        **said,
    )


def fonts_of(pdf: bytes) -> set[str]:
    """Families that are in a PDF, by how their names begin."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        named = [
            str(thing.FontName)
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
        ]
    return {name.split("+")[-1].split("-")[0].lstrip("/") for name in named}


@pytest.mark.parametrize("look", CHOICES)
def test_a_symbolic_paper_is_whole_on_one_page_of_the_layout_and_says_what_it_is(look):
    chosen = CHOICES[look]
    given = [LONG_NAME, NAMES["one-word"], NAMES["no-space"], NAMES["vietnamese"]]

    made = symbolic.pdf(sheet(chosen, *given), at=ISSUED_AT)

    found = papers.texts(made)
    assert len(found) == len(given)
    box = front.box_of(chosen)
    for page, (text, name) in enumerate(zip(found, given, strict=True)):
        assert squeezed(name) in squeezed(text)
        assert squeezed(LONG_TITLE) in squeezed(text)
        assert "SIMBOLIS – BUKAN SERTIFIKAT" in text
        for _letter, size, (left, bottom, right, top) in letters(made, page):
            assert size >= 8.0
            assert left >= (box.left - 1) * front.POINTS
            assert right <= (box.width - box.right + 1) * front.POINTS
            assert bottom >= (box.bottom - 2) * front.POINTS
            assert top <= (box.height - box.top + 2) * front.POINTS
    with pikepdf.open(io.BytesIO(made)) as document:
        _x, _y, width, height = document.pages[0].mediabox
        assert (round(float(width)), round(float(height))) == tuple(
            round(edge * front.POINTS) for edge in chosen.size
        )
    picture = papers.pages(made, dpi=60)[0]
    assert papers.decoded(picture) == []


def test_a_symbolic_paper_has_the_background_of_its_layout():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><rect width="3" height="2" fill="#faf0c8"/></svg>'

    made = symbolic.pdf(
        sheet(READY["frame"], "Suharto", background=Picture(svg, "svg", 3, 2)), at=ISSUED_AT
    )

    dot = papers.pages(made, dpi=60)[0].convert("RGB").getpixel((3, 3))
    assert all(abs(a - b) < 6 for a, b in zip(dot, (250, 240, 200), strict=True))


@pytest.mark.parametrize("style", READY)
def test_a_layout_is_set_in_the_typeface_it_chose_and_in_no_other(style):
    sans = printed(READY[style])
    serif = printed(replace(READY[style], face="serif"))

    assert fonts_of(sans) == {"PlusJakartaSans"}
    assert fonts_of(serif) == {"SourceSerif4"}
    assert papers.texts(sans) == papers.texts(serif)


def test_a_letter_that_the_serif_lacks_is_taken_from_the_sans_and_measured_there():
    made = printed(Look(face="serif"), person_name="Ŧoma Ĭda")

    assert fonts_of(made) == {"SourceSerif4", "PlusJakartaSans"}
    assert "Ŧoma Ĭda" in papers.texts(made)[0]
    alone = fit.width("Ŧ", size=10, face=faces.SERIF)
    assert alone == fit.width("Ŧ", size=10, face=faces.SANS)
    assert fit.width("T", size=10, face=faces.SERIF) != fit.width("T", size=10, face=faces.SANS)
