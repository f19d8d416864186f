"""A Bimtek at a glance: steps, figures, what waits."""

from datetime import timedelta

import pytest

from participants.models import Notice, NoticeState
from tests.factories import NOW, make_registration
from tests.factories_plan import ask_units, make_organiser, make_planned
from workshops.models import AssignmentLetter, Attendance, LetterState, WorkshopState
from workshops.queries.overview import overview_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser():
    return make_organiser()


@pytest.fixture
def workshop(organiser):
    return make_planned(organiser, "dua-tahap")


def waits(workshop, organiser, at=NOW):
    found = overview_of(workshop, user=organiser, at=at, manages=True).attention
    return {item.code: item.count for item in found}


def noon(workshop, order, day=0):
    stage = workshop.stages.get(order=order)
    slot = stage.slots.filter(day=stage.starts_on + timedelta(days=day), kind="pagi").get()
    return slot.closes_at


def test_a_fresh_draft_waits_for_opening_and_inviting(workshop, organiser):
    assert waits(workshop, organiser) == {"not-open": 1, "nobody-invited": 1}


def test_silent_units_unsent_messages_and_unconfirmed_names_wait(workshop, organiser):
    silent, named = ask_units(workshop, organiser, "A", "B")
    workshop.state = WorkshopState.OPEN
    workshop.save()
    make_registration(workshop, invitation=named)
    Notice.objects.filter(about_id=silent.public_id).update(
        state=NoticeState.SENT, sent_at=NOW, sent_by=organiser
    )

    assert waits(workshop, organiser) == {
        "without-names": 1,
        "messages-waiting": 1,
        "names-unconfirmed": 1,
    }


def test_work_and_letters_wait_once_they_are_late(workshop, organiser):
    invitation = ask_units(workshop, organiser, "A")[0]
    registration = make_registration(workshop, invitation=invitation)
    due = workshop.stages.get(order=1).deliverables.get().due_on
    AssignmentLetter.objects.create(
        workshop=workshop,
        unit=registration.unit,
        state=LetterState.TO_FOLLOW,
        promised_on=due,
        handed_in_at=NOW,
        handed_in_by=organiser,
    )
    on_the_day = workshop.unit.moment(due, NOW.time())
    codes = {"works-late", "letters-late", "letters-to-follow"}

    before = codes & set(waits(workshop, organiser, on_the_day))
    after = codes & set(waits(workshop, organiser, on_the_day + timedelta(days=1)))

    assert (before, after) == ({"letters-to-follow"}, {"works-late", "letters-late"})


def test_steps_and_jp_follow_the_clock(workshop, organiser):
    first = overview_of(workshop, user=organiser, at=noon(workshop, 1), manages=False)
    between = overview_of(workshop, user=organiser, at=noon(workshop, 2, 1), manages=False)
    over = overview_of(
        workshop, user=organiser, at=noon(workshop, 2, 1) + timedelta(days=9), manages=False
    )

    assert [step.state for step in first.steps] == ["now", "next"]
    assert (first.is_today, first.jp_held, first.jp) == (True, 4, 32)
    assert [step.state for step in between.steps] == ["done", "now"]
    assert (over.current, over.next_session, over.jp_held) == (None, None, 32)


def test_present_counts_people_once_a_day(workshop, organiser):
    registration = make_registration(workshop)
    make_registration(workshop)
    stage = workshop.stages.get(order=1)
    for slot in stage.slots.filter(day=stage.starts_on):
        Attendance.objects.create(
            registration=registration,
            slot=slot,
            status="present",
            arrived_at=slot.opens_at,
            noted_at=slot.opens_at,
            noted_by=organiser,
        )

    shown = overview_of(workshop, user=organiser, at=noon(workshop, 1), manages=True)

    assert (shown.present, shown.expected, shown.people, shown.seats) == (1, 2, 2, 2)


@pytest.mark.parametrize("units", [1, 3])
def test_the_overview_takes_the_same_queries_however_many_units(
    workshop, organiser, units, django_assert_num_queries
):
    for invitation in ask_units(workshop, organiser, *[f"Dinas {n}" for n in range(units)]):
        make_registration(workshop, invitation=invitation)
    list(workshop.registrations.visible_to(organiser))  # reads the grants, once per request

    # 10 of figures and steps, 11 of what waits
    with django_assert_num_queries(21):
        overview_of(workshop, user=organiser, at=NOW, manages=True)
