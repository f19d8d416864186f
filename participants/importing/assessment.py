"""Reads sheets of competency assessments: nine levels and the JPM of each person."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from participants.errors import Reason
from participants.models import Assessment, Competency
from participants.rules.dates import parse_date

from .columns import ASSESSED, Columns
from .header import normalise
from .holder import Holders, read_person
from .reading import Reading
from .rows import Draft

AT_ONCE = 2_000


def judge_assessments(reading: Reading, at: datetime) -> Iterator[list[Draft]]:
    """The lines as drafts: an assessment is known by person and day. What was granted by an earlier
    sheet and says otherwise now is a change; an empty cell says nothing."""
    today = reading.root.localdate(at)
    holders, seen = Holders(reading.root), dict[Any, Draft]()
    dictionary = {
        normalise(name): key for key, name in Competency.objects.values_list("pk", "name_id")
    }
    rows = reading.rows()
    while some := list(islice(rows, AT_ONCE)):
        drafts = []
        for row, columns in some:
            draft, cells = read_person(row, columns)
            _read(draft, columns, cells, dictionary, today)
            drafts.append((draft, columns))
        people = holders.find(drafts)
        known = _known(set(people.values()))
        for draft, columns in drafts:
            if not draft.wrong:
                _decide(draft, columns, people[id(draft)], known, seen)
            draft.judge()
        yield [draft for draft, _columns in drafts]


def _read(
    draft: Draft,
    columns: Columns,
    cells: dict[str, str],
    dictionary: dict[str, int],
    today: date,
) -> None:
    written = cells.get("acquired_on", "")
    day = parse_date(written) if written else None
    if day is None:
        code = "import-not-understood" if written else "import-cell-required"
        draft.fault(columns, "acquired_on", written, Reason(code))
    elif day > today:
        draft.fault(columns, "acquired_on", written, Reason("import-day-in-future"))
    else:
        draft.values["acquired_on"] = day.isoformat()
    draft.values["assessor"] = (cells.get("assessor") or "Asesmen kompetensi")[:150]
    levels = {}
    for name, own in ASSESSED.items():
        written = cells.get(name, "")
        if not written or written == "-":
            continue
        level = re.fullmatch(r"([1-5])(?:[.,]0+)?", written)
        if level is None:
            draft.fault(columns, name, written, Reason("import-not-a-level"))
        elif normalise(own) not in dictionary:
            draft.fault(columns, name, written, Reason("import-competency-unknown", name=own))
        else:
            levels[str(dictionary[normalise(own)])] = int(level[1])
    if not levels and not draft.wrong:
        draft.fault(columns, "integrity", "", Reason("import-cell-required"))
    draft.values["levels"] = levels
    if written := cells.get("jpm", ""):
        share = re.fullmatch(r"([0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*%?", written)
        figure = float(share[1].replace(",", ".")) if share else -1
        if 0 < figure <= 1 and "%" not in written and re.search(r"[.,]", written):
            figure *= 100  # a cell of the format Percent
        if not 0 <= figure <= 100:
            draft.fault(columns, "jpm", written, Reason("import-not-understood"))
        else:
            draft.values["jpm"] = f"{figure:.2f}".rstrip("0").rstrip(".")


def _known(people: set[int]) -> dict[tuple[int, str], Assessment]:
    """Sheets that stand, by person and day."""
    return {
        (one.person_id, one.assessed_on.isoformat()): one
        for one in Assessment.objects.standing()
        .filter(person_id__in=people)
        .prefetch_related("scores")
        .order_by("pk")
    }


def _decide(
    draft: Draft,
    columns: Columns,
    person: int,
    known: dict[tuple[int, str], Assessment],
    seen: dict[Any, Draft],
) -> None:
    values = draft.values
    values["person"] = person
    key = (person, values["acquired_on"])
    first = seen.setdefault(key, draft)
    if first is not draft:
        reason = Reason("import-twice-in-file", sheet=first.sheet, line=first.line)
        draft.fault(columns, "acquired_on", values["acquired_on"], reason)
        return
    standing = known.get(key)
    if not standing:
        return
    draft.target = standing.pk
    names = dict(Competency.objects.filter(pk__in=values["levels"]).values_list("pk", "name_id"))
    told = {score.competency_id: score.score for score in standing.scores.all()}
    for competency, level in values["levels"].items():
        old = told.get(int(competency))
        if old != level:
            draft.changes[names[int(competency)]] = [
                "" if old is None else f"{float(old):g}",
                level,
            ]
    if "jpm" in values and standing.jpm != Decimal(values["jpm"]):
        old = standing.jpm
        draft.changes["jpm"] = ["" if old is None else f"{float(old):g}", values["jpm"]]
