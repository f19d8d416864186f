"""Adding a certificate from outside, by account and by link, and BKPSDM's look at it."""

from datetime import date

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from participants.models import AuditEntry, Role, TrainingRecord, TrainingState
from tests import papers
from tests.factories import make_pemda, make_registration, make_role, make_unit, make_user
from tests.factories_links import make_link
from tests.factories_record import make_employee, make_training

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture(autouse=True)
def _no_throttle():
    cache.clear()


@pytest.fixture
def unit():
    return make_unit(make_pemda())


@pytest.fixture
def person(unit):
    return make_employee(unit)


@pytest.fixture
def hr(unit):
    return make_role(Role.HR, unit.parent)


PAPER = papers.blank_pdf()


def typed(**fields):
    paper = SimpleUploadedFile("sertifikat.pdf", PAPER, "application/pdf")
    return {
        "title": "Pelatihan Analisis Data",
        "form": "3",
        "organiser": "LAN",
        "number": "12/LAN/2026",
        "started_on": "2026-03-02",
        "ended_on": "2026-03-04",
        "stated": "24",
        "upload": paper,
    } | fields


def test_one_adds_to_ones_own_record_and_hr_accepts_after_looking(client, person, hr):
    client.force_login(make_user(person=person))
    added = client.post(f"/pegawai/{person.public_id}/sertifikat-luar/", typed(), follow=True)
    record = TrainingRecord.objects.get()

    client.force_login(hr)
    queue = client.get("/riwayat/").text
    file = client.get(f"/riwayat/{record.public_id}/berkas/")
    shown = client.get(f"/riwayat/{record.public_id}/").text
    client.post(f"/riwayat/{record.public_id}/terima/")

    assert "24 JP, menunggu verifikasi BKPSDM" in added.text
    assert "Periksa satu per satu" in queue
    assert "24 JP seperti yang tertulis" in shown
    assert b"".join(file.streaming_content) == PAPER
    assert AuditEntry.objects.filter(verb="participants.training.file_read", by=hr).count() == 1
    record.refresh_from_db()
    assert record.state == TrainingState.VERIFIED


def test_only_oneself_and_those_who_keep_the_record_may_add(client, unit, person, hr):
    may = [hr, make_role(Role.UNIT_ADMIN, unit), make_user(person=person)]
    may_not = [
        make_role(Role.AUDITOR, unit.parent),
        make_role(Role.UNIT_ADMIN, make_unit(unit.parent)),
        make_user(person=make_employee(unit)),
        make_user(),
    ]

    answers = []
    for user in [*may, *may_not]:
        client.force_login(user)
        answers.append(client.get(f"/pegawai/{person.public_id}/sertifikat-luar/").status_code)

    assert answers == [200] * len(may) + [404] * len(may_not)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"stated": ""}, "Isi JP yang tertulis pada sertifikat."),
        ({"form": "14", "stated": ""}, "Isi berapa kali pertemuannya."),
        ({"ended_on": "2026-03-01"}, "Tanggal selesai mendahului tanggal mulai."),
        ({"starts_at": "08:00"}, "Isi kedua jamnya, atau kosongkan keduanya."),
        ({"ended_on": "2099-03-01"}, "Lebih dari 400 hari. Periksa kedua tanggalnya."),
        ({"form": "999"}, "Masukkan pilihan yang valid"),
    ],
)
def test_a_wrong_entry_is_told_and_nothing_typed_is_lost(client, person, wrong, said):
    client.force_login(make_user(person=person))

    answer = client.post(f"/pegawai/{person.public_id}/sertifikat-luar/", typed(**wrong))

    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Pelatihan Analisis Data"' in answer.text
    assert not TrainingRecord.objects.exists()


def test_a_harmful_file_is_refused_with_a_sentence(client, person):
    client.force_login(make_user(person=person))
    program = SimpleUploadedFile("sertifikat.pdf", b"MZ\x90\x00" * 300, "application/pdf")

    answer = client.post(
        f"/pegawai/{person.public_id}/sertifikat-luar/", typed(upload=program), follow=True
    )

    assert answer.status_code == 422
    assert not TrainingRecord.objects.exists()


def test_the_link_shows_jp_and_trainings_and_no_number_and_takes_a_certificate(client, person):
    make_training(person, title="Bimtek Web", state=TrainingState.VERIFIED, jp=12)
    registration = make_registration(person=person)
    here = f"/p/{make_link(registration).token()}/riwayat/"

    seen = client.get(here)
    added = client.post(here, typed(), follow=True)

    assert "Sudah 12 dari 20 JP. Kurang 8 JP lagi." in seen.text
    assert "Bimtek Web" in seen.text
    assert "24 JP, menunggu verifikasi BKPSDM" in added.text
    claimed = TrainingRecord.objects.claims().get()
    assert (claimed.person, claimed.recorded_by.kind) == (person, "link")


def test_the_queue_is_narrowed_to_what_people_added(client, person, hr):
    client.force_login(make_user(person=person))
    client.post(f"/pegawai/{person.public_id}/sertifikat-luar/", typed())
    make_training(person, title="Bimtek Web")
    client.force_login(hr)

    claims = client.get("/riwayat/semua/?asal=bukti&bentuk=3").text
    others = client.get("/riwayat/semua/?asal=sistem").text

    assert ("Analisis Data" in claims, "Bimtek Web" in claims) == (True, False)
    assert ("Analisis Data" in others, "Bimtek Web" in others) == (False, True)


def test_overlapping_trainings_are_flagged_on_the_page_and_at_the_record(client, person, hr):
    one = make_training(person, title="Bimtek Satu", ended_on=date(2026, 10, 9))
    make_training(person, title="Webinar Dua", ended_on=date(2026, 10, 9))
    make_training(
        person, title="Ditolak Tiga", ended_on=date(2026, 10, 9), state=TrainingState.REJECTED
    )
    client.force_login(hr)

    page = client.get(f"/pegawai/{person.public_id}/?tahun=2026")
    record = client.get(f"/riwayat/{one.public_id}/").text

    assert len(page.context["clashes"]) == 1
    assert "“Bimtek Satu” dan “Webinar Dua” bertumpang tindih 1 hari." in page.text.replace(
        "“Webinar Dua” dan “Bimtek Satu”", "“Bimtek Satu” dan “Webinar Dua”"
    )
    assert "Bertumpang tindih 1 hari dengan “Webinar Dua”." in record


def test_a_file_that_proves_two_peoples_records_is_told_to_hr_alone(client, unit, person, hr):
    other = make_employee(unit)
    for one in (person, other):
        client.force_login(make_user(person=one))
        client.post(f"/pegawai/{one.public_id}/sertifikat-luar/", typed())
    record = TrainingRecord.objects.get(person=other)

    own = client.get(f"/riwayat/{record.public_id}/").text
    client.force_login(hr)
    shown = client.get(f"/riwayat/{record.public_id}/").text

    said = "Berkas yang sama juga dipakai pada 1 riwayat lain."
    assert (said in shown, said in own) == (True, False)
