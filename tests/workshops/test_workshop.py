"""A Bimtek is planned, opened, given rules and roles."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from participants.errors import Reason, Refused
from participants.models import AuditEntry, UserKind
from tests.factories import NOW, make_competency, make_user
from tests.factories_plan import make_organiser, make_planned, plan
from workshops.actions import workshop as actions
from workshops.actions.link import issue_expert_link
from workshops.actions.rule import set_passing_rule
from workshops.models import (
    AttendanceSlot,
    Link,
    PassingRule,
    Session,
    WorkshopRoleKind,
    WorkshopState,
)

pytestmark = pytest.mark.django_db


def reasons(refusal):
    return [reason.code for reason in refusal.value.reasons]


def test_a_four_stage_programme_comes_with_agenda_slots_work_and_rule():
    organiser = make_organiser()

    workshop = make_planned(organiser, "smart-city", legal_basis="SK 173/2021")

    assert workshop.state == WorkshopState.DRAFT
    assert [stage.order for stage in workshop.stages.in_order()] == [1, 2, 3, 4]
    assert sum(session.jp for session in Session.objects.filter(stage__workshop=workshop)) == 64
    assert AttendanceSlot.objects.filter(stage__workshop=workshop).count() == 16
    assert not Session.objects.filter(stage__workshop=workshop, slot=None).exists()
    assert workshop.stages.first().deliverables.count() == 4
    assert workshop.passing_rules.get().minimum_share == Decimal("0.8")
    assert workshop.roles.get().user == organiser
    assert AuditEntry.objects.get(verb="workshops.workshop.made").facts == {
        "programme": "smart-city",
        "stages": 4,
    }


def test_times_are_those_of_the_organiser_s_clocks():
    workshop = make_planned()

    morning = AttendanceSlot.objects.filter(stage__workshop=workshop).in_order()[0]

    assert workshop.unit.localtime(morning.opens_at).time() == time(7)
    assert morning.day == date(2026, 12, 1)


def test_days_beyond_the_agenda_have_slots_and_a_shorter_stage_drops_agenda():
    long = replace(plan()[0], ends_on=date(2026, 12, 2))
    short = replace(plan("dua-tahap")[0], ends_on=date(2026, 12, 1))

    longer, shorter = make_planned(stages=[long]), make_planned(stages=[short])

    assert AttendanceSlot.objects.filter(stage__workshop=longer).count() == 4
    assert sum(s.jp for s in Session.objects.filter(stage__workshop=shorter)) == 8


def test_creating_takes_the_same_queries_for_one_stage_and_four(django_assert_num_queries):
    organiser = make_organiser()
    for programme in ("satu-tahap", "smart-city"):
        # savepoint, workshop, stages, slots, sessions, (hasil kerja; the committee as a group with
        # its link), rule, role, audit, release
        with django_assert_num_queries(9 if programme == "satu-tahap" else 26):
            make_planned(organiser, programme)


def test_a_plan_with_faults_is_refused_with_all_of_them():
    stage = plan()[0]
    wrong = replace(stage, ends_on=date(2026, 11, 1))

    with pytest.raises(Refused) as refusal:
        make_planned(stages=[wrong, stage])

    assert reasons(refusal) == ["stage-ends-before-it-starts"]


def test_registration_opens_once():
    organiser = make_organiser()
    workshop = make_planned(organiser)

    opened = actions.open_registration(workshop=workshop, by=organiser, at=NOW)
    with pytest.raises(Refused) as refusal:
        actions.open_registration(workshop=workshop, by=organiser, at=NOW)

    assert opened.state == WorkshopState.OPEN
    assert reasons(refusal) == ["workshop-not-draft"]


@pytest.mark.parametrize(
    "change",
    [
        lambda w, by: actions.describe_workshop(workshop=w, title_id="Lain", by=by, at=NOW),
        lambda w, by: actions.open_registration(workshop=w, by=by, at=NOW),
        lambda w, by: set_passing_rule(workshop=w, minimum_share=Decimal("0.9"), by=by, at=NOW),
        lambda w, by: actions.give_role(
            workshop=w, user=make_user(), role=WorkshopRoleKind.OFFICER, by=by, at=NOW
        ),
    ],
)
def test_a_closed_bimtek_is_not_changed(change):
    organiser = make_organiser()
    workshop = make_planned(organiser)
    workshop.state, workshop.closed_at, workshop.closed_by = WorkshopState.CLOSED, NOW, organiser
    workshop.save()

    with pytest.raises(Refused) as refusal:
        change(workshop, organiser)

    assert reasons(refusal) == ["workshop-closed"]


def test_describing_notes_what_changed_and_nothing_when_nothing_did():
    organiser = make_organiser()
    workshop = make_planned(organiser)

    actions.describe_workshop(workshop=workshop, title_id="Bimtek Baru", by=organiser, at=NOW)
    actions.describe_workshop(workshop=workshop, title_id="Bimtek Baru", by=organiser, at=NOW)

    noted = AuditEntry.objects.filter(verb="workshops.workshop.described")
    assert [entry.facts for entry in noted] == [{"changed": ["title_id"]}]


def test_a_passing_rule_is_a_version_and_the_old_one_stays():
    organiser = make_organiser()
    workshop = make_planned(organiser)

    set_passing_rule(
        workshop=workshop, minimum_share=Decimal("0.9"), by=organiser, at=NOW, floor_jp=4
    )

    assert list(
        workshop.passing_rules.order_by("version").values_list("version", "minimum_share")
    ) == [(1, Decimal("0.8")), (2, Decimal("0.9"))]


def test_a_share_above_one_is_refused_by_the_action_and_by_the_table():
    organiser = make_organiser()
    workshop = make_planned(organiser)

    with pytest.raises(Refused) as refusal:
        set_passing_rule(workshop=workshop, minimum_share=Decimal(80), by=organiser, at=NOW)
    with (
        pytest.raises(IntegrityError, match="workshops_passingrule_share_is_a_share"),
        transaction.atomic(),
    ):
        PassingRule.objects.create(
            workshop=workshop,
            version=9,
            minimum_share=Decimal("1.5"),
            made_at=NOW,
            made_by=organiser,
        )

    assert reasons(refusal) == ["share-out-of-range"]


def test_a_new_award_for_a_competency_retires_the_former():
    organiser = make_organiser()
    workshop = make_planned(organiser)
    competency = make_competency()
    for level in (2, 3):
        actions.set_award_rule(
            workshop=workshop,
            competency=competency,
            level=level,
            minimum_score=None,
            by=organiser,
            at=NOW,
        )

    standing = workshop.award_rules.get(retired_at=None)
    actions.retire_award_rule(rule=standing, by=organiser, at=NOW)
    with pytest.raises(Refused) as refusal:
        actions.retire_award_rule(rule=standing, by=organiser, at=NOW)

    assert (standing.level, standing.version) == (3, 2)
    assert reasons(refusal) == ["already-done"]


def test_a_role_is_held_once_and_only_by_people():
    organiser = make_organiser()
    workshop = make_planned(organiser)
    officer, link = make_user(), make_user(kind=UserKind.LINK)
    given = {"workshop": workshop, "role": WorkshopRoleKind.OFFICER, "by": organiser, "at": NOW}
    actions.give_role(user=officer, **given)

    with pytest.raises(Refused) as twice:
        actions.give_role(user=officer, **given)
    with pytest.raises(Refused) as for_a_link:
        actions.give_role(user=link, **given)

    assert reasons(twice) == ["role-held-already"]
    assert reasons(for_a_link) == ["role-for-people-only"]


def test_the_last_committee_member_stays():
    organiser = make_organiser()
    workshop = make_planned(organiser)

    with pytest.raises(Refused) as refusal:
        actions.take_role(held=workshop.roles.get(), by=organiser, at=NOW)

    assert reasons(refusal) == ["last-committee"]


def test_an_expert_s_link_dies_with_the_role_but_stays_on_record():
    organiser = make_organiser()
    workshop = make_planned(organiser)
    link = issue_expert_link(workshop=workshop, name="Dr. Contoh", by=organiser, at=NOW)

    actions.take_role(held=link.role, by=organiser, at=NOW)

    link = Link.objects.get(pk=link.pk)
    assert (link.revoked_at, link.role) == (NOW, None)
    assert workshop.roles.filter(role=WorkshopRoleKind.EXPERT).count() == 0


def test_refusals_have_words():
    assert "ditutup" in str(Reason("workshop-closed"))
    assert "3 Desember 2026" in str(Reason("slot-day-taken", day="2026-12-03"))
