"""Who holds a seat, who stands in, who is away: what counts, and what stays true whatever happens."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.actions import staffing as actions
from participants.actions.absence import end_absence, record_absence
from participants.errors import Refused
from participants.models import Absence, Appointment, AppointmentKind, Role
from participants.queries.staffing import post_lines
from tests.factories import NOW, make_pemda, make_role, make_system, make_unit
from tests.factories_record import make_employee, make_plan, make_planned, make_training

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)
START = date(2026, 1, 1)


@pytest.fixture
def root():
    return make_pemda()


@pytest.fixture
def unit(root):
    return make_unit(root)


@pytest.fixture
def hr(root):
    return make_role(Role.HR, root)


def appoint(person, planned, by, kind=AppointmentKind.DEFINITIVE, valid_from=START, **more):
    return actions.appoint(
        person=person,
        post=planned.post,
        kind=kind,
        valid_from=valid_from,
        by=by,
        at=NOW,
        **more,
    )


def away(person, by, kind, valid_from=date(2026, 6, 1), **more):
    return record_absence(person=person, kind=kind, valid_from=valid_from, by=by, at=NOW, **more)


@pytest.mark.parametrize(
    ("kind", "counted"),
    [("permit", 1), ("long", 1), ("study", 0), ("unpaid", 0), ("seconded", 0), ("suspended", 0)],
)
def test_leave_at_no_cost_frees_the_seat_and_a_permit_to_study_does_not(
    root, unit, hr, kind, counted
):
    planned = make_planned(make_plan(root, approved=True), unit)
    person = make_employee(unit)
    appoint(person, planned, hr)

    away(person, hr, kind)

    before, then = (post_lines(planned.plan, day)[0] for day in (date(2026, 5, 31), DAY))
    assert (before.filled, before.difference) == (1, 0)
    assert (then.filled, then.away, len(then.released)) == (counted, counted, 1 - counted)
    assert then.difference == counted - 1


def test_hr_says_otherwise_and_the_seat_is_filled_again_when_they_are_back(root, unit, hr):
    planned = make_planned(make_plan(root, approved=True), unit)
    person = make_employee(unit)
    appoint(person, planned, hr)
    absence = away(person, hr, "permit", releases=True)
    end_absence(absence=absence, last_day=date(2026, 8, 31), by=hr, at=NOW)

    filled = [
        post_lines(planned.plan, day)[0].filled for day in (date(2026, 8, 31), date(2026, 9, 1))
    ]

    assert filled == [0, 1]


def test_two_absences_of_one_person_never_overlap(root, unit, hr):
    person = make_employee(unit)
    first = away(person, hr, "long", valid_to=date(2026, 6, 30))

    for start, end in ((date(2026, 6, 30), None), (date(2026, 5, 1), date(2026, 6, 1))):
        with pytest.raises(Refused) as refusal:
            away(person, hr, "unpaid", start, valid_to=end)
        assert refusal.value.reasons[0].code == "absence-overlaps"
    with pytest.raises(Refused) as backwards:
        away(person, hr, "unpaid", date(2026, 8, 2), valid_to=date(2026, 8, 1))
    with pytest.raises(Refused) as done:
        end_absence(absence=first, last_day=date(2026, 7, 15), by=hr, at=NOW)
    assert backwards.value.reasons[0].code == "absence-ends-before-it-starts"
    assert done.value.reasons[0].code == "already-done"
    away(person, hr, "unpaid", date(2026, 7, 1))


def test_an_absence_ends_after_it_starts(unit):
    with (
        pytest.raises(IntegrityError, match="participants_absence_ends_after_it_starts"),
        transaction.atomic(),
    ):
        Absence.objects.create(
            person=make_employee(unit),
            kind="long",
            releases=False,
            valid_from=DAY,
            valid_to=START,
            recorded_at=NOW,
            recorded_by=make_system(),
        )


@pytest.mark.parametrize("kind", [AppointmentKind.ACTING, AppointmentKind.DAILY])
def test_who_stands_in_fills_no_seat_and_stops_on_the_last_day(root, unit, hr, kind):
    plan = make_plan(root, approved=True)
    own, vacant = make_planned(plan, unit), make_planned(plan, unit)
    person = make_employee(unit)
    appoint(person, own, hr)

    appoint(person, vacant, hr, kind, valid_to=date(2026, 6, 30), decree="800/12/2026")

    lines = {one.planned_post_id: one for one in post_lines(plan, date(2026, 6, 30))}
    after = {one.planned_post_id: one for one in post_lines(plan, date(2026, 7, 1))}
    assert (lines[own.pk].filled, lines[vacant.pk].filled) == (1, 0)
    assert [one.appointment.decree for one in lines[vacant.pk].acting] == ["800/12/2026"]
    assert after[vacant.pk].acting == ()


def test_who_retires_leaves_every_post_and_stands_in_nowhere(root, unit, hr):
    plan = make_plan(root, approved=True)
    own, other = make_planned(plan, unit), make_planned(plan, unit)
    person = make_employee(unit)
    held = appoint(person, own, hr)
    appoint(person, other, hr, AppointmentKind.ACTING)

    actions.end_appointment(appointment=held, last_day=DAY, because="retired", by=hr, at=NOW)

    assert set(person.appointments.values_list("valid_to", "ended_because")) == {(DAY, "retired")}


def test_a_required_training_is_judged_by_verified_records_of_that_day(root, unit, hr):
    planned = make_planned(make_plan(root), unit)
    actions.require(
        planned_post=planned,
        kind="training",
        importance="must",
        text="Pemrograman Web",
        by=make_role(Role.PLANNER, root),
        at=NOW,
    )
    trained, waiting = make_employee(unit), make_employee(unit)
    make_training(trained, state="verified")
    make_training(waiting)
    for person in (trained, waiting):
        appoint(person, planned, hr)

    then, now = (post_lines(planned.plan, day)[0] for day in (date(2026, 10, 8), DAY))

    assert (then.qualified, then.unknown) == (0, 2)
    assert (now.qualified, now.unknown) == (1, 1)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["appoint", "act", "daily", "leave", "retire", "away", "free", "back"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(0, 60),
    ),
    max_size=14,
)
KINDS = {
    "appoint": AppointmentKind.DEFINITIVE,
    "act": AppointmentKind.ACTING,
    "daily": AppointmentKind.DAILY,
}


def happen(what, person, planned, on, hr):
    """One step of a working life, or a refusal."""
    if what in KINDS:
        ends = on + timedelta(days=5) if what == "daily" else None
        appoint(person, planned, hr, KINDS[what], on, valid_to=ends)
    elif what in ("leave", "retire"):
        held = person.appointments.filter(valid_to=None).order_by("pk").first()
        if held is not None:
            because = "retired" if what == "retire" else ""
            actions.end_appointment(appointment=held, last_day=on, because=because, by=hr, at=NOW)
    elif what == "back":
        for absence in person.absences.filter(valid_to=None):
            end_absence(absence=absence, last_day=on, by=hr, at=NOW)
    else:
        away(person, hr, "unpaid" if what == "free" else "permit", on)


def _edges(people):
    """Every day on which something begins or has ended, and the days around it."""
    days = {START, START + timedelta(days=90)}
    for model in (Appointment, Absence):
        for both in model.objects.filter(person__in=people).values_list("valid_from", "valid_to"):
            days |= {one + timedelta(days=step) for one in both if one for step in (-1, 0, 1)}
    return days


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_seats_add_up_and_nobody_holds_two(root, unit, hr, steps):
    with transaction.atomic():
        plan = make_plan(root)
        planned = [make_planned(plan, unit, headcount=number) for number in range(3)]
        people = [make_employee(unit) for _ in range(3)]
        for what, who, where, day in steps:
            on = START + timedelta(days=day)
            try:
                with transaction.atomic():
                    happen(what, people[who], planned[where], on, hr)
            except Refused:
                continue
            if what == "retire":  # and with that post every other
                still = Appointment.objects.in_force_on(on + timedelta(days=1))
                assert not still.filter(person=people[who], ended_because="retired").exists()

        definitive = Appointment.objects.filter(kind="definitive", person__in=people)
        for on in sorted(_edges(people)):
            holders = list(definitive.in_force_on(on).values_list("person_id", flat=True))
            assert len(set(holders)) == len(holders)
            freed = set(
                Absence.objects.in_force_on(on)
                .filter(releases=True, person__in=people)
                .values_list("person_id", flat=True)
            )
            lines = post_lines(plan, on)
            assert sum(line.filled for line in lines) == len(set(holders) - freed)
            assert sum(len(line.released) for line in lines) == len(set(holders) & freed)
            for line in lines:
                vacant, over = max(-line.difference, 0), max(line.difference, 0)
                assert line.filled + vacant - over == line.needed
                assert line.qualified + line.unqualified + line.unknown == line.filled
        transaction.set_rollback(True)
