"""A rencana aksi accepted anew: what was typed in the register stands, what the worksheet changed is taken."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from participants.errors import Refused
from participants.models import AuditEntry, Role
from tests.factories import (
    NOW,
    make_invitation,
    make_pemda,
    make_role,
    make_system,
    make_unit,
    make_user,
    make_workshop,
)
from tests.factories_programmes import hand_in_plan, make_plan_deliverable, make_programme, plan_row
from workshops.actions.programme import (
    Entry,
    change_programme,
    restore_programme,
    withdraw_programme,
)
from workshops.actions.review import accept, reopen
from workshops.models import WorkProgramme, WorkshopRole, WorkshopRoleKind
from workshops.queries.book import source_of
from workshops.queries.programme_source import plan_says, whole_of
from workshops.rules.states import Actor

pytestmark = pytest.mark.django_db


class Plan:
    """One OPD's rencana aksi, on its way through versions."""

    def __init__(self):
        self.by = make_system()
        self.workshop = make_workshop(make_unit(make_pemda(), name="Dinas Kominfo"))
        self.health = make_unit(self.workshop.unit.parent, name="Dinas Kesehatan")
        self.invitation = make_invitation(self.workshop, self.health)
        self.deliverable = make_plan_deliverable(self.workshop.stages.get())
        self.version = None

    def accepted(self, *rows):
        if self.version:
            self.open()
        self.version = hand_in_plan(self.deliverable, self.invitation, *rows)
        accept(submission=self.version, by=self.by, at=NOW)
        return self.programme("r1")

    def open(self):
        reopen(
            submission=self.version,
            reason="Anggaran berubah",
            by=self.by,
            at=NOW,
            actor=Actor.COMMITTEE,
        )

    def programme(self, row):
        return WorkProgramme.objects.select_related("unit", "source_submission").get(source_row=row)

    def typed(self, row="r1", **fields):
        programme = self.programme(row)
        here = whole_of(programme)
        change_programme(
            programme=programme,
            entry=Entry(
                replace(here.planned, **fields), programme.unit, programme.supporting.all()
            ),
            by=self.by,
            at=NOW,
        )

    def standing(self):
        found = WorkProgramme.objects.standing().order_by("source_row")
        in_book = source_of(self.workshop, at=NOW).programmes
        assert sorted(one.title for one in in_book) == sorted(one.title for one in found)
        return [one.source_row for one in found]


@pytest.fixture
def plan():
    return Plan()


def test_codes_typed_by_hand_stand_and_what_the_new_version_changed_is_taken(plan):
    plan.accepted(plan_row("r1", starts=2026, budget_1=100))
    plan.typed(code_program="2.16.03", code_kegiatan="2.16.03.2.02")

    now = plan.accepted(plan_row("r1", title="Judul baru", starts=2026, budget_1=250))

    assert (now.title, now.years.get().budget) == ("Judul baru", 250)
    assert (now.code_program, now.code_kegiatan) == ("2.16.03", "2.16.03.2.02")
    assert "kept" not in AuditEntry.objects.get(verb="workshops.programme.revised").facts


def test_where_hand_and_worksheet_disagree_the_hand_stands_and_both_are_shown(plan, client):
    plan.accepted(plan_row("r1", starts=2026, budget_1=100))
    plan.typed(measure="orang")
    plan.typed(title="Ditulis tangan")

    now = plan.accepted(plan_row("r1", title="Dari lembar", starts=2026, budget_1=100))

    assert now.title == "Ditulis tangan"
    assert AuditEntry.objects.get(verb="workshops.programme.revised").facts["kept"] == {
        "title": ["Ditulis tangan", "Dari lembar"]
    }
    assert [(one.name, one.here, one.plan) for one in plan_says(now).differs] == [
        ("title", "Ditulis tangan", "Dari lembar"),
        ("measure", "orang", ""),
    ]
    client.force_login(make_role(Role.ORGANISER, plan.workshop.unit))
    page = client.get(reverse("workshops:programme-detail", args=[now.public_id])).content.decode()
    assert "Berbeda dari rencana aksi versi 2" in page
    assert "(rencana aksi: Dari lembar)" in page


def test_who_accepts_is_told_where_the_register_was_not_overwritten(plan, client):
    plan.accepted(plan_row("r1"))
    plan.typed(title="Ditulis tangan")
    plan.open()
    again = hand_in_plan(plan.deliverable, plan.invitation, plan_row("r1", title="Dari lembar"))
    expert = make_user()
    WorkshopRole.objects.create(
        workshop=plan.workshop, user=expert, role=WorkshopRoleKind.EXPERT, unit=plan.health
    )
    client.force_login(expert)

    page = client.post(
        reverse("workshops:submission-detail", args=[again.public_id]),
        {"verdict": "accept"},
        follow=True,
    ).content.decode()

    assert "tidak ditimpa pada 1 program: Ditulis tangan." in page


def test_what_was_withdrawn_by_hand_stays_withdrawn_and_goes_on_following_its_row(plan):
    plan.accepted(plan_row("r1"), plan_row("r2"))
    withdraw_programme(programme=plan.programme("r2"), reason="Digabung", by=plan.by, at=NOW)

    plan.accepted(plan_row("r1"), plan_row("r2", title="Judul baru"))

    kept = plan.programme("r2")
    assert plan.standing() == ["r1"]
    assert (kept.title, kept.withdrawn_reason) == ("Judul baru", "Digabung")
    restore_programme(programme=kept, by=plan.by, at=NOW)
    assert plan.standing() == ["r1", "r2"]


def test_what_went_with_its_row_comes_back_with_it_and_what_was_restored_by_hand_stays(plan):
    plan.accepted(plan_row("r1"), plan_row("r2"), plan_row("r3"))
    plan.accepted(plan_row("r1"))
    assert plan.standing() == ["r1"]

    restore_programme(programme=plan.programme("r3"), by=plan.by, at=NOW)
    assert plan.standing() == ["r1", "r3"]

    plan.accepted(plan_row("r1"), plan_row("r2"))
    assert plan.standing() == ["r1", "r2", "r3"]


def test_nothing_of_an_open_plan_is_restored_so_that_register_and_book_say_the_same(plan, client):
    programme = plan.accepted(plan_row("r1"))
    plan.open()

    with pytest.raises(Refused) as refusal:
        restore_programme(programme=programme, by=plan.by, at=NOW)

    assert [reason.code for reason in refusal.value.reasons] == ["programme-plan-open"]
    assert plan.standing() == []
    client.force_login(make_role(Role.ORGANISER, plan.workshop.unit))
    page = client.get(
        reverse("workshops:programme-detail", args=[programme.public_id])
    ).content.decode()
    assert "Rencana aksinya sedang diperbaiki (versi 1)" in page
    assert "Kembalikan ke daftar" not in page


def test_only_what_came_from_a_plan_goes_with_it():
    programme = make_programme()
    with pytest.raises(IntegrityError, match="goes_with_a_plan_it_came_from"), transaction.atomic():
        WorkProgramme.objects.filter(pk=programme.pk).update(withdrawn_with_plan=True)
