"""Two people of one OPD fill in the same worksheet, each in a real browser of their own."""

import re

import pytest

from tests.factories import NOW, make_system
from tests.factories_links import make_link
from tests.workshops.worksheets.drafts import fill, make_sheet_duty, send, sheet
from workshops.actions.review import Pin, Words, ask_to_revise
from workshops.models import Link, Submission
from workshops.rules.worksheets import fields_of, rows_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files")]


@pytest.fixture
def duty():
    return make_sheet_duty()


@pytest.fixture
def address(duty):
    token = make_link(duty.invitation).token()
    return f"/o/{token}/lembar-kerja/{duty.deliverable.public_id}/"


def field(page, path):
    return page.locator(f'[name="{path}"]')


def saved(page):
    page.locator("#simpanan", has_text=re.compile("^Tersimpan")).wait_for()


def held(duty):
    return fields_of(sheet(duty).content, "vision")


def test_two_editors_meet_in_one_cell_and_nothing_is_lost(open_page, axe, duty, address):
    office, phone = open_page(), open_page(width=360)
    office.goto(address)
    phone.goto(address)

    field(office, "vision.statement").fill("Buton cerdas")
    field(office, "vision.rpjmd").fill("Misi kedua RPJMD")
    saved(office)
    field(phone, "vision.statement").fill("Buton maju bersama")
    field(phone, "vision.meaning").fill("Maju: lebih cepat melayani")
    phone.get_by_role("button", name="Pakai tulisan saya").wait_for()

    phone.get_by_text("Penyunting lain menulis ini pada").wait_for()
    assert phone.locator("q", has_text="Buton cerdas").count() == 1
    assert field(phone, "vision.statement").input_value() == "Buton maju bersama"
    assert field(phone, "vision.rpjmd").input_value() == "Misi kedua RPJMD"
    assert held(duty)["statement"] == "Buton cerdas"
    assert held(duty)["meaning"] == "Maju: lebih cepat melayani"
    axe(phone)

    phone.get_by_role("button", name="Pakai tulisan saya").click()
    saved(phone)
    office.get_by_text("diubah penyunting lain").first.wait_for(timeout=15_000)

    assert field(office, "vision.statement").input_value() == "Buton maju bersama"
    assert held(duty) == {
        "statement": "Buton maju bersama",
        "meaning": "Maju: lebih cepat melayani",
        "rpjmd": "Misi kedua RPJMD",
    }
    axe(office)


def test_what_is_typed_without_a_signal_survives_a_reload_and_is_saved_when_it_comes_back(
    open_page, duty, address, complaints
):
    page = open_page(width=360)
    page.goto(address)
    page.route("**/isian/**", lambda route: route.abort())
    field(page, "vision.statement").fill("Ditulis tanpa sinyal")
    page.get_by_text("Belum tersimpan – sinyal").wait_for()
    assert held(duty)["statement"] == ""

    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert field(page, "vision.statement").input_value() == "Ditulis tanpa sinyal"
    page.unroute("**/isian/**")
    page.evaluate("dispatchEvent(new Event('online'))")
    saved(page)

    assert held(duty)["statement"] == "Ditulis tanpa sinyal"
    assert page.evaluate("sessionStorage.length") == 0
    complaints.clear()  # the browser says that the line was cut


def test_a_text_that_is_too_long_stays_on_the_page_and_is_told_unsaved(open_page, duty, address):
    page = open_page()
    page.goto(address)
    long = "Misi kedua. " * 1_700

    field(page, "vision.rpjmd").fill(long)
    page.get_by_text("Terlalu panjang").first.wait_for()
    field(page, "vision.statement").click()
    page.wait_for_timeout(1_500)

    assert field(page, "vision.rpjmd").input_value() == long
    assert page.locator("#simpanan").inner_text() == "Belum tersimpan"
    field(page, "vision.rpjmd").fill("Misi kedua")
    saved(page)
    assert held(duty)["rpjmd"] == "Misi kedua"


def test_a_link_that_ended_while_somebody_writes_is_told_and_nothing_is_taken_away(
    open_page, duty, address, complaints
):
    page = open_page()
    page.goto(address)
    Link.objects.update(revoked_at=NOW, revoked_by=make_system())

    field(page, "vision.statement").fill("Buton cerdas")
    page.get_by_text("tautan atau sesi Anda sudah berakhir").wait_for()

    assert field(page, "vision.statement").input_value() == "Buton cerdas"
    complaints.clear()  # the browser says that the link was not found


def test_rows_by_keyboard_with_an_undo_and_seen_by_the_other(open_page, duty, address):
    one, other = open_page(), open_page()
    one.goto(address)
    other.goto(address)
    section = one.locator("#s-missions")
    section.get_by_role("button", name="Tambah baris").click()
    section.get_by_label("Misi").last.fill("Layanan cepat")
    one.keyboard.press("Control+Enter")
    section.get_by_label("Misi").last.fill("Data terpadu")
    one.keyboard.press("Alt+ArrowUp")
    saved(one)
    missions = [row["mission"] for row in rows_of(sheet(duty).content, "missions")]
    assert missions == ["Data terpadu", "Layanan cepat"]
    other.locator("#s-missions textarea").nth(1).wait_for(timeout=15_000)

    section.get_by_role("button", name="Hapus baris").first.click()
    saved(one)
    assert len(rows_of(sheet(duty).content, "missions")) == 1
    section.get_by_role("button", name="Urungkan").click()
    saved(one)

    missions = [row["mission"] for row in rows_of(sheet(duty).content, "missions")]
    assert missions == ["Data terpadu", "Layanan cepat"]


