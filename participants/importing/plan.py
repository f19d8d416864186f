"""Reads a peta jabatan: how many a draft of the staffing plan wants of which post at which unit."""

import re
from collections.abc import Iterator
from typing import Any

from participants.errors import Reason
from participants.models import PlannedPost, StaffingPlan

from .reading import Reading
from .rows import Draft, clean, holds_nik

MOST_POSTS = 32_000


def judge_posts(reading: Reading, plan: StaffingPlan) -> Iterator[list[Draft]]:
    """The lines as drafts: a post is known by unit and name. Posts of the draft that the sheet does
    not name are left alone, so that one OPD's sheet can come in by itself."""
    known = {
        (unit, name.casefold()): (key, headcount)
        for key, unit, name, headcount in PlannedPost.objects.filter(plan=plan).values_list(
            "pk", "post__unit_id", "post__job__name", "headcount"
        )
    }
    seen: dict[Any, Draft] = {}
    drafts = []
    for row, columns in reading.rows():
        draft = Draft(row.sheet, row.line, row.cells)
        cells = {name: clean(row.cells[place]) for name, place in columns.places.items()}
        if "unit" not in cells:
            cells["unit"] = draft.under = row.section or columns.whole.get("unit", "")
        place, reason = reading.places.find(cells["unit"])
        if not cells["unit"]:
            draft.fault(columns, "unit", "", Reason("import-cell-required"))
        elif place is not None:
            draft.values["unit"], draft.values["unit_name"] = place.key, place.name
        elif reason is not None:
            draft.fault(columns, "unit", cells["unit"], reason)
        job = cells.get("job", "")
        if len(job) > 150:
            draft.fault(columns, "job", job, Reason("import-too-long", letters=len(job), most=150))
        elif holds_nik(job):
            draft.fault(columns, "job", job, Reason("import-nik-out-of-place"))
        draft.values["name"] = job
        for name, needed in (("headcount", True), ("job_class", False)):
            written = cells.get(name, "")
            whole = re.fullmatch(r"([0-9]{1,5})(?:[.,]0+)?", written)
            if whole and int(whole[1]) <= (MOST_POSTS if needed else 17):
                draft.values[name] = int(whole[1])
            elif written and written != "-":
                draft.fault(columns, name, written, Reason("import-not-understood"))
            elif needed:
                draft.fault(columns, name, "", Reason("import-cell-required"))
        if not draft.wrong:
            key = (draft.values["unit"], job.casefold())
            first = seen.setdefault(key, draft)
            if first is not draft:
                again = Reason("import-twice-in-file", sheet=first.sheet, line=first.line)
                draft.fault(columns, "job", job, again)
            elif key in known:
                draft.target, before = known[key]
                if before != draft.values["headcount"]:
                    draft.changes["headcount"] = [before, draft.values["headcount"]]
        draft.judge()
        drafts.append(draft)
    yield drafts
