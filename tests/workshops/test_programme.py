"""Programmes as data: JP, proposed dates, faults, due dates."""

from datetime import date, time

import pytest

from participants.errors import Reason
from workshops.rules import programme
from workshops.rules.programme import PROGRAMMES, StagePlan


@pytest.mark.parametrize(
    ("code", "stages", "jp"), [("satu-tahap", 1, 8), ("dua-tahap", 2, 32), ("smart-city", 4, 64)]
)
def test_each_programme_has_its_stages_and_jp(code, stages, jp):
    chosen = PROGRAMMES[code]

    assert (len(chosen.stages), chosen.jp) == (stages, jp)


def test_no_agenda_overlaps_itself_and_jp_fit_into_the_time():
    for chosen in PROGRAMMES.values():
        for stage in chosen.stages:
            for day in stage.days:
                ends = time(0)
                for line in day:
                    minutes = (line.ends.hour - line.starts.hour) * 60
                    minutes += line.ends.minute - line.starts.minute
                    assert line.starts >= ends
                    assert line.jp * 45 <= minutes
                    ends = line.ends


def test_four_stages_are_proposed_four_weeks_apart_on_the_same_weekday():
    proposed = programme.propose_dates(PROGRAMMES["smart-city"], date(2026, 11, 24))

    assert proposed == [
        (date(2026, 11, 24), date(2026, 11, 25)),
        (date(2026, 12, 22), date(2026, 12, 23)),
        (date(2027, 1, 19), date(2027, 1, 20)),
        (date(2027, 2, 16), date(2027, 2, 17)),
    ]


def test_work_is_due_a_week_before_the_next_stage_and_a_month_after_the_last():
    stages = [
        StagePlan("I", date(2026, 11, 2), date(2026, 11, 3)),
        StagePlan("II", date(2026, 11, 30), date(2026, 12, 1)),
    ]

    assert programme.due_dates(stages) == [date(2026, 11, 23), date(2026, 12, 29)]


def test_work_between_close_stages_is_due_the_day_before_the_next():
    stages = [
        StagePlan("I", date(2026, 11, 2), date(2026, 11, 3)),
        StagePlan("II", date(2026, 11, 6), date(2026, 11, 6)),
    ]

    assert programme.due_dates(stages)[0] == date(2026, 11, 5)


def test_every_fault_of_the_dates_is_told_at_once():
    stages = [
        StagePlan("I", date(2026, 11, 3), date(2026, 11, 2)),
        StagePlan("II", date(2026, 11, 1), date(2027, 11, 1)),
    ]

    assert programme.faults(stages) == [
        Reason("stage-ends-before-it-starts", order=1),
        Reason("stage-too-long", order=2, most=31),
        Reason("stages-out-of-order", earlier="I", later="II"),
    ]
    assert programme.faults([]) == [Reason("stages-missing")]
