"""The sheet people start from, and the sheet of what was wrong."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from participants.errors import Reason
from participants.models import ImportKind, ImportSession
from participants.models.sealed import unseal
from participants.queries.preview import wrong_rows

from .columns import ASSESSED, EXPECTED, OF_KIND


class Table(NamedTuple):
    """What goes into a sheet: its name, its header and its rows."""

    title: str
    headers: list[str]
    rows: list[list[str]]


# Invented people of an invented office; the number is as a real one is built.
_EXAMPLES: dict[str, dict[str, str]] = {
    "staff": {
        "number": "198609262015051001",
        "name": "Sari Wulandari",
        "title_suffix": "S.Kom., M.T.",
        "sex": "P",
        "birth_date": "26/09/1986",
        "unit": "Dinas Komunikasi dan Informatika",
        "status": "PNS",
        "rank": "III/d",
        "job_title": "Pranata Komputer Ahli Muda",
        "since": "01/01/2024",
        "phone": "0812-3456-7890",
        "email": "sari@contoh.go.id",
        "education": "S2 Teknik Informatika",
    },
    "units": {
        "code": "2.16",
        "name": "Dinas Komunikasi dan Informatika",
        "short_name": "Diskominfo",
        "kind": "Dinas",
        "phone": "0812-3456-7890",
    },
    "training": {
        "number": "198609262015051001",
        "name": "Sari Wulandari",
        "title": "Bimbingan Teknis Satu Data",
        "organiser": "BKPSDM",
        "form": "Bimbingan Teknis",
        "jp": "20",
        "started_on": "07/12/2021",
        "ended_on": "08/12/2021",
        "certificate": "800.2/12/BKPSDM/2021",
    },
    "assessment": {
        "number": "198609262015051001",
        "name": "Sari Wulandari",
        "acquired_on": "07/12/2021",
        "assessor": "Tim Asesor",
        **dict.fromkeys(ASSESSED, "3"),
        "jpm": "78,5",
    },
    "plan": {
        "unit": "Dinas Komunikasi dan Informatika",
        "job": "Pranata Komputer Ahli Pertama",
        "job_class": "8",
        "headcount": "2",
    },
}


def example(kind: str) -> Table:
    """Our own headers and one invented line."""
    columns = OF_KIND[kind]
    return Table(
        str(dict(ImportKind.choices)[kind])[:31],
        [own for own, _words in columns.values()],
        [[_EXAMPLES[kind].get(name, "") for name in columns]],
    )


def sentence(fault: dict[str, Any]) -> str:
    """What is wrong with a cell, in the reader's language."""
    return str(Reason.from_json(fault))


def expected(fault: dict[str, Any]) -> str:
    """What would have been right there."""
    return str(EXPECTED.get(fault["field"], ""))


def wrong_tables(session: ImportSession) -> list[Table]:
    """The wrong lines as they were uploaded, a sheet for each sheet, with a first column that says
    what to mend.

    The same file can be mended and uploaded again: the column is one an import does not know.
    """
    headers = {told["name"][:60]: told["headers"] for told in session.layout.get("sheets", [])} or {
        "": session.headers
    }
    rows: dict[str, list[list[str]]] = {}
    under: set[str] = {row.sheet for row in wrong_rows(session) if row.under}
    for row in wrong_rows(session):
        cells = [unseal(cell["sealed"]) if isinstance(cell, dict) else cell for cell in row.given]
        told = "; ".join(
            f"{fault['column'] or fault['field']}: {sentence(fault)}"
            for fault in row.faults
            if not fault.get("mild")
        )
        why = _("Baris %(line)s – %(faults)s") % {"line": row.line, "faults": told}
        unit = [row.under] if row.sheet in under else []
        rows.setdefault(row.sheet, []).append([why, *unit, *cells])
    return [
        Table(
            sheet if len(headers) > 1 else _("Salah"),
            [
                _("Yang harus diperbaiki"),
                *(["Unit"] if sheet in under else []),
                *headers.get(sheet, session.headers),
            ],
            several,
        )
        for sheet, several in rows.items()
    ] or [Table(_("Salah"), [_("Yang harus diperbaiki"), *session.headers], [])]
