"""The door's app in a real Chromium, against a small server that can misbehave."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.camera import write_video
from tests.journeys.door.officer import (
    NURHAYATI,
    expect_band,
    launch,
    new_phone,
    register,
    scan_usb,
    type_code,
)
from tests.workshops.door_fake import TOKEN, slot
from workshops.tokens import new_check_in_code

pytestmark = pytest.mark.journey


def test_a_phone_becomes_a_device_by_a_code_that_leaves_no_trace_in_the_address(phone, fake):
    register(phone, name="HP Sari")

    assert phone.evaluate("location.href").endswith("/pindai/")
    assert phone.evaluate("history.length") <= 2
    phone.reload()
    expect(phone.locator("#counts")).to_contain_text("0/5")
    expect(phone.locator("#slot")).to_have_text("Pagi, 22 November 2026")


def test_a_long_title_does_not_push_the_counts_off_the_screen(door):
    counts = door.locator("#counts").bounding_box()

    assert door.evaluate("document.scrollingElement.scrollWidth") == 360
    assert counts["x"] + counts["width"] <= 360


def test_a_used_code_is_refused_with_a_sentence(phone, fake):
    fake.codes.clear()
    phone.goto("/pindai/#daftar=ABCD2345")

    phone.get_by_label("Nama perangkat").fill("HP Sari")
    phone.get_by_role("button", name="Daftarkan perangkat").click()

    expect(phone.get_by_role("alert")).to_contain_text("Minta kode baru kepada panitia")


def test_the_camera_reads_a_code_and_the_next_one_needs_no_tap(
    playwright, chromium, fake, address, tmp_path
):
    video = write_video(fake.code_of(NURHAYATI), tmp_path / "badge.mjpeg")
    browser = launch(playwright, chromium, video)
    page = new_phone(browser, address).new_page()

    register(page)

    expect_band(page, "green", "Hadir", NURHAYATI)
    expect(page.locator("#band-unit")).to_have_text("Dinas Kesehatan")
    expect(page.locator("#counts")).to_contain_text("1/5")
    page.wait_for_timeout(3500)  # the badge is still there: the same visit, not a second scan
    assert [item["source"] for item in fake.items] == ["camera"]
    scan_usb(page, fake.code_of("Sitti Rahma"))
    expect_band(page, "green", "Hadir", "Sitti Rahma")
    browser.close()


def test_a_usb_scanner_is_heard_wherever_the_focus_is(door, fake):
    door.get_by_role("button", name="OPD → nama").click()
    door.get_by_label("Cari OPD atau nama").click()

    scan_usb(door, fake.code_of(NURHAYATI).lower())

    expect_band(door, "green", "Hadir", NURHAYATI)
    expect(door.locator("#names")).not_to_be_visible()
    assert door.locator("#names-search").input_value() == ""
    assert fake.items[0]["source"] == "usb"


def test_a_mistyped_code_is_refused_on_the_phone_and_nothing_is_sent(door, fake):
    code = fake.code_of(NURHAYATI)
    wrong = code[:-1] + ("7" if code[-1] != "7" else "8")

    type_code(door, wrong)

    expect(door.locator("#typed-note")).to_contain_text("salah ketik")
    expect(door.locator("#typed")).to_be_visible()
    assert fake.batches == []
    door.locator("#typed-code").fill(code.lower())
    expect(door.locator("#typed-note")).to_have_text("Kode benar.")
    door.get_by_role("button", name="Catat hadir").click()
    expect_band(door, "green", "Hadir", NURHAYATI)


def test_a_person_is_found_by_office_and_by_search_and_ticked_when_present(door, fake):
    door.get_by_role("button", name="OPD → nama").click()
    door.get_by_role("button", name="Dinas Kesehatan").click()
    door.get_by_role("button", name=NURHAYATI).click()

    expect_band(door, "green", "Hadir", NURHAYATI)
    assert [(i["ref"], i["source"], i.get("raw")) for i in fake.items] == [
        (fake.ref_of(NURHAYATI), "name", None)
    ]
    door.get_by_role("button", name="OPD → nama").click()
    door.get_by_label("Cari OPD atau nama").fill("nurhay")
    expect(door.locator("#names-list")).to_contain_text("sudah hadir")
    door.get_by_label("Cari OPD atau nama").fill("jumat")
    door.get_by_role("button", name="Jum'at Hasan").click()
    expect_band(door, "green", "Hadir", "Jum'at Hasan")


def test_who_is_here_already_is_told_calmly(door, fake):
    scan_usb(door, fake.code_of(NURHAYATI))
    expect_band(door, "green", "Hadir", NURHAYATI)

    type_code(door, fake.code_of(NURHAYATI))

    expect(door.locator("#band")).to_have_attribute("data-tone", "calm")
    expect(door.locator("#band-word")).to_have_text(re.compile(r"^Sudah hadir \d\d\.\d\d$"))


def test_the_last_check_in_is_taken_back_with_a_reason(door, fake):
    scan_usb(door, fake.code_of(NURHAYATI))
    expect_band(door, "green", "Hadir", NURHAYATI)

    door.get_by_role("button", name="Batalkan terakhir").click()
    expect(door.locator("#undo-whom")).to_contain_text(NURHAYATI)
    door.get_by_label("Alasan lain").first.check()
    door.get_by_role("button", name="Batalkan kehadiran ini").click()
    expect(door.locator("#undo-note")).to_have_text("Tulis alasannya dahulu.")
    door.locator("#undo-other").fill("Kartu tertukar")
    door.get_by_role("button", name="Batalkan kehadiran ini").click()

    expect_band(door, "calm", "Dibatalkan", NURHAYATI)
    arrive, annul = fake.items
    assert (annul["kind"], annul["annuls"], annul["reason"]) == (
        "annul",
        arrive["nonce"],
        "Kartu tertukar",
    )
    expect(door.locator("#counts")).to_contain_text("0/5")
    door.get_by_role("button", name="Batalkan terakhir").click()
    expect(door.locator("#undo-whom")).to_contain_text("Belum ada kehadiran")


def test_the_officer_chooses_when_several_slots_are_open(phone, fake):
    now = datetime.now(UTC)
    fake.slots.append(
        slot("siang", "Siang, 22 November 2026", now - timedelta(hours=1), now + timedelta(hours=2))
    )
    register(phone)

    phone.get_by_label("Sesi yang dipindai").select_option(label="Siang, 22 November 2026")
    scan_usb(phone, fake.code_of(NURHAYATI))

    expect_band(phone, "green", "Hadir", NURHAYATI)
    assert fake.items[0]["slot"] == fake.slots[1]["id"]


def test_without_a_camera_the_other_ways_still_work(browser, fake, address):
    context = new_phone(browser, address)
    page = context.new_page()

    register(page)

    expect(page.locator("#camera-sentence")).to_have_text(
        "Kamera tidak ditemukan di perangkat ini."
    )
    scan_usb(page, fake.code_of(NURHAYATI))
    expect_band(page, "green", "Hadir", NURHAYATI)
    context.close()


def test_the_torch_is_offered_where_there_is_one(phone, fake):
    phone.add_init_script(
        """window.lights = [];
        MediaStreamTrack.prototype.getCapabilities = () => ({torch: true});
        MediaStreamTrack.prototype.applyConstraints = async ({advanced}) => {
            lights.push(advanced[0].torch);
        };"""
    )
    register(phone)
    torch = phone.get_by_role("button", name="Senter")

    torch.click()
    expect(torch).to_have_attribute("aria-pressed", "true")
    torch.click()
    expect(torch).to_have_attribute("aria-pressed", "false")

    assert phone.evaluate("lights") == [True, False]


def test_what_a_verdict_says_is_also_announced(door, fake):
    scan_usb(door, new_check_in_code())

    expect_band(door, "red", "Tidak dikenal")
    expect(door.locator("#announcement")).to_have_text(re.compile("^Tidak dikenal. Kode ini tidak"))


def test_each_level_has_a_sound_of_its_own(phone, fake):
    phone.add_init_script(
        """window.heard = [];
        const Real = OscillatorNode;
        window.OscillatorNode = class extends Real {
            constructor(context, options) { super(context, options); heard.push(options.frequency); }
        };"""
    )
    register(phone)
    fake.verdicts[fake.ref_of("Sitti Rahma")] = {
        "outcome": "accepted",
        "verdict": "late",
        "level": "amber",
        "message": "Terlambat 40 menit.",
    }
    tunes = []

    for code, word in [
        (fake.code_of(NURHAYATI), "Hadir"),
        (fake.code_of("Sitti Rahma"), "Hadir, terlambat"),
        (new_check_in_code(), "Tidak dikenal"),
    ]:
        scan_usb(phone, code)
        expect(phone.locator("#band-word")).to_have_text(word)
        tunes.append(tuple(phone.evaluate("heard.splice(0)")))

    assert all(tunes)
    assert len(set(tunes)) == 3


def test_a_verdict_takes_less_than_a_second(door, fake):
    scan_usb(door, fake.code_of(NURHAYATI))
    expect_band(door, "green", "Hadir", NURHAYATI)

    took = door.evaluate(
        """(code) => new Promise((resolve) => {
            const name = document.getElementById("band-name");
            const start = performance.now();
            new MutationObserver(() => name.textContent && resolve(performance.now() - start))
                .observe(name, {childList: true, characterData: true, subtree: true});
            for (const key of [...code, "Enter"])
                document.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
        })""",
        fake.code_of("Sitti Rahma"),
    )

    assert took < 1000


def test_the_first_load_is_small(phone, fake):
    sizes = []
    phone.on("response", lambda answer: sizes.append(answer.request))
    register(phone)
    phone.wait_for_timeout(500)

    raw = sum(request.sizes()["responseBodySize"] for request in sizes)

    assert raw < 390_000  # uncompressed, with decoder and font; about 136,000 over the wire


@pytest.mark.parametrize("sheet", [None, "typed-open", "names-open", "undo-open", "log-open"])
def test_nothing_on_the_door_is_inaccessible(door, axe, sheet):
    scan_usb(door, new_check_in_code())
    expect_band(door, "red", "Tidak dikenal")

    if sheet:
        door.locator(f"#{sheet}").click()

    axe(door)


def test_the_registration_is_accessible(phone, axe):
    phone.goto("/pindai/")
    expect(phone.get_by_label("Kode perangkat")).to_be_visible()

    axe(phone)


def test_no_cookie_and_no_name_in_an_address(door, fake):
    scan_usb(door, fake.code_of(NURHAYATI))
    expect_band(door, "green", "Hadir", NURHAYATI)

    assert door.context.cookies() == []
    assert door.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))") == [
        "bimtek-door"
    ]
    kept = door.evaluate("JSON.stringify(localStorage)")
    assert NURHAYATI not in kept
    assert TOKEN not in kept
