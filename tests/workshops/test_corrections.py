"""Koreksi sesudah kegiatan: who, when, why, with which paper; once for many."""

import io
from datetime import timedelta

import pikepdf
import pytest

from participants.errors import Refused
from participants.models import StoredFile
from tests.factories import make_registration, make_workshop
from tests.factories_day import EIGHT, make_door, make_organiser, make_scan
from workshops.actions.attendance import (
    clear_excuse,
    close_slot,
    correct_many,
    excuse_many,
    open_slot,
    sign_off_slot,
    undo,
)
from workshops.actions.checkin import receive
from workshops.actions.schedule import change_slot
from workshops.models import Attendance, AttendanceSlot, CheckIn, Correction

EVENING = EIGHT + timedelta(hours=9)
pytestmark = pytest.mark.django_db


@pytest.fixture
def budi():
    return make_registration(printed_name="Budi Santoso")


@pytest.fixture
def workshop(budi):
    return budi.workshop


@pytest.fixture
def citra(workshop):
    return make_registration(workshop, printed_name="Citra Lestari")


@pytest.fixture
def slots(workshop):
    return list(AttendanceSlot.objects.filter(stage__workshop=workshop).order_by("opens_at"))


@pytest.fixture
def clerk(client, workshop):
    clerk = make_organiser(workshop)
    client.force_login(clerk)
    return clerk


def letter(name="daftar.pdf"):
    made = pikepdf.new()
    made.add_blank_page()
    content = io.BytesIO()
    made.save(content)
    content.seek(0)
    content.name = name
    return content


def test_the_paper_list_is_kept_once_for_all_it_names(budi, citra, slots, clerk, files):
    told = {
        "registrations": [budi, citra],
        "slot": slots[0],
        "arrived_at": EIGHT,
        "reason": "HP pintu mati",
        "by": clerk,
        "at": EVENING,
    }
    count = correct_many(**told, paper=letter())
    again = correct_many(**told, paper=letter())

    assert (count, again) == (2, 0)
    assert StoredFile.objects.count() == 1
    rows = Correction.objects.values_list("act", "reason", "by", "paper__name")
    assert set(rows) == {("corrected", "HP pintu mati", clerk.pk, "daftar.pdf")}
    assert set(Attendance.objects.values_list("status", flat=True)) == {"present"}


def test_one_letter_excuses_for_several_slots(budi, slots, clerk, files):
    excuse_many(
        registrations=[budi],
        slots=slots,
        status="dinas_luar",
        note="SPPD 090/12",
        paper=letter("sppd.pdf"),
        by=clerk,
        at=EIGHT,
    )

    assert list(Attendance.objects.values_list("status", "paper__name")) == [
        ("dinas_luar", "sppd.pdf")
    ] * len(slots)
    assert StoredFile.objects.count() == 1


def test_all_or_nobody(budi, slots, clerk, files):
    close_slot(slot=slots[1], by=clerk, at=EVENING)
    sign_off_slot(slot=slots[1], by=clerk, at=EVENING)

    with pytest.raises(Refused):
        excuse_many(registrations=[budi], slots=slots, status="izin", by=clerk, at=EVENING)
    with pytest.raises(Refused):
        excuse_many(registrations=[], slots=slots, status="izin", by=clerk, at=EVENING)
    with pytest.raises(Refused):
        correct_many(
            registrations=[],
            slot=slots[0],
            arrived_at=EIGHT,
            reason="Kertas",
            by=clerk,
            at=EVENING,
        )

    assert not Attendance.objects.exists()
    assert not Correction.objects.exists()


def test_every_act_stands_in_the_persons_line(client, budi, slots, clerk, files):
    told = {"registration": budi, "slot": slots[0], "by": clerk, "at": EVENING}
    excuse_many(
        registrations=[budi],
        slots=[slots[0]],
        status="sakit",
        note="Surat dokter",
        paper=letter("dokter.pdf"),
        by=clerk,
        at=EIGHT,
    )
    clear_excuse(**told, reason="Salah orang")
    correct_many(
        registrations=[budi],
        slot=slots[0],
        arrived_at=EIGHT,
        reason="Ada di daftar kertas",
        paper=letter(),
        by=clerk,
        at=EVENING,
    )
    undo(**told, reason="Tanda tangan orang lain")

    here = f"/bimtek/{budi.workshop.public_id}/kehadiran/{slots[0].public_id}/{budi.public_id}/"
    page = client.get(here).content.decode()

    acts = list(Correction.objects.order_by("pk").values_list("act", flat=True))
    assert acts == ["excused", "cleared", "corrected", "undone"]
    said = ("Surat dokter", "Salah orang", "Ada di daftar kertas", "Tanda tangan orang lain")
    for text in (*said, "dokter.pdf", "daftar.pdf"):
        assert text in page
    paper = Correction.objects.exclude(paper=None).first()
    address = f"/bimtek/{budi.workshop.public_id}/kehadiran/koreksi/{paper.pk}/berkas/"
    assert b"".join(client.get(address).streaming_content).startswith(b"%PDF")
    assert client.get(address.replace(str(paper.pk), "0")).status_code == 404
    client.force_login(make_organiser(make_workshop()))
    assert client.get(address).status_code == 404


