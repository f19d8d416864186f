"""Levels in force of many people at once."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from participants.models import Evidence
from participants.rules.competency import LevelInForce, Statement, level_in_force


def levels_of(
    people: Collection[int],
    on: date,
    *,
    known_at: datetime | None = None,
    without: Collection[int] = (),
) -> dict[int, dict[int, LevelInForce]]:
    """{person key: {competency key: level in force}} on a day, in one query.

    ``because`` in each is the key of the evidence that counts. ``known_at`` leaves out what was
    written later: a verdict of today counts from the day of the test, but nobody knew it then.
    ``without``: keys of evidence taken as withdrawn on that day.
    """
    rows: dict[tuple[int, int], list[Statement]] = defaultdict(list)
    found_then = Evidence.objects.filter(person__in=people)
    if known_at is not None:
        found_then = found_then.filter(at__lte=known_at)
    values = found_then.values_list(
        "person_id", "competency_id", "pk", "act", "level", "acquired_on", "valid_until", "about_id"
    )
    for person, competency, key, act, level, acquired_on, valid_until, about in values:
        rows[person, competency].append(Statement(key, act, level, acquired_on, valid_until, about))
        if key in without:
            rows[person, competency].append(Statement(-key, "withdraw", level, on, None, key))
    found: dict[int, dict[int, LevelInForce]] = defaultdict(dict)
    for (person, competency), statements in rows.items():
        in_force = level_in_force(statements, on)
        if in_force is not None:
            found[person][competency] = in_force
    return dict(found)
