"""The level in force on a day, told four ways: said plainly, by the rule, for many people at once, and by
the totals' own statement in SQL. Whatever evidence there is, they agree on every day."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from participants.models import Evidence
from participants.queries.competency import levels_of
from participants.queries.totals import counted
from tests.factories import make_competency, make_unit
from tests.factories_record import make_employee, make_evidence

pytestmark = pytest.mark.django_db
START = date(2026, 1, 1)
DAYS = st.integers(0, 20)
GRANTS = st.lists(
    st.tuples(
        st.integers(1, 5),
        DAYS,
        st.none() | DAYS,  # valid so many days longer
        st.none() | DAYS,  # withdrawn on that day
        st.booleans(),  # it answers a proposal
        st.booleans(),  # only proposed, or rejected: never granted
    ),
    max_size=5,
)


def day(number):
    return START + timedelta(days=number)


def write(person, skill, level, since, longer, taken, answers, only_proposed):
    """The rows of one verdict; gives what it plainly means: (level, first day, first day no more)."""
    ends = day(since + longer) if longer is not None else None
    proposal = None
    if answers or only_proposed:
        proposal = make_evidence(person, skill, level=level, acquired_on=day(since))
    if only_proposed:
        if answers:
            make_evidence(
                person, skill, act="reject", level=level, acquired_on=day(since), about=proposal
            )
        return None
    grant = make_evidence(
        person,
        skill,
        act="grant",
        level=level,
        acquired_on=day(since),
        valid_until=ends,
        about=proposal,
    )
    gone = [] if ends is None else [ends + timedelta(days=1)]
    if taken is not None:
        make_evidence(
            person, skill, act="withdraw", level=level, acquired_on=day(taken), about=grant
        )
        gone.append(day(taken))
    return level, day(since), min(gone, default=date.max)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([(4, 3, 5, None, False, False), (2, 0, None, 9, True, False)])
@given(GRANTS)
def test_whatever_evidence_there_is_the_level_of_a_day_is_one(verdicts):
    with transaction.atomic():
        skill, unit = make_competency(), make_unit()
        person = make_employee(unit)
        plain = [said for one in verdicts if (said := write(person, skill, *one))]
        edges = {day(0), day(60)} | {edge for _level, *both in plain for edge in both}
        days = {one + timedelta(days=step) for one in edges - {date.max} for step in (-1, 0, 1)}
        for on in sorted(days):
            levels = [level for level, since, gone in plain if since <= on < gone]
            expected = max(levels, default=None)

            in_force = levels_of([person.pk], on).get(person.pk, {}).get(skill.pk)
            in_sums = counted(on, people=[person.pk]).levels.get((unit.pk, skill.pk))

            assert (in_force.level if in_force else None) == expected
            assert in_sums == (
                None if expected is None else tuple(int(one == expected) for one in range(1, 6))
            )
            if in_force:
                assert Evidence.objects.get(pk=in_force.because).level == expected
        transaction.set_rollback(True)
