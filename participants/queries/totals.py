"""What a unit adds up to on a day: staff, JP of each year, levels. One definition in SQL, for the totals'
recount, for what one change adds to them, and for any other day. Runs on both databases alike."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

from participants.models import (
    ASN,
    OrganisationUnit,
    StaffingPlan,
    UnitLevel,
    UnitStaff,
    UnitYear,
)
from participants.queries.hours import YEARLY_JP

# Who is an ASN of which unit on the day; {who} narrows to people or units. Records that were merged are
# few and have an index, so that a unit is read from one index alone.
_STAFF = """
WITH staff AS (
    SELECT e.person_id, e.unit_id
    FROM participants_employment e
    WHERE NOT EXISTS (
        SELECT 1 FROM participants_person p WHERE p.id = e.person_id AND p.merged_into_id IS NOT NULL
    ) AND e.valid_from <= %(day)s AND (e.valid_to IS NULL OR e.valid_to >= %(day)s)
      AND e.status IN ({statuses}) {who}
)"""
_PEOPLE = "{staff} SELECT unit_id, count(*) FROM staff GROUP BY unit_id"
_YEARS = """{staff}, hours AS (
    SELECT s.unit_id, s.person_id, t.year, sum(t.jp) AS jp
    FROM staff s JOIN participants_trainingrecord t
      ON t.person_id = s.person_id AND t.state = 'verified' AND t.ended_on <= %(until)s {year}
    GROUP BY s.unit_id, s.person_id, t.year
)
SELECT unit_id, year, sum(CASE WHEN jp >= %(enough)s THEN 1 ELSE 0 END), sum(jp)
FROM hours GROUP BY unit_id, year"""
# A proposal or grant is answered once (a constraint), so whoever withdrew a grant answered it.
_LEVELS = """{staff}, held AS (
    SELECT s.unit_id, s.person_id, v.competency_id, max(v.level) AS level
    FROM staff s JOIN participants_evidence v
      ON v.person_id = s.person_id AND v.act = 'grant' AND v.acquired_on <= %(day)s
     AND (v.valid_until IS NULL OR v.valid_until >= %(day)s)
    WHERE NOT EXISTS (
        SELECT 1 FROM participants_evidence w
        WHERE w.act = 'withdraw' AND w.acquired_on <= %(day)s AND w.about_id = v.id
    )
    GROUP BY s.unit_id, s.person_id, v.competency_id
)
SELECT unit_id, competency_id,
    sum(CASE WHEN level = 1 THEN 1 ELSE 0 END), sum(CASE WHEN level = 2 THEN 1 ELSE 0 END),
    sum(CASE WHEN level = 3 THEN 1 ELSE 0 END), sum(CASE WHEN level = 4 THEN 1 ELSE 0 END),
    sum(CASE WHEN level = 5 THEN 1 ELSE 0 END)
FROM held GROUP BY unit_id, competency_id"""
# What a plan's musts ask of each unit, beside how many of its own staff have it.
_NEEDS = """
SELECT o.unit_id, r.competency_id, r.level, d.headcount,
    coalesce(CASE r.level WHEN 1 THEN at_1 + at_2 + at_3 + at_4 + at_5
        WHEN 2 THEN at_2 + at_3 + at_4 + at_5 WHEN 3 THEN at_3 + at_4 + at_5
        WHEN 4 THEN at_4 + at_5 ELSE at_5 END, 0)
FROM participants_plannedpost d
JOIN participants_post o ON o.id = d.post_id
JOIN participants_requirement r ON r.planned_post_id = d.id
 AND r.kind = 'competency' AND r.importance = 'must'
LEFT JOIN participants_unitlevel held
  ON held.unit_id = o.unit_id AND held.competency_id = r.competency_id
