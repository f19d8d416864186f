"""What a newly reported place of work means for the one on record."""

from datetime import date

import pytest

from participants.rules.employment import Post, Step, step_to

HELD = Post(unit=1, status="pns", rank="III/a", job_title="Analis")
MOVED = Post(unit=2, status="pns", rank="III/a", job_title="Analis")
TODAY, MAY, JUNE = date(2026, 11, 22), date(2026, 5, 1), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("wanted", "given", "held", "held_from", "ended_on", "expected"),
    [
        (HELD, None, None, None, None, (Step.FIRST, TODAY, [])),
        (HELD, MAY, None, None, MAY, (Step.FIRST, MAY, ["tmt-overlaps"])),
        (HELD, None, HELD, MAY, None, (Step.NONE, MAY, [])),
        (HELD, MAY, HELD, MAY, None, (Step.NONE, MAY, [])),
        (HELD, JUNE, HELD, MAY, None, (Step.CORRECT, JUNE, [])),
        (HELD, MAY, HELD, JUNE, MAY, (Step.CORRECT, MAY, ["tmt-overlaps"])),
        (MOVED, JUNE, HELD, MAY, None, (Step.NEXT, JUNE, [])),
        (MOVED, None, HELD, MAY, None, (Step.NEXT, TODAY, [])),
        (MOVED, MAY, HELD, MAY, None, (Step.CORRECT, MAY, [])),
        (MOVED, MAY, HELD, JUNE, None, (Step.NEXT, MAY, ["tmt-before-current"])),
    ],
)
def test_what_has_to_be_written_and_why_it_may_not(
    wanted, given, held, held_from, ended_on, expected
):
    step, day, reasons = step_to(
        wanted, given=given, today=TODAY, held=held, held_from=held_from, ended_on=ended_on
    )

    assert (step, day, [reason.code for reason in reasons]) == expected
