"""What was typed in a worksheet that closed, or whose link ended, comes back to whoever typed it."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.core.cache import cache
from django.utils import timezone
from django.utils.html import escape

from tests.factories import NOW, make_system
from tests.workshops.worksheets.drafts import fill, make_sheet_duty, send, sheet
from tests.workshops.worksheets.test_page import address, form_of, hidden
from workshops.actions.review import accept
from workshops.models import Deliverable, Link
from workshops.rules.worksheets import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]
LONG = "Visi yang diketik\r\nselama satu jam <b>"


@pytest.fixture(autouse=True)
def _no_throttle():
    cache.clear()


@pytest.fixture
def duty():
    duty = make_sheet_duty()
    fill(duty)
    return duty


def unsaved(answer):
    found = re.search(
        r'<textarea[^>]*id="belum-tersimpan"[^>]*>([^<]*)</textarea>', answer.content.decode()
    )
    return found[1] if found else ""


def freeze(duty):
    day = timezone.localdate() - timedelta(days=1)
    Deliverable.objects.filter(pk=duty.deliverable_id).update(frozen_after=day)


@pytest.mark.parametrize(
    "close",
    [freeze, lambda duty: accept(submission=send(duty), by=make_system(), at=NOW)],
    ids=["frozen", "accepted"],
)
def test_what_was_typed_as_it_closed_is_shown_to_be_copied(client, duty, close):
    url = address(duty)
    typed = form_of(client.get(url), vision__statement=LONG, goals__r1__indicator="Waktu tunggu")
    close(duty)

    answer = client.post(url, {**typed, "act": "save", "note": "Tolong dilihat"})

    text = unsaved(answer)
    assert answer.status_code == 422
    assert escape(LONG).replace("\r", "") in text
    assert "Sasaran dan indikator · baris 1 · Indikator:\nWaktu tunggu" in text
    assert "Tolong dilihat" in text
    assert "Buton cerdas dan berbudaya" not in text
    assert fields_of(sheet(duty).content, "vision")["statement"] == "Buton cerdas dan berbudaya"


def test_it_can_be_kept_as_the_excel_form_which_is_taken_once_it_opens_again(client, duty):
    url = address(duty)
    typed = form_of(client.get(url), vision__statement="Diketik lama")
    freeze(duty)
    shown = client.post(url, {**typed, "act": "save"})
    cells = dict(re.findall(r'name="([a-z]+\.[a-z0-9.]+)" value="([^"]*)"', shown.content.decode()))

    file = client.post(url, {"known": "{}", **cells, "act": "download"})
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    Deliverable.objects.update(frozen_after=None)
    upload = io.BytesIO(file.content)
    upload.name = "isian.xlsx"
    preview = client.post(url + "unggah/", {"upload": upload})
    client.post(url + "unggah/", {"act": "take", "sealed": hidden(preview, "sealed")})

    assert book["Visi"]["C2"].value == "Diketik lama"
    assert fields_of(sheet(duty).content, "vision")["statement"] == "Diketik lama"


def test_what_was_typed_behind_a_link_that_ended_is_shown_and_nothing_else_is(client, duty):
    url = address(duty)
    typed = form_of(client.get(url), vision__statement=LONG, goals__r1__indicator="Waktu tunggu")
    Link.objects.update(revoked_at=NOW, revoked_by=make_system())

    answer = client.post(url, {**typed, "act": "send"})
    unknown = client.post(url.replace("/o/", "/o/x"), {**typed, "act": "send"})

    text = unsaved(answer)
    assert answer.status_code == unknown.status_code == 404
    assert escape(LONG).replace("\r", "") in text
    assert "baris 1 · Indikator:\nWaktu tunggu" in text
    assert "Buton cerdas dan berbudaya" not in text
    assert text == unsaved(unknown)
    assert unsaved(client.get(url)) == ""


def test_an_expert_whose_link_ended_reads_the_own_words_again(client):
    answer = client.post(
        "/t/lama/apa-saja/",
        {"verdict": "revise", "comment": "Angkanya keliru.", "pin_text": ["Sel ini.", ""]},
    )

    assert answer.status_code == 404
    assert unsaved(answer) == "Angkanya keliru.\n\nSel ini."
