"""What the network and the server may do to a phone at the door: nothing is lost, nothing double."""

import json

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.door.hall import (
    SAVED,
    Hall,
    expect_all_sent,
    nothing_lost_nothing_double,
    reconnect,
    register,
    scan_and_wait,
)
from tests.journeys.door.officer import scan_usb
from tests.journeys.door.unreliable import lay
from workshops.actions.checkin import receive_kept
from workshops.actions.device import make_device, revoke_device
from workshops.models import Attendance, CheckIn, Device

pytestmark = [pytest.mark.journey, pytest.mark.fault]


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


@pytest.mark.parametrize("fault", ["cut", "lost", 503, -500], ids=str)
def test_a_scan_whose_question_or_answer_is_lost_arrives_once(hall, phone, fault):
    """Cut in mid-scan; answer lost; server away; server answering 500 after its commit."""
    # Twice: a browser asks once more by itself when a connection it had kept is gone.
    hall.line.faults = [fault, fault]

    scan_usb(phone, hall.codes()[0])

    expect(phone.locator("#band-word")).to_have_text("Hadir", timeout=15_000)
    expect_all_sent(phone)
    assert len(hall.line.batches) == 3
    assert len({item["nonce"] for item in hall.line.sent()}) == 1
    nothing_lost_nothing_double(hall.people[:1], scans=1)


def test_the_same_queue_ten_times_over_is_the_same_attendance(hall, phone):
    hall.line.cut = True
    for code in hall.codes():
        scan_and_wait(phone, code)
    hall.line.faults = ["lost"] * 9
    hall.line.cut = False
    seen = set()

    for sending in range(1, 11):
        reconnect(phone)
        phone.wait_for_function("() => true")
        for _ in range(100):
            if len(hall.line.batches) >= sending:
                break
            phone.wait_for_timeout(50)
        phone.wait_for_timeout(50)
        rows = Attendance.objects.order_by("pk").values_list(
            "registration", "slot", "status", "arrived_at", "nonce"
        )
        seen.add(repr(list(rows)))

    expect_all_sent(phone)
    assert len(hall.line.batches) >= 10
    assert len(seen) == 1
    nothing_lost_nothing_double(hall.people, scans=3)


def test_two_phones_offline_scan_the_same_people_in_different_order(
    hall, phone, before_an_empty_hall
):
    other = hall.phone(before_an_empty_hall)
    hall.line.cut = True
    for code in hall.codes():
        scan_and_wait(phone, code)
    for code in reversed(hall.codes()):
        scan_and_wait(other, code)

    hall.line.cut = False
    reconnect(other)
    expect_all_sent(other)
    reconnect(phone)
    expect_all_sent(phone)

    nothing_lost_nothing_double(hall.people, scans=6)
    other.context.close()


def test_a_token_refused_in_the_middle_of_a_queue_keeps_the_rest(hall, phone):
    phone.evaluate(
        """async (codes) => {
            const { openStore } = await import("/static/workshops/door/store.js");
            const { keep } = await import("/static/workshops/door/chain.js");
            const { newNonce } = await import("/static/workshops/door/code.js");
            const store = await openStore();
            for (let turn = 0; turn < 130; turn += 1) {
                await keep(store, {kind: "arrive", source: "usb", raw: codes[turn % 3], slot: null,
                    nonce: newNonce(), device_at: new Date().toISOString()});
            }
        }""",
        hall.codes(),
    )
    hall.line.faults = [None, 401]

    reconnect(phone)

    alert = phone.get_by_role("alert")
    expect(alert).to_contain_text("30 pindaian belum terkirim", timeout=15_000)
    assert CheckIn.objects.count() == 100
    _device, code = make_device(
        workshop=hall.workshop, name="HP", by=hall.organiser, at=timezone.now()
    )
    register(phone, code)
    expect_all_sent(phone)
    nothing_lost_nothing_double(hall.people, scans=130)


def test_a_device_revoked_while_offline_hands_its_scans_over_as_a_file(hall, phone, tmp_path):
    hall.line.cut = True
    for code in hall.codes():
        scan_and_wait(phone, code)
    revoke_device(device=hall.devices[0], by=hall.organiser, at=timezone.now())
    hall.line.cut = False

    reconnect(phone)

    expect(phone.get_by_role("alert")).to_contain_text("3 pindaian belum terkirim", timeout=15_000)
    left = phone.evaluate(
        """async () => {
            const { openStore } = await import("/static/workshops/door/store.js");
            const store = await openStore();
            const facts = ["registered", "live", "roster", "names"];
            return Promise.all(facts.map((name) => store.get(name)));
        }"""
    )
    assert left == [None] * 4
    with phone.expect_download() as waiting:
        phone.locator("#register-export").click()
    file = json.loads(waiting.value.path().read_text("utf-8"))
    assert waiting.value.suggested_filename.startswith(f"pindaian-{hall.devices[0].public_id}-")
    assert (file["format"], file["device"]) == ("bimtek-outbox/1", hall.devices[0].public_id)
    assert [item["seq"] for item in file["items"]] == [1, 2, 3]
    device = Device.objects.get(pk=hall.devices[0].pk)
    for _twice in range(2):
        receive_kept(device=device, items=file["items"], at=timezone.now())
    nonces = CheckIn.objects.values_list("nonce", flat=True)
    assert sorted(nonces) == sorted(item["nonce"] for item in file["items"])


def test_a_poison_item_is_set_aside_where_it_is_seen_and_stops_nobody(hall, phone):
    hall.line.cut = True
    scan_and_wait(phone, hall.codes()[0])
    phone.evaluate(
        """async () => {
            const { openStore } = await import("/static/workshops/door/store.js");
            const { keep } = await import("/static/workshops/door/chain.js");
            const nonce = "0".repeat(30);
            await keep(await openStore(), {kind: "arrive", raw: "x", slot: null, nonce,
                device_at: new Date().toISOString()});
        }"""
    )
    scan_and_wait(phone, hall.codes()[1])
    hall.line.cut = False

    reconnect(phone)

    expect(phone.locator("#unsent")).to_be_hidden(timeout=15_000)
    expect(phone.locator("#stuck")).to_contain_text("perlu ditinjau")
    nothing_lost_nothing_double(hall.people[:2], scans=2)


def test_a_code_the_phone_does_not_know_is_kept_in_amber_and_decided_when_it_arrives(hall, phone):
    late = None
    hall.line.cut = True
    scan_and_wait(phone, hall.codes()[0])
    from tests.factories import make_registration  # noqa: PLC0415 - registered meanwhile

    late = make_registration(hall.workshop, printed_name="Datang Belakangan")
    scan_usb(phone, late.check_in_code())
    expect(phone.locator("#band-word")).to_have_text("Belum dikenal")
    expect(phone.locator("#band")).to_have_attribute("data-tone", "amber")

    hall.line.cut = False
    reconnect(phone)

    expect_all_sent(phone)
    nothing_lost_nothing_double([hall.people[0], late], scans=2)


def test_a_second_scan_without_a_network_is_told_calmly(hall, phone):
    hall.line.cut = True
    scan_and_wait(phone, hall.codes()[0], SAVED)

    scan_usb(phone, hall.codes()[0])

    expect(phone.locator("#band")).to_have_attribute("data-tone", "calm")
    expect(phone.locator("#band-name")).to_have_text("Wa Ode Nurhayati")
