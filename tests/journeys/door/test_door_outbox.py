"""The door's outbox: whatever the network does, every scan ends in one result."""

import hashlib

import pytest
from playwright.sync_api import expect

from tests.journeys.door.officer import (
    NURHAYATI,
    expect_band,
    scan_usb,
)
from tests.workshops.door_fake import fails, fails_after_commit

pytestmark = pytest.mark.journey


def test_an_error_and_then_an_answer_end_as_one_accepted_scan(door, fake):
    fake.mishaps = [fails_after_commit(500), fails(503)]

    scan_usb(door, fake.code_of(NURHAYATI))

    expect_band(door, "green", "Tersimpan, belum terkirim", NURHAYATI)
    expect(door.locator("#unsent")).to_have_text("1 belum terkirim")
    expect_band(door, "green", "Hadir", NURHAYATI)
    expect(door.locator("#unsent")).to_be_hidden()
    assert len(fake.batches) == 3
    assert len({item["nonce"] for item in fake.items}) == 1
    assert len(fake.events) == 1


def test_unsent_scans_survive_a_reload_and_the_chain_goes_on(door, fake):
    door.context.set_offline(True)
    scan_usb(door, fake.code_of(NURHAYATI))
    expect(door.locator("#unsent")).to_have_text("1 belum terkirim")
    scan_usb(door, fake.code_of("Sitti Rahma"))
    expect(door.locator("#unsent")).to_have_text("2 belum terkirim")
    assert fake.batches == []

    door.context.set_offline(False)
    door.on("dialog", lambda dialog: dialog.accept())  # "leave the page?": two are unsent
    door.reload()
    expect(door.locator("#counts")).to_contain_text("2/5")
    scan_usb(door, fake.code_of("Muh. Arfan"))
    expect_band(door, "green", "Hadir", "Muh. Arfan")

    sent = {item["nonce"]: item for item in fake.items}.values()
    assert [item["seq"] for item in sent] == [1, 2, 3]
    link = ""
    for item in sent:
        text = f"{link}{item['nonce']}{item['seq']}{item['device_at']}"
        link = hashlib.sha256(text.encode()).hexdigest()
        assert item["chain"] == link


def test_the_next_person_does_not_wait_for_a_silent_server(door, fake):
    fake.silent_for = 4.0

    scan_usb(door, fake.code_of(NURHAYATI))

    expect(door.locator("#band-word")).to_have_text("Hadir")
    expect(door.locator("#unsent")).to_have_text("1 belum terkirim")
    expect_band(door, "green", "Tersimpan, belum terkirim", NURHAYATI)
    fake.silent_for = 0.0
    expect_band(door, "green", "Hadir", NURHAYATI)


def test_one_unreadable_scan_does_not_hold_up_the_others(door, fake):
    door.context.set_offline(True)
    scan_usb(door, fake.code_of(NURHAYATI))
    expect(door.locator("#unsent")).to_have_text("1 belum terkirim")
    scan_usb(door, fake.code_of("Sitti Rahma"))
    expect(door.locator("#unsent")).to_have_text("2 belum terkirim")
    fake.mishaps = [fails(422), fails(422)]  # the pair, then its first alone

    door.context.set_offline(False)

    expect(door.locator("#stuck")).to_have_text("1 perlu ditinjau")
    expect(door.locator("#counts")).to_contain_text("1/5")
    door.locator("#log-open").click()
    door.get_by_role("button", name="Kirim sekarang").click()
    expect(door.locator("#stuck")).to_be_hidden()
    assert len(fake.events) == 2


def test_a_revoked_device_says_so_and_keeps_what_is_unsent(door, fake):
    fake.valid.clear()

    scan_usb(door, fake.code_of(NURHAYATI))

    expect(door.get_by_role("alert")).to_contain_text("Perangkat ini sudah dicabut")
    expect(door.get_by_role("alert")).to_contain_text("1 pindaian belum terkirim")
    assert fake.events == {}
    fake.codes.add("WXYZ6789")
    door.get_by_label("Kode perangkat").fill("wxyz 6789")
    door.get_by_label("Nama perangkat").fill("HP Sari")
    door.get_by_role("button", name="Daftarkan perangkat").click()
    expect(door.locator("#counts")).to_contain_text("1/5")
    assert fake.items[-1]["seq"] == 1


def test_two_tabs_of_one_device_number_their_scans_without_a_hole(door, fake):
    other = door.context.new_page()
    other.goto("/pindai/")
    expect(other.locator("#counts")).to_contain_text("/5")

    scan_usb(other, fake.code_of(NURHAYATI))
    scan_usb(door, fake.code_of("Sitti Rahma"))

    expect_band(door, "green", "Hadir", "Sitti Rahma")
    expect_band(other, "green", "Hadir", NURHAYATI)
    assert sorted(item["seq"] for item in fake.items) == [1, 2]


def test_a_doubt_that_came_late_waits_where_the_officer_sees_it(door, fake):
    fake.verdicts[fake.ref_of("Sitti Rahma")] = {
        "outcome": "needs_review",
        "verdict": "signed_off",
        "level": "amber",
        "message": "Daftar hadir sesi ini sudah ditandatangani.",
    }
    door.context.set_offline(True)
    scan_usb(door, fake.code_of("Sitti Rahma"))
    expect(door.locator("#unsent")).to_have_text("1 belum terkirim")
    scan_usb(door, fake.code_of(NURHAYATI))
    expect(door.locator("#unsent")).to_have_text("2 belum terkirim")

    door.context.set_offline(False)

    expect_band(door, "green", "Hadir", NURHAYATI)
    expect(door.locator("#stuck")).to_have_text("1 perlu ditinjau")
    door.locator("#log-open").click()
    expect(door.locator("#log-list li").filter(has_text="Sitti Rahma")).to_contain_text(
        "Sudah ditutup"
    )
    expect(door.locator("#stuck")).to_be_hidden()
