"""The longest worksheet there can be: every row and column, without a script and with it."""

import json

import pytest
from django.conf import settings
from django.core.cache import cache

from tests.factories import NOW, make_system
from tests.workshops.worksheets.drafts import make_sheet_duty, sheet
from tests.workshops.worksheets.test_page import address, form_of
from workshops.actions.worksheet import take_in
from workshops.rules.worksheets import WORKSHEETS, empty, rows_of, tidy, worksheet_for
from workshops.rules.worksheets.shape import MOST_ROWS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_throttle():
    cache.clear()


@pytest.fixture
def duty():
    duty = make_sheet_duty("rencana-aksi")
    worksheet = worksheet_for("rencana-aksi", group=False)
    rows = [
        {"id": f"r{number}", "title": f"Program {number}", "description": "Layanan – warga. " * 50}
        for number in range(MOST_ROWS)
    ]
    content = tidy(worksheet, {"sections": {"programmes": {"rows": rows}}})[0]
    take_in(duty=duty, base=empty(worksheet), content=content, by=make_system(), at=NOW)
    return duty


@pytest.mark.parametrize("code", WORKSHEETS)
def test_no_worksheet_has_more_fields_than_a_form_may_send(code):
    columns = sum(
        len(section.columns) * (1 if section.kind == "fields" else MOST_ROWS)
        for section in worksheet_for(code, group=False).sections
    )

    # Where all rows are in conflict, each cell brings a box to be ticked, but nobody fills 4,000 twice.
    assert columns + 100 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def test_a_worksheet_of_every_row_is_saved_without_a_script(client, duty):
    url = address(duty)
    page = client.get(url)
    typed = {**form_of(page), "programmes.r199.title": "Program terakhir", "act": "save"}

    answer = client.post(url, typed)

    assert len(typed) > 5_000
    assert answer.status_code == 302
    assert rows_of(sheet(duty).content, "programmes")[199]["title"] == "Program terakhir"


def test_one_row_more_than_a_table_takes_is_told_and_nothing_is_lost(client, duty):
    url = address(duty)
    page = client.get(url)

    answer = client.post(
        url, {**form_of(page, programmes__r0__title="Diubah"), "act": "add:programmes"}
    )

    assert answer.status_code == 422
    assert "Paling banyak 200 baris." in answer.text
    rows = rows_of(sheet(duty).content, "programmes")
    assert (len(rows), rows[0]["title"]) == (200, "Diubah")


def test_every_cell_of_it_can_be_told_in_one_saving(client, duty):
    changes = [
        {"path": f"programmes.r{number}.{code}", "base": "", "value": "1"}
        for number in range(MOST_ROWS)
        for code in (one.code for one in sheet(duty).worksheet.section("programmes").columns)
    ]
    body = json.dumps({"tab": "a", "revision": 0, "changes": changes})

    answer = client.post(address(duty, "isian/"), body, content_type="application/json")

    assert answer.status_code == 200
