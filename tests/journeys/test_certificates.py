"""The certificates' pages in a real browser: the organiser issues, anybody compares a paper."""

import os
from pathlib import Path

import pytest
from django.utils import timezone

from certificates.actions.revoking import revoke, supersede
from certificates.models import Certificate
from participants.actions.job import perform, take
from participants.models import Role
from project.jobs import HANDLERS
from tests import papers
from tests.factories import NOW, make_competency, make_registration, make_role, make_workshop
from tests.factories_certificates import ask, close, make_entitlement, make_layout

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("Dr. Wa Ode Siti Nurhaliza, S.Kom., M.T.", "La Ode Arifin, S.IP.", "Hj. Sitti Aminah")


@pytest.fixture
def workshop(files):
    papers.ensure_faces()
    workshop = make_workshop(
        title_id="Bimtek Penyusunan Masterplan Smart City Kabupaten Buton", legal_basis="SK 480"
    )
    make_competency(code="A", name_id="Perencanaan kota cerdas")
    rows = [make_registration(workshop, printed_name=name) for name in NAMES]
    late = make_registration(workshop, printed_name="Budi Santoso")
    closing = close(workshop)
    award = {"competency": "A", "level": 2, "method": "exposure"}
    for registration in rows:
        make_entitlement(registration, closing, awards=[award])
    reason = {"code": "certificate-before-closing", "args": {}}
    make_entitlement(late, closing, kind="none", jp=4, reasons=[reason])
    confirmed = rows[0]
    confirmed.confirmed_at, confirmed.confirmed_by = NOW, closing.by
    confirmed.save()
    return workshop


@pytest.fixture
def organiser(workshop):
    return make_role(Role.ORGANISER, workshop.unit, password="rahasia-sekali")


def work(most=100) -> None:
    for _item in range(most):
        item = take(worker="test", at=timezone.now(), kinds=HANDLERS)
        if item is None:
            return
        perform(item=item, handler=HANDLERS[item.job.kind], at=timezone.now())


def log_in(page, user) -> None:
    page.goto("/masuk/")
    page.locator("[name=username]").fill(user.username)
    page.locator("[name=password]").fill("rahasia-sekali")
    page.locator("main form button").last.click()
    page.wait_for_url(lambda address: "/masuk/" not in address)


def looked_at(page, name: str, width: int, axe) -> None:
    """Accessible, no sideways scroll; kept as a picture where one wants to see it."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [360, 1280])
def test_the_organiser_issues_and_watches(open_page, axe, workshop, organiser, width):
    page = open_page(width=width)
    log_in(page, organiser)
    page.goto("/sertifikat/templat/")
    looked_at(page, "templat-kosong", width, axe)
    page.goto("/sertifikat/templat/baru/")
    looked_at(page, "templat-baru", width, axe)
    layout = make_layout(workshop.unit, name="Resmi")
    page.goto(f"/sertifikat/templat/{layout.public_id}/")
    looked_at(page, "templat", width, axe)
    page.goto(f"/bimtek/{workshop.public_id}/sertifikat/")
    looked_at(page, "daftar-kosong", width, axe)
    page.get_by_role("link", name="Terbitkan 3 sertifikat").click()
    looked_at(page, "terbitkan", width, axe)

    page.get_by_role("button", name="Terbitkan", exact=True).click()
    page.get_by_text("0 dari 3").wait_for()
    looked_at(page, "kemajuan", width, axe)
    work(most=1)
    page.get_by_text("1 dari 3").wait_for()
    work()
    page.get_by_text("3 dari 3").wait_for()
    looked_at(page, "selesai", width, axe)
    page.get_by_role("link", name="Lihat sertifikat").click()
    page.get_by_text(NAMES[0]).wait_for()
    looked_at(page, "daftar", width, axe)
    page.get_by_role("link", name="3 pesan kepada pemegang siap dikirim").click()
    page.get_by_role("heading", name=NAMES[1]).wait_for()
    looked_at(page, "pesan", width, axe)
    page.get_by_role("button", name="Sudah dikirim").first.click()
    page.get_by_text("1 dari 3 pesan sudah dikirim").wait_for()
    page.go_back()
    page.get_by_role("link", name="Sertifikat", exact=True).last.click()
    page.get_by_role("link", name=NAMES[0]).click()
    looked_at(page, "satu", width, axe)
    page.get_by_role("link", name="Cabut").click()
    looked_at(page, "cabut", width, axe)
    page.goto("/sertifikat/")
    looked_at(page, "semua", width, axe)


@pytest.mark.parametrize("width", [360, 1280])
def test_anybody_compares_a_paper_in_the_browser(
    open_page, axe, workshop, organiser, tmp_path, width
):
    ask(workshop, by=organiser)
    work()
    genuine, second, third = Certificate.objects.order_by("number")
    with genuine.pdf.content.open() as stored:
        (tmp_path / "asli.pdf").write_bytes(stored.read())
    (tmp_path / "palsu.pdf").write_bytes(b"%PDF-1.7 palsu")
    supersede(certificate=second, person_name="Nama Benar", reason="Ejaan", by=organiser, at=NOW)
    revoke(
        certificate=third,
        public_reason="Terbit untuk orang yang salah",
        file_reason="",
        by=organiser,
        at=NOW,
    )

    page = open_page(width=width)
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto(f"/v/{genuine.public_id}")
    looked_at(page, "v-berlaku", width, axe)
    page.locator("input[type=file]").set_input_files(tmp_path / "asli.pdf")
    page.get_by_text("Berkas ini sama persis").wait_for()
    looked_at(page, "v-utuh", width, axe)
    page.locator("input[type=file]").set_input_files(tmp_path / "palsu.pdf")
    page.get_by_text("Berkas ini bukan berkas yang kami terbitkan").wait_for()
    looked_at(page, "v-berbeda", width, axe)
    assert "POST" not in sent
    for name, certificate in (("v-digantikan", second), ("v-dicabut", third)):
        page.goto(f"/v/{certificate.public_id}")
        looked_at(page, name, width, axe)


def test_an_unknown_certificate_is_one_calm_sentence(open_page, axe, complaints):
    page = open_page(width=360)
    page.goto("/v/00000000000000000000")
    looked_at(page, "v-tidak-ada", 360, axe)
    complaints.clear()  # the browser's own note of the 404