def test_a_row_that_goes_while_another_types_in_it_is_not_lost(
    open_page, duty, address, complaints
):
    one, other = open_page(), open_page()
    one.goto(address)
    one.locator("#s-missions").get_by_role("button", name="Tambah baris").click()
    one.locator("#s-missions textarea").fill("Layanan")
    saved(one)
    other.goto(address)
    other.route("**/isian/**", lambda route: route.abort())
    other.locator("#s-missions textarea").fill("Layanan cepat dan ramah")

    one.locator("#s-missions").get_by_role("button", name="Hapus baris").click()
    saved(one)
    other.unroute("**/isian/**")
    other.evaluate("dispatchEvent(new Event('online'))")
    other.get_by_role("button", name="Kembalikan baris").click()
    saved(other)

    assert [row["mission"] for row in rows_of(sheet(duty).content, "missions")] == [
        "Layanan cepat dan ramah"
    ]
    complaints.clear()  # the browser says that the line was cut


def test_a_page_that_asks_about_a_removed_row_does_not_go_on_saving(
    open_page, duty, address, complaints
):
    one, other = open_page(), open_page()
    one.goto(address)
    one.locator("#s-missions").get_by_role("button", name="Tambah baris").click()
    one.locator("#s-missions textarea").fill("Layanan")
    saved(one)
    other.goto(address)
    other.route("**/isian/**", lambda route: route.abort())
    other.locator("#s-missions textarea").fill("Layanan cepat dan ramah")
    one.locator("#s-missions").get_by_role("button", name="Hapus baris").click()
    saved(one)
    savings = []
    other.on("request", lambda told: told.method == "POST" and savings.append(told.url))
    other.unroute("**/isian/**")
    other.evaluate("dispatchEvent(new Event('online'))")
    other.get_by_role("button", name="Kembalikan baris").wait_for()
    other.wait_for_timeout(4_000)

    assert len(savings) == 1
    assert other.locator("#simpanan").inner_text() == "Belum tersimpan"
    other.get_by_role("button", name="Biarkan terhapus").click()
    field(other, "vision.rpjmd").fill("Misi kedua")
    saved(other)
    assert (rows_of(sheet(duty).content, "missions"), held(duty)["rpjmd"]) == ([], "Misi kedua")
    complaints.clear()  # the browser says that the line was cut


def test_the_longest_worksheet_is_typed_saved_in_pieces_and_sent(open_page, complaints):
    duty = make_sheet_duty("rencana-aksi")
    page = open_page()
    token = make_link(duty.invitation).token()
    page.goto(f"/o/{token}/lembar-kerja/{duty.deliverable.public_id}/")
    fields = page.evaluate(
        """async () => {
            const add = document.querySelector('#s-programmes [data-act="add"]');
            for (let row = 0; row < 190; row += 1) add.click();
            const typed = document.querySelectorAll('[name$=".title"], [name$=".target_1"]');
            for (const one of typed) one.value = "1";
            typed[0].dispatchEvent(new Event("input", { bubbles: true }));
            return document.querySelectorAll("[data-cell] [name]").length;
        }"""
    )
    page.locator("#simpanan", has_text=re.compile("^Tersimpan")).wait_for(timeout=60_000)
    page.locator('[data-act="send"]').click(timeout=60_000)
    page.get_by_text("Belum dapat dikirim").first.wait_for(timeout=60_000)

    assert fields > 5_000
    assert len(rows_of(sheet(duty).content, "programmes")) == 190
    complaints.clear()  # the browser names the 422


def test_a_returned_worksheet_is_mended_at_its_comment_and_sent_again(
    open_page, duty, address, complaints
):
    fill(duty)
    said = Words("Hampir selesai.", [Pin("goals.r1.target", "Bandingkan dengan RPJMD.")])
    ask_to_revise(submission=send(duty), words=said, by=make_system(), at=NOW)
    page = open_page(width=360)
    page.goto(address)
    page.get_by_text("Bandingkan dengan RPJMD.").wait_for()

    field(page, "goals.r1.target").fill("sembilan puluh lima")
    page.get_by_text("bukan angka").wait_for()
    page.get_by_role("button", name="Kirim ke Tim Ahli").click()
    page.get_by_text("Belum dapat dikirim").wait_for()
    field(page, "goals.r1.target").fill("95")
    page.get_by_role("button", name="Kirim ke Tim Ahli").click()
    page.get_by_text("Terkirim. Tim Ahli akan meninjaunya.").wait_for()

    complaints.clear()  # the browser names the 422
    newest = Submission.objects.get(version=2)
    assert rows_of(newest.content, "goals")[0]["target"] == 95


def test_without_javascript_the_worksheet_is_filled_in_saved_and_sent(
    open_page, duty, address, complaints
):
    page = open_page(width=360, java_script_enabled=False)
    page.goto(address)
    field(page, "vision.statement").fill("Buton cerdas")
    page.locator("#s-missions").get_by_role("button", name="Tambah baris").click()
    page.locator("#s-missions").get_by_label("Misi").fill("Layanan cepat")
    page.get_by_role("button", name="Simpan", exact=True).last.click()

    page.get_by_text("Tersimpan").first.wait_for()
    assert held(duty)["statement"] == "Buton cerdas"
    assert rows_of(sheet(duty).content, "missions")[0]["mission"] == "Layanan cepat"
    page.get_by_role("button", name="Kirim ke Tim Ahli").click()
    page.get_by_text("Belum dapat dikirim").wait_for()
    complaints.clear()  # the browser names the 422
