"""Reads lines of training history, as SIASN exports them or as offices keep them."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from participants.errors import Reason
from participants.models import TrainingForm, TrainingRecord, TrainingState
from participants.rules.dates import parse_date

from .columns import Columns
from .header import normalise
from .holder import Holders, read_person
from .reading import Reading
from .rows import Draft, holds_nik

AT_ONCE = 2_000
LONGEST = {"title": 300, "organiser": 200, "certificate": 120}
MOST_JP = 2_000
COMPARED = ("title", "organiser", "form", "jp", "started_on", "ended_on", "certificate")
_FORMS = {
    **{normalise(str(form.label)): form.value for form in TrainingForm},
    "bimtek": TrainingForm.BIMTEK.value,
    "diklat": TrainingForm.TECHNICAL.value,
    "pelatihan teknis": TrainingForm.TECHNICAL.value,
    "pelatihan fungsional": TrainingForm.FUNCTIONAL.value,
    "pelatihan kepemimpinan": TrainingForm.STRUCTURAL.value,
    "webinar": TrainingForm.SEMINAR.value,
    "lokakarya": TrainingForm.WORKSHOP.value,
    "elearning": TrainingForm.E_LEARNING.value,
    "pjj": TrainingForm.DISTANCE.value,
}


def judge_trainings(reading: Reading, at: datetime) -> Iterator[list[Draft]]:
    """The lines as drafts: a training is known by person, name and last day, or by person and
    certificate number; one that another source of ours wrote is left as it is."""
    today = reading.root.localdate(at)
    holders, seen = Holders(reading.root), dict[Any, Draft]()
    rows = reading.rows()
    while some := list(islice(rows, AT_ONCE)):
        drafts = []
        for row, columns in some:
            draft, cells = read_person(row, columns)
            _read(draft, columns, cells, today)
            drafts.append((draft, columns))
        people = holders.find(drafts)
        known = _known(set(people.values()))
        for draft, columns in drafts:
            if not draft.wrong:
                _decide(draft, columns, people[id(draft)], known, seen)
            draft.judge()
        yield [draft for draft, _columns in drafts]


def _read(draft: Draft, columns: Columns, cells: dict[str, str], today: date) -> None:
    for name, most in LONGEST.items():
        written = cells.get(name, "")
        if holds_nik(written) and name != "certificate":
            draft.fault(columns, name, written, Reason("import-nik-out-of-place"))
        elif len(written) > most:
            reason = Reason("import-too-long", letters=len(written), most=most)
            draft.fault(columns, name, written, reason)
        elif written and written != "-":
            draft.values[name] = written
    if not cells.get("title"):
        draft.fault(columns, "title", "", Reason("import-cell-required"))
    days = {}
    for name in ("started_on", "ended_on"):
        written = cells.get(name, "")
        day = parse_date(written) if written else None
        if written and day is None:
            draft.fault(columns, name, written, Reason("import-not-understood"))
        elif day and day > today:
            draft.fault(columns, name, written, Reason("import-day-in-future"))
        elif day:
            days[name] = day
    ended = days.get("ended_on") or days.get("started_on")
    started = days.get("started_on") or ended
    if ended is None or started is None:
        if not cells.get("ended_on") and not cells.get("started_on"):
            draft.fault(columns, "ended_on", "", Reason("import-cell-required"))
        return
    if started > ended:
        draft.fault(columns, "ended_on", cells.get("ended_on", ""), Reason("import-ends-before"))
    draft.values.update(started_on=started.isoformat(), ended_on=ended.isoformat())
    jp = re.fullmatch(r"([0-9]{1,4})(?:[.,]0+)?\s*(?:jp|jam)?", cells.get("jp", "").lower())
    if jp is None or int(jp[1]) > MOST_JP:
        code = "import-not-understood" if cells.get("jp") else "import-cell-required"
        draft.fault(columns, "jp", cells.get("jp", ""), Reason(code))
    else:
        draft.values["jp"] = int(jp[1])
    form = _form(cells.get("form", ""))
    if form is None:
        draft.fault(columns, "form", cells["form"], Reason("import-not-understood"))
    else:
        draft.values["form"] = form
    draft.values.setdefault("organiser", "-")
    draft.values.setdefault("certificate", "")


def _form(written: str) -> int | None:
    """1 to 25, or the word for it; without one a technical training."""
    if not written or written == "-":
        return TrainingForm.TECHNICAL.value
    if written.isdigit():
        return int(written) if int(written) in TrainingForm.values else None
    return _FORMS.get(normalise(written))


def _known(people: set[int]) -> dict[Any, TrainingRecord]:
    found: dict[Any, TrainingRecord] = {}
    standing = TrainingRecord.objects.filter(
        person_id__in=people, state__in=[TrainingState.AWAITING, TrainingState.VERIFIED]
    ).order_by("pk")
    for record in standing:
        for key in _keys(
            record.person_id, record.title, record.ended_on.isoformat(), record.number
        ):
            found.setdefault(key, record)
    return found


def _keys(person: int, title: str, ended_on: str, number: str) -> list[Any]:
    keys: list[Any] = [(person, normalise(title), ended_on)]
    return [*keys, (person, number.casefold())] if number else keys


def _decide(
    draft: Draft,
    columns: Columns,
    person: int,
    known: dict[Any, TrainingRecord],
    seen: dict[Any, Draft],
) -> None:
    values = draft.values
    values["person"] = person
    keys = _keys(person, values["title"], values["ended_on"], values["certificate"])
    for key in keys:
        first = seen.setdefault(key, draft)
        if first is not draft:
            reason = Reason("import-twice-in-file", sheet=first.sheet, line=first.line)
            draft.fault(columns, "title", values["title"], reason)
            return
    record = next((known[key] for key in keys if key in known), None)
    if record is None:
        return
    draft.target = record.pk
    if record.source_kind != "import":
        return
    for name in COMPARED:
        old = record.number if name == "certificate" else getattr(record, name)
        old = old.isoformat() if isinstance(old, date) else old
        if old != values[name]:
            draft.changes[name] = [old, values[name]]
