"""Where a comment is pinned, and what the place is called. Pure."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from workshops.models import Submission, WorkForm
from workshops.rules.duty import worksheet_of
from workshops.rules.worksheets import Worksheet, locate, rows_of

MOST_PINS = 200
PAGE = re.compile(r"halaman:([1-9]\d{0,3})")


def _filled_in(submission: Submission) -> Worksheet | None:
    """The worksheet of this version, if it is one; fetch ``duty__deliverable`` with the row."""
    asked = submission.duty.deliverable
    return worksheet_of(asked) if asked.form == WorkForm.WORKSHEET else None


def is_place(submission: Submission, path: str) -> bool:
    """Whether the version has such a place: the whole, a page of a file, a cell of a worksheet."""
    if not path:
        return True
    worksheet = _filled_in(submission)
    if worksheet:
        return locate(worksheet, path) is not None
    return submission.file_id is not None and PAGE.fullmatch(path) is not None


def place_named(submission: Submission, path: str) -> str:
    """``Halaman 3``; of a worksheet the section, the row by its number, the column."""
    if page := PAGE.fullmatch(path):
        return _("Halaman %(page)s") % {"page": page[1]}
    worksheet = _filled_in(submission)
    place = locate(worksheet, path) if worksheet else None
    if place is None:
        return path
    parts = [str(place.section.title)]
    row_id = place.row
    if row_id:
        ids = [row["id"] for row in rows_of(submission.content or {}, place.section.code)]
        number = ids.index(row_id) + 1 if row_id in ids else None
        parts.append(_("baris %(row)s") % {"row": number} if number else _("baris yang dihapus"))
    if place.column:
        parts.append(str(place.column.title))
    return " · ".join(parts)


def places_of(submission: Submission) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """By section of the worksheet, what a comment may be pinned to without a script: its fields, and
    the rows of its tables. Nothing for another form."""
    worksheet = _filled_in(submission)
    if worksheet is None:
        return ()
    found = []
    for section in worksheet.sections:
        if section.kind == "fields":
            places = [(f"{section.code}.{one.code}", str(one.title)) for one in section.columns]
        else:
            rows = rows_of(submission.content or {}, section.code)
            places = [
                (f"{section.code}.{row['id']}", _("baris %(row)s") % {"row": number})
                for number, row in enumerate(rows, start=1)
            ]
        if places:
            found.append((str(section.title), places))
    return found
