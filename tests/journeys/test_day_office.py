"""The office's pages of the day, looked at by axe on a laptop and on a phone."""

import os
from pathlib import Path

import pytest
from django.conf import settings

from tests.factories import make_registration, make_workshop
from tests.factories_day import EIGHT, make_door, make_organiser, make_scan
from workshops.actions.attendance import close_slot, excuse
from workshops.actions.checkin import receive
from workshops.actions.closing import close_workshop
from workshops.models import AttendanceSlot, Guest

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ["Budi Santoso, S.Kom.", "Citra Lestari", "Dewi Anggraini, M.Si.", "La Ode Hamid", "Wa Ina"]


@pytest.fixture
def day():
    """A morning with people here, late, ill, missing, and a scan that needs a look."""
    workshop = make_workshop(
        state="running", title_id="Bimtek Penyusunan Masterplan Smart City Kabupaten Buton"
    )
    people = [make_registration(workshop, printed_name=name) for name in NAMES]
    _device, token = make_door(workshop)
    pagi, siang = AttendanceSlot.objects.order_by("opens_at", "pk")
    clerk = make_organiser(workshop)
    for person in people[:3]:
        receive(token=token, items=[make_scan(person)], at=EIGHT)
    receive(token=token, items=[make_scan(people[4], slot="lain")], at=EIGHT)
    excuse(registration=people[3], slot=pagi, status="sakit", note="Surat", by=clerk, at=EIGHT)
    Guest.objects.create(workshop=workshop, name="Bupati Buton", position="Bupati")
    return workshop, people, pagi, siang, clerk


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_the_day_are_accessible(day, open_page, live_server, client, axe, width):
    workshop, people, pagi, siang, clerk = day
    page = open_page(width=width, height=900)
    client.force_login(clerk)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    here = f"/bimtek/{workshop.public_id}"
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )

    def look(name, address=None):
        if address:
            page.goto(address)
        if folder := os.environ.get("SCREENSHOTS"):
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        axe(page)

    look("kehadiran", f"{here}/kehadiran/")
    look("presensi", f"{here}/kehadiran/{pagi.public_id}/")
    look("orang", f"{here}/kehadiran/{pagi.public_id}/{people[0].public_id}/")
    look("orang-sakit", f"{here}/kehadiran/{pagi.public_id}/{people[3].public_id}/")
    look("diperiksa", f"{here}/kehadiran/perlu-diperiksa/")
    look("perangkat", f"{here}/perangkat/")
    page.get_by_label("Nama perangkat").fill("Meja 1")
    page.get_by_role("button", name="Buat kode").click()
    page.get_by_role("heading", name="Meja 1").wait_for()
    look("kode")
    look("penutupan", f"{here}/penutupan/")
    close_slot(slot=siang, by=clerk, at=EIGHT)
    close_workshop(workshop=workshop, by=clerk, at=EIGHT)
    look("ditutup", f"{here}/penutupan/")
