"""What may happen to the phone itself: nothing is lost, nothing double, nothing green that is not kept."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.door.hall import (
    Hall,
    expect_all_sent,
    nothing_lost_nothing_double,
    reconnect,
    register,
    scan_and_wait,
    set_disk,
)
from tests.journeys.door.officer import expect_band, scan_usb
from tests.journeys.door.unreliable import lay
from workshops.actions.device import revoke_device
from workshops.models import CheckIn

pytestmark = [pytest.mark.journey, pytest.mark.fault]

WRONG_CLOCK = """
const Real = Date;
globalThis.wrongBy = %d;
globalThis.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + wrongBy); }
    static now() { return Real.now() + wrongBy; }
};
"""
HOUR = 3_600_000
UNANSWERED = """
if (isSecureContext)
    StorageManager.prototype.persist = MediaDevices.prototype.getUserMedia =
        () => new Promise(() => {});
"""


@pytest.fixture
def hall(live_server):
    carrier, line = lay(live_server.url)
    yield Hall(line)
    carrier.shutdown()
    carrier.server_close()


@pytest.fixture
def phone(hall, before_an_empty_hall):
    page = hall.phone(before_an_empty_hall)
    yield page
    page.context.close()


def test_a_tab_killed_after_green_opens_again_without_a_network_and_sends(hall, phone):
    hall.line.cut = True
    scan_and_wait(phone, hall.codes()[0])
    context = phone.context
    phone.close()  # as the system does: nobody is asked

    again = context.new_page()
    again.goto("/pindai/")

    expect(again.locator("#unsent")).to_have_text("1 belum terkirim")
    expect(again.locator("#offline")).to_be_visible()
    scan_and_wait(again, hall.codes()[1])
    expect(again.locator("#band-name")).to_have_text("Jum'at Hasan")
    hall.line.cut = False
    reconnect(again)
    expect_all_sent(again)
    nothing_lost_nothing_double(hall.people[:2], scans=2)
    assert list(CheckIn.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]


@pytest.mark.parametrize("hours", [2, -2])
def test_a_wrong_clock_that_jumps_during_the_shift_dates_nobody_wrongly(
    hall, before_an_empty_hall, hours
):
    phone = hall.phone(before_an_empty_hall, WRONG_CLOCK % (hours * HOUR))
    hall.line.cut = True
    scan_and_wait(phone, hall.codes()[0])  # green: by the server's clock it is not late
    phone.evaluate("globalThis.wrongBy = -globalThis.wrongBy")
    scan_and_wait(phone, hall.codes()[1])

    hall.line.cut = False
    reconnect(phone)

    expect_all_sent(phone)
    now = timezone.now()
    for event in CheckIn.objects.all():
        assert abs(event.arrived_at - now) < timedelta(minutes=2)
        assert abs(event.device_at - now) > timedelta(hours=1)
    sent = {item["nonce"]: item for item in hall.line.sent()}.values()
    assert all(item["contact_at"] and item["mono_ms"] >= 0 for item in sent)
    assert all(abs(abs(item["skew_ms"]) - 2 * HOUR) < 60_000 for item in sent)
    nothing_lost_nothing_double(hall.people[:2], scans=2)
    phone.context.close()


def test_questions_of_the_browser_left_unanswered_hold_nobody_up(hall, before_an_empty_hall):
    """Whether it may keep what is stored, and use the camera."""
    phone = hall.phone(before_an_empty_hall, UNANSWERED)

    scan_and_wait(phone, hall.codes()[0], "Hadir")
    revoke_device(device=hall.devices[0], by=hall.organiser, at=timezone.now())
    scan_usb(phone, hall.codes()[1])
    expect(phone.get_by_role("alert")).to_contain_text("1 pindaian belum terkirim", timeout=15_000)
    register(phone, hall.new_device())

    expect_all_sent(phone)
    nothing_lost_nothing_double(hall.people[:2], scans=2)
    phone.context.close()


def test_two_tabs_send_one_queue(hall, phone):
    other = phone.context.new_page()
    other.goto("/pindai/")
    expect(other.locator("#counts")).to_contain_text("/3")
    hall.line.cut = True
    scan_and_wait(phone, hall.codes()[0])
    scan_and_wait(other, hall.codes()[1])
    scan_and_wait(phone, hall.codes()[2])

    hall.line.cut = False
    reconnect(phone)
    reconnect(other)

    expect_all_sent(phone)
    nothing_lost_nothing_double(hall.people, scans=3)
    assert sorted(CheckIn.objects.values_list("seq", flat=True)) == [1, 2, 3]


def test_a_full_disk_is_told_in_red_and_nothing_is_green(hall, before_an_empty_hall):
    phone = hall.phone(before_an_empty_hall, disk=20_000_000)
    set_disk(phone, hall.line.address, 1)
    full = phone.evaluate(
        """async () => {
            const { openStore } = await import("/static/workshops/door/store.js");
            return (await openStore()).set("filler", "x".repeat(30e6)).catch(({ name }) => name);
        }"""
    )
    assert full == "QuotaExceededError"
    phone.evaluate(
        """() => { document.getElementById("band").dataset.seen = "";
            new MutationObserver(() => {
                const band = document.getElementById("band");
                band.dataset.seen += ` ${band.dataset.tone}`;
            }).observe(document.getElementById("band"), {attributeFilter: ["data-tone"]}); }"""
    )

    scan_usb(phone, hall.codes()[0])

    expect_band(phone, "red", "Tidak tersimpan")
    expect(phone.locator("#band-message")).to_contain_text("Catat namanya di kertas")
    assert "green" not in phone.locator("#band").get_attribute("data-seen")
    assert CheckIn.objects.count() == 0
    set_disk(phone, hall.line.address)
    scan_and_wait(phone, hall.codes()[0], "Hadir")
    nothing_lost_nothing_double(hall.people[:1], scans=1)
    phone.context.close()


def test_a_new_version_waits_until_nothing_is_unsent(hall, phone):
    old = phone.evaluate("caches.keys()")
    hall.line.faults = [503] * 50
    scan_and_wait(phone, hall.codes()[0])
    scan_and_wait(phone, hall.codes()[1])
    hall.line.version = "0123456789abcdef"

    phone.evaluate("navigator.serviceWorker.ready.then((all) => all.update()).then(() => true)")

    expect(phone.locator("#update")).to_contain_text("dipasang sesudah 2 pindaian", timeout=15_000)
    expect(phone.locator("#update-do")).to_be_hidden()
    refused = phone.evaluate(
        """async () => {
            const registration = await navigator.serviceWorker.ready;
            registration.waiting.postMessage("take over");
            await new Promise((done) => setTimeout(done, 500));
            return registration.waiting !== null;
        }"""
    )
    assert refused
    hall.line.faults = []
    reconnect(phone)
    expect_all_sent(phone)
    with phone.expect_navigation():
        phone.locator("#update-do").click()
    expect(phone.locator("#counts")).to_contain_text("2/3")
    assert phone.evaluate("caches.keys()") == ["bimtek-door-0123456789abcdef"] != old
    nothing_lost_nothing_double(hall.people[:2], scans=2)


def test_scans_kept_by_the_first_released_version_are_sent_by_this_one(hall, phone):
    """Version 1 of the store: facts and outbox, no roster."""
    code = hall.codes()[0]
    token = phone.evaluate(
        """async () => {
            const { openStore } = await import("/static/workshops/door/store.js");
            return (await (await openStore()).get("registered"));
        }"""
    )
    phone.goto(f"{hall.line.address}/robots.txt")
    phone.evaluate(
        """async ([registered, raw]) => {
            localStorage.clear();
            const asked = (request) => new Promise((resolve, reject) => {
                request.onsuccess = () => resolve(request.result);
                request.onerror = () => reject(request.error);
            });
            await asked(indexedDB.deleteDatabase("bimtek-door"));
            const opening = indexedDB.open("bimtek-door", 1);
            opening.onupgradeneeded = () => {
                opening.result.createObjectStore("facts");
                opening.result.createObjectStore("outbox", {keyPath: "nonce"});
            };
            const database = await asked(opening);
            const work = database.transaction(["facts", "outbox"], "readwrite");
            const nonce = "0123456789ABCDEFGHJKMNPQRS";
            work.objectStore("facts").put(registered, "registered");
            work.objectStore("facts").put({seq: 4, chain: "a".repeat(64)}, "tail");
            work.objectStore("outbox").put({nonce, stuck: null, item: {nonce, raw, seq: 4,
                kind: "arrive", source: "camera", slot: null, chain: "a".repeat(64), roster: 7,
                device_at: new Date().toISOString(), mono_ms: null}});
            await new Promise((done) => { work.oncomplete = done; });
            database.close();
        }""",
        [token, code],
    )

    phone.goto(f"{hall.line.address}/pindai/")

    expect(phone.locator("#counts")).to_contain_text("1/3")
    expect_all_sent(phone)
    scan_and_wait(phone, hall.codes()[1], "Hadir")
    nothing_lost_nothing_double(hall.people[:2], scans=2)
    assert sorted(CheckIn.objects.values_list("seq", flat=True)) == [4, 5]


def test_a_lost_database_connection_is_opened_again_and_a_dead_one_stops_the_door(hall, phone):
    phone.evaluate(
        """() => {
            const real = IDBDatabase.prototype.transaction;
            globalThis.dead = 1;
            IDBDatabase.prototype.transaction = function (...given) {
                if (globalThis.dead > 0) {
                    globalThis.dead -= 1;
                    throw new DOMException("Connection to Indexed Database server lost",
                        "UnknownError");
                }
                return real.apply(this, given);
            };
        }"""
    )

    scan_and_wait(phone, hall.codes()[0], "Hadir")
    phone.evaluate("globalThis.dead = 1e9")
    scan_usb(phone, hall.codes()[1])

    expect(phone.get_by_role("alertdialog")).to_be_visible()
    expect(phone.locator("#band")).to_have_attribute("data-tone", "red")
    phone.evaluate("globalThis.dead = 0")
    phone.get_by_role("button", name="Coba lagi").click()
    expect(phone.get_by_role("alertdialog")).to_be_hidden()
    scan_and_wait(phone, hall.codes()[1], "Hadir")
    nothing_lost_nothing_double(hall.people[:2], scans=2)


def test_scans_that_the_database_lost_come_back_from_the_mirror(hall, phone):
    hall.line.cut = True
    scan_and_wait(phone, hall.codes()[0])
    phone.evaluate(
        """() => new Promise((done) => {
            const opening = indexedDB.open("bimtek-door");
            opening.onsuccess = () => {
                const work = opening.result.transaction(["outbox", "facts"], "readwrite");
                work.objectStore("outbox").clear();
                work.objectStore("facts").delete("tail");
                work.oncomplete = () => { opening.result.close(); done(); };
            };
        })"""
    )
    mirror = phone.evaluate("localStorage['bimtek-door:mirror']")
    assert "Nurhayati" not in mirror
    hall.line.cut = False
    phone.on("dialog", lambda dialog: dialog.accept())

    phone.reload()

    expect(phone.locator("#counts")).to_contain_text("1/3")
    expect_all_sent(phone)
    nothing_lost_nothing_double(hall.people[:1], scans=1)
    scan_and_wait(phone, hall.codes()[1], "Hadir")
    assert sorted(CheckIn.objects.values_list("seq", flat=True)) == [1, 2]
