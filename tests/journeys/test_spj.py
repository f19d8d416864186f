"""From an empty event to the SPJ zip of a stage in a real browser; every paper opened by LibreOffice."""

import io
import shutil
import subprocess
import zipfile
from datetime import timedelta

import openpyxl
import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from participants.models import Role
from tests import papers
from tests.factories import (
    make_invitation,
    make_pemda,
    make_person,
    make_registration,
    make_role,
    make_unit,
)
from tests.factories_plan import make_planned
from tests.journeys.telling import FOLDER, assert_fit, downloaded, picture

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER, DECREE = "005/091/DISKOMINFO/2026", "893/12/DISKOMINFO/2026"
PERSON = "Wa Ode Contoh, S.Kom."


@pytest.fixture
def event(files):
    """A Bimtek that was just planned: dates and an agenda, and nothing else."""
    papers.ensure_faces()
    office = make_unit(make_pemda("Kabupaten Buton"), name="Dinas Komunikasi dan Informatika")
    organiser = make_role(Role.ORGANISER, office, password="rahasia-sekali")
    organiser.unit = office
    workshop = make_planned(organiser, title_id="Bimtek Masterplan Smart City Kabupaten Buton")
    session = workshop.stages.get().sessions.order_by("starts_at").first()
    session.speaker = "Dr. Narasumber Contoh, M.T."
    session.save()
    return workshop, organiser


def log_in(page, user) -> None:
    page.goto("/masuk/")
    page.locator("[name=username]").fill(user.username)
    page.locator("[name=password]").fill("rahasia-sekali")
    page.locator("main form button").last.click()
    page.wait_for_url(lambda address: "/masuk/" not in address)


def invite(workshop) -> None:
    unit = make_unit(workshop.unit.parent, name="Dinas Kesehatan")
    invitation = make_invitation(workshop, unit, seats=1)
    make_registration(workshop, make_person(unit), invitation=invitation, printed_name=PERSON)


def test_an_empty_event_becomes_the_file_that_accounting_wants(open_page, axe, event, tmp_path):
    workshop, organiser = event
    stage = workshop.stages.get()
    was = stage.starts_on
    page = open_page()
    log_in(page, organiser)
    here = f"/bimtek/{workshop.public_id}/dokumen/"

    page.goto(here)
    assert_fit(page)
    axe(page)
    lacking = page.get_by_role("region", name="Yang masih kurang")
    expect(lacking).to_contain_text("Sub kegiatan dan rekening belum diisi.")
    picture(page, "spj-dokumen-kosong")

    # What is missing leads to where it is made.
    lacking.get_by_role("link", name="Sub kegiatan dan rekening belum diisi.").click()
    picture(page, "spj-anggaran")
    page.get_by_label("Kode sub kegiatan").fill("2.16.02.2.01.01")
    page.get_by_label("Nama sub kegiatan").fill("Penataan Aplikasi")
    page.get_by_label("Kode rekening").fill("5.1.02.02.01.0003")
    for group, name in (
        ("Penanda tangan surat", "Kepala Contoh, M.Si."),
        ("KPA/PPK", "Kuasa Contoh, S.E."),
        ("PPTK", "Pelaksana Contoh, S.T."),
        ("Bendahara", "Bendahara Contoh"),
        ("Ketua panitia", "Ketua Contoh, S.Kom."),
        ("Notulis", "Notulis Contoh"),
    ):
        row = page.locator("fieldset.office-row").filter(has_text=group)
        row.get_by_label("Nama dan gelar").fill(name)
        row.get_by_label("NIP").fill("198503152010011001")
    axe(page)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Anggaran dan pejabat disimpan")).to_be_visible()

    for paper, number in (("SK panitia", DECREE), ("Surat undangan", NUMBER)):
        page.get_by_role("link", name=f"Beri nomor {paper}").click()
        page.get_by_label("Nomor dari buku agenda").fill(number)
        if paper == "Surat undangan":
            page.get_by_label("Tembusan").fill("Bupati Buton")
            picture(page, "spj-nomor")
        page.get_by_role("button", name="Catat dan beri nomor").click()
        expect(page.get_by_text("Surat dicatat pada register.")).to_be_visible()
    invite(workshop)

    # The date moves: what it breaks is listed, and the former date stays to be read.
    page.goto(f"/bimtek/{workshop.public_id}/jadwal/tahap/{stage.public_id}/")
    later = (was + timedelta(days=7), stage.ends_on + timedelta(days=7))
    page.get_by_label("Mulai").fill(later[0].isoformat())
    page.get_by_label("Selesai").fill(later[1].isoformat())
    page.get_by_label("Alasan perubahan").fill("Gedung dipakai upacara")
    page.get_by_role("button", name="Simpan").click()
    if page.get_by_role("button", name="Pindahkan tanggalnya").count():
        page.get_by_role("button", name="Pindahkan tanggalnya").click()
    page.goto(here)
    history = page.get_by_role("region", name="Riwayat perubahan tanggal")
    expect(history.locator("s")).to_contain_text("Desember 2026")
    picture(page, "spj-dokumen-terisi")
    history.get_by_role("link").first.click()
    expect(page.get_by_text("ralatnya belum bernomor")).to_be_visible()
    assert_fit(page)
    axe(page)
    picture(page, "spj-perubahan")

    page.goto(here)
    page.get_by_role("button", name="Unduh berkas SPJ").click()
    expect(page.get_by_text("Sedang disusun")).to_be_visible()
    call_command("worker", "--once")
    link = page.get_by_role("link", name="Unduh zip")
    expect(link).to_be_visible()
    picture(page, "spj-siap")
    archive = zipfile.ZipFile(io.BytesIO(downloaded(page, link.click)))

    page.goto("/surat/keluar/")
    expect(page.get_by_role("row").filter(has_text=NUMBER)).to_be_visible()
    assert_fit(page)
    axe(page)
    picture(page, "spj-register")
    page.goto(here + "templat/undangan/")
    assert_fit(page)
    axe(page)
    picture(page, "spj-templat")
    every_paper_opens(archive, tmp_path)


