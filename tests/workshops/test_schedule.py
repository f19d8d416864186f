"""Stages, sessions and slots change, and what happened stays."""

from datetime import date, time, timedelta

import pytest

from participants.errors import Refused
from participants.models import Notice, NoticeChannel, NoticeState
from tests.factories import NOW, make_invitation, make_registration
from tests.factories_plan import make_organiser, make_planned, plan
from workshops.actions import schedule
from workshops.actions import stage as stages
from workshops.actions.link import Target, issue_links
from workshops.models import (
    Attendance,
    AttendanceSlot,
    LinkKind,
    Session,
)
from workshops.queries.schedule import schedule_of

pytestmark = pytest.mark.django_db
DEC_1, DEC_2, DEC_8 = date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 8)


def codes(refusal):
    return [reason.code for reason in refusal.value.reasons]


@pytest.fixture
def organiser():
    return make_organiser()


@pytest.fixture
def workshop(organiser):
    return make_planned(organiser, "dua-tahap")


@pytest.fixture
def stage(workshop):
    return workshop.stages.get(order=1)


def days_of(stage):
    return sorted({slot.day for slot in stage.slots.all()})


def count_somebody_in(slot):
    """An attendance in the slot, as the door leaves it."""
    registration = make_registration(slot.stage.workshop)
    return Attendance.objects.create(
        registration=registration,
        slot=slot,
        status="present",
        arrived_at=NOW,
        noted_at=NOW,
        noted_by=registration.registered_by,
    )


def test_a_moved_stage_takes_sessions_slots_and_due_dates_along(stage, organiser):
    due = stage.deliverables.get().due_on

    moved = stages.change_stage(
        stage=stage, starts_on=DEC_8, ends_on=DEC_8 + timedelta(days=1), by=organiser, at=NOW
    )

    unit = stage.workshop.unit
    assert days_of(moved) == [DEC_8, DEC_8 + timedelta(days=1)]
    assert {unit.localdate(s.starts_at) for s in moved.sessions.all()} == set(days_of(moved))
    assert moved.deliverables.get().due_on == due + timedelta(days=7)
    assert not moved.sessions.filter(slot=None).exists()


@pytest.mark.parametrize("shift", [-1, 1])
def test_a_stage_moves_onto_its_own_days(stage, organiser, shift):
    delta = timedelta(days=shift)

    moved = stages.change_stage(
        stage=stage, starts_on=DEC_1 + delta, ends_on=DEC_2 + delta, by=organiser, at=NOW
    )

    assert days_of(moved) == [DEC_1 + delta, DEC_2 + delta]


def test_a_slot_that_was_used_stays_on_its_day_with_its_sessions(stage, organiser):
    used = stage.slots.in_order()[0]
    count_somebody_in(used)

    stages.change_stage(
        stage=stage, starts_on=DEC_8, ends_on=DEC_8 + timedelta(days=1), by=organiser, at=NOW
    )

    used.refresh_from_db()
    assert used.day == DEC_1
    assert {used.stage.workshop.unit.localdate(s.starts_at) for s in used.sessions.all()} == {DEC_1}
    shown = schedule_of(stage.workshop)[0]
    assert [(day.day, day.outside) for day in shown.days] == [
        (DEC_1, True),
        (DEC_8, False),
        (DEC_8 + timedelta(days=1), False),
    ]


def test_a_stage_does_not_move_a_slot_onto_a_day_that_was_counted(stage, organiser):
    count_somebody_in(stage.slots.get(day=DEC_1, kind="pagi"))

    with pytest.raises(Refused) as refusal:
        stages.change_stage(
            stage=stage,
            starts_on=DEC_1 - timedelta(days=1),
            ends_on=DEC_1,
            by=organiser,
            at=NOW,
        )

    assert codes(refusal) == ["slot-day-taken"]


