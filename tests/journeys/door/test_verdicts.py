"""Every verdict on a phone: seen from an arm's length, heard, felt, told to a screen reader, and all that
is to be tapped within a thumb's reach. The pictures are left in build/verdicts/ for whoever looks."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.journeys.door.officer import NURHAYATI, register, scan_usb, type_code
from workshops.tokens import new_check_in_code

pytestmark = pytest.mark.journey

PICTURES = settings.BASE_DIR / "build" / "verdicts"
LONG = "La Ode Muhammad Syahrul Ramadhan Putra, S.Kom., M.T."
HEIGHT = 740
REACH = 0.6  # the share of the screen, from below, that one thumb reaches
SENTENCES = {
    "present": "Selamat datang.",
    "late": "Tercatat hadir, terlambat.",
    "already": "Sudah hadir 08.02.",
    "withdrawn": "Sudah mengundurkan diri atau digantikan. Dicatat, panitia akan memeriksanya.",
    "not_expected": "Tidak terdaftar untuk tahap ini. Dicatat, panitia akan memeriksanya.",
    "no_slot": "Tidak ada presensi yang dibuka saat ini. Dicatat untuk diperiksa.",
    "signed_off": "Presensi ini sudah disahkan. Dicatat untuk diperiksa panitia.",
    "unknown": "Kode belum dikenal. Dicatat untuk diperiksa panitia.",
    "wrong_workshop": "Kode ini untuk Bimtek lain.",
    "malformed": "Bukan kode peserta. Pindai ulang, atau pilih OPD lalu nama.",
}
# verdict, outcome, level, letter, the tone and the word that are shown, what is offered
CASES = {
    "present": ("accepted", "green", "received", "green", "Hadir", None),
    "present-without-letter": (
        *("accepted", "green", "none", "green", "Hadir"),
        "Surat tugas menyusul",
    ),
    "present-letter-to-follow": ("accepted", "green", "to_follow", "green", "Hadir", None),
    "late": ("accepted", "amber", "received", "amber", "Hadir, terlambat", None),
    "already": (
        "accepted",
        "green",
        "received",
        "calm",
        re.compile(r"Sudah hadir \d\d\.\d\d"),
        None,
    ),
    "withdrawn": (
        *("needs_review", "amber", "none", "amber", "Sudah mundur"),
        "Gantikan peserta lain",
    ),
    "not_expected": (
        *("needs_review", "amber", "received", "amber", "Tidak terjadwal"),
        "Gantikan peserta lain",
    ),
    "no_slot": ("needs_review", "amber", "received", "amber", "Belum dibuka", None),
    "signed_off": ("needs_review", "amber", "received", "amber", "Sudah ditutup", None),
    "unknown": ("needs_review", "amber", None, "amber", "Tidak dikenal", "Daftarkan di tempat"),
    "wrong_workshop": ("rejected", "red", None, "red", "Bimtek lain", None),
    "malformed": ("rejected", "red", None, "red", "Kode tidak terbaca", None),
}
NAMELESS = {"unknown", "wrong_workshop", "malformed"}

NOTE_SENSES = """window.heard = []; window.felt = [];
const Real = OscillatorNode;
window.OscillatorNode = class extends Real {
    constructor(context, options) { super(context, options); heard.push(options.frequency); }
};
navigator.vibrate = (pattern) => felt.push(pattern);"""

# The word as it is drawn: its size, its contrast by WCAG, and whether an icon stands beside it.
LOOK = """() => {
    const parts = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
    const light = (colour) => parts(colour)
        .map((part) => part / 255)
        .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
    const style = getComputedStyle(document.getElementById("band"));
    const both = [light(style.color), light(style.backgroundColor)].sort((a, b) => b - a);
    const band = document.getElementById("band");
    const reach = document.querySelector(".reach").getBoundingClientRect();
    return {
        size: parseFloat(getComputedStyle(document.getElementById("band-word")).fontSize),
        contrast: (both[0] + 0.05) / (both[1] + 0.05),
        icon: document.querySelector("#band-icon use").getAttribute("href"),
        cut: band.scrollHeight - band.clientHeight,
        overlap: band.getBoundingClientRect().bottom - reach.top,
        wide: document.scrollingElement.scrollWidth,
    };
}"""
TARGETS = """() => [...document.querySelectorAll(".scan button, .scan select, .scan a")]
    .filter((target) => target.checkVisibility())
    .map((target) => {
        const {x, y, width, height} = target.getBoundingClientRect();
        return {name: target.innerText || target.id, x, y, width, height};
    })"""


@pytest.fixture
def door(phone, fake) -> Page:
    """A registered phone that may act, its sounds and buzzes noted; its roster does not know LONG."""
    fake.choices = {"units": [], "guests": []}
    fake.lines[fake.ref_of(LONG)] = None
    phone.add_init_script(NOTE_SENSES)
    register(phone)
    expect(phone.locator("#acts-open")).to_be_visible()
    return phone


def look(page: Page, name: str) -> dict:
    """Takes the picture when the band has landed, and says how the word is drawn."""
    page.wait_for_timeout(350)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")
    return page.evaluate(LOOK)


def assert_seen(page: Page, name: str) -> None:
    seen = look(page, name)
    assert seen["size"] >= 32
    assert seen["contrast"] >= 7
    assert seen["icon"].startswith("#icon-")
    assert seen["cut"] <= 1
    assert seen["overlap"] <= 1
    assert seen["wide"] == 360


def assert_within_reach(page: Page) -> None:
    targets = page.evaluate(TARGETS)
    assert targets
    for target in targets:
        assert min(target["width"], target["height"]) >= 48, target
        assert target["y"] >= HEIGHT * (1 - REACH), target
        assert target["x"] >= 0, target
        assert target["x"] + target["width"] <= 360, target
        assert target["y"] + target["height"] <= HEIGHT, target


@pytest.mark.parametrize("case", CASES)
def test_a_verdict_is_seen_heard_felt_and_told(door, fake, case):
    outcome, level, letter, tone, word, offer = CASES[case]
    verdict = case.split("-")[0]
    who = {"name": LONG} if verdict not in NAMELESS else {"name": None, "unit": None}
    fake.verdicts[fake.ref_of(LONG)] = {
        "outcome": outcome,
        "verdict": verdict,
        "level": level,
        "letter": letter,
        "message": SENTENCES[verdict],
        "arrived_at": fake.slots[0]["opens_at"],
        **who,
    }
    door.locator("body").click(position={"x": 5, "y": 5})  # a touch, which lets it sound

    scan_usb(door, fake.code_of(LONG))

    expect(door.locator("#band")).to_have_attribute("data-tone", tone)
    expect(door.locator("#band-word")).to_have_text(word)
    expect(door.locator("#announcement")).to_contain_text(SENTENCES[verdict])
    told = door.locator("#announcement").inner_text()
    assert told.startswith(door.locator("#band-word").inner_text())
    if who["name"]:
        assert LONG in told
    assert door.evaluate("heard.length") > 0
    assert len(door.evaluate("felt")) == 1
    offered = door.locator("#band-acts button")
    assert offered.all_inner_texts() == ([offer] if offer else [])
    assert_seen(door, case)
    assert_within_reach(door)


def test_whom_the_phone_knows_it_greets_at_once_and_the_servers_answer_is_not_heard_again(
    door, fake
):
    door.locator("body").click(position={"x": 5, "y": 5})
    fake.silent_for = 0.8

    scan_usb(door, fake.code_of(NURHAYATI))

    expect(door.locator("#band")).to_have_attribute("data-tone", "green", timeout=600)
    expect(door.locator("#band-word")).to_have_text("Hadir")
    expect(door.locator("#unsent")).to_be_visible()
    expect(door.locator("#unsent")).to_be_hidden()
    expect(door.locator("#band-word")).to_have_text("Hadir")
    assert len(door.evaluate("felt")) == 1


def test_a_server_that_knows_better_is_seen_and_felt(door, fake):
    door.locator("body").click(position={"x": 5, "y": 5})
    fake.verdicts[fake.ref_of(NURHAYATI)] = {
        "outcome": "needs_review",
        "verdict": "withdrawn",
        "level": "red",
        "message": SENTENCES["withdrawn"],
        "name": NURHAYATI,
    }
    fake.silent_for = 0.8

    scan_usb(door, fake.code_of(NURHAYATI))

    expect(door.locator("#band")).to_have_attribute("data-tone", "green", timeout=600)
    expect(door.locator("#band")).to_have_attribute("data-tone", "red")
    assert len(door.evaluate("felt")) == 2


def test_what_happens_on_the_phone_itself_is_seen_as_well(door, fake):
    assert_seen(door, "idle")
    assert_within_reach(door)
    code = new_check_in_code()
    type_code(door, code[:-1] + ("7" if code[-1] != "7" else "8"))
    door.locator("#typed").screenshot(path=PICTURES / "typed-wrong.png")
    door.keyboard.press("Escape")

    door.context.set_offline(True)
    scan_usb(door, fake.code_of(NURHAYATI))

    expect(door.locator("#band-word")).to_have_text("Tersimpan, belum terkirim")
    expect(door.locator("#unsent")).to_have_text("1 belum terkirim")
    assert_seen(door, "kept")
    assert_within_reach(door)
    scan_usb(door, new_check_in_code())
    expect(door.locator("#unsent")).to_have_text("2 belum terkirim")
    expect(door.locator("#band")).to_have_attribute("data-tone", "amber")
    assert_seen(door, "kept-unknown")
    assert_within_reach(door)
    door.context.set_offline(False)
    expect(door.locator("#unsent")).to_be_hidden()


def test_with_every_button_there_is_all_lies_within_reach(phone, fake):
    fake.choices = {"units": [], "guests": []}
    fake.slots.append(fake.slots[0] | {"id": "lain", "label": "Siang, 22 November 2026"})
    phone.add_init_script(
        "MediaStreamTrack.prototype.getCapabilities = () => ({torch: true}); " + NOTE_SENSES
    )
    register(phone)
    expect(phone.locator("#torch")).to_be_visible()
    expect(phone.locator("#acts-open")).to_be_visible()
    expect(phone.locator("#slot-choice")).to_be_visible()

    assert_seen(phone, "every-button")
    assert_within_reach(phone)
