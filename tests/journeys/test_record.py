"""BKPSDM in a real browser: 48 accepted at once, levels set, and the figures that follow."""

from datetime import date

import pytest

from participants.actions import staffing as actions
from participants.models import Role
from tests.factories import NOW, make_competency, make_pemda, make_role, make_unit
from tests.factories_record import (
    make_employee,
    make_evidence,
    make_job,
    make_plan,
    make_planned,
    make_training,
)

PASSWORD = "rahasia-sekali"


@pytest.fixture
def region(transactional_db):
    """An OPD whose programmer has a test behind them, and a Bimtek of 48 that waits."""
    root = make_pemda("Kabupaten Uji")
    unit, skill = make_unit(root, name="Dinas Kesehatan"), make_competency(name_id="Pemrograman")
    hr = make_role(Role.HR, root, username="bkpsdm", password=PASSWORD)
    plan = make_plan(root, approved=True)
    planned = make_planned(plan, unit, job=make_job("Programmer"), competency=skill)
    people = [make_employee(unit, full_name=f"Pegawai {number:02}") for number in range(48)]
    for person in people:
        make_training(person, ended_on=date(2026, 10, 9), jp=32)
    actions.appoint(
        person=people[0],
        post=planned.post,
        kind="definitive",
        valid_from=date(2026, 1, 1),
        by=hr,
        at=NOW,
    )
    make_evidence(people[0], skill)
    return root, planned, people[0]


def log_in(page):
    page.goto("/masuk/")
    page.fill("[name=username]", "bkpsdm")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/")


@pytest.mark.parametrize("width", [360, 1280])
def test_hr_accepts_sets_a_level_and_sees_the_vacancy_close(region, open_page, axe, width):
    _root, planned, person = region
    page = open_page(width=width)
    log_in(page)
    page.goto("/cakupan/?per=2026-11-22")
    axe(page)
    assert page.locator(".tile").inner_text().endswith("Terisi, belum ada data")

    page.goto("/riwayat/")
    axe(page)
    page.get_by_role("button", name="Terima 48 riwayat").click()
    assert "48 riwayat diterima (1.536 JP)" in page.locator("main").inner_text()

    page.goto("/kompetensi/")
    axe(page)
    page.get_by_role("button", name="Tetapkan 1 tingkat hasil ujian").click()
    page.goto("/cakupan/?per=2026-11-22")
    assert page.locator(".tile").inner_text().endswith("Terisi dan memenuhi syarat")

    page.locator(".tile").click()
    axe(page)
    page.get_by_role("link", name=person.full_name).click()
    page.goto(page.url + "?tahun=2026")
    axe(page)
    assert "32 JP: 20 JP tahun ini tercapai." in page.locator("main").inner_text()
    for address in (
        "/jp/?tahun=2026",
        f"/jp/{person.home_unit.public_id}/?tahun=2026",
        "/riwayat/semua/",
        "/peta-jabatan/",
        f"/peta-jabatan/{planned.plan.public_id}/?per=2026-11-22",
    ):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
