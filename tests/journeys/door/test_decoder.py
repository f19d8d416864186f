"""The readers behind the camera: which is trusted, which comes late, and what helps when none reads."""

import base64

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.journeys.camera import write_video
from tests.journeys.door.officer import NURHAYATI, expect_band, launch, new_phone, register
from workshops.views.door_page import DECODER

pytestmark = pytest.mark.journey

WORKER = settings.BASE_DIR / "workshops/static" / DECODER["worker"]
# A detector as some systems announce it; {finds} is what it says about any picture.
DETECTOR = """
self.BarcodeDetector = class {{
  static getSupportedFormats = async () => ["qr_code"];
  detect = async () => {finds};
}};
"""
HIDDEN = """(state) => {
    Object.defineProperty(document, "visibilityState", {value: state, configurable: true});
    document.dispatchEvent(new Event("visibilitychange"));
}"""
TRACK = "document.getElementById('video').srcObject.getVideoTracks()[0]"


def still(text, tmp_path, **shape):
    """A photo of a code, as a file."""
    frames = write_video(text, tmp_path / "photo.mjpeg", frames=1, **shape)
    return {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": frames.read_bytes()}


def with_detector(fake, finds):
    fake.statics[DECODER["worker"]] = DETECTOR.format(finds=finds) + WORKER.read_text("utf-8")


def badge(playwright, chromium, fake, address, tmp_path):
    """A page whose camera sees Nurhayati's badge; notes what its worker says."""
    video = write_video(fake.code_of(NURHAYATI), tmp_path / "badge.mjpeg")
    browser = launch(playwright, chromium, video)
    page = new_phone(browser, address).new_page()
    page.add_init_script(
        """window.told = [];
        const Real = Worker;
        window.Worker = class extends Real {
            constructor(...given) {
                super(...given);
                this.addEventListener("message", ({data}) => told.push(data));
            }
        };"""
    )
    return browser, page


def test_the_large_reader_is_fetched_when_nothing_was_read_for_three_seconds(phone, fake):
    asked = []
    phone.on("request", lambda request: asked.append(request.url))
    register(phone)
    expect(phone.locator("#guide")).to_be_visible()

    phone.wait_for_timeout(1500)
    early = [address for address in asked if address.endswith(".wasm")]
    phone.wait_for_timeout(4000)
    late = [address for address in asked if address.endswith(".wasm")]

    assert early == []
    assert len(late) == 1
    assert late[0].startswith(phone.evaluate("location.origin"))


def test_a_detector_that_fails_the_picture_is_not_trusted(
    playwright, chromium, fake, address, tmp_path
):
    with_detector(fake, '[{rawValue: "SALAH"}]')
    browser, page = badge(playwright, chromium, fake, address, tmp_path)

    register(page)

    expect_band(page, "green", "Hadir", NURHAYATI)
    assert page.evaluate("told[0].readers") == ["script"]
    assert page.evaluate("told.find(({raw}) => raw).by") == "script"
    browser.close()


def test_a_detector_that_reads_the_picture_is_asked_first_and_the_others_help_it(
    playwright, chromium, fake, address, tmp_path
):
    with_detector(  # reads the picture of the test, and then nothing any more
        fake, 'self.asked++ ? [] : [{rawValue: "BIMTEKTESGAMBAR23456789ABC"}]'
    )
    fake.statics[DECODER["worker"]] = "self.asked = 0;" + fake.statics[DECODER["worker"]]
    browser, page = badge(playwright, chromium, fake, address, tmp_path)

    register(page)

    expect_band(page, "green", "Hadir", NURHAYATI)
    assert page.evaluate("told[0].readers") == ["native", "script"]
    browser.close()


def test_a_photo_is_read_where_the_camera_does_not_do(browser, fake, address, tmp_path):
    page = new_phone(browser, address).new_page()  # there is no camera at all
    register(page)

    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Foto kodenya saja").click()
    chosen.value.set_files([still(fake.code_of(NURHAYATI), tmp_path, side=120)])

    expect_band(page, "green", "Hadir", NURHAYATI)
    assert [item["source"] for item in fake.items] == ["camera"]
    assert page.locator("#photo").input_value() == ""
    page.context.close()


def test_a_photo_without_a_code_says_what_to_do(door, fake):
    grey = base64.b64decode(
        "R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="  # one pixel
    )
    door.get_by_role("button", name="Ketik kode").click()
    with door.expect_file_chooser() as chosen:
        door.locator("#typed").get_by_role("button", name="Foto kodenya saja").click()
    chosen.value.set_files([{"name": "a.gif", "mimeType": "image/gif", "buffer": grey}])

    expect_band(door, "amber", "Tidak terbaca")
    expect(door.locator("#band-message")).to_contain_text("atau ketik kodenya")
    assert fake.items == []


def test_the_camera_rests_in_the_background_and_starts_anew(door):
    before = door.evaluate(f"{TRACK}.id")

    door.evaluate(HIDDEN, "hidden")
    assert door.evaluate(f"{TRACK}.readyState") == "ended"
    door.evaluate(HIDDEN, "visible")

    door.wait_for_function(f"() => {TRACK}.readyState === 'live'")
    assert door.evaluate(f"{TRACK}.id") != before


def test_the_officer_can_restart_the_camera_at_any_time(door):
    before = door.evaluate(f"{TRACK}.id")

    door.get_by_role("button", name="Nyalakan ulang kamera").click()

    door.wait_for_function(
        f"(id) => {TRACK}.id !== id && {TRACK}.readyState === 'live'", arg=before
    )


def test_at_most_twenty_frames_a_second_and_one_at_a_time(phone, fake):
    phone.add_init_script(
        """window.flying = 0; window.most = 0; window.sent = 0;
        const Real = Worker;
        window.Worker = class extends Real {
            constructor(...given) {
                super(...given);
                this.addEventListener("message", ({data}) => data.kind === "frame" && flying--);
            }
            postMessage(message, moved) {
                if (message.kind === "frame") { sent++; flying++; most = Math.max(most, flying); }
                super.postMessage(message, moved ?? []);
            }
        };"""
    )
    register(phone)
    phone.wait_for_timeout(1500)
    phone.evaluate("sent = 0")

    phone.wait_for_timeout(2000)

    assert 6 <= phone.evaluate("sent") <= 42
    assert phone.evaluate("most") == 1
