"""A certificate from outside, from a phone to SIASN: added, looked at, accepted, prepared, answered."""

import re

import pytest
from django.utils import timezone

from participants.actions.job import perform, take
from participants.actions.person import add_identifier
from participants.models import Role, SiasnEntry, TrainingRecord
from project.jobs import HANDLERS
from tests import papers
from tests.factories import NOW, make_pemda, make_role, make_unit, make_user
from tests.factories_record import make_employee, make_training

PASSWORD = "rahasia-sekali"
NIP = "198609262015051001"


@pytest.fixture
def person(transactional_db, files):
    root = make_pemda("Kabupaten Uji")
    unit = make_unit(root, name="Dinas Kesehatan")
    hr = make_role(Role.HR, root, username="bkpsdm", password=PASSWORD)
    person = make_employee(unit, full_name="Sari Wulandari")
    add_identifier(person=person, kind="nip", digits=NIP, by=hr, at=NOW)
    make_user(person=person, username="sari", password=PASSWORD)
    today = unit.localdate(timezone.now())
    make_training(person, title="Bimtek Web", state="verified", ended_on=today)
    return person


def log_in(page, name):
    page.goto("/masuk/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/")


def test_a_certificate_from_outside_reaches_siasn(person, open_page, axe, tmp_path):
    paper = tmp_path / "sertifikat.pdf"
    paper.write_bytes(papers.blank_pdf())
    today = person.home_unit.localdate(timezone.now()).isoformat()

    phone = open_page(width=360)
    log_in(phone, "sari")
    phone.goto(f"/pegawai/{person.public_id}/")
    phone.get_by_role("link", name="Tambah sertifikat dari luar").click()
    axe(phone)
    phone.get_by_label("Nama pelatihan").fill("Pelatihan Analisis Data")
    phone.get_by_label("Penyelenggara").fill("LAN")
    phone.get_by_label("Mulai", exact=True).fill(today)
    phone.get_by_label("Selesai", exact=True).fill(today)
    phone.get_by_label("JP yang tertulis").fill("8")
    phone.get_by_label("Berkas sertifikat").set_input_files(paper)
    phone.get_by_role("button", name="Kirim ke BKPSDM").click()
    phone.get_by_text("8 JP, menunggu verifikasi BKPSDM").wait_for()
    phone.get_by_text("bertumpang tindih 1 hari").first.wait_for()

    desk = open_page(width=1280)
    log_in(desk, "bkpsdm")
    desk.goto("/riwayat/")
    desk.get_by_role("link", name="Periksa satu per satu").click()
    desk.get_by_role("link", name="Periksa berkasnya").click()
    axe(desk)
    desk.get_by_text("Bertumpang tindih 1 hari dengan “Bimtek Web”.").wait_for()
    desk.get_by_role("button", name="Terima riwayat").click()
    desk.get_by_text("1 riwayat diterima").wait_for()
    assert TrainingRecord.objects.claims().get().state == "verified"

    desk.goto("/siasn/")
    axe(desk)
    desk.get_by_text("1 unit belum diketahui ID unor-nya").wait_for()
    desk.get_by_role("button", name="Siapkan yang baru dan berubah").click()
    desk.wait_for_url(re.compile(r"/siasn/\w{12}/"))
    item = take(worker="uji", at=timezone.now(), kinds=list(HANDLERS))
    perform(item=item, handler=HANDLERS[item.job.kind], at=timezone.now())
    desk.reload()
    axe(desk)
    with desk.expect_download() as taken:
        desk.get_by_role("link", name="Unduh lembar dan PDF").click()
    assert taken.value.suggested_filename.endswith(".zip")
    row = desk.locator("tbody tr").filter(has_text="Pelatihan Analisis Data")
    row.get_by_label("Hasil untuk Sari Wulandari").select_option("ditolak")
    row.get_by_label("Alasan untuk Sari Wulandari").fill("Unor tidak aktif")
    row.get_by_role("button", name="Catat").click()
    desk.get_by_text("Hasil dicatat.").wait_for()
    assert SiasnEntry.objects.filter(state="rejected", reason="Unor tidak aktif").count() == 1
