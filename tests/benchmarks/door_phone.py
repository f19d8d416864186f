"""What the benches of the door do in the browser: show it frames, show it badges, let it flush."""

import shutil
from pathlib import Path
from typing import Any

import qrcode
from playwright.sync_api import Browser, Page, Playwright

from tests.benchmarks.door_hall import SLOWED
from tests.browser import FLAGS, PROGRAMS

FRAMES = Path(__file__).with_name("door_frames.js")

# The app's own decoder and cutter, with every reader there: three looks at each frame, which a badge
# held still for a sixth of a second gets; the milliseconds are those of one look.
LOOK = """async ({given, code}) => {
    const of = (name) => document.querySelector(`link[rel=modulepreload][href*="/${name}."]`).href;
    const [{Decoder}, {grab}] = await Promise.all([import(of("decoder")), import(of("frame"))]);
    const {worker, picture, script, module, program} = document.body.dataset;
    const decoder = new Decoder({worker, picture, script, module, program});
    decoder.hire();
    const free = async () => {
        while (!decoder.isFree) await new Promise((done) => setTimeout(done, 5));
    };
    const side = Math.min(given.width, given.height);
    const cut = {x: (given.width - side) / 2, y: (given.height - side) / 2, side};
    const read = async (bitmap, options) => {
        await free();
        return decoder.read(await grab(bitmap, cut), options);
    };
    const empty = drawFrames({...given, empty: true});
    await read(empty.pop().bitmap, {strong: true});
    for (let i = 0; i < 5; i++) await read(empty.pop().bitmap);
    const told = {hard: [], empty: [], wrong: 0};
    for (const {bitmap} of empty) told.empty.push((await read(bitmap)).ms);
    for (const {label, bitmap} of drawFrames(given)) {
        let {raw, by, ms} = await read(bitmap);
        for (let i = 0; !raw && i < 2; i++) ({raw, by} = await read(bitmap));
        told.hard.push({label, hit: raw === code, by, ms});
        if (raw && raw !== code) told.wrong += 1;
    }
    return told;
}"""

# A camera whose pictures the bench draws itself; notes when the page is given each.
CAMERA = """
const board = Object.assign(document.createElement("canvas"), {width: 1280, height: 720});
const pen = board.getContext("2d");
pen.fillStyle = "#7d8582";
pen.fillRect(0, 0, 1280, 720);
navigator.mediaDevices.getUserMedia = async () => {
    const stream = board.captureStream(0);
    const [track] = stream.getVideoTracks();
    setInterval(() => {
        pen.fillRect(0, 0, 1, 1); // a canvas that nobody touched has no new picture
        track.requestFrame();
    }, 33);
    return stream;
};
window.decodes = [];
const Real = Worker;
window.Worker = class extends Real {
    constructor(...given) {
        super(...given);
        this.addEventListener("message", ({data}) => data.raw && decodes.push(data.ms));
    }
};
window.show = (badge) => {
    pen.fillStyle = "#7d8582";
    pen.fillRect(0, 0, 1280, 720);
    if (badge) pen.drawImage(badge, 640 - badge.width / 2, 360 - badge.height / 2);
};
window.badgeOf = (modules) => {
    const size = 9;
    const card = new OffscreenCanvas((modules.length + 8) * size, (modules.length + 8) * size);
    const ink = card.getContext("2d");
    ink.fillStyle = "#fff";
    ink.fillRect(0, 0, card.width, card.height);
    ink.fillStyle = "#111";
    modules.forEach((row, y) => [...row].forEach((dark, x) =>
        dark === "1" && ink.fillRect((x + 4) * size, (y + 4) * size, size, size)));
    return card.transferToImageBitmap();
};
"""

