"""The door's app before the real server: one story from a one-time code to a revoked device."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import make_registration
from tests.factories_day import make_organiser
from tests.journeys.camera import write_video
from tests.journeys.door.officer import expect_band, launch, new_phone, scan_usb
from workshops.actions.device import make_device, revoke_device
from workshops.models import Attendance, AttendanceSlot, CheckIn
from workshops.tokens import new_check_in_code

pytestmark = pytest.mark.journey


@pytest.fixture
def sari(live_server):
    """Registered in a Bimtek whose morning is now."""
    cache.clear()
    registration = make_registration(printed_name="Sari Wulandari")
    now = timezone.now()
    AttendanceSlot.objects.filter(kind="pagi").update(
        opens_at=now - timedelta(hours=1),
        late_after=now + timedelta(hours=1),
        closes_at=now + timedelta(hours=2),
    )
    AttendanceSlot.objects.exclude(kind="pagi").update(
        opens_at=now + timedelta(days=1),
        late_after=now + timedelta(days=1, hours=1),
        closes_at=now + timedelta(days=1, hours=2),
    )
    return registration


def test_a_badge_is_scanned_taken_back_and_tapped_by_name(
    playwright, chromium, live_server, sari, tmp_path
):
    now = timezone.now()
    organiser = make_organiser(sari.workshop)
    device, code = make_device(workshop=sari.workshop, name="HP", by=organiser, at=now)
    video = write_video(sari.check_in_code(), tmp_path / "badge.mjpeg")
    browser = launch(playwright, chromium, video)
    page = new_phone(browser, live_server.url).new_page()

    page.goto(f"/pindai/#daftar={code}")
    page.get_by_label("Nama perangkat").fill("HP Sari")
    page.get_by_role("button", name="Daftarkan perangkat").click()

    expect_band(page, "green", "Hadir", "Sari Wulandari")
    expect(page.locator("#counts")).to_contain_text("1/1")
    event = CheckIn.objects.get()
    assert (event.source, event.seq, event.registration) == ("camera", 1, sari)

    page.get_by_role("button", name="Batalkan terakhir").click()
    page.get_by_role("button", name="Batalkan kehadiran ini").click()
    expect_band(page, "calm", "Dibatalkan", "Sari Wulandari")
    expect(page.locator("#counts")).to_contain_text("0/1")

    page.get_by_role("button", name="OPD → nama").click()
    page.get_by_label("Cari OPD atau nama").fill("wulan")
    page.get_by_role("button", name="Sari Wulandari").click()
    expect_band(page, "green", "Hadir", "Sari Wulandari")
    assert Attendance.objects.filter(registration=sari, status="present").count() == 1

    scan_usb(page, new_check_in_code())
    expect(page.locator("#band-word")).to_have_text("Tidak dikenal")
    assert list(CheckIn.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3, 4]

    revoke_device(device=device, by=organiser, at=timezone.now())
    scan_usb(page, sari.check_in_code())
    expect(page.get_by_role("alert")).to_contain_text("Perangkat ini sudah dicabut")
    browser.close()
