"""A name may be anything a phone can type: every page shows it, every paper prints it, none runs it."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from participants.models import Role
from tests.factories import (
    NOW,
    make_invitation,
    make_pemda,
    make_role,
    make_system,
    make_unit,
    make_workshop,
)
from tests.factories_certificates import close, make_certificate, make_entitlement
from tests.factories_links import make_link
from workshops.actions.registration import confirm_name, name_person

pytestmark = pytest.mark.django_db
NAMES = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>'",
    "=HYPERLINK(\"https://jahat.example\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "Budi\ufffe\uffff\x01\x0b\x1f Santoso",
    "\u202eosotnaS idu\u200bB\u2066",
    "😀" * 60,
    "#read(\"/etc/passwd\") $x^2$ *bold* \\u{41}",
    "{{ 7|add:7 }} {% crash %} %(name)s {nama} %s",
    "W" * 250,
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
    "BEGIN:VEVENT\r\nSUMMARY:x\r\nX-A:1",
]  # fmt: skip


@pytest.fixture
def setting(monkeypatch, files):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    pemda = make_pemda()
    return make_workshop(make_unit(pemda), title_id="Bimtek", places=None)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_text_on_every_page_and_paper(client, setting, name):
    workshop = setting
    unit = make_unit(workshop.unit.parent, name=f"Dinas {name}"[:200])
    invitation = make_invitation(workshop, unit, seats=2)
    workshop.title_id = name[:250]
    workshop.save()
    workshop.stages.update(venue=name[:200], title_id=name[:200])
    named = name_person(invitation=invitation, full_name=name[:150], by=make_system(), at=NOW)
    confirm_name(registration=named, printed_name=name[:250], by=make_system(), at=NOW)
    link = f"/o/{make_link(invitation).token()}"
    own = f"/p/{named.links.get().token()}"
    slot = workshop.stages.get().slots.order_by("pk").first()
    here = f"/bimtek/{workshop.public_id}"

    for address in (
        link,
        f"{link}/peserta/{named.public_id}/",
        f"{link}/surat-tugas/",
        own,
        f"{own}/kartu.png",
        f"{own}/jadwal.ics",
    ):
        shown = client.get(address)
        assert shown.status_code == 200, address
        if "html" in shown["Content-Type"]:
            assert_nothing_runs(shown.content.decode())
        if address.endswith(".ics"):
            assert shown.content.count(b"\nSUMMARY") == shown.content.count(b"BEGIN:VEVENT\r\nUID")

    client.force_login(make_role(Role.ORGANISER, workshop.unit))
    for page in (
        "/", "/peserta/", f"/peserta/{named.public_id}/", "/undangan/", "/undangan/kirim/",
        "/surat-tugas/", "/jadwal/", "/kehadiran/", f"/kehadiran/{slot.public_id}/", "/penutupan/",
        "/hasil-kerja/", "/panitia/", "/peserta/tambah/",
    ):  # fmt: skip
        shown = client.get(here + page)
        assert shown.status_code == 200, page
        assert_nothing_runs(shown.content.decode())
    for sheet in (
        "/peserta/ekspor/xlsx/", f"/kehadiran/{slot.public_id}/daftar-hadir.xlsx",
        "/undangan/ekspor/xlsx/",
    ):  # fmt: skip
        assert_no_formula(client.get(here + sheet).getvalue())
    lines = client.get(f"{here}/peserta/ekspor/csv/").getvalue().decode("utf-8-sig")
    assert not any(cell.startswith(("=", "@")) for cell in lines.replace('"', "").split("\n"))
    paper = client.get(f"{here}/kehadiran/{slot.public_id}/daftar-hadir.pdf")
    assert paper.getvalue().startswith(b"%PDF-")

    make_entitlement(named, close(workshop))
    made = make_certificate(workshop)
    shown = client.get(f"/v/{made.public_id}")
    assert_nothing_runs(shown.content.decode())
    assert client.get(f"/v/{made.public_id}.json").status_code == 200


def assert_nothing_runs(page: str) -> None:
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def assert_no_formula(content: bytes) -> None:
    for sheet in load_workbook(BytesIO(content)):
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
