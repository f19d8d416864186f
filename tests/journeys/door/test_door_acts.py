"""An officer registers, replaces and ticks at the door, before the real server."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import make_invitation, make_registration, make_unit
from tests.factories_day import make_organiser
from tests.journeys.door.officer import expect_band, new_phone, scan_usb
from workshops.actions.device import make_device
from workshops.models import (
    AssignmentLetter,
    Attendance,
    AttendanceSlot,
    Delegation,
    Guest,
    Registration,
)
from workshops.tokens import new_check_in_code

pytestmark = pytest.mark.journey


@pytest.fixture
def sari(live_server):
    """Registered in a Bimtek whose morning is now."""
    cache.clear()
    registration = make_registration(printed_name="Sari Wulandari")
    now = timezone.now()
    slots = AttendanceSlot.objects.all()
    slots.filter(kind="pagi").update(
        opens_at=now - timedelta(hours=1),
        late_after=now + timedelta(hours=1),
        closes_at=now + timedelta(hours=2),
    )
    slots.exclude(kind="pagi").update(
        opens_at=now + timedelta(days=1),
        late_after=now + timedelta(days=1, hours=1),
        closes_at=now + timedelta(days=1, hours=2),
    )
    return registration


@pytest.fixture
def open_door(browser, live_server, sari):
    """Opens the page as a device of Sari's Bimtek, allowed to act or not."""
    contexts = []

    def opened(*, may_act: bool = True):
        _device, code = make_device(
            workshop=sari.workshop,
            name="HP",
            may_act=may_act,
            by=make_organiser(sari.workshop),
            at=timezone.now(),
        )
        contexts.append(new_phone(browser, live_server.url))
        contexts[-1].set_default_timeout(20_000)
        page = contexts[-1].new_page()
        page.goto(f"/pindai/#daftar={code}")
        page.get_by_label("Nama perangkat").fill("HP Sari")
        page.get_by_role("button", name="Daftarkan perangkat").click()
        expect(page.locator("#counts")).to_contain_text("/")
        return page

    yield opened
    for context in contexts:
        context.close()


def test_an_unknown_code_leads_to_registering_on_the_spot_with_one_tap(open_door, sari, axe):
    unit = make_invitation(sari.workshop, make_unit(name="Dinas Kesehatan"), seats=1).unit
    door = open_door()
    expect(door.locator("#acts-open")).to_be_visible()

    scan_usb(door, new_check_in_code())
    door.locator("#band-acts").get_by_role("button", name="Daftarkan di tempat").click()
    axe(door)
    door.get_by_role("button", name="Daftarkan dan catat hadir").click()
    expect(door.locator("#walk-note")).to_have_text("Tulis namanya dahulu.")
    door.get_by_label("Nama lengkap dengan gelar").fill("Budi Santoso, S.Kom.")
    door.locator("#walk-unit").select_option(label="Dinas Kesehatan (1 kursi kosong)")
    door.get_by_role("button", name="Daftarkan dan catat hadir").click()

    expect_band(door, "green", "Hadir", "Budi Santoso, S.Kom.")
    made = Registration.objects.get(unit=unit)
    assert Attendance.objects.get(registration=made).status == "present"
    assert AssignmentLetter.objects.get().registrations.get() == made


def test_somebody_comes_instead_for_this_stage_alone(open_door, sari, axe):
    door = open_door()

    door.get_by_role("button", name="Tindakan").click()
    door.get_by_role("button", name="Gantikan peserta").click()
    axe(door)
    door.locator("#swap-unit").select_option(label=sari.unit.name)
    door.locator("#swap-person").select_option(label="Sari Wulandari")
    door.get_by_label("Siapa yang datang").fill("Ani Lestari")
    door.get_by_role("button", name="Gantikan dan catat hadir").click()
    expect(door.locator("#swap-note")).to_have_text("Pilih: tahap ini saja, atau seterusnya.")
    door.get_by_label("Diwakili tahap ini saja").check()
    door.get_by_role("button", name="Gantikan dan catat hadir").click()

    expect_band(door, "green", "Hadir", "Ani Lestari")
    assert Delegation.objects.get(kind="stands_in").registration.printed_name == "Ani Lestari"


def test_whoever_has_no_letter_is_noted_with_one_tap_and_a_second(open_door, sari, tmp_path):
    door = open_door()

    scan_usb(door, sari.check_in_code())
    door.locator("#band-acts").get_by_role("button", name="Surat tugas menyusul").click()
    door.get_by_role("button", name="Catat: surat menyusul").click()

    expect_band(door, "calm", "Tercatat", "Sari Wulandari")
    assert AssignmentLetter.objects.get().state == "to_follow"


def test_guests_are_ticked(open_door, sari, axe):
    guest = Guest.objects.create(workshop=sari.workshop, name="Bupati Buton", position="Bupati")
    door = open_door()

    door.get_by_role("button", name="Tindakan").click()
    door.get_by_role("button", name="Centang tamu dan pejabat").click()
    door.get_by_role("button", name="Bupati Buton").click()

    expect(door.locator("#guests-note")).to_have_text("Bupati Buton: Tercatat hadir.")
    axe(door)
    assert guest.ticked_slots.count() == 1


def test_a_device_that_may_not_act_is_offered_nothing(open_door, sari):
    door = open_door(may_act=False)

    scan_usb(door, new_check_in_code())

    expect(door.locator("#band")).not_to_have_attribute("data-tone", "idle")
    expect(door.locator("#band-acts")).to_be_hidden()
    expect(door.locator("#acts-open")).to_be_hidden()


def test_an_act_without_a_network_says_so_and_is_done_once_when_sent_again(open_door, sari):
    make_invitation(sari.workshop, make_unit(name="Dinas Kesehatan"), seats=2)
    door = open_door()
    door.get_by_role("button", name="Tindakan").click()
    door.get_by_role("button", name="Daftarkan di tempat").click()
    door.get_by_label("Nama lengkap dengan gelar").fill("Budi Santoso")
    door.locator("#walk-unit").select_option(label="Dinas Kesehatan (2 kursi kosong)")

    door.context.set_offline(True)
    door.get_by_role("button", name="Daftarkan dan catat hadir").click()
    expect(door.locator("#walk-note")).to_contain_text("memerlukan jaringan")
    assert not Registration.objects.filter(printed_name="Budi Santoso").exists()
    door.context.set_offline(False)
    door.get_by_role("button", name="Daftarkan dan catat hadir").click()

    expect_band(door, "green", "Hadir", "Budi Santoso")
    assert Registration.objects.filter(printed_name="Budi Santoso").count() == 1
