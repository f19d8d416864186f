import io

import pikepdf
import pypdfium2
import pytest
from openpyxl import load_workbook

from tests import papers
from tests.workshops.roll_calls import AT_0802, PRINTED_AT, make_roll_call, make_row
from workshops.exporting import roll_call


@pytest.fixture(autouse=True)
def _faces():
    papers.ensure_faces()


def printed(count: int = 3, **said) -> list[str]:
    return papers.texts(roll_call.pdf(make_roll_call(count, **said), at=PRINTED_AT))


def opened(count: int = 3, **said):
    return load_workbook(io.BytesIO(roll_call.xlsx(make_roll_call(count, **said)))).active


def values(page) -> list[str]:
    return [cell.value for row in page.iter_rows() for cell in row if cell.value]


def cell_of(page, value):
    return next(cell for row in page.iter_rows() for cell in row if cell.value == value)


HEAD_WORDS = (
    "PEMERINTAH KABUPATEN BUTON",
    "DAFTAR HADIR PESERTA",
    "BIMBINGAN TEKNIS PENYUSUNAN MASTERPLAN SMART CITY KABUPATEN BUTON",
    "Selasa, 23 November 2021",
    "08.00 s.d. 16.00 WITA",
    "Aula Kantor Bupati Buton, Pasarwajo",
    "Tanda tangan – Pagi",
    "Tanda tangan – Siang",
    "hadir 08.02",
    "Pasarwajo, 23 November 2021",
    "Ketua Panitia",
    "NIP 196801011993031005",
)


def test_the_paper_carries_everything_the_official_form_asks():
    (page,) = printed(2)

    assert [words for words in HEAD_WORDS if words not in page] == []


def test_the_spreadsheet_says_the_same():
    said = " ".join(values(opened(2)))

    assert [words for words in HEAD_WORDS if words not in said] == []


def test_eighty_people_keep_their_table_head_and_page_numbers_on_every_page():
    pages = printed(80)

    assert len(pages) > 4
    assert all("Nama lengkap" in page and "Tanda tangan – Pagi" in page for page in pages)
    assert [page.endswith(f"Halaman {n} dari {len(pages)}") for n, page in enumerate(pages, 1)] == [
        True
    ] * len(pages)
    whole = " ".join(pages)
    assert all(f"La Ode Peserta {place}, S.Kom." in whole for place in range(1, 81))


@pytest.mark.parametrize("count", [*range(1, 28), 80])
def test_the_chair_never_signs_a_page_without_names(count):
    last = printed(count)[-1]

    assert "Ketua Panitia" in last
    assert f"La Ode Peserta {count}, S.Kom." in last
    assert last.count("Nama lengkap") == 1


def test_signatures_zig_zag_between_left_and_right():
    made = roll_call.pdf(make_roll_call(2, columns=("",)), at=PRINTED_AT)

    first, second = (_x_of(made, text) for text in ("1.", "2."))

    assert second - first > 60  # points: half of a signature cell


def test_sex_has_a_column_only_where_it_is_known():
    known = printed(rows=(make_row(1, sex="P"), make_row(2)))[0]
    unknown = printed()[0]

    assert "L/P" in known
    assert "L/P" not in unknown


def test_other_lists_have_their_own_heading():
    assert "DAFTAR HADIR NARASUMBER" in printed(of="speakers")[0]
    assert "DAFTAR HADIR PANITIA" in printed(of="committee")[0]


def test_blank_lines_are_numbered_for_people_who_come_unannounced():
    page = opened(2, blank_rows=2)

    numbers = [cell.value for cell in page["A"] if cell.value and cell.value.isdigit()]
    assert numbers == ["1", "2", "3", "4"]


def test_an_empty_list_says_so():
    assert "Belum ada nama pada daftar ini." in printed(0)[0]


def test_an_excuse_stands_where_the_signature_would():
    page = printed(rows=(make_row(1, marks=(AT_0802, "izin")),))[0]

    assert "hadir 08.02" in page
    assert "izin" in page


@pytest.mark.parametrize(
    "name", ['#read("/etc/passwd")', "=1+1", '=HYPERLINK("http://x")', "@SUM(A1)", "{page} %s"]
)
def test_whatever_is_typed_is_printed_literally(name):
    rows = (make_row(1, name=name),)

    assert name in printed(rows=rows)[0]
    cell = cell_of(opened(rows=rows), name)
    assert cell.data_type == "s"


def test_a_nip_stays_text_in_the_spreadsheet():
    cell = cell_of(opened(1), "199001012015010001")

    assert (cell.data_type, cell.number_format) == ("s", "@")


def test_the_spreadsheet_prints_like_the_paper():
    page = opened(40)

    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == int(page.PAPERSIZE_A4)
    head = cell_of(page, "Nama lengkap").row
    assert page.print_title_rows == f"${head}:${head}"
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_control_characters_do_not_break_the_spreadsheet():
    assert "Wa Ode" in values(opened(rows=(make_row(1, name="Wa\x07 Ode"),)))


def test_the_paper_is_archival_and_carries_its_fonts():
    made = roll_call.pdf(make_roll_call(), at=PRINTED_AT)

    with pikepdf.open(io.BytesIO(made)) as document:
        assert document.open_metadata()["pdfaid:part"] == "3"
        assert document.Root.Lang == "id"
    assert papers.unembedded_fonts(made) == []


def _x_of(pdf: bytes, text: str) -> float:

    page = pypdfium2.PdfDocument(pdf)[0]
    found = page.get_textpage().search(text, match_whole_word=False)
    index, _count = found.get_next()
    return page.get_textpage().get_charbox(index)[0]
