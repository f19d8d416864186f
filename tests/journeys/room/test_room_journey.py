"""The wall and the phone in a real browser: the projector's code is read from a picture of the
screen by another library, opened, and confirmed."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from tests import papers
from tests.factories import make_invitation, make_registration, make_unit, make_workshop
from tests.factories_day import make_organiser
from tests.factories_links import make_link
from tests.factories_room import arrive, code_of, make_guest_of_room, make_room
from workshops.actions.room import close_room, draw_spot_check, tick_spot_check
from workshops.models import AttendanceSlot, CheckIn, SelfCheckIn

pytestmark = pytest.mark.django_db(transaction=True)
HALL = {"width": 1920, "height": 1080}
UNITS = 40


@pytest.fixture
def sari(live_server, settings):
    settings.PUBLIC_URL = live_server.url  # what the wall's address begins with
    workshop = make_workshop(title_id="Bimtek Penyusunan Masterplan Smart City Kabupaten Buton")
    return make_guest_of_room(workshop, printed_name="Sari Wulandari, S.E.")


@pytest.fixture
def organiser(sari):
    return make_organiser(sari.workshop)


@pytest.fixture
def room(sari, organiser):
    return make_room(sari.workshop, by=organiser)


@pytest.fixture
def hall(sari, room):
    """Forty OPD with two people each, some of them here."""
    workshop = sari.workshop
    for number in range(UNITS):
        unit = make_unit(
            workshop.unit, name=f"Dinas Komunikasi, Informatika dan Statistik {number}"
        )
        invitation = make_invitation(workshop, unit, seats=2)
        for place in range(2):
            one = make_registration(workshop, invitation=invitation)
            if (number + place) % 3:
                arrive(room, one)
    return workshop


def log_in(page, client, user, address) -> None:
    client.force_login(user)
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": kept, "url": address}]
    )


@pytest.fixture
def wall(open_page, client, live_server, sari, organiser, room):
    """Opens the wall on the projector; ``script`` runs before the page's own, ``turning`` lets the
    test turn its clocks."""

    def opened(*, script: str = "", turning: bool = False, **options):
        page = open_page(**HALL, **options)
        page.add_init_script(script)
        if turning:
            page.clock.install()
        log_in(page, client, organiser, live_server.url)
        here = f"/bimtek/{sari.workshop.public_id}/kehadiran/{room.slot.public_id}/ruangan/"
        page.goto(f"{here}layar/")
        expect(page.locator("#qr svg")).to_be_visible()
        return page

    return opened


def read_off(page) -> str:
    """The address that a camera reads from the screen."""
    (text,) = papers.decoded(page.screenshot())
    return text


def test_a_phone_reads_the_wall_and_its_owner_confirms_with_one_tap(
    wall, open_page, live_server, sari, room
):
    screen = wall()
    link = make_link(sari)
    phone = open_page(width=360)
    phone.goto(f"/p/{link.token()}")
    phone.get_by_role("button", name="Setuju, kenali HP ini").click()
    expect(phone.get_by_text("HP ini sekarang dikenali.")).to_be_visible()

    address = read_off(screen)
    # At once: the wall goes on to the next code.
    assert address.endswith(screen.locator("#digits").inner_text().replace(" ", ""))
    phone.goto(address)
    phone.get_by_role("button", name="Ya, saya hadir").click()

    expect(phone.locator(".hadir-word")).to_have_text("Hadir")
    assert re.fullmatch(re.escape(live_server.url) + r"/hadir/\d{10}", address)
    assert (SelfCheckIn.objects.get().way, CheckIn.objects.get().registration) == ("phone", sari)
    expect(screen.locator("#present")).to_have_text("1", timeout=15_000)


def test_a_strange_phone_answers_three_questions_without_a_script(wall, open_page, sari):
    address = read_off(wall())
    phone = open_page(width=360, java_script_enabled=False)

    phone.goto(address)
    phone.get_by_label("OPD atau instansi").select_option(label=str(sari.unit))
    phone.get_by_label("Inisial nama").fill("SW")
    phone.get_by_label("Empat angka terakhir nomor HP").fill("7890")
    phone.get_by_role("button", name="Saya hadir").click()

    expect(phone.locator(".hadir-word")).to_have_text("Hadir")
    assert SelfCheckIn.objects.get().way == "declared"


def test_the_wall_goes_on_without_a_network_and_says_how_old_its_count_is(wall, complaints):
    screen = wall(turning=True)
    first = screen.locator("#digits").inner_text()

    screen.context.set_offline(True)
    screen.clock.fast_forward(61_000)

    expect(screen.locator("#fresh")).to_contain_text("Jaringan terputus")
    expect(screen.locator("#digits")).not_to_have_text(first)
    assert read_off(screen).endswith(screen.locator("#digits").inner_text().replace(" ", ""))
    complaints[:] = [text for text in complaints if "ERR_INTERNET_DISCONNECTED" not in text]


@pytest.mark.parametrize("minutes", [-47, 47])
def test_a_laptop_whose_clock_is_wrong_shows_the_right_code_and_says_so(wall, open_page, minutes):
    turned = f"const real = Date.now; Date.now = () => real() + {minutes * 60_000};"
    phone = open_page(width=360)

    screen = wall(script=turned)

    expect(screen.locator("#clock")).to_contain_text("47 menit")
    phone.goto(read_off(screen))
    expect(phone.get_by_label("Inisial nama")).to_be_visible()


def test_switching_the_room_off_elsewhere_takes_the_code_from_the_wall(wall, organiser, room):
    screen = wall()

    close_room(room=room, by=organiser, at=timezone.now())

    expect(screen.locator("#over")).to_have_text("Presensi mandiri sudah ditutup", timeout=15_000)
    assert papers.decoded(screen.screenshot()) == []


def test_the_key_is_dropped_from_the_page_when_the_slot_ends(wall, room):
    AttendanceSlot.objects.filter(pk=room.slot.pk).update(
        closes_at=timezone.now() + timedelta(seconds=6)
    )
    screen = wall()
    assert screen.locator("#room-settings").count() == 0

    expect(screen.locator("#over")).to_be_visible(timeout=15_000)
    assert screen.locator("#qr svg").count() == 0


def test_keys_turn_the_list_the_tone_and_the_pause(wall, hall):
    screen = wall()
    shown = screen.locator("#units li").all_inner_texts()
    assert 12 <= len(shown) < UNITS

    screen.keyboard.press("ArrowRight")
    assert screen.locator("#units li").all_inner_texts() != shown
    screen.keyboard.press("j")
    expect(screen.locator("#pause")).to_have_attribute("aria-pressed", "true")
    screen.keyboard.press("g")
    expect(screen.locator("html")).to_have_attribute("data-tone", "dark")


@pytest.mark.parametrize("locale", ["id-ID", "en-GB"])
@pytest.mark.parametrize("tone", ["light", "dark"])
def test_the_wall_is_readable_and_accessible(wall, hall, axe, locale, tone):
    screen = wall(locale=locale, color_scheme=tone)

    expect(screen.locator("#units li").first).to_be_visible()
    _keep(screen, f"wall-{locale[:2]}-{tone}")
    axe(screen)
    assert screen.evaluate("document.documentElement.scrollHeight") <= HALL["height"]
    size = screen.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('#digits')).fontSize)"
    )
    assert size >= 90  # a twelfth of the height: readable from the last row


@pytest.mark.parametrize("locale", ["id-ID", "en-GB"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_around_the_wall_are_accessible(
    open_page, client, live_server, sari, organiser, room, axe, locale, width, complaints
):
    others = [make_registration(sari.workshop) for _ in range(3)]
    for one in others:
        arrive(room, one, device="one phone")
    check = draw_spot_check(slot=room.slot, people=2, by=organiser, at=timezone.now())
    tick_spot_check(line=check.lines.first(), found=False, by=organiser, at=timezone.now())
    here = f"/bimtek/{sari.workshop.public_id}/kehadiran/{room.slot.public_id}/"
    own = f"/p/{make_link(sari).token()}"
    page = open_page(width=width, locale=locale)
    pages = {
        "claim": f"/hadir/{code_of(room)}",
        "type": "/hadir/",
        "off": "/hadir/0000000000",
        "own": own,
    }
    for name, address in pages.items():
        _look(page, address, f"{name}-{locale[:2]}-{width}", axe, width)
    log_in(page, client, organiser, live_server.url)
    for name, address in {"slot": here, "room": f"{here}ruangan/"}.items():
        _look(page, address, f"{name}-{locale[:2]}-{width}", axe, width)
    page.goto(f"/hadir/{code_of(room)}")
    page.get_by_role("combobox").select_option(label=str(sari.unit))
    page.locator("[name=initials]").fill("SW")
    page.locator("[name=digits]").fill("7890")
    page.locator("main form .btn-primary").click()
    expect(page.locator(".hadir-word")).to_be_visible()
    _judge(page, f"done-{locale[:2]}-{width}", axe, width)
    complaints[:] = [text for text in complaints if "404" not in text]  # /hadir/0000000000


def _look(page, address, name, axe, width) -> None:
    page.goto(address)
    _judge(page, name, axe, width)


def _judge(page, name, axe, width) -> None:
    _keep(page, name)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def _keep(page, name) -> None:
    """A picture to look at, where somebody asked for pictures."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"room-{name}.png", full_page="wall" not in name)
