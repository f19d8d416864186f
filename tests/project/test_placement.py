"""``/penempatan/``: the advice with every reason, what it leaves behind, and whose decision it is."""

from datetime import date

import pytest

from participants.models import Appointment, EvidenceAct, PlacementDecision, Role
from tests.factories import NOW, make_competency, make_pemda, make_role, make_system, make_unit
from tests.factories_plan import make_organiser
from tests.factories_plan import make_planned as make_planned_workshop
from tests.factories_record import make_employee, make_evidence, make_plan, make_planned
from workshops.actions.workshop import set_award_rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def root():
    return make_pemda()


@pytest.fixture
def skill():
    return make_competency(name_id="Pemrograman Web")


@pytest.fixture
def hr(root):
    return make_role(Role.HR, root)


@pytest.fixture
def vacant(root, skill):
    return make_planned(make_plan(root, approved=True), make_unit(root), competency=skill)


def holding(root, plan, **fields):
    """Somebody definitive elsewhere, alone on a post of one."""
    planned = make_planned(plan, make_unit(root))
    person = make_employee(planned.post.unit, **fields)
    Appointment.objects.create(
        person=person,
        post=planned.post,
        valid_from=date(2021, 1, 1),
        appointed_at=NOW,
        appointed_by=make_system(),
    )
    return person


def test_now_after_a_training_and_not_with_what_opens_behind(client, root, skill, hr, vacant):
    able = holding(root, vacant.plan, full_name="Able Contoh")
    make_evidence(able, skill, act=EvidenceAct.GRANT)
    nearly = make_employee(vacant.post.unit, full_name="Hampir Contoh")
    make_evidence(nearly, skill, act=EvidenceAct.GRANT, level=2)
    client.force_login(hr)
    address = f"/penempatan/posisi/{vacant.public_id}/"

    before = client.get(address + "unduh.csv").content.decode()
    organiser = make_organiser(make_unit(root))
    workshop = make_planned_workshop(organiser, title_id="Bimtek Lanjutan")
    set_award_rule(
        workshop=workshop, competency=skill, level=3, minimum_score=None, by=organiser, at=NOW
    )
    after = client.get(address + "unduh.csv").content.decode()
    page = client.get(address).content.decode()

    assert "Able Contoh" in before.splitlines()[1]
    assert "Cocok sekarang" in before.splitlines()[1]
    assert "Belum cocok" in before.splitlines()[2]
    assert "Cocok setelah pelatihan" in after.splitlines()[2]
    assert "Sebagian" in page
    assert "Membuka lowongan" in page
    assert "terisi 1 → 0 dari 1" in page


def test_who_can_most_is_looked_at_before_who_comes_first_by_name(
    client, root, skill, hr, vacant, monkeypatch
):
    monkeypatch.setattr("project.matching.placement.AT_MOST", 4)
    monkeypatch.setattr("project.matching.placement.SKILLED", 2)
    for number in range(4):
        make_employee(vacant.post.unit, full_name=f"Aa Pegawai {number}")
        below = make_employee(make_unit(root), full_name=f"Bb Pegawai {number}")
        make_evidence(below, skill, act=EvidenceAct.GRANT, level=1)
    able = make_employee(make_unit(root), full_name="Zz Terakhir")
    make_evidence(able, skill, act=EvidenceAct.GRANT, level=3)
    client.force_login(hr)

    rows = client.get(f"/penempatan/posisi/{vacant.public_id}/unduh.csv").text.splitlines()[1:]

    assert "Zz Terakhir" in rows[0]
    assert sum("Aa Pegawai" in row for row in rows) == 2  # those of the OPD itself have room too
    assert len(rows) == 4


def test_who_is_a_level_below_stands_before_those_nobody_ever_assessed(
    client, root, skill, hr, vacant
):
    for number in range(3):
        make_employee(vacant.post.unit, full_name=f"Aa Pegawai {number}")
    below = make_employee(vacant.post.unit, full_name="Zz Hampir")
    make_evidence(below, skill, act=EvidenceAct.GRANT, level=2)
    client.force_login(hr)

    rows = client.get(f"/penempatan/posisi/{vacant.public_id}/unduh.csv").text.splitlines()[1:]

    assert "Zz Hampir" in rows[0]
    assert len(rows) == 4


def test_hr_of_one_opd_is_told_nobody_of_another(client, root, skill, hr, vacant):
    ours = make_employee(vacant.post.unit, full_name="Kita Contoh")
    theirs = make_employee(make_unit(root), full_name="Mereka Rahasia")
    for person in (ours, theirs):
        make_evidence(person, skill, act=EvidenceAct.GRANT)
    address = f"/penempatan/posisi/{vacant.public_id}/"

    def told(user):
        client.force_login(user)
        return [client.get(address).text, client.get(address + "unduh.csv").text]

    assert ["Mereka Rahasia" in text for text in told(hr)] == [True, True]
    for text in told(make_role(Role.HR, vacant.post.unit)):
        assert "Kita Contoh" in text
        assert "Mereka Rahasia" not in text
    assert client.get(f"{address}pegawai/{theirs.public_id}/").status_code == 404
    assert client.get(f"/penempatan/pegawai/{theirs.public_id}/").status_code == 404


def test_a_person_reads_where_they_fit(client, root, skill, hr, vacant):
    able = holding(root, vacant.plan)
    make_evidence(able, skill, act=EvidenceAct.GRANT)
    client.force_login(hr)

    page = client.get(f"/penempatan/pegawai/{able.public_id}/").content.decode()

    assert vacant.post.job.name in page
    assert "Cocok sekarang" in page


def test_a_decision_needs_a_reason_and_keeps_what_was_shown(client, root, skill, hr, vacant):
    able = holding(root, vacant.plan)
    make_evidence(able, skill, act=EvidenceAct.GRANT)
    client.force_login(hr)
    address = f"/penempatan/posisi/{vacant.public_id}/pegawai/{able.public_id}/"
    given = {"verdict": "appoint", "valid_from": "2026-12-01"}

    without = client.post(address, given | {"reason": " "})
    made = client.post(address, given | {"reason": "Paling siap"})

    assert (without.status_code, made.status_code) == (422, 302)
    decision = PlacementDecision.objects.get()
    assert (decision.reason, decision.decided_by) == ("Paling siap", hr)
    assert decision.shown["outlook"] == "now"
    assert decision.shown["opens"] is True
    assert Appointment.objects.get(post=vacant.post).valid_from == date(2026, 12, 1)


def test_setting_somebody_aside_appoints_nobody(client, root, skill, hr, vacant):
    person = make_employee(vacant.post.unit)
    client.force_login(hr)

    client.post(
        f"/penempatan/posisi/{vacant.public_id}/pegawai/{person.public_id}/",
        {"verdict": "set_aside", "reason": "Belum dinilai"},
    )

    assert PlacementDecision.objects.count() == 1
    assert not Appointment.objects.filter(post=vacant.post).exists()


def test_hr_of_another_region_finds_neither_post_nor_person(client, root, vacant):
    person = make_employee(vacant.post.unit)
    client.force_login(make_role(Role.HR, make_pemda()))

    post = f"/penempatan/posisi/{vacant.public_id}/"
    assert client.get(post).status_code == 404
    assert client.get(f"{post}pegawai/{person.public_id}/").status_code == 404
    assert client.get(f"/penempatan/pegawai/{person.public_id}/").status_code == 404
