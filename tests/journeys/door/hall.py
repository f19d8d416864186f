"""A hall whose morning is now, with people who have codes, and phones that scan them, for the tests
of what may go wrong."""

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import make_registration, make_workshop
from tests.factories_day import make_organiser
from tests.journeys.door.officer import expect_ready, new_phone, scan_usb
from workshops.actions.device import make_device
from workshops.models import Attendance, AttendanceSlot, CheckIn

NAMES = ("Wa Ode Nurhayati", "Jum'at Hasan", "Sitti Rahma")
SAVED = "Tersimpan, belum terkirim"


class Hall:
    """People, codes and devices of one Bimtek."""

    def __init__(self, line):
        cache.clear()
        self.line = line
        workshop = make_workshop()
        self.people = [make_registration(workshop, printed_name=name) for name in NAMES]
        self.workshop = workshop
        self.organiser = make_organiser(workshop)
        self.devices = []
        now = timezone.now()
        slots = AttendanceSlot.objects.filter(stage__workshop=workshop)
        slots.exclude(kind="pagi").update(
            opens_at=now + timedelta(days=1),
            late_after=now + timedelta(days=1, hours=1),
            closes_at=now + timedelta(days=1, hours=2),
        )
        slots.filter(kind="pagi").update(
            opens_at=now - timedelta(hours=1),
            late_after=now + timedelta(hours=1),
            closes_at=now + timedelta(hours=1, minutes=30),
        )

    def codes(self):
        return [person.check_in_code() for person in self.people]

    def new_device(self):
        """The code with which one more phone registers."""
        device, code = make_device(
            workshop=self.workshop, name="HP", by=self.organiser, at=timezone.now()
        )
        self.devices.append(device)
        return code

    def phone(self, browser, *scripts, disk=None):
        """A registered phone with both lists on it, ready to lose its network. ``disk``: bytes."""
        page = new_phone(browser, self.line.address).new_page()
        if disk:
            set_disk(page, self.line.address, disk)
        for script in scripts:
            page.add_init_script(script)
        register(page, self.new_device())
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        return page


def set_disk(page, origin, size=None):
    """How many bytes the browser lets the app keep."""
    limit = {} if size is None else {"quotaSize": size}
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin} | limit)


def register(page, code):
    if code in page.url or page.url == "about:blank":
        page.goto(f"/pindai/#daftar={code}")
    page.locator("#register-code").fill(code)
    page.get_by_label("Nama perangkat").fill("HP Sari")
    page.get_by_role("button", name="Daftarkan perangkat").click()
    expect(page.locator("#workshop")).to_be_visible()
    expect_ready(page)


def scan_and_wait(page, code, word=SAVED):
    """One scan, until the band tells of it."""
    nonces = page.evaluate("JSON.parse(sessionStorage['bimtek-door-history'] ?? '[]').length")
    scan_usb(page, code)
    expect(page.locator("#band-word")).to_have_text(word)
    if word == "Hadir":  # the phone greets whom it knows before the server has heard of it
        expect(page.locator("#unsent")).to_be_hidden(timeout=15_000)
    page.wait_for_function(
        "(n) => JSON.parse(sessionStorage['bimtek-door-history'] ?? '[]').length > n", arg=nonces
    )


def reconnect(page):
    """The network is back, and the phone notices."""
    page.evaluate("window.dispatchEvent(new Event('online'))")


def expect_all_sent(page):
    expect(page.locator("#unsent")).to_be_hidden(timeout=15_000)
    expect(page.locator("#stuck")).to_be_hidden()


def nothing_lost_nothing_double(people, scans):
    """Every scan is one event, and everybody who was scanned is here once."""
    nonces = list(CheckIn.objects.values_list("nonce", flat=True))
    assert len(nonces) == len(set(nonces)) == scans
    here = Attendance.objects.filter(status="present").values_list("registration", flat=True)
    assert sorted(here) == sorted(person.pk for person in people)
