"""Slots from an agenda."""

from datetime import time

from workshops.rules.programme import PROGRAMMES
from workshops.rules.schedule import Clocked, Window, leaving_window, slots_of_day


def clocked(day):
    return [Clocked(line.starts, line.ends, line.jp) for line in day]


def test_a_full_day_has_pagi_and_siang_with_lateness_after_registration():
    day = PROGRAMMES["smart-city"].stages[0].days[0]

    assert slots_of_day(clocked(day)) == [
        Window("pagi", time(7), time(8, 45), time(12, 30)),
        Window("siang", time(12, 30), time(13, 45), time(16, 30)),
    ]


def test_a_morning_alone_has_no_siang():
    assert slots_of_day([Clocked(time(9), time(11, 15), 3)]) == [
        Window("pagi", time(8), time(9, 15), time(11, 15))
    ]


def test_a_day_without_agenda_still_has_two_slots():
    assert [window.kind for window in slots_of_day([])] == ["pagi", "siang"]


def test_a_session_over_noon_belongs_to_the_half_it_begins_in():
    assert [w.kind for w in slots_of_day([Clocked(time(11), time(14), 4)])] == ["pagi"]


def test_nobody_is_late_for_leaving():
    window = leaving_window([Clocked(time(13), time(16), 4)])

    assert window == Window("pulang", time(15, 30), time(17), time(17))


def test_windows_stay_within_the_day():
    assert slots_of_day([Clocked(time(0, 10), time(0, 40), 1)])[0].opens == time(0)
    assert leaving_window([Clocked(time(22), time(23, 30), 2)]).closes == time(23, 59)
