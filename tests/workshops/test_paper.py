"""The paper day: a sheet with a code a row, printed, scanned back, and marked from paper."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.errors import Refused
from participants.models import AuditEntry
from tests import papers
from tests.factories import make_registration, make_workshop
from tests.factories_day import EIGHT, LATE, make_door, make_organiser, make_scan
from workshops.actions.attendance import close_slot, sign_off_slot, undo
from workshops.actions.checkin import receive
from workshops.actions.paper import draw_up_sheet, mark_rows
from workshops.actions.registration import withdraw
from workshops.models import Attendance, AttendanceSlot, CheckIn, PaperSheet, Registration
from workshops.queries.paper import find_row
from workshops.tokens import (
    ALPHABET,
    MOST_ROWS,
    is_well_formed,
    new_sheet_key,
    new_sheet_number,
    read_row_code,
    row_code,
)

SYMBOLS = st.sampled_from(ALPHABET)
KEY = "ab" * 32
NUMBER = "7K3M9Q2X"


@given(st.integers(1, MOST_ROWS), st.integers(0, 15), SYMBOLS)
def test_a_row_code_tells_its_row_and_no_other_symbol_makes_a_genuine_one(row, place, symbol):
    code = row_code(NUMBER, row, KEY)
    assert read_row_code(code) == (NUMBER, row)

    changed = code[:place] + symbol + code[place + 1 :]

    if changed != code:
        number, other = read_row_code(changed)
        assert row_code(number, other, KEY) != changed


@given(st.integers(1, MOST_ROWS))
def test_a_row_code_is_no_check_in_code_and_another_sheets_key_makes_another(row):
    code = row_code(NUMBER, row, KEY)

    assert not is_well_formed(code)
    assert row_code(NUMBER, row, new_sheet_key()) != code


def test_sheet_numbers_are_of_the_alphabet_and_a_sheet_has_its_own_key():
    assert len({new_sheet_number() for _ in range(50)}) == 50
    assert [read_row_code(text) for text in ("", "7K3M", "U" * 16, "7" * 26)] == [None] * 4


@pytest.fixture
def workshop(db):
    return make_workshop()


@pytest.fixture
def people(workshop):
    return [make_registration(workshop, printed_name=f"Orang {letter}") for letter in "ABC"]


@pytest.fixture
def pagi(workshop, people):
    return AttendanceSlot.objects.get(stage__workshop=workshop, kind="pagi")


@pytest.fixture
def clerk(client, workshop):
    clerk = make_organiser(workshop)
    client.force_login(clerk)
    return clerk


@pytest.fixture
def sheet(pagi, clerk):
    return draw_up_sheet(slot=pagi, of="participants", by=clerk, at=EIGHT)


def codes(sheet):
    rows = sheet.rows.order_by("number")
    return [row_code(sheet.number, row.number, sheet.key) for row in rows]


def named(sheet, number):
    return sheet.rows.get(number=number).registration


def here(sheet):
    code = sheet.slot.stage.workshop.public_id
    return f"/bimtek/{code}/kehadiran/kertas/{sheet.number}/"


def test_the_sheet_of_the_same_people_is_the_same_sheet_and_a_newcomer_makes_the_next(
    workshop, pagi, clerk, sheet
):
    again = draw_up_sheet(slot=pagi, of="participants", by=clerk, at=LATE)
    make_registration(workshop)
    later = draw_up_sheet(slot=pagi, of="participants", by=clerk, at=LATE)

    assert again == sheet
    assert (sheet.rows.count(), later.rows.count()) == (3, 4)


def test_a_sheet_for_nobody_is_refused(pagi, clerk):
    with pytest.raises(Refused, match="Tidak ada nama"):
        draw_up_sheet(slot=pagi, of="speakers", by=clerk, at=EIGHT)


def test_every_row_of_the_printed_sheet_is_read_back_by_a_foreign_decoder(client, sheet):
    papers.ensure_faces()

    made = client.get(f"{here(sheet)}lembar.pdf").content

    read = sorted(text for page in papers.pages(made, dpi=200) for text in papers.decoded(page))
    assert read == sorted(codes(sheet))
    (page,) = papers.texts(made)
    assert str(sheet) in page
    check_in_codes = [person.check_in_code() for person in Registration.objects.all()]
    assert [code for code in check_in_codes if code in page or code in read] == []


def test_a_scanned_row_is_present_from_paper_and_says_by_whom_and_from_which_row(
    client, clerk, sheet
):
    mark_rows(sheet=sheet, rows=[2], by=clerk, at=LATE)

    event = CheckIn.objects.get()
    assert (event.source, event.by, event.reason) == ("paper", clerk, f"{sheet} / 2")
    marked = Attendance.objects.get()
    assert (marked.registration, marked.status) == (named(sheet, 2), "present")
    told = AuditEntry.objects.get(verb="workshops.paper.marked")
    assert told.facts == {"sheet": sheet.number, "rows": [2]}


def test_marking_again_or_after_a_scan_changes_nothing(clerk, sheet):
    _device, token = make_door(sheet.slot.stage.workshop)
    receive(token=token, items=[make_scan(named(sheet, 1))], at=EIGHT)

    first = mark_rows(sheet=sheet, rows=[1, 2], by=clerk, at=LATE)
    again = mark_rows(sheet=sheet, rows=[1, 2], by=clerk, at=LATE)

    assert (first.marked, first.already) == (1, 1)
    assert (again.marked, again.already) == (0, 2)
    assert CheckIn.objects.count() == 2


def test_who_was_taken_back_can_be_marked_once_more(clerk, sheet):
    mark_rows(sheet=sheet, rows=[1], by=clerk, at=LATE)
    undo(registration=named(sheet, 1), slot=sheet.slot, reason="Salah baris", by=clerk, at=LATE)

    mark_rows(sheet=sheet, rows=[1], by=clerk, at=LATE)

    assert Attendance.objects.get().status == "present"


def test_who_withdrew_meanwhile_is_told_and_not_marked(client, clerk, sheet):
    withdraw(registration=named(sheet, 1), reason="Mutasi", by=clerk, at=EIGHT)

    found = mark_rows(sheet=sheet, rows=[1, 2], by=clerk, at=LATE)

    assert (found.marked, found.withdrawn) == (1, 1)


def test_a_signed_list_and_a_slot_to_come_take_no_marks(clerk, sheet):
    with pytest.raises(Refused, match="belum mulai"):
        mark_rows(sheet=sheet, rows=[1], by=clerk, at=sheet.slot.opens_at - timedelta(minutes=1))
    close_slot(slot=sheet.slot, by=clerk, at=LATE)
    sign_off_slot(slot=sheet.slot, by=clerk, at=LATE)
    with pytest.raises(Refused, match="sudah disahkan"):
        mark_rows(sheet=sheet, rows=[1], by=clerk, at=LATE)

    assert not CheckIn.objects.exists()


def test_a_row_is_found_however_it_is_typed_and_a_forged_one_is_not(workshop, sheet):
    code = codes(sheet)[0]
    typed = f" {code[:4].lower()}-{code[4:8]} {code[8:]}\n"
    forged = code[:-1] + ("0" if code[-1] != "0" else "1")

    assert find_row(workshop, typed).number == 1
    assert find_row(workshop, forged) is None
    assert find_row(make_workshop(), code) is None


def test_scanning_on_the_page_says_what_happened(client, clerk, sheet):
    code = codes(sheet)[0]
    name = named(sheet, 1).printed_name
    htmx = {"HX-Request": "true"}

    first = client.post(f"{here(sheet)}pindai/", {"kode": code}, headers=htmx)
    again = client.post(f"{here(sheet)}pindai/", {"kode": code}, headers=htmx)
    wrong = client.post(
        f"{here(sheet)}pindai/", {"kode": named(sheet, 2).check_in_code()}, headers=htmx
    )
    plain = client.post(f"{here(sheet)}pindai/", {"kode": codes(sheet)[1]}, follow=True)

    assert f"1. {name} ditandai hadir." in first.text
    assert f"1. {name} sudah hadir." in again.text
    assert "Bukan kode baris lembar Bimtek ini." in wrong.text
    assert "2 dari 3 hadir" in plain.text


def test_all_but_the_ticked_are_marked_at_once(client, clerk, sheet):
    client.post(f"{here(sheet)}semua/", {"tidak-hadir": ["2", "omong-kosong"]})

    marked = Attendance.objects.values_list("registration", flat=True)
    assert set(marked) == {named(sheet, 1).pk, named(sheet, 3).pk}


def test_a_sheet_is_drawn_up_on_the_page(client, clerk, workshop, pagi):
    page = f"/bimtek/{workshop.public_id}/kehadiran/kertas/"

    made = client.post(page, {"slot": pagi.public_id, "daftar": "peserta"})
    refused = client.post(page, {"slot": pagi.public_id, "daftar": "panitia"}, follow=True)

    assert made.url == here(PaperSheet.objects.get())
    assert "Tidak ada nama untuk lembar ini." in refused.text
    assert client.get(made.url).status_code == 200


def test_nothing_of_it_exists_for_another_organiser(client, sheet):
    client.force_login(make_organiser(make_workshop()))
    page = here(sheet)

    answers = [
        client.get(page),
        client.get(f"{page}lembar.pdf"),
        client.post(f"{page}pindai/", {"kode": codes(sheet)[0]}),
        client.post(f"{page}semua/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_marking_takes_the_same_queries_however_many(
    clerk, sheet, count, django_assert_num_queries
):
    # savepoint and its release, slot, Bimtek, rows, people, who is here, events, projection, audit
    with django_assert_num_queries(10):
        mark_rows(sheet=sheet, rows=range(1, count + 1), by=clerk, at=LATE)
