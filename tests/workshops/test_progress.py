"""The one evaluator: in tables without a database, and what it is fed with."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from participants.errors import Reason
from tests.factories import NOW, make_registration, make_stage, make_workshop
from tests.factories_day import EIGHT, make_door, make_scan
from workshops.actions.checkin import receive
from workshops.models import Attendance, AttendanceSlot, Session
from workshops.queries.progress import progress_for, progress_of
from workshops.rules.progress import (
    Ahead,
    Progress,
    StageProgress,
    jp_earned,
    outcome,
    shortfalls,
)


@dataclass
class Rule:
    minimum_share: Decimal = Decimal("0.8")
    minimum_share_per_stage: Decimal | None = None
    deliverables_required: bool = False
    minimum_score: Decimal | None = None
    score_means: str = "condition"
    excused_leaves_denominator: bool = False
    floor_jp: int = 0
    jp_basis: str = "attended"


def progress(attended=64, excused=0, ahead=(), expected=64, **more) -> Progress:
    stage = StageProgress(
        1, "Tahap I", expected, attended, excused, tuple(Ahead(kind, jp) for kind, jp in ahead)
    )
    return Progress(stages=(stage,), **more)


PAGI, SIANG = ("pagi", 4), ("siang", 4)
SCORED = Rule(minimum_score=Decimal(70), score_means="grades")
LENIENT = Rule(excused_leaves_denominator=True)
FLOORED = Rule(excused_leaves_denominator=True, floor_jp=40)


@pytest.mark.parametrize(
    ("reached", "rule", "kind", "reasons"),
    [
        # Hours: 80 % of 64 is 51.2, and a JP is whole.
        (progress(64), Rule(), "attended", []),
        (progress(52), Rule(), "attended", []),
        (progress(51), Rule(), "none", [Reason("jp-missing", attended=51, needed=52, missing=1)]),
        (
            progress(48, ahead=[PAGI, SIANG]),
            Rule(),
            "none",
            [Reason("jp-to-come", attended=48, needed=52, times=1, kinds=["pagi", "siang"])],
        ),
        (
            progress(44, ahead=[PAGI, SIANG]),
            Rule(),
            "none",
            [Reason("jp-to-come", attended=44, needed=52, times=2, kinds=["pagi", "siang"])],
        ),
        (
            progress(40, ahead=[PAGI]),
            Rule(),
            "none",
            [Reason("jp-out-of-reach", attended=40, needed=52, best=44)],
        ),
        (progress(0, expected=0), Rule(), "none", [Reason("nothing-expected")]),
        (progress(1), Rule(minimum_share=Decimal(0)), "attended", []),
        # Excused: in the denominator, unless the rule lets it out, and then with a floor.
        (
            progress(48, excused=16),
            Rule(),
            "none",
            [Reason("jp-missing", attended=48, needed=52, missing=4)],
        ),
        (progress(48, excused=16), LENIENT, "attended", []),
        (
            progress(36, excused=24),
            FLOORED,
            "none",
            [Reason("jp-missing", attended=36, needed=40, missing=4)],
        ),
        (progress(40, excused=24), FLOORED, "attended", []),
        (progress(16, expected=16), FLOORED, "attended", []),
        # Sessions, deliverables, score.
        (
            progress(mandatory_missed=("Komitmen",)),
            Rule(),
            "none",
            [Reason("mandatory-missed", topic="Komitmen")],
        ),
        (
            progress(mandatory_ahead=("Komitmen",)),
            Rule(),
            "none",
            [Reason("mandatory-ahead", topic="Komitmen")],
        ),
        (progress(deliverables_asked=3, deliverables_accepted=1), Rule(), "attended", []),
        (
            progress(deliverables_asked=3, deliverables_accepted=1),
            Rule(deliverables_required=True),
            "none",
            [Reason("deliverables-missing", missing=2, asked=3)],
        ),
        (progress(score=Decimal("70.00")), SCORED, "completed", []),
        (progress(score=Decimal(90)), Rule(), "attended", []),
        (
            progress(score=Decimal("69.50")),
            SCORED,
            "attended",
            [Reason("score-too-low", score="69.5", minimum="70")],
        ),
        (progress(), SCORED, "attended", [Reason("score-missing", minimum="70")]),
    ],
)
def test_the_rule_in_a_table(reached, rule, kind, reasons):
    found_kind, found = outcome(reached, rule)

    assert (str(found_kind), found) == (kind, reasons)


def test_each_stage_may_have_its_own_minimum():
    first = StageProgress(1, "Tahap I", 16, 16, 0)
    second = StageProgress(2, "Tahap II", 16, 8, 0, (Ahead("siang", 4),))
    reached = Progress(stages=(first, second))

    found = shortfalls(
        reached, Rule(minimum_share=Decimal("0.5"), minimum_share_per_stage=Decimal("0.75"))
    )

    assert found == [
        Reason(
            "stage-jp-to-come", attended=8, needed=12, times=1, kinds=["siang"], stage="Tahap II"
        )
    ]


def test_the_sentence_tells_what_to_do():
    with translation.override("id"):
        said = str(Reason("jp-to-come", attended=48, needed=52, times=1, kinds=["siang", "pagi"]))

    assert said == "Sudah 48 JP. Perlu 52. Datang 1 kali lagi (pagi atau siang)."


def test_the_programmes_jp_are_counted_only_when_the_rule_says_so():
    assert jp_earned(progress(52), Rule()) == 52
    assert jp_earned(progress(52), Rule(jp_basis="programme")) == 64


AFTER = NOW + timedelta(days=30)


def mark(registration, kind, status, day=None):
    slots = AttendanceSlot.objects.filter(stage__workshop=registration.workshop, kind=kind)
    slot = slots.get(day=day) if day else slots.get()
    return Attendance.objects.create(
        registration=registration,
        slot=slot,
        status=status,
        arrived_at=EIGHT if status in ("present", "late") else None,
        noted_at=EIGHT,
        noted_by=registration.registered_by,
    )


@pytest.mark.django_db
def test_jp_come_from_the_sessions_of_the_slots_attended():
    registration = make_registration()
    mark(registration, "pagi", "late")
    mark(registration, "siang", "sakit")

    found = progress_for(registration, at=AFTER)

    reached = found.progress
    assert (reached.jp_expected, reached.jp_attended, reached.jp_excused) == (8, 4, 4)
    assert [(line.kind, line.status, line.jp) for line in reached.why] == [
        ("pagi", "late", 4),
        ("siang", "sakit", 4),
    ]
    assert found.reasons == (Reason("jp-missing", attended=4, needed=7, missing=3),)


@pytest.mark.django_db
def test_before_the_day_everything_is_still_to_come():
    registration = make_registration()

    found = progress_for(registration, at=NOW - timedelta(days=1))

    assert found.reasons == (
        Reason("jp-to-come", attended=0, needed=7, times=2, kinds=["pagi", "siang"]),
    )


@pytest.mark.django_db
def test_expected_are_only_the_stages_whose_seat_is_held():
    workshop = make_workshop()
    later = make_stage(workshop, order=2, day=date(2026, 12, 1))
    leaving, coming = make_registration(workshop), make_registration(workshop)
    leaving.delegations.update(last_stage=workshop.stages.get(order=1))
    coming.delegations.update(first_stage=later)

    found = {row.registration: row.progress for row in progress_of(workshop, at=AFTER)}

    assert [stage.order for stage in found[leaving].stages] == [1]
    assert [stage.order for stage in found[coming].stages] == [2]


@pytest.mark.django_db
def test_who_came_where_nobody_expected_them_is_counted_there():
    workshop = make_workshop()
    make_stage(workshop, order=2, day=date(2026, 12, 1))
    registration = make_registration(workshop)
    registration.delegations.update(last_stage=workshop.stages.get(order=1))
    mark(registration, "siang", "present", day=date(2026, 12, 1))

    reached = progress_for(registration, at=AFTER).progress

    assert (reached.jp_expected, reached.jp_attended) == (12, 4)


@pytest.mark.django_db
def test_a_missed_mandatory_session_is_named():
    registration = make_registration()
    Session.objects.filter(slot__kind="siang").update(mandatory=True, topic_id="Komitmen")
    mark(registration, "pagi", "present")

    found = progress_for(registration, at=AFTER)

    assert found.progress.mandatory_missed == ("Komitmen",)


@pytest.mark.django_db
def test_withdrawn_people_and_speakers_are_not_judged():
    workshop = make_workshop()
    gone = make_registration(workshop, state="withdrawn")
    make_registration(workshop, kind="speaker")
    staying = make_registration(workshop)

    assert [row.registration for row in progress_of(workshop, at=AFTER)] == [staying]
    assert progress_for(gone, at=AFTER) is None


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 3])
def test_progress_takes_eleven_queries_however_many(people, django_assert_num_queries):
    workshop = make_workshop(stages=2)
    _device, token = make_door(workshop)
    for _ in range(people):
        registration = make_registration(workshop)
        receive(token=token, items=[make_scan(registration)], at=EIGHT)

    # registrations, rule, stages, slots, sessions, deliverables, delegations, attendance,
    # accepted submissions, scores
    with django_assert_num_queries(11):
        found = progress_of(workshop, at=AFTER)

    assert len(found) == people
    assert isinstance(found[0].progress.why[0].arrived_at, datetime | None)
