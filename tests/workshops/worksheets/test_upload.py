"""The Excel form of a worksheet uploaded on its page: shown, chosen from, taken in."""

import io

import openpyxl
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.workshops.worksheets.drafts import fill, make_sheet_duty, sheet, write
from tests.workshops.worksheets.test_page import address, hidden
from workshops.rules.worksheets import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture(autouse=True)
def _no_throttle():
    cache.clear()


@pytest.fixture
def duty():
    return make_sheet_duty()


def filled_form(client, duty, *typed):
    book = openpyxl.load_workbook(io.BytesIO(client.get(address(duty, "formulir.xlsx")).content))
    for sheet_name, cell, value in typed:
        book[sheet_name][cell] = value
    kept = io.BytesIO()
    book.save(kept)
    return SimpleUploadedFile("isian.xlsx", kept.getvalue())


def test_a_form_is_shown_before_it_is_taken_in(client, duty):
    fill(duty)
    url = address(duty, "unggah/")
    upload = filled_form(
        client, duty, ("Visi", "C2", "Visi dari Excel"), ("Sasaran dan indikator", "H2", "entah")
    )

    shown = client.post(url, {"upload": upload})
    text = shown.content.decode()

    assert shown.status_code == 200
    assert "Visi dari Excel" in text
    assert "Visi!C2" in text
    assert "bukan angka" in text
    assert fields_of(sheet(duty).content, "vision")["statement"] == "Buton cerdas dan berbudaya"

    taken = client.post(url, {"act": "take", "sealed": hidden(shown, "sealed")})
    assert taken.status_code == 302
    assert fields_of(sheet(duty).content, "vision")["statement"] == "Visi dari Excel"


def test_a_place_changed_on_the_page_since_is_told_and_chosen(client, duty):
    fill(duty)
    url = address(duty, "unggah/")
    upload = filled_form(client, duty, ("Visi", "C2", "Dari Excel"))
    write(duty, base="Buton cerdas dan berbudaya", vision__statement="Dari halaman")

    shown = client.post(url, {"upload": upload})
    sealed = hidden(shown, "sealed")

    assert "Juga diubah di halaman ini" in shown.content.decode()
    client.post(url, {"act": "take", "sealed": sealed})
    assert fields_of(sheet(duty).content, "vision")["statement"] == "Dari halaman"
    client.post(url, {"act": "take", "sealed": sealed, "override": "vision.statement"})
    assert fields_of(sheet(duty).content, "vision")["statement"] == "Dari Excel"


def test_what_was_written_on_the_page_after_the_preview_is_shown_before_it_is_overridden(
    client, duty
):
    fill(duty)
    url = address(duty, "unggah/")
    upload = filled_form(
        client, duty, ("Visi", "C2", "Dari Excel"), ("Visi", "C3", "Makna dari Excel")
    )
    write(duty, base="Buton cerdas dan berbudaya", vision__statement="Dari halaman")
    first = client.post(url, {"upload": upload})
    write(duty, base="Dari halaman", vision__statement="Ditulis sesudahnya")
    write(duty, vision__meaning="Makna di halaman")

    chosen = {"act": "take", "override": ["vision.statement", "vision.meaning"]}
    asked = client.post(url, {**chosen, "sealed": hidden(first, "sealed")})
    kept = fields_of(sheet(duty).content, "vision")
    taken = client.post(url, {**chosen, "sealed": hidden(asked, "sealed")})

    assert asked.status_code == 422
    assert "2 isian berubah lagi" in asked.text
    assert "Ditulis sesudahnya" in asked.text
    assert "Visi!C2" in asked.text
    assert " checked" not in asked.text
    assert (kept["statement"], kept["meaning"]) == ("Ditulis sesudahnya", "Makna di halaman")
    assert taken.status_code == 302
    assert fields_of(sheet(duty).content, "vision")["statement"] == "Dari Excel"


def test_a_choice_whose_place_did_not_move_stays_ticked_when_asked_again(client, duty):
    fill(duty)
    url = address(duty, "unggah/")
    upload = filled_form(
        client, duty, ("Visi", "C2", "Dari Excel"), ("Visi", "C3", "Makna dari Excel")
    )
    write(duty, base="Buton cerdas dan berbudaya", vision__statement="Dari halaman")
    first = client.post(url, {"upload": upload})
    write(duty, vision__meaning="Makna di halaman")

    told = {"act": "take", "sealed": hidden(first, "sealed"), "override": "vision.statement"}
    asked = client.post(url, told)

    assert asked.status_code == 422
    assert 'value="vision.statement" checked' in asked.text
    assert 'value="vision.meaning" checked' not in asked.text


def test_the_preview_of_another_opd_cannot_be_taken_in(client, duty):
    other = make_sheet_duty()
    shown = client.post(address(other, "unggah/"), {"upload": filled_form(client, other)})

    answer = client.post(
        address(duty, "unggah/"), {"act": "take", "sealed": hidden(shown, "sealed") or "x"}
    )

    assert answer.status_code == 422


@pytest.mark.parametrize("content", [b"", b"bukan excel", b"%PDF-1.7", b"PK\x03\x04"])
def test_what_is_no_form_gets_a_sentence(client, duty, content):
    upload = SimpleUploadedFile("isian.xlsx", content)

    answer = client.post(address(duty, "unggah/"), {"upload": upload})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