def test_a_stage_does_not_lose_a_day_that_has_sessions(stage, organiser):
    with pytest.raises(Refused) as refusal:
        stages.change_stage(stage=stage, starts_on=DEC_1, ends_on=DEC_1, by=organiser, at=NOW)

    assert codes(refusal) == ["sessions-lose-their-day"]


def test_a_stage_that_grows_has_slots_on_its_new_day_and_shrinks_back(stage, organiser):
    longer = stages.change_stage(
        stage=stage, starts_on=DEC_1, ends_on=date(2026, 12, 3), by=organiser, at=NOW
    )
    grown = days_of(longer)

    shorter = stages.change_stage(stage=stage, starts_on=DEC_1, ends_on=DEC_2, by=organiser, at=NOW)

    assert grown == [DEC_1, DEC_2, date(2026, 12, 3)]
    assert days_of(shorter) == [DEC_1, DEC_2]


def test_reversed_dates_are_refused(stage, organiser):
    with pytest.raises(Refused) as refusal:
        stages.change_stage(stage=stage, starts_on=DEC_2, ends_on=DEC_1, by=organiser, at=NOW)

    assert codes(refusal) == ["stage-ends-before-it-starts"]


def test_whoever_was_sent_the_old_dates_gets_one_correction(stage, organiser):
    told, untold = make_invitation(stage.workshop), make_invitation(stage.workshop)
    Notice.objects.create(
        code="workshops.invitation",
        channel=NoticeChannel.WHATSAPP,
        about_kind="workshops.invitation",
        about_id=told.public_id,
        state=NoticeState.SENT,
        created_at=NOW,
        created_by=organiser,
        sent_at=NOW,
        sent_by=organiser,
    )
    for shift in (1, 2):
        stages.change_stage(
            stage=stage,
            starts_on=DEC_1 + timedelta(days=shift),
            ends_on=DEC_2 + timedelta(days=shift),
            by=organiser,
            at=NOW,
        )

    corrections = Notice.objects.filter(code="workshops.moved")
    assert [notice.about_id for notice in corrections] == [told.public_id]
    assert untold.public_id != told.public_id


def test_links_live_a_season_after_the_last_stage_wherever_it_moves(workshop, organiser):
    link = issue_links(
        workshop=workshop,
        kind=LinkKind.UNIT,
        targets=[Target("Dinas", make_invitation(workshop))],
        by=organiser,
        at=NOW,
    )[0]
    last = workshop.stages.get(order=2)
    before = link.valid_to

    stages.change_stage(
        stage=last,
        starts_on=last.starts_on + timedelta(days=30),
        ends_on=last.ends_on + timedelta(days=30),
        by=organiser,
        at=NOW,
    )

    link.refresh_from_db()
    assert link.valid_to == before + timedelta(days=30)


def test_a_stage_is_added_after_the_last(workshop, organiser):
    extra = plan("satu-tahap", date(2027, 2, 1))[0]

    added = stages.add_stage(workshop=workshop, plan=extra, by=organiser, at=NOW)
    with pytest.raises(Refused) as refusal:
        stages.add_stage(workshop=workshop, plan=extra, by=organiser, at=NOW)

    assert (added.order, added.sessions.count()) == (3, 4)
    assert codes(refusal) == ["stages-out-of-order"]


def test_a_session_is_counted_in_the_slot_of_its_half_day(stage, organiser):
    unit = stage.workshop.unit

    session = schedule.add_session(
        stage=stage,
        starts_at=unit.moment(DEC_2, time(16)),
        ends_at=unit.moment(DEC_2, time(17, 30)),
        jp=2,
        topic_id="Tambahan",
        by=organiser,
        at=NOW,
    )

    assert (session.slot.kind, session.slot.day) == ("siang", DEC_2)
    assert session.slot.closes_at == session.ends_at