def every_paper_opens(archive, folder) -> None:
    """As LibreOffice prints it: its fields right, no placeholder left."""
    wanted = {
        "01 SK panitia/sk-panitia.docx": (DECREE, "Ketua Contoh, S.Kom.", "2.16.02.2.01.01"),
        "02 Undangan/undangan.docx": (NUMBER, "Dinas Kesehatan", "Bupati Buton", "1 Desember 2026"),
        "02 Undangan/ralat-2026-12-08.docx": (NUMBER, "Gedung dipakai upacara", "1 Desember 2026"),
        "03 Surat tugas/draf-Dinas Kesehatan.docx": (PERSON, NUMBER, "8 Desember 2026"),
        "06 Daftar nominatif/nominatif.docx": (PERSON, "Kuasa Contoh, S.E."),
        "07 Tanda terima transport/tanda-terima.docx": (PERSON, "Bendahara Contoh"),
        "08 Narasumber/narasumber.docx": ("Dr. Narasumber Contoh, M.T.", "Penataan Aplikasi"),
        "09 Notulen/notulen.docx": ("Notulis Contoh", "Ketua Contoh, S.Kom."),
        "10 Laporan/laporan.docx": ("Dinas Kesehatan", "Kepala Contoh, M.Si."),
        "00 Daftar isi.docx": ("Ralat perubahan tanggal belum bernomor.", "Isi berkas"),
    }
    assert set(wanted) <= set(archive.namelist())
    archive.extractall(folder)
    for name in archive.namelist():
        if name.endswith(".xlsx"):
            openpyxl.load_workbook(folder / name)
        elif name.endswith(".pdf"):
            assert papers.texts((folder / name).read_bytes())
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed here")
    words = sorted(str(folder / name) for name in archive.namelist() if name.endswith(".docx"))
    out = folder / "dicetak"
    subprocess.run(
        [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         "pdf", "--outdir", str(out), *words],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, values in wanted.items():
        printed = (out / f"{name.rsplit('/', 1)[-1].removesuffix('.docx')}.pdf").read_bytes()
        text = "".join("".join(papers.texts(printed)).split())  # a cell may break a name
        for said in values:
            assert "".join(said.split()) in text, (name, said)
        assert "{{" not in text
        assert "}}" not in text
        for number, sheet in enumerate(papers.pages(printed, dpi=60), start=1):
            stem = name.rsplit("/", 1)[-1].removesuffix(".docx")
            sheet.save(FOLDER / f"spj-kertas-{stem}-{number}.png")
