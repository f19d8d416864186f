"""``/cakupan/peran/``: who sees what of it, and that ability and post are told apart."""

from datetime import date

import pytest

from participants.actions.ability import define_role
from participants.models import EvidenceAct, Role
from tests.factories import NOW, make_competency, make_pemda, make_role, make_system, make_unit
from tests.factories_plan import make_organiser
from tests.factories_plan import make_planned as make_planned_workshop
from tests.factories_record import make_employee, make_evidence, make_job, make_plan, make_planned
from workshops.actions.workshop import set_award_rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def root():
    return make_pemda()


@pytest.fixture
def skill():
    return make_competency(name_id="Pemrograman Web")


@pytest.fixture
def role(root, skill):
    job = make_job("Pranata Komputer")
    return define_role(
        unit=root,
        name="Programmer",
        skills=[(skill, 3)],
        job=job,
        schooling="Informatika",
        by=make_system(),
        at=NOW,
    )


@pytest.fixture
def hr(root):
    return make_role(Role.HR, root)


def test_hr_reads_how_many_opd_have_nobody_and_who_could_after_which_training(
    client, root, role, skill, hr
):
    able, nearly = make_unit(root, name="Dinas Mampu"), make_unit(root, name="Dinas Hampir")
    make_unit(root, name="Dinas Kosong")
    organiser = make_organiser(make_unit(root, name="Dinas Penyelenggara"))
    make_evidence(make_employee(able), skill, act=EvidenceAct.GRANT)
    make_evidence(make_employee(nearly), skill, act=EvidenceAct.GRANT, level=2)
    workshop = make_planned_workshop(organiser, title_id="Bimtek Pemrograman Lanjutan")
    set_award_rule(
        workshop=workshop, competency=skill, level=3, minimum_score=None, by=organiser, at=NOW
    )

    client.force_login(hr)
    page = client.get("/cakupan/peran/?per=2026-11-22").content.decode()
    sheet = client.get("/cakupan/peran/unduh.csv?per=2026-11-22").content.decode("utf-8-sig")

    assert "Tidak ada di 3 dari 4 OPD" in page
    assert (
        "Dinas Hampir,Dapat ditugaskan setelah pelatihan,0,1,Bimtek Pemrograman Lanjutan" in sheet
    )
    assert "Dinas Kosong,Belum ada,0,0,," in sheet


def test_ability_and_post_are_told_apart(client, root, role, skill, hr):
    unit = make_unit(root)
    plan = make_plan(root, approved=True)
    planned = make_planned(plan, unit, job=role.job)
    planned.requirements.create(kind="education", text="D3")
    person = make_employee(unit, education="SMA", full_name="Sari Contoh")
    make_evidence(person, skill, act=EvidenceAct.GRANT)

    client.force_login(hr)
    page = client.get(f"/cakupan/peran/opd/{unit.public_id}/?per=2026-11-22").content.decode()

    assert "Dapat ditugaskan sekarang" in page
    assert "Belum dapat diangkat" in page
    assert "Pendidikan paling rendah D3" in page


def test_a_leader_reads_sums_and_no_name(client, root, role, skill):
    unit = make_unit(root)
    make_evidence(make_employee(unit, full_name="Sari Contoh"), skill, act=EvidenceAct.GRANT)

    client.force_login(make_role(Role.LEADER, root))
    page = client.get(f"/cakupan/peran/opd/{unit.public_id}/?per=2026-11-22").content.decode()

    assert "Pegawai 1" in page
    assert "Sari Contoh" not in page


def test_the_page_says_what_changed_and_takes_it_back(client, root, role, skill, hr, now):
    unit = make_unit(root, name="Dinas Berubah")
    person = make_employee(unit)
    grant = make_evidence(
        person, skill, act=EvidenceAct.GRANT, acquired_on=date(2026, 11, 20), at=now
    )
    client.force_login(hr)
    address = "/cakupan/peran/?per=2026-11-22&sejak=2026-11-01"

    gained = client.get(address).content.decode()
    make_evidence(
        person, skill, act=EvidenceAct.WITHDRAW, about=grant, acquired_on=date(2026, 11, 22)
    )
    back = client.get(address).content.decode()

    assert "Bertambah" in gained
    assert "Tidak ada OPD yang berubah" in back


def test_another_regions_question_does_not_exist(client, root, role, hr):
    elsewhere = define_role(
        unit=make_pemda(),
        name="Rahasia",
        skills=[(make_competency(), 3)],
        by=make_system(),
        at=NOW,
    )
    client.force_login(hr)

    assert client.get(f"/cakupan/peran/?apa=peran-{elsewhere.public_id}").status_code == 404
    assert client.get("/cakupan/peran/?apa=kompetensi-tidakada").status_code == 404
    assert client.get("/cakupan/peran/?per=bukan&sejak=2026-99-99").status_code == 200
    client.post(f"/cakupan/peran/kelola/{elsewhere.public_id}/")
    elsewhere.refresh_from_db()
    assert elsewhere.retired_at is None


def test_who_keeps_roles_adds_and_stops_one(client, root, role, skill, hr):
    client.force_login(hr)
    given = {
        "unit": root.public_id,
        "name": "Jaringan",
        "competency_1": skill.public_id,
        "level_1": "2",
    }

    made = client.post("/cakupan/peran/kelola/", given)
    twice = client.post("/cakupan/peran/kelola/", given)
    client.post(f"/cakupan/peran/kelola/{role.public_id}/")

    assert made.status_code == 302
    assert twice.status_code == 422
    client.get("/cakupan/peran/kelola/")  # says what was done, once
    page = client.get("/cakupan/peran/kelola/").content.decode()
    assert "Jaringan" in page
    assert "Programmer" not in page
