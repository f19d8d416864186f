"""The page of a worksheet: a form that needs no script, and what its script asks."""

import io
import json
import re
from datetime import timedelta

import openpyxl
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, make_system, make_unit, make_workshop
from tests.factories_links import make_deliverable, make_duty, make_expert_link, make_link
from tests.workshops.worksheets.drafts import fill, make_sheet_duty, send, sheet, write
from workshops.actions.review import Pin, Words, accept, ask_to_revise
from workshops.models import Link, Submission, WorksheetDraft
from workshops.rules.worksheets import WORKSHEETS, fields_of, rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture(autouse=True)
def _no_throttle():
    cache.clear()


@pytest.fixture
def duty():
    return make_sheet_duty()


def address(duty, tail=""):
    link = Link.objects.filter(invitation=duty.invitation).first() or make_link(duty.invitation)
    return f"/o/{link.token()}/lembar-kerja/{duty.deliverable.public_id}/{tail}"


def hidden(answer, name):
    found = re.search(f'name="{name}" value="([^"]*)"', answer.content.decode())
    return found[1].replace("&quot;", '"').replace("&amp;", "&") if found else None


def form_of(answer, **typed):
    """What a browser sends of the page it got: hidden fields, and what was typed by path."""
    told = {name: hidden(answer, name) for name in ("tab", "revision", "known")}
    known = json.loads(told["known"])
    return {**told, **known, **{path.replace("__", "."): text for path, text in typed.items()}}


def save(client, url, act="save", page=None, **typed):
    page = page or client.get(url)
    return client.post(url, {**form_of(page, **typed), "act": act})


@pytest.mark.parametrize("code", WORKSHEETS)
def test_every_worksheet_can_be_opened_saved_printed_and_downloaded(client, code):
    duty = make_sheet_duty(code)
    url = address(duty)

    assert client.get(url).status_code == 200
    assert save(client, url).status_code == 302
    assert client.get(url + "cetak/").status_code == 200
    assert client.get(url + "formulir.xlsx").status_code == 200
    assert client.get(url + "?periksa=1").status_code == 200


def test_what_is_typed_is_saved_by_the_form_alone(client, duty):
    url = address(duty)

    answer = save(client, url, vision__statement="Buton maju\r\nbersama")

    assert answer.status_code == 302
    assert fields_of(sheet(duty).content, "vision")["statement"] == "Buton maju\nbersama"
    assert "Buton maju" in client.get(url).content.decode()


def test_rows_are_added_filled_moved_removed_and_put_back_without_a_script(client, duty):
    url = address(duty)

    def missions():
        return rows_of(sheet(duty).content, "missions")

    save(client, url, "add:missions")
    save(client, url, "add:missions", **{f"missions__{missions()[0]['id']}__mission": "Satu"})
    save(client, url, **{f"missions__{missions()[1]['id']}__mission": "Dua"})
    save(client, url, f"down:missions.{missions()[0]['id']}")
    assert [row["mission"] for row in missions()] == ["Dua", "Satu"]

    save(client, url, f"remove:missions.{missions()[0]['id']}")
    assert [row["mission"] for row in missions()] == ["Satu"]
    assert "Dua" in client.get(url).content.decode()
    save(client, url, "restore:0")
    assert sorted(row["mission"] for row in missions()) == ["Dua", "Satu"]


def test_two_forms_that_change_one_cell_show_both_values_and_let_the_second_choose(client, duty):
    url = address(duty)
    first, second = client.get(url), client.get(url)
    save(client, url, page=first, vision__statement="Dari pertama", vision__rpjmd="Misi 1")

    met = save(client, url, page=second, vision__statement="Dari kedua", vision__meaning="Makna")

    assert met.status_code == 422
    text = met.content.decode()
    assert "Dari pertama" in text
    assert "Dari kedua" in text
    held = fields_of(sheet(duty).content, "vision")
    assert held == {"statement": "Dari pertama", "meaning": "Makna", "rpjmd": "Misi 1"}

    again = {**form_of(met), "vision.statement": "Dari kedua", "act": "save"}
    given_up = {**again, "theirs": "vision.statement"}
    client.post(url, given_up)
    assert fields_of(sheet(duty).content, "vision")["statement"] == "Dari pertama"
    client.post(url, again)
    assert fields_of(sheet(duty).content, "vision")["statement"] == "Dari kedua"


