"""An OPD by its link, and a participant by theirs, on a phone and with nobody logged in."""

import pytest
from django.core.cache import cache

from tests.factories import make_invitation, make_person, make_workshop
from tests.factories_links import make_deliverable, make_link
from tests.participants.uploads import office
from workshops.models import Registration, Submission

FIRST_LOAD = 150_000  # bytes over the wire


@pytest.fixture
def invitation(live_server, files):
    cache.clear()
    workshop = make_workshop(title_id="Bimtek Penyusunan Masterplan")
    make_deliverable(workshop.stages.get(), title_id="Lembar kerja analisis")
    invitation = make_invitation(workshop, seats=3)
    make_person(invitation.unit, full_name="Beni Pegawai")
    return invitation


def test_an_opd_names_people_hands_in_a_letter_and_its_work(open_page, axe, invitation):
    page = open_page(width=360)
    page.goto(f"/o/{make_link(invitation).token()}")
    axe(page)
    page.get_by_label("Nama lengkap dan gelar").fill("Dra. Wa Ode Sari, M.Si.")
    page.get_by_role("button", name="Tunjuk").click()
    page.get_by_role("link", name="Dra. Wa Ode Sari, M.Si.").wait_for()
    axe(page)

    page.get_by_role("link", name="Tempel dari Word atau Excel").click()
    page.get_by_label("Daftar dari Word").fill("1. Andi Tempel, S.Kom.\tAnalis\t081234567890")
    page.get_by_role("button", name="Baca daftar").click()
    page.get_by_text("siap", exact=True).wait_for()
    axe(page)
    page.get_by_role("button", name="Tunjuk 1 orang").click()

    page.get_by_role("link", name="Pilih dari daftar pegawai").click()
    axe(page)
    page.get_by_label("Beni Pegawai").check()
    page.get_by_role("button", name="Tunjuk yang dipilih").click()
    page.get_by_text("3 dari 3 kursi terisi").wait_for()

    page.get_by_role("link", name="Surat tugas", exact=True).click()
    axe(page)
    page.get_by_label("Menyusul", exact=True).check()
    page.get_by_label("Bila menyusul: tanggal").fill("2026-12-01")
    page.get_by_role("button", name="Serahkan").click()
    page.get_by_text("menyusul 1 Desember 2026").wait_for()
    axe(page)

    page.get_by_role("link", name="Kembali ke halaman OPD").click()
    page.get_by_role("link", name="Lembar kerja analisis").click()
    page.get_by_label("Berkas").set_input_files(
        {"name": "a.docx", "mimeType": "x/x", "buffer": office("word/document.xml")}
    )
    page.get_by_role("button", name="Kirim", exact=True).click()
    page.get_by_role("heading", name="Versi 1").wait_for()
    axe(page)

    assert Registration.objects.count() == 3
    assert Submission.objects.count() == 1


def test_a_participant_confirms_the_name_and_shows_the_qr(open_page, axe, invitation):
    office_page = open_page()
    office_page.goto(f"/o/{make_link(invitation).token()}")
    office_page.get_by_label("Nama lengkap dan gelar").fill("Dra. Wa Ode Sari, M.Si.")
    office_page.get_by_role("button", name="Tunjuk").click()
    office_page.get_by_role("link", name="Dra. Wa Ode Sari, M.Si.").wait_for()
    token = Registration.objects.get().links.get().token()

    page = open_page(width=360)
    wire: list[int] = []
    page.on("requestfinished", lambda request: wire.append(sum(_weight(request))))
    page.goto(f"/p/{token}")
    page.wait_for_load_state("networkidle")
    assert sum(wire) <= FIRST_LOAD
    axe(page)
    page.get_by_role("button", name="Ya, benar").click()
    page.get_by_text("sudah Bapak/Ibu periksa").wait_for()
    page.get_by_role("link", name="Tampilkan kode QR sepenuh layar").click()
    page.get_by_role("dialog").wait_for()
    axe(page)
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")

    assert Registration.objects.get().confirmed_at is not None


def _weight(request) -> tuple[int, int]:
    sizes = request.sizes()
    return sizes["responseBodySize"], sizes["responseHeadersSize"]
