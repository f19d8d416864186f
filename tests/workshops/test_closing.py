"""Closing freezes who earned what; reopening takes a reason and keeps what was frozen."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from participants.errors import Refused
from tests.factories import NOW, make_competency, make_registration, make_stage, make_workshop
from tests.factories_day import EIGHT, event_of, make_door, make_organiser, make_scan
from workshops.actions.checkin import receive
from workshops.actions.closing import begin_stage, close_workshop, end_stage, reopen_workshop
from workshops.models import (
    AttendanceSlot,
    AwardRule,
    Entitlement,
    PassingRule,
    TestScore,
    Workshop,
)
from workshops.rules.states import proposed_stage_state

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)
NOON = EIGHT + timedelta(hours=5)  # 13.30 WITA: siang


@pytest.fixture
def workshop():
    return make_workshop(state="running")


@pytest.fixture
def clerk(workshop):
    return make_organiser(workshop)


def attends(registration, *moments):
    _device, token = make_door(registration.workshop)
    for moment in moments:
        receive(token=token, items=[make_scan(registration)], at=moment)


def codes(caught):
    return [reason.code for reason in caught.value.reasons]


def test_closing_freezes_kind_jp_facts_and_reasons_for_each(workshop, clerk):
    here, half = make_registration(workshop), make_registration(workshop)
    attends(here, EIGHT, NOON)
    attends(half, EIGHT)

    closing = close_workshop(workshop=workshop, by=clerk, at=LATER)

    full, short = (Entitlement.objects.get(registration=r) for r in (here, half))
    assert (full.kind, full.jp, full.reasons, full.awards) == ("attended", 8, [], [])
    assert (short.kind, short.jp) == ("none", 4)
    assert short.reasons == [
        {"code": "jp-missing", "args": {"attended": 4, "needed": 7, "missing": 3}}
    ]
    assert full.facts["jp_expected"] == 8
    assert [slot["status"] for slot in short.facts["slots"]] == ["present", "absent"]
    assert (closing.ordinal, closing.rule.version) == (1, 1)
    workshop.refresh_from_db()
    assert (workshop.state, workshop.closed_by) == ("closed", clerk)
    assert set(AttendanceSlot.objects.values_list("state", flat=True)) == {"closed"}


def test_awards_follow_the_rule_and_the_score(workshop, clerk):
    by_test, by_presence = make_competency(code="A-TEST"), make_competency(code="B-HADIR")
    AwardRule.objects.create(
        workshop=workshop, competency=by_test, level=2, minimum_score=Decimal(70)
    )
    AwardRule.objects.create(workshop=workshop, competency=by_presence, level=1)
    good, weak = make_registration(workshop), make_registration(workshop)
    for registration, score in ((good, 85), (weak, 60)):
        attends(registration, EIGHT, NOON)
        TestScore.objects.create(
            stage=workshop.stages.first(),
            registration=registration,
            kind="post",
            score=score,
            scored_at=NOW,
            scored_by=clerk,
        )

    close_workshop(workshop=workshop, by=clerk, at=LATER)

    exposure = {"competency": "B-HADIR", "level": 1, "method": "exposure", "score": None}
    assert Entitlement.objects.get(registration=good).awards == [
        {"competency": "A-TEST", "level": 2, "method": "test", "score": "85.00"},
        exposure,
    ]
    assert Entitlement.objects.get(registration=weak).awards == [exposure]


def test_completed_is_said_only_where_a_score_grades(workshop, clerk):
    PassingRule.objects.create(
        workshop=workshop,
        version=2,
        minimum_score=70,
        score_means="grades",
        made_at=NOW,
        made_by=clerk,
    )
    passed, sat = make_registration(workshop), make_registration(workshop)
    attends(passed, EIGHT, NOON)
    attends(sat, EIGHT, NOON)
    TestScore.objects.create(
        stage=workshop.stages.first(),
        registration=passed,
        kind="post",
        score=70,
        scored_at=NOW,
        scored_by=clerk,
    )

    close_workshop(workshop=workshop, by=clerk, at=LATER)

    assert Entitlement.objects.get(registration=passed).kind == "completed"
    assert Entitlement.objects.get(registration=sat).kind == "attended"


def test_reopening_takes_a_reason_and_the_next_closing_judges_anew(workshop, clerk):
    registration = make_registration(workshop)
    close_workshop(workshop=workshop, by=clerk, at=LATER)

    with pytest.raises(Refused) as caught:
        reopen_workshop(workshop=workshop, reason=" ", by=clerk, at=LATER)
    reopen_workshop(workshop=workshop, reason="Daftar hadir tertinggal", by=clerk, at=LATER)
    frozen = Entitlement.objects.standing().count()
    second = close_workshop(workshop=workshop, by=clerk, at=LATER)

    assert codes(caught) == ["reason-required"]
    assert (frozen, second.ordinal) == (0, 2)
    assert Entitlement.objects.filter(registration=registration).count() == 2
    assert Entitlement.objects.standing().get().closing == second


def test_a_scan_after_closing_waits_for_a_look(workshop, clerk):
    registration = make_registration(workshop)
    close_workshop(workshop=workshop, by=clerk, at=LATER)
    item = make_scan(registration)
    _device, token = make_door_of_closed(workshop)

    receive(token=token, items=[item], at=EIGHT)

    assert (event_of(item).verdict, event_of(item).outcome) == ("signed_off", "needs_review")


def make_door_of_closed(workshop):
    Workshop.objects.filter(pk=workshop.pk).update(state="running", closed_at=None, closed_by=None)
    made = make_door(Workshop.objects.get(pk=workshop.pk))
    Workshop.objects.filter(pk=workshop.pk).update(
        state="closed", closed_at=LATER, closed_by=made[0].user
    )
    return made


def test_what_cannot_be_closed_or_reopened_is_refused(workshop, clerk):
    draft = make_workshop(state="draft")
    close_workshop(workshop=workshop, by=clerk, at=LATER)
    ruleless = make_workshop(state="running")
    ruleless.passing_rules.all().delete()

    found = []
    for act in (
        lambda: close_workshop(workshop=draft, by=clerk, at=LATER),
        lambda: close_workshop(workshop=workshop, by=clerk, at=LATER),
        lambda: close_workshop(workshop=ruleless, by=clerk, at=LATER),
        lambda: reopen_workshop(workshop=draft, reason="x", by=clerk, at=LATER),
    ):
        with pytest.raises(Refused) as caught:
            act()
        found += codes(caught)

    assert found == [
        "workshop-not-movable",
        "workshop-closed",
        "workshop-has-no-rule",
        "workshop-not-closed",
    ]


def test_the_first_stage_that_begins_starts_the_bimtek():
    workshop = make_workshop()
    clerk = make_organiser(workshop)
    stage = workshop.stages.get()

    begin_stage(stage=stage, by=clerk, at=NOW)
    with pytest.raises(Refused) as twice:
        begin_stage(stage=stage, by=clerk, at=NOW)
    end_stage(stage=stage, by=clerk, at=NOW)

    workshop.refresh_from_db()
    stage.refresh_from_db()
    assert (workshop.state, stage.state, codes(twice)) == ("running", "held", ["stage-not-movable"])


def test_the_calendar_proposes_and_a_person_does():
    workshop = make_workshop()
    stage = make_stage(workshop, order=2, day=date(2026, 12, 1))

    before = proposed_stage_state(stage, date(2026, 11, 30))
    on_the_day = proposed_stage_state(stage, date(2026, 12, 1))
    stage.state = "running"
    after = proposed_stage_state(stage, date(2026, 12, 2))

    assert (before, on_the_day, after) == (None, "running", "held")


@pytest.mark.parametrize("people", [1, 3])
def test_closing_takes_the_same_queries_however_many(people, django_assert_max_num_queries):
    workshop = make_workshop(state="running")
    for _ in range(people):
        make_registration(workshop)
    clerk = make_organiser(workshop)

    with django_assert_max_num_queries(24):
        close_workshop(workshop=workshop, by=clerk, at=LATER)