def test_sending_with_faults_shows_each_at_its_cell_and_keeps_what_was_typed(client, duty):
    url = address(duty)

    answer = save(client, url, "send", vision__statement="Buton maju")

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Isi paling sedikit 1 baris." in text
    assert "Buton maju" in text
    assert Submission.objects.count() == 0
    assert WorksheetDraft.objects.get().revision == 1


def test_a_filled_worksheet_is_sent_to_the_experts(client, duty):
    fill(duty)
    url = address(duty)

    answer = save(client, url, "send", note="Mohon ditinjau")

    version = Submission.objects.get()
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"hasil-kerja/{duty.deliverable.public_id}/")
    assert (version.version, version.note) == (1, "Mohon ditinjau")


def test_what_another_wrote_after_the_page_was_opened_is_not_sent_unseen(client, duty):
    fill(duty)
    url = address(duty)
    page = client.get(url)
    write(duty, tab="lain", vision__rpjmd="Baru saja ditulis")

    answer = save(client, url, "send", page=page)

    assert answer.status_code == 422
    assert "Penyunting lain baru saja mengubah" in answer.content.decode()
    assert "Baru saja ditulis" in answer.content.decode()
    assert Submission.objects.count() == 0


def test_comments_stand_at_their_cells_after_a_return(client, duty):
    fill(duty)
    said = Words("Hampir selesai.", [Pin("goals.r1.target", "Terlalu rendah.")])
    ask_to_revise(submission=send(duty), words=said, by=make_system(), at=NOW)

    text = client.get(address(duty)).content.decode()

    cell = text[text.index('data-cell="goals.r1.target"') :]
    assert "Terlalu rendah." in cell[:2500]
    assert "Hampir selesai." in text


def test_an_accepted_worksheet_is_only_read(client, duty):
    fill(duty)
    accept(submission=send(duty), by=make_system(), at=NOW)
    url = address(duty)

    page = client.get(url)
    answer = client.post(url, {"act": "save", "known": "{}", "vision.statement": "Lain"})

    assert "textarea" not in page.content.decode()
    assert answer.status_code == 422
    assert fields_of(sheet(duty).content, "vision")["statement"] == "Buton cerdas dan berbudaya"


def ask(client, duty, changes, revision=0, tab="a"):
    body = {"tab": tab, "revision": revision, "changes": changes}
    return client.post(address(duty, "isian/"), json.dumps(body), content_type="application/json")


def change(path, base, value):
    return {"path": path, "base": base, "value": value}


def test_the_script_saves_and_hears_what_is_kept_and_what_is_wrong_with_it(client, duty):
    told = ask(
        client,
        duty,
        [
            change("goals.ra", None, {"after": ""}),
            change("goals.ra.target", "", "1.250"),
            change("goals.ra.year", "", "tahun depan"),
        ],
    ).json()

    assert told["values"]["goals.ra.target"] == {"text": "1.250", "fault": ""}
    assert "bukan angka" in told["values"]["goals.ra.year"]["fault"]
    assert (told["revision"], told["others"], told["conflicts"]) == (1, {}, [])
    assert re.fullmatch(r"\d\d\.\d\d", told["hour"])


