"""Pages of the day: who may open them, what they do, and how many queries they take."""

import io
from datetime import timedelta

import openpyxl
import pikepdf
import pytest
from django.utils import timezone

from tests.factories import make_registration, make_role, make_workshop
from tests.factories_day import EIGHT, event_of, make_door, make_organiser, make_scan
from workshops.actions.attendance import excuse
from workshops.actions.checkin import receive
from workshops.actions.closing import close_workshop
from workshops.models import (
    Attendance,
    AttendanceSlot,
    CheckIn,
    Device,
    Guest,
    Registration,
    Workshop,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def budi():
    return make_registration(printed_name="Budi Santoso")


@pytest.fixture
def workshop(budi):
    return budi.workshop


@pytest.fixture
def pagi(workshop):
    return AttendanceSlot.objects.get(stage__workshop=workshop, kind="pagi")


@pytest.fixture
def clerk(client, workshop):
    clerk = make_organiser(workshop)
    client.force_login(clerk)
    return clerk


def scan(registration, *items, at=EIGHT):
    _device, token = make_door(registration.workshop)
    return receive(token=token, items=items or (make_scan(registration),), at=at)


def base(workshop):
    return f"/bimtek/{workshop.public_id}/"


def addresses(workshop, slot, registration):
    here = base(workshop)
    return [
        f"{here}kehadiran/",
        f"{here}kehadiran/{slot.public_id}/",
        f"{here}kehadiran/{slot.public_id}/{registration.public_id}/",
        f"{here}kehadiran/perlu-diperiksa/",
        f"{here}perangkat/",
        f"{here}penutupan/",
    ]


def test_every_page_opens_for_the_organiser(client, clerk, workshop, pagi, budi):
    scan(budi)

    statuses = [client.get(address).status_code for address in addresses(workshop, pagi, budi)]

    assert statuses == [200] * 6


def test_nothing_of_it_exists_for_another_organiser(client, workshop, pagi, budi):
    client.force_login(make_organiser(make_workshop()))

    assert {client.get(address).status_code for address in addresses(workshop, pagi, budi)} == {404}


def test_an_opd_sees_its_own_people_and_no_figure_of_others(client, workshop, pagi, budi):
    other = make_registration(workshop, printed_name="Citra Lestari")
    scan(budi)
    scan(other)
    client.force_login(make_role("unit_admin", budi.unit))

    page = client.get(f"{base(workshop)}kehadiran/{pagi.public_id}/").content.decode()
    overview = client.get(f"{base(workshop)}kehadiran/").content.decode()

    assert "Budi Santoso" in page
    assert "Citra Lestari" not in page
    assert other.unit.name not in page
    assert "1 dari 1" in overview
    assert client.get(f"{base(workshop)}perangkat/").status_code == 404
    assert (
        client.get(f"{base(workshop)}kehadiran/{pagi.public_id}/{other.public_id}/").status_code
        == 404
    )


def test_only_who_runs_the_bimtek_may_change_it(client, workshop, pagi, budi):
    client.force_login(make_role("auditor", workshop.unit))
    here = f"{base(workshop)}kehadiran/{pagi.public_id}/"

    answers = [
        client.post(f"{here}keadaan/", {"to": "closed"}),
        client.post(f"{here}{budi.public_id}/", {"act": "excuse", "status": "izin"}),
        client.post(f"{base(workshop)}penutupan/tutup/"),
        client.post(f"{base(workshop)}perangkat/", {"name": "x"}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert client.get(here).status_code == 200


def test_a_device_is_made_shown_once_and_revoked(client, clerk, workshop):
    shown = client.post(f"{base(workshop)}perangkat/", {"name": "HP Sari"})
    device = Device.objects.get()
    listed = client.get(f"{base(workshop)}perangkat/").content.decode()
    client.post(f"{base(workshop)}perangkat/{device.public_id}/kode/")
    client.post(f"{base(workshop)}perangkat/{device.public_id}/cabut/")

    assert "<svg" in shown.content.decode()
    assert "Menunggu HP" in listed
    device.refresh_from_db()
    assert (device.revoked_by, device.code_lookup) == (clerk, "")


def test_a_device_without_a_name_is_asked_for_one(client, clerk, workshop):
    response = client.post(f"{base(workshop)}perangkat/", {"name": " "})

    assert response.status_code == 200
    assert not Device.objects.exists()


def test_izin_koreksi_and_undo_from_the_persons_page(client, clerk, workshop, pagi, budi):
    here = f"{base(workshop)}kehadiran/{pagi.public_id}/{budi.public_id}/"

    def act(**fields):
        client.post(here, fields)
        found = Attendance.objects.get()
        return found.status, found.excuse

    assert act(act="excuse", status="cuti", note="Cuti tahunan") == ("cuti", "cuti")
    assert act(act="correct", arrived="08.05", reason="Daftar kertas") == ("present", "cuti")
    assert act(act="undo", reason="Salah baris") == ("cuti", "cuti")
    assert act(act="clear", reason="Batal cuti") == ("absent", "")
    assert "Salah baris" in client.get(here).content.decode()


def test_a_form_with_a_fault_says_so_and_changes_nothing(client, clerk, workshop, pagi, budi):
    here = f"{base(workshop)}kehadiran/{pagi.public_id}/{budi.public_id}/"

    unread = client.post(here, {"act": "correct", "arrived": "pagi", "reason": ""})
    outside = client.post(here, {"act": "correct", "arrived": "23.00", "reason": "x"})
    nothing = client.post(here, {"act": "fly"})

    assert "is-invalid" in unread.content.decode()
    assert "di luar waktu presensi" in outside.content.decode()
    assert nothing.status_code == 200
    assert not Attendance.objects.exists()


def test_the_paper_behind_an_excuse_is_kept_and_its_reading_noted(
    client, clerk, workshop, pagi, budi, files
):
    made = pikepdf.new()
    made.add_blank_page()
    content = io.BytesIO()
    made.save(content)
    content.seek(0)
    content.name = "surat.pdf"
    here = f"{base(workshop)}kehadiran/{pagi.public_id}/{budi.public_id}/"

    client.post(here, {"act": "excuse", "status": "sakit", "paper": content})
    paper = client.get(f"{here}berkas/")

    assert b"".join(paper.streaming_content).startswith(b"%PDF")
    assert Attendance.objects.get().paper.name == "surat.pdf"


def test_slots_are_opened_closed_and_signed_off_by_button(client, clerk, workshop, pagi):
    here = f"{base(workshop)}kehadiran/{pagi.public_id}/"

    def move(to):
        client.post(f"{here}keadaan/", {"to": to})
        pagi.refresh_from_db()
        return pagi.state

    assert [move(to) for to in ("signed_off", "closed", "open", "closed", "signed_off", "x")] == [
        "open",
        "closed",
        "open",
        "closed",
        "signed_off",
        "signed_off",
    ]
    assert "Disahkan oleh" in client.get(here).content.decode()


def test_a_guest_is_ticked_by_button(client, clerk, workshop, pagi):
    guest = Guest.objects.create(workshop=workshop, name="Bupati")
    here = f"{base(workshop)}kehadiran/{pagi.public_id}/tamu/"

    client.post(here, {"guest": guest.pk, "here": "1"})

    assert guest.ticked_slots.get() == pagi
    assert client.post(here, {"guest": "abc", "here": "1"}).status_code == 404


def test_doubtful_scans_are_settled_on_their_page(client, clerk, workshop, pagi, budi):
    known, stranger, set_aside = make_scan(budi, slot="lain"), make_scan(), make_scan()
    code = budi.check_in_code()
    for item in (stranger, set_aside):
        item["raw"] = code
    Registration.objects.filter(pk=budi.pk).update(code_lookup="x" * 64)
    scan(budi, stranger, set_aside)
    Registration.objects.filter(pk=budi.pk).update(code_lookup=budi.code_lookup)
    scan(budi, known)
    here = f"{base(workshop)}kehadiran/perlu-diperiksa/"

    page = client.get(here).content.decode()
    client.post(f"{here}{known['nonce']}/", {"act": "accept", "to": pagi.public_id})
    client.post(f"{here}{stranger['nonce']}/", {"act": "accept"})
    client.post(f"{here}{set_aside['nonce']}/", {"act": "reject", "reason": "Ganda"})

    assert page.count("Terima sebagai hadir") == 3
    assert not CheckIn.objects.needing_review().exists()
    assert Attendance.objects.get(registration=budi, slot=pagi).status == "present"
    assert event_of(set_aside).reason == "Ganda"


def test_the_stage_begins_and_ends_by_button(client, clerk, workshop):
    stage = workshop.stages.get()
    here = f"{base(workshop)}kehadiran/tahap/{stage.public_id}/"

    client.post(here, {"to": "running"})
    client.post(here, {"to": "held"})

    stage.refresh_from_db()
    workshop.refresh_from_db()
    assert (stage.state, workshop.state) == ("held", "running")


def test_closing_and_reopening_by_button(client, clerk, workshop, budi):
    here = f"{base(workshop)}penutupan/"

    before = client.get(here).content.decode()
    client.post(f"{here}tutup/")
    after = client.get(here).content.decode()
    client.post(f"{here}buka-kembali/", {"reason": "Daftar tertinggal"})
    again = client.get(here).content.decode()

    assert "Sudah 0 JP." in before
    assert "Ditutup oleh" in after
    assert "Sudah 0 JP." in after
    assert "Daftar tertinggal" in again


@pytest.mark.parametrize("suffix", ["pdf", "xlsx"])
def test_the_daftar_hadir_of_a_slot_and_of_a_day(client, clerk, workshop, pagi, budi, suffix):
    scan(budi)
    stage = workshop.stages.get()
    here = f"{base(workshop)}kehadiran/"

    answers = [
        client.get(f"{here}{pagi.public_id}/daftar-hadir.{suffix}"),
        client.get(f"{here}tahap/{stage.public_id}/{pagi.day}/daftar-hadir.{suffix}"),
        client.get(f"{here}{pagi.public_id}/daftar-hadir.{suffix}?daftar=narasumber"),
    ]

    assert [answer.status_code for answer in answers] == [200] * 3
    if suffix == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(answers[1].content))
        said = [str(cell.value) for row in book.active for cell in row if cell.value]
        assert "Budi Santoso" in said
        assert any("08.30" in text for text in said)


@pytest.mark.parametrize(
    "address", ["{slot}/daftar-hadir.doc", "{slot}/daftar-hadir.pdf?daftar=x", "tahap/x/2026/y.pdf"]
)
def test_lists_that_do_not_exist(client, clerk, workshop, pagi, address):
    here = f"{base(workshop)}kehadiran/" + address.format(slot=pagi.public_id)

    assert client.get(here).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize(
    ("page", "queries"),
    [
        ("kehadiran/", 11),
        ("kehadiran/{slot}/", 14),
        ("kehadiran/perlu-diperiksa/", 10),
        ("perangkat/", 8),
        ("penutupan/", 19),
    ],
)
def test_pages_take_the_same_queries_however_many(
    client, clerk, workshop, pagi, budi, page, queries, people, django_assert_num_queries
):
    for number in range(people):
        registration = make_registration(workshop) if number else budi
        scan(registration)
        excuse(
            registration=registration,
            slot=AttendanceSlot.objects.get(stage__workshop=workshop, kind="siang"),
            status="izin",
            by=clerk,
            at=timezone.now(),
        )
        scan(registration, make_scan(registration, slot="lain"))
    address = base(workshop) + page.format(slot=pagi.public_id)

    with django_assert_num_queries(queries):
        client.get(address)


def test_who_closes_what_others_closed_is_told(client, clerk, workshop):
    close_workshop(workshop=workshop, by=clerk, at=timezone.now() + timedelta(days=1))

    response = client.post(f"{base(workshop)}penutupan/tutup/", follow=True)

    assert "sudah ditutup" in response.content.decode()
    assert Workshop.objects.get(pk=workshop.pk).closings.count() == 1
