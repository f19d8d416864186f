"""What the register would refuse is said where the OPD hands in, and to the expert what is left."""

import pytest
from django.urls import reverse

from participants.errors import Refused
from tests.factories import (
    NOW,
    make_invitation,
    make_pemda,
    make_system,
    make_unit,
    make_user,
    make_workshop,
)
from tests.factories_links import make_duty
from tests.factories_programmes import content, hand_in_plan, make_plan_deliverable
from tests.workshops.worksheets.drafts import put, sheet
from tests.workshops.worksheets.test_content import ACTIONS, PROGRAMME
from workshops.actions.review import accept
from workshops.actions.worksheet import hand_in
from workshops.models import Group, GroupKind, WorkProgramme, WorkshopRole, WorkshopRoleKind
from workshops.queries.worksheet import faults_in
from workshops.rules.worksheets import Change, faults

pytestmark = pytest.mark.django_db


def codes(found):
    return {path: reason.code for path, reason in found}


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"code_program": "dua"}, {"code_program": "programme-code-malformed"}),
        (
            {"code_program": "2.16.03", "code_kegiatan": "1.02.01.2.02"},
            {"code_kegiatan": "programme-code-not-below"},
        ),
        ({"measure": "a" * 61}, {"measure": "programme-text-too-long"}),
        ({"starts": 1999, "ends": 2003}, {"starts": "programme-year-implausible"}),
        ({"target_2": 10**14}, {"target_2": "programme-figure-out-of-range"}),
        (
            {"starts": 2099, "ends": 2102, "budget_4": 7},
            {"ends": "programme-year-implausible", "budget_4": "programme-year-implausible"},
        ),
    ],
)
def test_what_the_register_refuses_of_a_row_is_told_at_its_cell(cells, found):
    row = {**PROGRAMME, "target_2": None, **cells}

    assert codes(faults(ACTIONS, content(row))) == {
        f"programmes.r1.{cell}": code for cell, code in found.items()
    }


@pytest.fixture
def workshop():
    return make_workshop(make_unit(make_pemda(), name="Dinas Kominfo"))


@pytest.fixture
def group(workshop):
    return Group.objects.create(
        workshop=workshop, kind=GroupKind.PILLAR, pillar="living", name="Tim Living", made_at=NOW,
        made_by=make_system(),
    )  # fmt: skip


@pytest.fixture
def owed(workshop):
    return make_plan_deliverable(workshop.stages.get(), owed_by="pillar")


def test_a_team_that_names_an_unknown_opd_reads_it_at_the_cell(workshop, group, owed):
    make_unit(workshop.unit.parent, name="Dinas Kesehatan", short_name="Dinkes")
    make_unit(workshop.unit.parent, name="Bank Contoh", kind="external")

    def said(owner):
        return codes(faults_in(owed, group, content({**PROGRAMME, "owner": owner})))

    assert said("dinkes") == {}
    assert said("Dinas Tiada") == {"programmes.r1.owner": "cell-unit-unknown"}
    assert said("Bank Contoh") == {"programmes.r1.owner": "programme-unit-outside"}
    assert said("") == {"programmes.r1.owner": "cell-missing"}


def test_an_opd_of_another_region_reads_it_before_it_sends(workshop):
    owed = make_plan_deliverable(workshop.stages.get())
    own = make_invitation(workshop, make_unit(workshop.unit.parent))
    far = make_invitation(workshop, make_unit(make_pemda()))

    assert faults_in(owed, own, content(PROGRAMME)) == []
    assert codes(faults_in(owed, far, content(PROGRAMME))) == {
        "programmes": "programme-unit-elsewhere"
    }


def test_what_the_register_refuses_is_not_handed_in(workshop, group, owed):
    duty = make_duty(owed, group)
    cells = {**PROGRAMME, "owner": "Dinas Kominfo", "code_program": "kode"}
    del cells["id"]
    put(duty, Change("programmes.r1", None, {"after": ""}))
    blank = {"baseline": None, "starts": None, "ends": None, "quick_win": False}
    for name, value in cells.items():
        nothing = None if name[-1].isdigit() else blank.get(name, "")
        put(duty, Change(f"programmes.r1.{name}", nothing, value))

    with pytest.raises(Refused) as refusal:
        hand_in(duty=duty, revision=sheet(duty).revision, by=make_system(), at=NOW)
    assert [one.code for one in refusal.value.reasons] == ["worksheet-has-faults"]

    put(duty, Change("programmes.r1.code_program", "kode", "2.16.03"))
    version = hand_in(duty=duty, revision=sheet(duty).revision, by=make_system(), at=NOW)
    accept(submission=version, by=make_system(), at=NOW)
    assert WorkProgramme.objects.get().unit == workshop.unit


def test_the_expert_sees_what_is_left_before_the_verdict(workshop, group, owed, client):
    """Handed in before the register asked, or an OPD was renamed meanwhile."""
    version = hand_in_plan(owed, group, {**PROGRAMME, "owner": "Dinas Tiada"})
    expert = make_user()
    WorkshopRole.objects.create(
        workshop=workshop, user=expert, role=WorkshopRoleKind.EXPERT, pillar="living"
    )
    client.force_login(expert)

    page = client.get(reverse("workshops:submission-detail", args=[version.public_id]))

    text = page.content.decode()
    assert "Belum dapat masuk daftar program" in text
    assert "Program · baris 1 · OPD pengampu: “Dinas Tiada” tidak ditemukan." in text