def test_the_script_hears_of_conflicts_and_of_what_others_changed(client, duty):
    ask(client, duty, [change("vision.statement", "", "Dari a")], tab="a")
    ask(client, duty, [change("vision.rpjmd", "", "Dari a")], tab="a")

    told = ask(client, duty, [change("vision.statement", "", "Dari b")], tab="b").json()
    news = client.get(address(duty, "isian/?sejak=1&tab=b")).json()

    [met] = told["conflicts"]
    assert (met["path"], met["theirs"], met["gone"]) == ("vision.statement", "Dari a", False)
    assert told["others"]["vision.rpjmd"]["text"] == "Dari a"
    assert set(news["others"]) == {"vision.rpjmd"}


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"changes": 1}', '{"changes": [1]}', "[" * 9999, '{"changes":[{}]}']
)
def test_a_broken_saving_is_answered_and_changes_nothing(client, duty, body):
    answer = client.post(address(duty, "isian/"), body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["refused"]
    assert WorksheetDraft.objects.count() == 0


def test_saving_is_refused_once_it_is_accepted(client, duty):
    fill(duty)
    accept(submission=send(duty), by=make_system(), at=NOW)

    answer = ask(client, duty, [change("vision.rpjmd", "", "x")])

    assert answer.status_code == 409
    assert "sudah diterima" in answer.json()["refused"][0]


def test_a_link_opens_the_worksheets_of_its_own_opd_alone(client, duty):
    other = make_sheet_duty()
    token = make_link(duty.invitation).token()

    answer = client.get(f"/o/{token}/lembar-kerja/{other.deliverable.public_id}/")

    assert answer.status_code == 404


def test_last_years_is_copied_forward_into_what_is_empty(client):
    unit = make_unit()
    old = make_sheet_duty(unit=unit)
    fill(old)
    version = send(old, at=NOW - timedelta(days=300))
    new = make_sheet_duty(
        unit=unit, workshop=make_workshop(unit=old.deliverable.stage.workshop.unit)
    )
    write(new, vision__statement="Visi baru")

    assert "Salin dari kegiatan lain" in client.get(address(new)).content.decode()
    client.post(address(new, "salin/"), {"version": version.public_id})

    assert fields_of(sheet(new).content, "vision")["statement"] == "Visi baru"
    assert rows_of(sheet(new).content, "goals")[0]["indicator"] == "Kepuasan"


def test_what_was_sent_to_another_organiser_is_not_offered_and_not_copied(client):
    unit = make_unit()
    elsewhere = make_sheet_duty(unit=unit)
    fill(elsewhere)
    version = send(elsewhere, at=NOW - timedelta(days=300))
    here = make_sheet_duty(unit=unit, workshop=make_workshop(unit=make_unit()))

    assert "Salin dari kegiatan lain" not in client.get(address(here)).content.decode()
    answer = client.post(address(here, "salin/"), {"version": version.public_id})

    assert answer.status_code == 404
    assert not WorksheetDraft.objects.filter(duty=here).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_database_the_same_however_much_is_in_it(
    client, duty, django_assert_num_queries, rows
):
    fill(duty)
    url = address(duty)
    for _number in range(rows):
        save(client, url, "add:missions")

    # link, the worksheet asked for, duty with draft, newest version, earlier ones
    with django_assert_num_queries(5):
        client.get(url)


BIG = '"workshops_submission"."content"', '"workshops_submission"."text"'


@pytest.mark.parametrize("others", [1, 3])
def test_looking_and_saving_ask_the_same_however_many_worksheets_the_owner_has(
    client, duty, others
):
    stage = duty.deliverable.stage
    for _number in range(others):
        more = make_duty(
            make_deliverable(stage, form="worksheet", worksheet="visi-misi"), duty.owner
        )
        fill(more)
        send(more)
    fill(duty)
    send(duty)
    revision = sheet(duty).revision
    url = address(duty, "isian/")
    body = {"tab": "a", "revision": revision, "changes": [change("vision.rpjmd", "", "Misi 1")]}

    with CaptureQueriesContext(connection) as looking:
        client.get(url, {"sejak": revision, "tab": "a"})
    with CaptureQueriesContext(connection) as news:
        client.get(url, {"sejak": 0, "tab": "b"})
    with CaptureQueriesContext(connection) as saving:
        told = client.post(url, body, content_type="application/json")

    assert told.json()["values"]["vision.rpjmd"]["text"] == "Misi 1"
    asked = [one["sql"] for one in (*looking, *news, *saving)]
    # link, worksheet, duty with draft, newest version; the draft's content where there is news
    assert (len(looking), len(news)) == (4, 6)
    assert len(saving) == 15
    assert not [sql for sql in asked if any(column in sql for column in BIG)]
    assert not [one["sql"] for one in looking if '"content"' in one["sql"]]


def test_an_expert_corrects_the_form_of_a_version_and_the_owner_takes_it(client, duty):
    fill(duty)
    version = send(duty)
    token = make_expert_link(duty.deliverable.stage.workshop).token()
    page = f"/t/{token}/{version.public_id}/"
    book = openpyxl.load_workbook(io.BytesIO(client.get(page + "berkas/").content))
    book["Visi"]["C2"] = "Visi menurut Tim Ahli"
    kept = io.BytesIO()
    book.save(kept)

    def judge(content):
        upload = SimpleUploadedFile("perbaikan.xlsx", content)
        return client.post(page, {"verdict": "correct", "comment": "", "corrected": upload})

    same = judge(client.get(page + "berkas/").content)
    answer = judge(kept.getvalue())

    assert same.status_code == 422
    assert answer.status_code == 302
    newest = Submission.objects.get(version=2)
    assert (newest.state, newest.corrects) == ("to_confirm", version)
    assert fields_of(newest.content, "vision")["statement"] == "Visi menurut Tim Ahli"
    assert (
        "Setujui perbaikan"
        in client.get(address(duty).replace("lembar-kerja", "hasil-kerja")).content.decode()
    )
