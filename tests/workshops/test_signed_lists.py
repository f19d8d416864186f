"""Daftar hadir as they were signed off: the same paper for ever, and told when the data differ."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from participants.errors import Refused
from tests import papers
from tests.factories import make_registration, make_role, make_workshop
from tests.factories_day import EIGHT, LATE, event_of, make_door, make_organiser, make_scan
from workshops.actions.attendance import (
    accept_scan,
    attach_scan,
    close_slot,
    sign_off_slot,
    tick_guest,
)
from workshops.actions.checkin import receive
from workshops.models import AttendanceSlot, Guest, ListScan, SignedList
from workshops.statement import Change, canonical, changes, fingerprint

pytestmark = pytest.mark.django_db
PDF = papers.blank_pdf()


@pytest.fixture(autouse=True)
def _faces():
    papers.ensure_faces()


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


def scan(registration, at=EIGHT):
    _device, token = make_door(registration.workshop)
    item = make_scan(registration)
    receive(token=token, items=[item], at=at)
    return event_of(item)


def sign(slot, clerk, at=LATE):
    close_slot(slot=slot, by=clerk, at=at)
    sign_off_slot(slot=slot, by=clerk, at=at)


def of_slot(client, slot, suffix="pdf", word="peserta"):
    code = slot.stage.workshop.public_id
    answer = client.get(
        f"/bimtek/{code}/kehadiran/{slot.public_id}/daftar-hadir.{suffix}?daftar={word}"
    )
    return answer.content if answer.status_code == 200 else answer.status_code


def day_of(slot):
    return f"/bimtek/{slot.stage.workshop.public_id}/kehadiran/tahap/{slot.stage.public_id}/{slot.day}/"


def test_signing_off_freezes_the_list_with_its_hash(clerk, budi, citra, slots):
    scan(budi)

    sign(slots[0], clerk)

    kept = SignedList.objects.get()
    assert (kept.of, kept.version, kept.signed_by) == ("participants", 1, clerk)
    assert kept.sha256 == fingerprint(kept.content)
    assert {row["name"]: row["status"] for row in kept.content["rows"]} == {
        "Budi Santoso": "present",
        "Citra Lestari": "absent",
    }
    assert kept.content["rows"][0].keys().isdisjoint({"phone", "nik"})


def test_a_signed_list_prints_byte_for_byte_the_same_whatever_became_of_its_people(
    client, clerk, budi, citra, slots
):
    scan(budi)
    sign(slots[0], clerk)
    before = of_slot(client, slots[0])

    budi.printed_name = "Dr. Budi Santoso"
    budi.save()
    budi.unit.name = "Dinas yang Baru"
    budi.unit.save()
    accept_scan(event=scan(citra, at=LATE), slot=slots[0], reason="Tertinggal", by=clerk, at=LATE)

    assert of_slot(client, slots[0]) == before
    assert "Budi Santoso" in papers.texts(before)[0]
    assert "Dr. Budi" not in papers.texts(before)[0]


def test_the_day_is_printed_from_its_signed_lists_byte_for_byte(client, clerk, budi, slots):
    scan(budi)
    for slot in slots:
        sign(slot, clerk)
    before = client.get(f"{day_of(slots[0])}daftar-hadir.pdf").content

    budi.printed_name = "Dr. Budi Santoso"
    budi.save()

    assert client.get(f"{day_of(slots[0])}daftar-hadir.pdf").content == before


def test_a_list_that_was_not_signed_follows_the_data(client, clerk, budi, slots):
    before = of_slot(client, slots[0])
    scan(budi)

    after = of_slot(client, slots[0])

    assert "hadir 08.30" not in papers.texts(before)[0]
    assert "hadir 08.30" in papers.texts(after)[0]


def test_what_changed_after_signing_is_counted_and_told(client, clerk, budi, citra, slots):
    sign(slots[0], clerk)
    for person in (budi, citra):
        accept_scan(event=scan(person), slot=slots[0], reason="Tertinggal", by=clerk, at=LATE)

    answer = client.get(f"{day_of(slots[0])}daftar/")

    assert "berubah sesudah ditandatangani: 2 koreksi" in answer.text
    assert "tertulis Tidak hadir, sekarang Hadir" in answer.text


def test_a_new_spelling_of_a_name_is_no_correction(client, clerk, budi, slots):
    sign(slots[0], clerk)
    budi.printed_name = "Dr. Budi Santoso"
    budi.save()

    answer = client.get(f"{day_of(slots[0])}daftar/")

    assert "koreksi" not in answer.text
    assert "1 orang kini tertulis lain" in answer.text


def test_who_left_the_list_and_who_joined_it_are_changes():
    row = {"key": "a", "name": "A", "unit": "X", "status": "present", "arrived_at": "t"}
    new = row | {"key": "b", "name": "B"}

    found = changes({"rows": [row]}, {"rows": [new]})

    assert found == [Change(row, {}), Change({}, new)]
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'.encode()


def test_speakers_committee_and_guests_have_their_own_paper(client, clerk, workshop, slots):
    make_registration(workshop, kind="speaker", printed_name="Ahli Satu")
    guest = Guest.objects.create(workshop=workshop, name="Bupati Buton", position="Bupati")
    tick_guest(guest=guest, slot=slots[0], here=True, by=clerk, at=EIGHT)
    sign(slots[0], clerk)

    (speakers,) = papers.texts(of_slot(client, slots[0], word="narasumber"))
    (guests,) = papers.texts(of_slot(client, slots[0], word="tamu"))

    assert "DAFTAR HADIR NARASUMBER" in speakers
    assert "Ahli Satu" in speakers
    assert "DAFTAR HADIR TAMU DAN PEJABAT" in guests
    assert "Bupati Buton" in guests
    assert set(SignedList.objects.values_list("of", flat=True)) == {
        "participants",
        "speakers",
        "guests",
    }


def test_an_opd_prints_its_own_people_of_a_signed_list_and_no_guests(
    client, clerk, budi, citra, slots
):
    sign(slots[0], clerk)
    client.force_login(make_role("unit_admin", budi.unit))

    (page,) = papers.texts(of_slot(client, slots[0]))

    assert "Budi Santoso" in page
    assert "Citra Lestari" not in page
    assert of_slot(client, slots[0], word="tamu") == 404
    assert client.get(f"{day_of(slots[0])}daftar/").status_code == 404


def paper(content=PDF, name="lembar.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


def test_the_wet_signed_scan_is_attached_to_the_signed_lists_of_the_day(client, clerk, budi, slots):
    for slot in slots:
        sign(slot, clerk)

    client.post(f"{day_of(slots[0])}daftar/pindaian/", {"daftar": "peserta", "paper": paper()})

    kept = ListScan.objects.get()
    assert set(kept.lists.all()) == set(SignedList.objects.all())
    page = client.get(f"{day_of(slots[0])}daftar/")
    assert "lembar.pdf" in page.text
    code = slots[0].stage.workshop.public_id
    file = client.get(f"/bimtek/{code}/kehadiran/pindaian/{kept.public_id}/")
    assert b"".join(file.streaming_content) == PDF


def test_a_scan_needs_a_signed_list_and_a_file_that_is_one(client, clerk, budi, slots):
    with pytest.raises(Refused):
        attach_scan(lists=[], upload=paper(), by=clerk, at=LATE)
    sign(slots[0], clerk)
    here = f"{day_of(slots[0])}daftar/pindaian/"

    answers = [
        client.post(
            here, {"daftar": "peserta", "paper": paper(b"MZ\x90\x00", "a.pdf")}, follow=True
        ),
        client.post(here, {"daftar": "peserta"}, follow=True),
        client.post(here, {"daftar": "apa"}),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert "Pilih berkas pindaiannya terlebih dahulu." in answers[1].text
    assert not ListScan.objects.exists()


def test_a_wrong_scan_is_taken_off_and_its_row_stays(client, clerk, budi, slots):
    sign(slots[0], clerk)
    kept = attach_scan(lists=list(SignedList.objects.all()), upload=paper(), by=clerk, at=LATE)

    for _ in range(2):
        client.post(f"{day_of(slots[0])}daftar/pindaian/{kept.public_id}/lepas/")

    kept.refresh_from_db()
    assert kept.removed_by == clerk
    assert "lembar.pdf" not in client.get(f"{day_of(slots[0])}daftar/").text


def test_scans_do_not_exist_for_another_organiser(client, clerk, budi, slots):
    sign(slots[0], clerk)
    kept = attach_scan(lists=list(SignedList.objects.all()), upload=paper(), by=clerk, at=LATE)
    client.force_login(make_organiser(make_workshop()))
    code = slots[0].stage.workshop.public_id

    answers = [
        client.get(f"/bimtek/{code}/kehadiran/pindaian/{kept.public_id}/"),
        client.post(f"{day_of(slots[0])}daftar/pindaian/", {"daftar": "peserta", "paper": paper()}),
        client.post(f"{day_of(slots[0])}daftar/pindaian/{kept.public_id}/lepas/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


@pytest.mark.parametrize("people", [1, 3])
def test_a_list_takes_the_same_queries_however_many(
    client, clerk, workshop, slots, people, django_assert_num_queries
):
    for _ in range(people):
        scan(make_registration(workshop))

    # the test's own stage and Bimtek; session, user, grants, Bimtek, slot, who manages it; the signed
    # list; government, chair as written down, else of the committee, attendance, expected, people, identifiers, sessions; the audit's line
    with django_assert_num_queries(18):
        of_slot(client, slots[0])


def test_a_version_is_there_once(clerk, budi, slots):
    sign(slots[0], clerk)
    kept = SignedList.objects.get()
    kept.pk = None

    with (
        pytest.raises(IntegrityError, match="workshops_signedlist_version_once|slot_id"),
        transaction.atomic(),
    ):
        kept.save()