WHERE d.plan_id = %(plan)s {which}"""
AT = ("at_1", "at_2", "at_3", "at_4", "at_5")
FOREVER = date(9999, 12, 31)


@dataclass(frozen=True)
class Totals:
    """{unit: people}; {(unit, year): (reached, jp)}; {(unit, competency): how many at
    level 1 to 5}."""

    people: dict[int, int]
    years: dict[tuple[int, int], tuple[int, int]]
    levels: dict[tuple[int, int], tuple[int, ...]]


def counted(
    day: date,
    *,
    people: Collection[int] | None = None,
    unit: int | None = None,
    year: int | None = None,
    until: date | None = None,
) -> Totals:
    """Counted anew, in three queries: of everybody, of these people, or of one unit's own staff.
    ``until`` leaves out trainings that ended later, ``year`` keeps one."""
    given = {
        "day": day,
        "until": until or FOREVER,
        "enough": YEARLY_JP,
        "unit": unit,
        "year": year,
        **{f"status_{place}": str(status) for place, status in enumerate(ASN)},
    }
    who = ""
    if people is not None:
        # Keys are our own whole numbers.
        who += f" AND e.person_id IN ({','.join(str(int(key)) for key in people) or 'NULL'})"
    if unit is not None:
        who += " AND e.unit_id = %(unit)s"
    parts = {
        "staff": _STAFF.format(
            statuses=", ".join(f"%(status_{place})s" for place in range(len(ASN))), who=who
        ),
        "year": "AND t.year = %(year)s" if year is not None else "",
    }
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE.format(**parts), given)
        staff = dict(cursor.fetchall())
        cursor.execute(_YEARS.format(**parts), given)
        years = {
            (in_unit, in_year): (int(reached), int(jp))
            for in_unit, in_year, reached, jp in cursor.fetchall()
        }
        cursor.execute(_LEVELS.format(**parts), given)
        levels = {
            (in_unit, what): tuple(int(count) for count in counts)
            for in_unit, what, *counts in cursor.fetchall()
        }
    return Totals(staff, years, levels)


def kept() -> Totals:
    """The totals as they are kept; rows that came down to nothing are left out."""
    return Totals(
        dict(UnitStaff.objects.exclude(people=0).values_list("unit_id", "people")),
        {
            (unit, year): (reached, jp)
            for unit, year, reached, jp in UnitYear.objects.exclude(reached=0, jp=0).values_list(
                "unit_id", "year", "reached", "jp"
            )
        },
        {
            (unit, competency): tuple(counts)
            for unit, competency, *counts in UnitLevel.objects.values_list(
                "unit_id", "competency_id", *AT
            )
            if any(counts)
        },
    )


@dataclass(frozen=True)
class UnitSum:
    """One unit with all below it, from the kept totals: ASN, those with 20 JP, JP of the year."""

    people: int
    reached: int
    jp: int


def sum_of(unit: OrganisationUnit, year: int) -> UnitSum:
    """The unit with all below it, in two queries over rows of units alone."""
    below = OrganisationUnit.objects.under(unit).values("pk")
    people = sum(UnitStaff.objects.filter(unit__in=below).values_list("people", flat=True))
    rows = list(UnitYear.objects.filter(unit__in=below, year=year).values_list("reached", "jp"))
    return UnitSum(people, sum(row[0] for row in rows), sum(row[1] for row in rows))


@dataclass(frozen=True)
class Need:
    """What a unit's posts ask for by a must, and how many of its own ASN have it."""

    unit: int
    competency: int
    level: int
    wanted: int
    held: int

    @property
    def missing(self) -> int:
        return max(self.wanted - self.held, 0)


def needs_of(plan: StaffingPlan, *, unit: int | None = None) -> list[Need]:
    """Every competency that a plan's musts ask of each unit (or one), from the kept totals, in one
    query."""
    which = "AND o.unit_id = %(unit)s" if unit is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(_NEEDS.format(which=which), {"plan": plan.pk, "unit": unit})
        rows = cursor.fetchall()
    wanted: dict[tuple[int, int, int], tuple[int, int]] = {}
    for in_unit, what, level, headcount, held in rows:
        before, _held = wanted.get((in_unit, what, level), (0, 0))
        wanted[in_unit, what, level] = (before + headcount, held)
    return [Need(*key, *counts) for key, counts in wanted.items()]