# Holds a badge before the camera; the milliseconds from the first picture with it that the page was
# given until the verdict about it is on the screen.
HOLD = """(modules) => new Promise((resolve) => {
    const band = document.getElementById("band");
    const name = document.getElementById("band-name");
    const before = name.textContent;
    const video = document.getElementById("video");
    const badge = badgeOf(modules);
    let delivered = 0;
    decodes.length = 0;
    show(badge);
    const drawn = performance.now();
    video.requestVideoFrameCallback(function given(now) {
        if (now < drawn) return video.requestVideoFrameCallback(given);
        delivered = now;
    });
    const watch = new MutationObserver(() => {
        if (!["green", "calm", "amber", "red"].includes(band.dataset.tone)) return;
        if (!name.textContent || name.textContent === before) return;
        watch.disconnect();
        requestAnimationFrame(() => {
            const {port1, port2} = new MessageChannel();
            port1.onmessage = () => {
                const painted = performance.now() - delivered;
                show(null);
                // The browser slows the page's thread alone: the worker's share is added.
                resolve({painted: painted + SLOWER * decodes[0], decode: decodes[0]});
            };
            port2.postMessage(0);
        });
    });
    watch.observe(band, {attributes: true, childList: true, characterData: true, subtree: true});
})""".replace("SLOWER", str(SLOWED - 1))

KEEP = """async (codes) => {
    const pause = () => new Promise((done) => setTimeout(done, 0));
    for (const code of codes) {
        for (const key of [...code, "Enter"])
            document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
        await pause();
    }
}"""

FLUSHED = """() => new Promise((resolve) => {
    const chip = document.getElementById("unsent");
    addEventListener("online", () => {
        const from = performance.now();
        const watch = new MutationObserver(() => {
            if (!chip.hidden) return;
            watch.disconnect();
            resolve(performance.now() - from);
        });
        watch.observe(chip, {attributes: true});
    }, {once: true, capture: true});
})"""


def launch(driver: Playwright) -> Browser:
    program = next(filter(None, map(shutil.which, PROGRAMS)))
    return driver.chromium.launch(
        executable_path=program, args=[*FLAGS, "--use-fake-ui-for-media-stream"]
    )


def modules_of(text: str) -> list[str]:
    """The QR code's rows, "1" for dark; level Q, as the cards carry it."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=0)
    code.add_data(text)
    code.make(fit=True)
    return ["".join("1" if dark else "0" for dark in row) for row in code.get_matrix()]


def _phone(browser: Browser, address: str) -> Page:
    context = browser.new_context(
        base_url=address,
        viewport={"width": 360, "height": 740},
        is_mobile=True,
        has_touch=True,
        locale="id-ID",
        timezone_id="Asia/Makassar",
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    return page


def _register(page: Page, code: str) -> None:
    page.goto(f"/pindai/#daftar={code}")
    page.get_by_label("Nama perangkat").fill("HP Sari")
    page.get_by_role("button", name="Daftarkan perangkat").click()
    page.locator("#counts").wait_for()


def read_frames(browser: Browser, address: str, width: int, height: int) -> dict[str, Any]:
    """{hard: [{label, hit, by, ms}], empty: [ms], wrong}: what the shipped decoder makes of frames."""
    page = _phone(browser, address)
    page.goto("/pindai/")
    code = "7HTQ4ZK0M2N9XW5RVB8D3CJ6EY"
    given = {"modules": modules_of(code), "width": width, "height": height}
    page.evaluate(f"() => {{ window.drawFrames = {FRAMES.read_text('utf-8').partition('*/')[2]} }}")
    told: dict[str, Any] = page.evaluate(LOOK, {"given": given, "code": code})
    page.context.close()
    return told


def scan_all(
    browser: Browser, address: str, code: str, codes: list[str], *, offline: bool
) -> list[dict[str, float]]:
    """Each badge held before the camera once: {painted, decode} in ms, the CPU slowed."""
    page = _phone(browser, address)
    page.add_init_script(CAMERA)
    _register(page, code)
    page.wait_for_timeout(6_000)  # every reader is there, and whatever the first minute does
    page.context.set_offline(offline)
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    took = []
    for badge in codes:
        took.append(page.evaluate(HOLD, modules_of(badge)))
        page.wait_for_timeout(400)
    page.context.close()
    return took


def flush(browser: Browser, address: str, code: str, codes: list[str]) -> float:
    """Scans made without a network, then the network comes back: ms until none is unsent."""
    page = _phone(browser, address)
    _register(page, code)
    page.context.set_offline(True)
    page.evaluate(KEEP, codes)
    page.locator("#unsent").filter(has_text=str(len(codes))).wait_for()
    page.evaluate(f"() => {{ window.flushed = ({FLUSHED})() }}")
    page.context.set_offline(False)
    ms: float = page.evaluate("() => window.flushed")
    page.context.close()
    return ms