def test_a_session_that_moves_to_the_morning_is_counted_there(stage, organiser):
    unit = stage.workshop.unit
    session = stage.sessions.filter(slot__kind="siang").in_order()[0]

    changed = schedule.change_session(
        session=session,
        starts_at=unit.moment(DEC_2, time(7, 30)),
        ends_at=unit.moment(DEC_2, time(8, 15)),
        jp=1,
        by=organiser,
        at=NOW,
    )

    assert (changed.slot.kind, changed.slot.day, changed.jp) == ("pagi", DEC_2, 1)


@pytest.mark.parametrize(
    ("day", "start", "end", "code"),
    [
        (DEC_8, time(8), time(9), "session-outside-stage"),
        (DEC_1, time(9), time(8), "session-ends-before-it-starts"),
    ],
)
def test_a_session_outside_its_stage_or_reversed_is_refused(
    stage, organiser, day, start, end, code
):
    unit = stage.workshop.unit

    with pytest.raises(Refused) as refusal:
        schedule.add_session(
            stage=stage,
            starts_at=unit.moment(day, start),
            ends_at=unit.moment(day, end),
            jp=1,
            topic_id="Salah",
            by=organiser,
            at=NOW,
        )

    assert codes(refusal) == [code]


def test_what_was_counted_is_neither_removed_nor_forgotten(stage, organiser):
    slot = stage.slots.get(day=DEC_1, kind="pagi")
    count_somebody_in(slot)
    session = slot.sessions.filter(jp__gt=0).first()

    with pytest.raises(Refused) as of_slot:
        schedule.remove_slot(slot=slot, by=organiser, at=NOW)
    with pytest.raises(Refused) as of_session:
        schedule.remove_session(session=session, by=organiser, at=NOW)

    assert (codes(of_slot), codes(of_session)) == (["slot-used"], ["session-used"])


def test_pulang_is_added_once_and_removed(stage, organiser):
    given = {"stage": stage, "day": DEC_1, "kind": "pulang", "by": organiser, "at": NOW}
    slot = schedule.add_slot(**given)

    with pytest.raises(Refused) as twice:
        schedule.add_slot(**given)
    with pytest.raises(Refused) as elsewhere:
        schedule.add_slot(**{**given, "day": DEC_8})
    schedule.remove_slot(slot=slot, by=organiser, at=NOW)

    assert (codes(twice), codes(elsewhere)) == (["slot-there-already"], ["slot-outside-stage"])
    assert not AttendanceSlot.objects.filter(kind="pulang").exists()


def test_removing_a_slot_leaves_its_sessions_uncounted_until_it_is_back(stage, organiser):
    slot = stage.slots.get(day=DEC_1, kind="pagi")
    sessions = set(slot.sessions.values_list("pk", flat=True))

    schedule.remove_slot(slot=slot, by=organiser, at=NOW)
    alone = set(stage.sessions.filter(slot=None).values_list("pk", flat=True))
    back = schedule.add_slot(stage=stage, day=DEC_1, kind="pagi", by=organiser, at=NOW)

    assert alone == sessions
    assert set(back.sessions.values_list("pk", flat=True)) == sessions


def test_a_window_that_closes_before_it_opens_is_refused(stage, organiser):
    slot = stage.slots.first()

    with pytest.raises(Refused) as refusal:
        schedule.change_slot(
            slot=slot,
            opens_at=slot.closes_at,
            late_after=slot.late_after,
            closes_at=slot.opens_at,
            by=organiser,
            at=NOW,
        )

    assert codes(refusal) == ["slot-window-reversed"]


@pytest.mark.parametrize("programme", ["satu-tahap", "smart-city"])
def test_the_schedule_is_read_in_four_queries(organiser, programme, django_assert_num_queries):
    workshop = make_planned(organiser, programme)

    with django_assert_num_queries(4):  # stages, slots with use, sessions, hasil kerja
        read = schedule_of(workshop)

    assert len(read) == workshop.stages.count()
    assert sum(stage.jp for stage in read) == sum(
        session.jp for session in Session.objects.filter(stage__workshop=workshop)
    )
