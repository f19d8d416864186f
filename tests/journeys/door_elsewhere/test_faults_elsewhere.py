"""The faults of `tests/journeys/door`, in engines that are not Chromium's: nothing lost, nothing double."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.door.hall import nothing_lost_nothing_double
from tests.journeys.door_elsewhere.firefox import until
from tests.journeys.door_elsewhere.phone import Phone
from workshops.actions.checkin import receive_kept
from workshops.actions.device import revoke_device
from workshops.models import Attendance, CheckIn, Device

pytestmark = [pytest.mark.journey, pytest.mark.fault]

HOUR = 3_600_000
WRONG_CLOCK = """() => {
    const Real = Date;
    globalThis.wrongBy = %d;
    globalThis.Date = class extends Real {
        constructor(...given) { given.length ? super(...given) : super(Real.now() + wrongBy); }
        static now() { return Real.now() + wrongBy; }
    };
    return null;
}"""
LISTEN = """() => {
    const real = URL.createObjectURL;
    URL.createObjectURL = (blob) => { globalThis.saved = blob; return real.call(URL, blob); };
    return null;
}"""


def test_questions_of_the_browser_left_unanswered_hold_nobody_up(hall, phone):
    """Whether it may keep what is stored, and use the camera."""
    phone.scan(hall.codes()[0], "Hadir")

    assert phone.tab.run("() => navigator.storage?.persisted() ?? false") is False
    assert phone.tab.run("() => document.getElementById('video').srcObject === null")
    phone.expect_all_sent()
    nothing_lost_nothing_double(hall.people[:1], scans=1)


@pytest.mark.parametrize("fault", ["cut", "lost", 503, -500], ids=str)
def test_a_scan_whose_question_or_answer_is_lost_arrives_once(hall, phone, fault):
    """Cut in mid-scan; answer lost; server away; server answering 500 after its commit."""
    hall.line.faults = [fault, fault]  # a browser asks once more by itself

    phone.scan(hall.codes()[0], "Hadir")

    phone.expect_all_sent()
    assert len(hall.line.batches) == 3
    assert len({item["nonce"] for item in hall.line.sent()}) == 1
    nothing_lost_nothing_double(hall.people[:1], scans=1)


def test_without_a_network_the_page_opens_again_tells_the_truth_and_sends_later(hall, phone):
    hall.line.cut = True
    phone.scan(hall.codes()[0])

    phone.tab.reload()

    phone.expect_unsent(1)
    phone.tab.says("#offline", "Tanpa jaringan")
    phone.scan(hall.codes()[1])
    assert phone.tab.text("#band-name") == "Jum'at Hasan"
    phone.expect_unsent(2)
    assert CheckIn.objects.count() == 0
    phone.reconnect()
    phone.expect_all_sent()
    nothing_lost_nothing_double(hall.people[:2], scans=2)
    assert list(CheckIn.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]


@pytest.mark.usefixtures("kept_profile")
def test_a_browser_killed_after_green_has_the_scans_when_it_is_opened_again(hall, phone):
    hall.line.cut = True
    phone.scan(hall.codes()[0])
    phone.scan(hall.codes()[1])

    phone.kill_and_start_again()

    phone.open()
    phone.expect_unsent(2)
    phone.scan(hall.codes()[2])
    phone.reconnect()
    phone.expect_all_sent()
    nothing_lost_nothing_double(hall.people, scans=3)
    assert list(CheckIn.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3]


@pytest.mark.usefixtures("kept_profile")
def test_a_browser_killed_between_commit_and_answer_sends_again_and_counts_once(hall, phone):
    hall.line.faults = ["lost"] * 50
    phone.scan(hall.codes()[0])
    until(CheckIn.objects.exists, "the server has committed")

    phone.kill_and_start_again()

    hall.line.faults = []
    phone.open()
    phone.expect_ready()
    phone.expect_all_sent()
    phone.tab.says("#counts", "1/3")
    nothing_lost_nothing_double(hall.people[:1], scans=1)


def test_the_same_queue_ten_times_over_is_the_same_attendance(hall, phone):
    hall.line.cut = True
    for code in hall.codes():
        phone.scan(code)
    hall.line.faults = ["lost"] * 9
    seen = set()

    for sending in range(1, 11):
        phone.reconnect()
        until(lambda least=sending: len(hall.line.batches) >= least, "the queue was sent")
        until(lambda: CheckIn.objects.count() == 3, "the server has committed")
        rows = Attendance.objects.order_by("pk").values_list(
            "registration", "slot", "status", "arrived_at", "nonce"
        )
        seen.add(repr(list(rows)))

    phone.expect_all_sent()
    assert len(seen) == 1
    nothing_lost_nothing_double(hall.people, scans=3)


def test_two_tabs_send_one_queue(hall, phone, browser):
    other = Phone(browser, hall)
    other.open()
    other.expect_ready()
    hall.line.cut = True
    phone.scan(hall.codes()[0])
    other.scan(hall.codes()[1])
    phone.scan(hall.codes()[2])

    phone.reconnect()
    other.reconnect()

    phone.expect_all_sent()
    other.expect_all_sent()
    nothing_lost_nothing_double(hall.people, scans=3)
    assert sorted(CheckIn.objects.values_list("seq", flat=True)) == [1, 2, 3]
    other.tab.close()


def test_a_token_refused_in_the_middle_of_a_queue_keeps_the_rest(hall, phone):
    phone.keep(*({"raw": hall.codes()[turn % 3]} for turn in range(130)))
    hall.line.faults = [None, 401]

    phone.reconnect()

    phone.tab.says("#register-alert", "30 pindaian belum terkirim")
    assert CheckIn.objects.count() == 100
    phone.register()
    phone.expect_all_sent()
    nothing_lost_nothing_double(hall.people, scans=130)


def test_a_device_revoked_while_offline_hands_its_scans_over_as_a_file(hall, phone):
    hall.line.cut = True
    for code in hall.codes():
        phone.scan(code)
    revoke_device(device=hall.devices[0], by=hall.organiser, at=timezone.now())

    phone.reconnect()

    phone.tab.says("#register-alert", "3 pindaian belum terkirim")
    phone.tab.run(LISTEN)
    phone.tab.tap("#register-export")
    phone.tab.until("() => Boolean(globalThis.saved)")
    file = json.loads(phone.tab.run("() => globalThis.saved.text()"))
    assert (file["format"], file["device"]) == ("bimtek-outbox/1", hall.devices[0].public_id)
    device = Device.objects.get(pk=hall.devices[0].pk)
    for _twice in range(2):
        receive_kept(device=device, items=file["items"], at=timezone.now())
    nonces = CheckIn.objects.values_list("nonce", flat=True)
    assert sorted(nonces) == sorted(item["nonce"] for item in file["items"])
    assert len(nonces) == 3


def test_a_poison_item_is_set_aside_where_it_is_seen_and_stops_nobody(hall, phone):
    hall.line.cut = True
    phone.scan(hall.codes()[0])
    phone.keep({"raw": "x", "nonce": "0" * 30})
    phone.scan(hall.codes()[1])

    phone.reconnect()

    phone.tab.hides("#unsent")
    phone.tab.says("#stuck", "perlu ditinjau")
    nothing_lost_nothing_double(hall.people[:2], scans=2)


@pytest.mark.parametrize("hours", [2, -2])
def test_a_wrong_clock_that_jumps_during_the_shift_dates_nobody_wrongly(hall, browser, hours):
    phone = Phone(browser, hall)
    phone.open()
    phone.tab.run(WRONG_CLOCK % (hours * HOUR))
    phone.register()
    hall.line.cut = True
    phone.scan(hall.codes()[0])
    phone.tab.run("() => { globalThis.wrongBy = -globalThis.wrongBy; return null; }")
    phone.scan(hall.codes()[1])

    phone.reconnect()

    phone.expect_all_sent()
    now = timezone.now()
    for event in CheckIn.objects.all():
        assert abs(event.arrived_at - now) < timedelta(minutes=2)
        assert abs(event.device_at - now) > timedelta(hours=1)
    nothing_lost_nothing_double(hall.people[:2], scans=2)
    phone.tab.close()