# The pages


def test_many_are_ticked_on_one_page(client, budi, citra, slots, clerk, files):
    here = f"/bimtek/{budi.workshop.public_id}/kehadiran/{slots[0].public_id}/koreksi/"
    given = {"as_what": "present", "people": [budi.public_id], "reason": "Daftar kertas"}

    nobody = client.post(here, given | {"people": [], "arrived": "08.05"}).content.decode()
    unread = client.post(here, given | {"arrived": ""}).content.decode()
    client.post(here, given | {"arrived": "08.05", "paper": letter()})
    client.post(here, {"as_what": "izin", "people": [citra.public_id], "reason": "Anak sakit"})
    after = client.get(here).content.decode()

    assert "Centang dahulu orangnya." in nobody
    assert "wajib diisi" in unread
    assert f'value="{budi.public_id}" checked' in unread  # what was ticked stays
    statuses = dict(Attendance.objects.values_list("registration__printed_name", "status"))
    assert statuses == {"Budi Santoso": "present", "Citra Lestari": "izin"}
    assert "Budi Santoso" not in after.split("<main")[1]


def test_a_signed_slot_offers_no_correction(client, budi, slots, clerk):
    close_slot(slot=slots[0], by=clerk, at=EVENING)
    sign_off_slot(slot=slots[0], by=clerk, at=EVENING)

    here = f"/bimtek/{budi.workshop.public_id}/kehadiran/{slots[0].public_id}/"
    assert "tidak dapat dikoreksi lagi" in client.get(f"{here}koreksi/").content.decode()


def test_the_excuse_on_the_persons_page_is_for_other_slots_too(client, budi, slots, clerk):
    here = f"/bimtek/{budi.workshop.public_id}/kehadiran/{slots[0].public_id}/{budi.public_id}/"

    client.post(here, {"act": "excuse", "status": "cuti", "others": [slots[1].public_id]})

    assert set(Attendance.objects.values_list("slot", "status")) == {
        (slots[0].pk, "cuti"),
        (slots[1].pk, "cuti"),
    }


def test_what_waits_is_told_where_a_slot_is_closed(client, budi, slots, clerk):
    _device, token = make_door(budi.workshop)
    close_slot(slot=slots[0], by=clerk, at=EIGHT)
    receive(token=token, items=[make_scan(budi, slot=slots[0].public_id)], at=EIGHT)
    assert CheckIn.objects.needing_review().count() == 1

    here = f"/bimtek/{budi.workshop.public_id}/kehadiran/{slots[0].public_id}/"
    assert "1 pemindaian perlu diperiksa" in client.get(here).content.decode()


# The rules of a slot


def window(slot, **changed):
    told = {"opens_at": slot.opens_at, "late_after": slot.late_after, "closes_at": slot.closes_at}
    return told | changed


def test_lateness_is_changed_until_the_slot_was_opened_and_its_end_until_it_was_closed(
    slots, clerk
):
    pagi, later = slots[0], timedelta(minutes=10)

    def change(**changed):
        return change_slot(slot=pagi, **window(pagi, **changed), by=clerk, at=EIGHT)

    AttendanceSlot.objects.update(state="planned")
    pagi = change(late_after=pagi.late_after + later)
    pagi = open_slot(slot=pagi, by=clerk, at=EIGHT)
    with pytest.raises(Refused):
        change(late_after=pagi.late_after + later)
    pagi = change(closes_at=pagi.closes_at + later)
    pagi = close_slot(slot=pagi, by=clerk, at=EIGHT)
    with pytest.raises(Refused):
        change(closes_at=pagi.closes_at + later)


def test_lateness_stays_once_somebody_came_though_nobody_opened_the_slot(budi, slots, clerk):
    AttendanceSlot.objects.update(state="planned")
    _device, token = make_door(budi.workshop)
    receive(token=token, items=[make_scan(budi)], at=EIGHT)

    with pytest.raises(Refused):
        change_slot(slot=slots[0], **window(slots[0], late_after=EIGHT), by=clerk, at=EVENING)


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_takes_the_same_queries_however_many(
    client, budi, slots, clerk, people, django_assert_num_queries
):
    for _n in range(people):
        make_registration(budi.workshop)
    here = f"/bimtek/{budi.workshop.public_id}/kehadiran/{slots[0].public_id}/koreksi/"

    with django_assert_num_queries(10):
        client.get(here)
