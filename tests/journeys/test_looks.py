"""Every page of the journey on a phone, in both languages: it fits, it says where one is."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page

from certificates.models import Certificate
from participants.models import Evidence, PlannedPost, StaffingPlan, User
from project.demo.load import load
from project.demo.staffing import PROGRAMMER
from tests import papers
from workshops.models import (
    Invitation,
    Link,
    LinkKind,
    Registration,
    Submission,
    Workshop,
    WorkshopState,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NOBODY = ""
WIDTH = 360
OFFICE = (
    "", "ubah/", "jadwal/", "jadwal/tahap-baru/", "jadwal/tahap/{stage}/",
    "jadwal/tahap/{stage}/sesi-baru/", "jadwal/sesi/{session}/", "jadwal/presensi/{slot}/",
    "undangan/", "undangan/baru/", "undangan/lampiran-sk/", "undangan/kirim/",
    "undangan/{invitation}/", "surat-tugas/", "surat-tugas/unit/{unit}/", "tamu/", "panitia/",
    "aturan/", "peserta/", "peserta/tambah/", "peserta/{registration}/", "kehadiran/",
    "kehadiran/{slot}/", "kehadiran/{slot}/{registration}/", "kehadiran/perlu-diperiksa/",
    "perangkat/", "penutupan/", "hasil-kerja/", "hasil-kerja/baru/", "sertifikat/",
    "opd/{invitation}/",
)  # fmt: skip
DESK = ("", "/tempel/", "/pegawai/", "/surat-tugas/", "/peserta/{registration}/",
        "/peserta/{registration}/ganti/", "/hasil-kerja/{work}/")  # fmt: skip
PAGES: dict[str, tuple[str, ...]] = {
    NOBODY: (
        "/", "/masuk/", "/pindai/", "/p/{person_link}", "/v/{certificate}",
        *(f"/o/{{unit_link}}{tail}".removesuffix("/") for tail in DESK),
    ),
    "panitia": (
        "/", "/cari/", "/akun/", "/bimtek/", "/bimtek/baru/",
        *(f"/bimtek/{{live}}/{tail}" for tail in OFFICE),
        *(f"/bimtek/{{closed}}/{tail}" for tail in ("", "penutupan/", "sertifikat/")),
        "/bimtek/{closed}/sertifikat/terbitkan/", "/sertifikat/", "/sertifikat/templat/",
        "/sertifikat/templat/baru/", "/sertifikat/{certificate}/",
        "/sertifikat/{certificate}/perbaiki/", "/sertifikat/{certificate}/cabut/", "/pekerjaan/",
    ),
    "opd": ("/", "/opd/", *(f"/opd/{{own_invitation}}{tail}" for tail in ("/", "/surat-tugas/"))),
    "timahli": ("/", "/tinjauan/", "/tinjauan/{submission}/"),
    "petugas": ("/", "/bimtek/", "/bimtek/{live}/kehadiran/"),
    "bkpsdm": (
        "/", "/pegawai/", "/pegawai/baru/", "/pegawai/belum-dicocokkan/", "/pegawai/{programmer}/",
        "/riwayat/", "/riwayat/semua/", "/kompetensi/", "/kompetensi/TIK.PRG/{programmer}/",
        "/jp/", "/jp/{unit}/", "/impor/", "/unit/", "/unit/{unit}/", "/peta-jabatan/",
    ),
    "organisasi": (
        "/", "/peta-jabatan/", "/peta-jabatan/{plan}/", "/peta-jabatan/{plan}/jabatan/{post}/",
        "/cakupan/",
    ),
    "penandatangan": ("/", "/sertifikat/"),
    "inspektorat": ("/", "/jejak/"),
    "pimpinan": ("/", "/cakupan/", "/jp/"),
    "admin": ("/", "/hak-akses/", "/unit/", "/unit/baru/", "/jejak/"),
}  # fmt: skip
IN_THE_DARK = (
    ("panitia", "/bimtek/{live}/"),
    ("bkpsdm", "/pegawai/{programmer}/"),
    (NOBODY, "/p/{person_link}"),
    (NOBODY, "/v/{certificate}"),
)


@pytest.fixture
def names(files) -> dict[str, str]:
    """The demo loaded for today; what stands in the addresses, read from the database."""
    papers.ensure_faces()
    now = timezone.now()
    load(now.date(), lambda _line: None)
    live = Workshop.objects.get(state=WorkshopState.RUNNING)
    recent = Workshop.objects.filter(state=WorkshopState.CLOSED).order_by("-closed_at")[0]
    stage = live.stages.order_by("order")[0]
    submission = Submission.objects.waiting().filter(invitation__workshop=live).order_by("pk")[0]
    invitation = submission.invitation
    registration = Registration.objects.filter(workshop=live, unit=invitation.unit).order_by("pk")[
        0
    ]
    level = Evidence.objects.waiting_for_a_verdict().order_by("-pk")[0]
    plan = StaffingPlan.objects.get()
    links = Link.objects.working(now + timedelta(minutes=1))
    return {
        "live": live.public_id,
        "closed": recent.public_id,
        "stage": stage.public_id,
        "session": stage.sessions.order_by("starts_at", "pk")[0].public_id,
        "slot": stage.slots.order_by("opens_at", "pk")[0].public_id,
        "invitation": invitation.public_id,
        "own_invitation": Invitation.objects.get(
            workshop=live, unit__short_name="Dinkes"
        ).public_id,
        "unit": invitation.unit.public_id,
        "registration": registration.public_id,
        "work": submission.deliverable.public_id,
        "submission": submission.public_id,
        "unit_link": links.get(kind=LinkKind.UNIT, invitation=invitation).token(),
        "person_link": links.get(kind=LinkKind.PARTICIPANT, registration=registration).token(),
        "certificate": Certificate.objects.filter(workshop=recent).order_by("pk")[0].public_id,
        "programmer": level.person.public_id,
        "plan": plan.public_id,
        "post": PlannedPost.objects.filter(plan=plan, post__job__name=PROGRAMMER)
        .order_by("pk")[0]
        .public_id,
    }


def test_every_page_fits_a_phone_in_both_languages(names, open_page, live_server, client, axe):
    faults = []
    for username, paths in PAGES.items():
        page = _opened(open_page, live_server, client, username, width=WIDTH)
        for language in ("id", "en"):
            _speak(page, live_server.url, language)
            for path in paths:
                faults += _faults(page, path.format_map(names), language, username)
    assert not faults, "\n".join(faults)
    _look_in_the_dark(names, open_page, live_server, client, axe)


def _opened(open_page, live_server, client, username: str, **how) -> Page:
    """A phone on which this account is logged in already."""
    page = open_page(**how)
    if username:
        client.force_login(User.objects.get(username=username))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
    return page


def _speak(page: Page, address: str, language: str) -> None:
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": address}
    page.context.add_cookies([cookie])


def _faults(page: Page, path: str, language: str, username: str) -> Iterator[str]:
    where = f"{username or 'nobody'} {language} {path}"
    answer = page.goto(path)
    if answer is None or answer.status != 200:
        yield f"{where}: {answer and answer.status}"
        return
    page.locator("h1").filter(visible=True).first.wait_for()  # the door draws its own
    found = page.evaluate(
        """() => ({
            title: document.title.trim(),
            lang: document.documentElement.lang,
            heads: [...document.querySelectorAll("h1")].filter((h) => h.checkVisibility()).length,
            wide: document.scrollingElement.scrollWidth,
        })"""
    )
    if not found["title"]:
        yield f"{where}: no title"
    if found["lang"] != language:
        yield f"{where}: lang={found['lang']}"
    if found["heads"] != 1:
        yield f"{where}: {found['heads']} h1"
    # Not innerWidth: a phone's browser zooms out until everything fits.
    if found["wide"] > WIDTH:
        yield f"{where}: {found['wide']} px wide"


def _look_in_the_dark(names, open_page, live_server, client, axe) -> None:
    for username, path in IN_THE_DARK:
        page = _opened(open_page, live_server, client, username, width=WIDTH, color_scheme="dark")
        page.goto(path.format_map(names))
        axe(page)
