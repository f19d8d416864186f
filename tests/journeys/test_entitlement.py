"""Who has to give out certificates this afternoon: from the rule to the register, in a real browser."""

import os
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from certificates.models import Certificate
from participants.actions.job import perform, take
from participants.models import Evidence, Role, TrainingRecord
from project.jobs import HANDLERS
from tests import papers
from tests.factories import NOW, make_competency, make_registration, make_role, make_workshop
from tests.factories_certificates import make_layout
from tests.factories_links import make_link
from workshops.models import Attendance, AwardRule, Entitlement

pytestmark = pytest.mark.django_db(transaction=True)
FULL = "Dr. Wa Ode Siti Nurhaliza, S.Kom., M.T."
HALF, SOME = "La Ode Arifin, S.IP.", "Hj. Sitti Aminah"


@pytest.fixture
def workshop(files):
    papers.ensure_faces()
    workshop = make_workshop(
        state="running", title_id="Bimtek Penyusunan Masterplan Smart City Kabupaten Buton"
    )
    AwardRule.objects.create(workshop=workshop, competency=make_competency(), level=2)
    came = {FULL: ("pagi", "siang"), HALF: ("pagi",), SOME: ("siang",)}
    for name, kinds in came.items():
        registration = make_registration(workshop, printed_name=name)
        for kind in kinds:
            Attendance.objects.create(
                registration=registration,
                slot=workshop.stages.get().slots.get(kind=kind),
                status="present",
                arrived_at=NOW,
                noted_at=NOW,
                noted_by=registration.registered_by,
            )
        if name == FULL:
            registration.confirmed_at = NOW
            registration.confirmed_by = registration.registered_by
            registration.save()
        else:
            make_link(registration)
    make_layout(workshop.unit, name="Resmi")
    return workshop


def log_in(page, user) -> None:
    page.goto("/masuk/")
    page.locator("[name=username]").fill(user.username)
    page.locator("[name=password]").fill("rahasia-sekali")
    page.locator("main form button").last.click()
    page.wait_for_url(lambda address: "/masuk/" not in address)


def work() -> None:
    while item := take(worker="test", at=timezone.now(), kinds=HANDLERS):
        perform(item=item, handler=HANDLERS[item.job.kind], at=timezone.now())


@pytest.mark.parametrize("width", [360, 1280])
def test_certificates_are_given_out_this_afternoon(open_page, axe, workshop, width):
    organiser = make_role(Role.ORGANISER, workshop.unit, password="rahasia-sekali")
    page = open_page(width=width)
    here = f"/bimtek/{workshop.public_id}"

    def look(name: str) -> None:
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=Path(folder) / f"hak-{name}-{width}.png", full_page=True)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    log_in(page, organiser)
    # The rule, and what follows from it before it is saved.
    page.goto(f"{here}/aturan/")
    look("aturan")
    page.get_by_label("Kehadiran minimum (%)", exact=True).fill("90")
    page.get_by_role("button", name="Lihat akibatnya").click()
    expect(page.get_by_text("Dengan aturan ini 1 berhak, 2 belum.")).to_be_visible()
    look("akibat")
    page.get_by_role("button", name="Simpan sebagai versi baru").click()
    expect(page.get_by_text("disimpan sebagai versi 2")).to_be_visible()

    # Papers for the ceremony, before there is any certificate.
    page.goto(f"{here}/sertifikat/simbolis/")
    look("simbolis")

    # An exemption for one of them, with its evidence.
    page.goto(f"{here}/hak/?kurang=jp")
    look("tabel")
    page.get_by_role("link", name=HALF).click()
    look("bukti")
    page.get_by_text("Tetapkan pengecualian", exact=True).click()
    page.get_by_label("Alasan").first.fill("Siangnya ditugaskan Sekda ke rapat anggaran")
    page.get_by_label("Dasar").fill("Nota dinas 800/12")
    page.get_by_role("button", name="Tetapkan", exact=True).click()
    expect(page.get_by_text("Pengecualian dicatat atas nama Anda.")).to_be_visible()
    look("pengecualian")

    # The closing freezes it.
    page.goto(f"{here}/penutupan/")
    look("penutupan")
    page.get_by_text("Tutup kegiatan", exact=True).first.click()
    page.get_by_role("button", name="Ya, tutup kegiatan").click()
    expect(page.get_by_text("Kegiatan ditutup.")).to_be_visible()
    look("ditutup")

    # Names that nobody confirmed stand before the button; those who did may go first.
    page.goto(f"{here}/sertifikat/terbitkan/")
    expect(page.get_by_role("heading", name="1 nama belum dipastikan")).to_be_visible()
    look("terbitkan")
    page.get_by_role("button", name="Terbitkan", exact=True).click()
    page.get_by_text("0 dari 2").wait_for()
    work()
    page.get_by_text("2 dari 2").wait_for()
    assert Certificate.objects.valid().count() == 2
    exempted = Entitlement.objects.get(registration__printed_name=HALF)
    assert exempted.facts["exemption"]["basis"] == "Nota dinas 800/12"

    # Who came for half a day gets what was really followed.
    page.goto(f"{here}/sertifikat/keterangan/")
    look("keterangan")
    page.get_by_label(SOME).check()
    page.get_by_role("button", name="Buat surat keterangan").click()
    expect(page.get_by_text("1 surat keterangan dibuat.")).to_be_visible()
    look("keterangan-dibuat")

    # The office page of the exempted one tells it for ever; revoking says what it takes with it.
    certificate = Certificate.objects.valid().get(registration__printed_name=HALF)
    page.goto(f"/sertifikat/{certificate.public_id}/")
    expect(page.get_by_text("Diberi hak dengan pengecualian oleh")).to_be_visible()
    look("sertifikat")
    page.get_by_role("link", name="Cabut").click()
    expect(page.get_by_text("4 JP (Menunggu verifikasi BKPSDM)")).to_be_visible()
    look("cabut")
    page.get_by_label("Alasan untuk umum").fill("Pengecualian keliru")
    page.get_by_role("button", name="Cabut sertifikat ini").click()
    expect(page.get_by_text("Sertifikat dicabut.")).to_be_visible()
    gone = TrainingRecord.objects.get(source_id=certificate.public_id)
    assert (gone.state, Evidence.objects.filter(act="propose").count()) == ("withdrawn", 1)

    # And every number stands in its book.
    page.goto("/sertifikat/register/")
    look("register")
    page.get_by_role("link", name="2026 Sertifikat").first.click()
    expect(page.get_by_text(certificate.number)).to_be_visible()
    look("buku")
