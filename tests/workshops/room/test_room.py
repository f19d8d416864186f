"""The room in the database: on, off, checked in by, spot checks; on SQLite and PostgreSQL alike."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from participants.errors import Refused
from participants.models import AuditEntry
from tests.at_once import at_once
from tests.factories import make_registration, make_system, make_workshop
from tests.factories_day import make_door, make_organiser, make_scan
from tests.factories_room import arrive, hold_now, make_guest_of_room, make_room
from workshops.actions.attendance import close_slot, sign_off_slot
from workshops.actions.checkin import receive
from workshops.actions.room import (
    close_ended_rooms,
    close_room,
    draw_spot_check,
    open_room,
    tick_spot_check,
)
from workshops.models import Attendance, CheckIn, Room, SelfCheckIn, SpotCheckLine
from workshops.queries import room as rooms

pytestmark = pytest.mark.django_db
CROWD = 32


def refusal(act):
    with pytest.raises(Refused) as said:
        act()
    return [reason.code for reason in said.value.reasons]


def test_a_room_is_off_until_somebody_switches_it_on_and_the_trail_says_who(sari):
    slot = hold_now(sari.workshop)
    organiser = make_organiser(sari.workshop)
    assert rooms.room_of(sari.workshop, at=timezone.now()) is None

    room = open_room(slot=slot, by=organiser, at=timezone.now())

    assert rooms.room_of(sari.workshop, at=timezone.now()) == room
    assert len(room.key()) == 32
    entry = AuditEntry.objects.get(verb="workshops.room.opened")
    assert (entry.by, entry.facts) == (organiser, {"slot": slot.public_id})


def test_two_rooms_of_one_slot_are_refused_and_each_room_has_a_key_of_its_own(sari, room):
    other = make_room(make_registration().workshop)

    assert refusal(lambda: open_room(slot=room.slot, by=make_system(), at=timezone.now())) == [
        "room-open-already"
    ]
    assert (other.key(), other.number) != (room.key(), room.number)


def test_off_takes_the_key_away_at_once(sari, room):
    close_room(room=room, by=make_system(), at=timezone.now())

    room.refresh_from_db()
    assert room.key_sealed == ""
    assert rooms.open_room(room.number, at=timezone.now()) is None
    assert refusal(lambda: arrive(room, sari)) == ["room-off"]
    assert not CheckIn.objects.exists()
    assert refusal(lambda: close_room(room=room, by=make_system(), at=timezone.now())) == [
        "already-done"
    ]


def test_no_key_outlives_its_slot(sari, room):
    later = room.slot.closes_at + timedelta(seconds=1)
    assert rooms.open_room(room.number, at=later) is None

    assert close_ended_rooms(by=make_system(), at=room.slot.closes_at) == 0
    assert close_ended_rooms(by=make_system(), at=later) == 1

    assert Room.objects.get().key_sealed == ""


def test_the_database_holds_what_a_room_promises(room):
    with pytest.raises(IntegrityError), transaction.atomic():
        Room.objects.filter(pk=room.pk).update(closed_at=timezone.now(), closed_by=make_system())
    with pytest.raises(IntegrityError), transaction.atomic():
        Room.objects.filter(pk=room.pk).update(closed_at=timezone.now(), key_sealed="")


def test_a_slot_that_is_over_or_closed_opens_no_room(sari):
    slot = hold_now(sari.workshop)
    by = make_organiser(sari.workshop)
    assert refusal(lambda: open_room(slot=slot, by=by, at=slot.closes_at)) == ["room-slot-over"]

    close_slot(slot=slot, by=by, at=timezone.now())

    assert refusal(lambda: open_room(slot=slot, by=by, at=timezone.now())) == ["room-slot-over"]


def test_checking_in_writes_the_event_of_the_door_and_says_how(sari, room):
    told = arrive(room, sari, way="phone", device="d", address="a")

    event = CheckIn.objects.get()
    noted = SelfCheckIn.objects.get()
    here = Attendance.objects.get()
    assert (told.verdict, event.source, event.outcome) == ("present", "self", "accepted")
    assert (here.status, here.nonce, here.arrived_at) == ("present", event.nonce, event.arrived_at)
    assert (noted.checkin, noted.room, noted.way) == (event, room, "phone")
    assert event.by == room.user


def test_the_same_again_is_told_the_same_and_another_time_already(sari, room):
    first = arrive(room, sari, nonce="A" * 26)

    again = arrive(room, sari, nonce="A" * 26)
    other = arrive(room, sari)

    assert (again, other.verdict) == (first, "already")
    assert other.arrived_at == first.arrived_at
    assert CheckIn.objects.count() == 1


def test_late_is_late_by_the_servers_clock(sari, room):
    assert arrive(room, sari, at=room.slot.late_after + timedelta(seconds=1)).verdict == "late"


def test_whom_the_door_let_in_the_wall_knows(sari, room):
    _device, token = make_door(sari.workshop)
    receive(token=token, items=[make_scan(sari)], at=timezone.now())

    assert arrive(room, sari).verdict == "already"


def test_who_holds_no_seat_here_is_kept_for_a_look_once(room):
    stranger = make_registration(room.slot.stage.workshop)
    stranger.delegations.update(ended_at=timezone.now(), ended_by=make_system())

    told = [arrive(room, stranger).verdict for _ in range(2)]

    assert told == ["not_expected", "not_expected"]
    assert [event.outcome for event in CheckIn.objects.all()] == ["needs_review"]
    assert not Attendance.objects.exists()


def test_who_left_the_bimtek_is_sent_to_the_officer(sari, room):
    sari.state = "withdrawn"
    sari.save(update_fields=["state"])

    assert refusal(lambda: arrive(room, sari)) == ["room-withdrawn"]


@pytest.mark.parametrize("after", [close_slot, sign_off_slot])
def test_a_closed_slot_takes_nobody_by_the_wall(sari, room, after):
    by = make_organiser(sari.workshop)
    close_slot(slot=room.slot, by=by, at=timezone.now())
    if after is sign_off_slot:
        sign_off_slot(slot=room.slot, by=by, at=timezone.now())

    assert refusal(lambda: arrive(room, sari)) == ["room-off"]
    assert not CheckIn.objects.exists()


def test_the_person_meant_is_the_one_that_fits_and_never_a_guess(sari):
    asked = {"unit": sari.unit.public_id, "initials": "SW", "digits": "7890"}
    assert rooms.person_meant(sari.workshop, **asked) == sari
    for wrong in ({"unit": "x"}, {"initials": "SX"}, {"digits": "7891"}):
        assert rooms.person_meant(sari.workshop, **asked | wrong) is None

    twin = make_guest_of_room(
        sari.workshop,
        printed_name="Siti Wati",
        invitation=sari.delegations.get().seat.invitation,
    )

    assert twin.unit == sari.unit
    assert rooms.person_meant(sari.workshop, **asked) is None


@pytest.mark.parametrize("people", [1, 3])
def test_the_wall_counts_every_opd_in_one_query(people, django_assert_num_queries):
    workshop = make_workshop()
    everybody = [make_registration(workshop) for _ in range(people)]
    room = make_room(workshop)
    arrive(room, everybody[0])

    with django_assert_num_queries(1):  # expected and present, by unit
        wall = rooms.wall(room.slot)

    assert (wall.present, wall.expected, len(wall.units)) == (1, people, people)
    assert [unit.present for unit in wall.units] == [0] * (people - 1) + [1]


@pytest.mark.parametrize("people", [1, 3])
def test_the_watch_takes_the_same_queries_however_many_came(people, django_assert_num_queries):
    workshop = make_workshop()
    everybody = [make_registration(workshop) for _ in range(people)]
    room = make_room(workshop)
    for one in everybody:
        arrive(room, one, device="the same phone")

    with django_assert_num_queries(3):  # arrivals, expected, elsewhere
        watch = rooms.watch(room.slot)

    assert (watch.arrivals, watch.declared) == (people, people)
    assert len(watch.flagged) == (0 if people == 1 else people)


def test_who_was_at_another_bimtek_at_the_same_time_is_flagged(sari, room):
    elsewhere = make_registration(person=sari.person)
    arrive(make_room(elsewhere.workshop), elsewhere)
    arrive(room, sari)

    (watched,) = rooms.watch(room.slot).flagged

    assert [reason.code for reason in watched.flags] == ["room-elsewhere"]


def test_a_spot_check_draws_from_those_who_came_by_the_wall_and_nobody_twice(sari, room):
    by_wall = [sari, *(make_registration(sari.workshop) for _ in range(3))]
    by_door = make_registration(sari.workshop)
    _device, token = make_door(sari.workshop)
    receive(token=token, items=[make_scan(by_door)], at=timezone.now())
    officer = make_organiser(sari.workshop)
    drawing = {"slot": room.slot, "people": 3, "by": officer, "at": timezone.now()}
    assert refusal(lambda: draw_spot_check(**drawing)) == ["spot-check-nobody"]
    for one in by_wall:
        arrive(room, one)

    first, second = draw_spot_check(**drawing), draw_spot_check(**drawing)

    assert [first.lines.count(), second.lines.count()] == [3, 1]
    looked_for = set(SpotCheckLine.objects.values_list("registration", flat=True))
    assert looked_for == {one.pk for one in by_wall}
    assert refusal(lambda: draw_spot_check(**drawing)) == ["spot-check-nobody"]


def test_a_draw_can_be_repeated_by_its_seed(sari, room):
    for _ in range(5):
        arrive(room, make_registration(sari.workshop))
    drawing = {"slot": room.slot, "people": 2, "by": make_system(), "at": timezone.now()}

    def draw():
        check = draw_spot_check(**drawing, seed="the same")
        chosen = [line.registration_id for line in check.lines.order_by("position")]
        check.lines.all().delete()
        return chosen

    assert draw() == draw()


def test_who_was_not_found_stays_present_until_the_office_says_so_and_the_wall_takes_no_more_of_them(
    sari, room
):
    by = make_organiser(sari.workshop)
    arrive(room, sari)
    check = draw_spot_check(slot=room.slot, people=1, by=by, at=timezone.now())
    line = tick_spot_check(line=check.lines.get(), found=False, by=by, at=timezone.now())

    assert (line.found, line.ticked_by) == (False, by)
    assert Attendance.objects.get().status == "present"
    Attendance.objects.update(status="absent", nonce="", arrived_at=None)
    assert refusal(lambda: arrive(room, sari)) == ["room-missed"]

    tick_spot_check(line=line, found=True, by=by, at=timezone.now())

    assert arrive(room, sari).verdict == "present"


@pytest.mark.django_db(transaction=True)
def test_many_phones_confirming_one_person_at_once_make_one_event():
    sari = make_guest_of_room()
    room = make_room(sari.workshop)

    told = at_once(CROWD, lambda number: arrive(room, sari, device=str(number)))

    assert sorted(one.verdict for one in told) == ["already"] * (CROWD - 1) + ["present"]
    assert len({one.arrived_at for one in told}) == 1
    assert (CheckIn.objects.count(), SelfCheckIn.objects.count()) == (1, 1)
    assert Attendance.objects.get().status == "present"


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_many_times_at_once_is_one_event():
    sari = make_guest_of_room()
    room = make_room(sari.workshop)

    told = at_once(CROWD, lambda _number: arrive(room, sari, nonce="B" * 26))

    assert {one.verdict for one in told} == {"present"}
    assert CheckIn.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_wall_and_door_at_once_leave_one_attendance():
    sari = make_guest_of_room()
    room = make_room(sari.workshop)
    _device, token = make_door(sari.workshop)

    def come(number):
        if number % 2:
            return arrive(room, sari).verdict
        (answer,) = receive(token=token, items=[make_scan(sari)], at=timezone.now()).answers
        return answer.verdict

    told = at_once(12, come)

    assert sorted(set(told)) == ["already", "present"]
    assert Attendance.objects.filter(status="present").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_room_is_opened_once_however_many_press():
    workshop = make_guest_of_room().workshop
    slot = hold_now(workshop)
    organiser = make_organiser(workshop)

    made = at_once(8, lambda _n: open_room(slot=slot, by=organiser, at=timezone.now()))

    assert [type(one) for one in made].count(Room) == 1
    assert Room.objects.count() == 1
