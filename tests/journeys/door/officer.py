"""What an officer does with the phone at the door, for the tests beside this file."""

import re

from playwright.sync_api import expect

from tests.browser import FLAGS

NURHAYATI = "Wa Ode Nurhayati, S.K.M."


def launch(playwright, chromium, video):
    return playwright.chromium.launch(
        executable_path=chromium,
        args=[
            *FLAGS,
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={video}",
        ],
    )


def new_phone(browser, address, **options):
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        is_mobile=True,
        has_touch=True,
        locale="id-ID",
        timezone_id="Asia/Makassar",
        base_url=address,
        **options,
    )
    context.set_default_timeout(8_000)
    return context


def register(page, *, name="HP Sari"):
    page.goto("/pindai/#daftar=abcd-2345")
    page.get_by_label("Nama perangkat").fill(name)
    page.get_by_role("button", name="Daftarkan perangkat").click()
    expect(page.locator("#counts")).to_contain_text("/5")
    expect_ready(page)


def expect_ready(page):
    """Both lists have come and every check has been made."""
    expect(page.locator("#ready-open")).to_have_attribute("data-tone", re.compile("green|amber"))


def type_code(page, code):
    page.get_by_role("button", name="Ketik kode").click()
    page.locator("#typed-code").fill(code)
    page.get_by_role("button", name="Catat hadir").click()


def scan_usb(page, code):
    """What a USB scanner types, at a scanner's pace even when this machine is busy."""
    page.evaluate(
        """(code) => {
            for (const key of [...code, "Enter"]) {
                const focus = document.activeElement ?? document.body;
                const down = new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true});
                const goesOn = focus.dispatchEvent(down);
                if (goesOn && key.length === 1 && focus instanceof HTMLInputElement)
                    document.execCommand("insertText", false, key);
            }
        }""",
        code,
    )


def expect_band(page, tone, word, name=""):
    expect(page.locator("#band")).to_have_attribute("data-tone", tone)
    expect(page.locator("#band-word")).to_have_text(word)
    expect(page.locator("#band-name")).to_have_text(name)
    if word == "Hadir":  # the phone greets whom it knows before the server has heard of it
        expect(page.locator("#unsent")).to_be_hidden()
