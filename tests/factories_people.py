"""Makers of sheets and of people with numbers; synthetic, as everybody here."""

import csv
import hashlib
import io
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from participants.actions.person import add_identifier, employ
from participants.importing.columns import known_words
from participants.importing.sheet import read_sheets
from participants.importing.staging import stage_sheets
from participants.models import ImportSession, OrganisationUnit, Person, User
from tests.factories import NOW, make_person, make_system

NIP = "198609262015051001"
OTHER_NIP = "199001012015052002"
NI_PPPK = "199001012023212012"
NIK = "7404016609860001"  # a woman born on 26 September 1986
STAFF = ("NIP", "NIK", "Nama", "Unit", "Status", "Golongan", "Jabatan", "TMT", "HP")


def csv_sheet(*rows: tuple, headers: tuple = STAFF) -> bytes:
    """A CSV with our headers; short rows are filled up with empty cells."""
    kept = io.StringIO()
    writer = csv.writer(kept, delimiter=";")
    writer.writerow(headers)
    for row in rows:
        writer.writerow([*row, *[""] * (len(headers) - len(row))])
    return kept.getvalue().encode()


def xlsx_sheet(*rows: tuple, headers: tuple = STAFF) -> bytes:
    book = Workbook()
    book.active.title = "Pegawai"
    book.active.append(headers)
    for row in rows:
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def stage(
    content: bytes,
    pemda: OrganisationUnit,
    *,
    kind: str = "staff",
    by: User | None = None,
    at: datetime = NOW,
    name: str = "pegawai.csv",
    **more: Any,
) -> ImportSession:
    """As the page does it, but for the process of its own in which the page has a file read."""
    return stage_sheets(
        sheets=read_sheets(content, name, known_words(kind)),
        digest=hashlib.sha256(content).hexdigest(),
        name=name,
        kind=kind,
        unit=pemda,
        by=by or make_system(),
        at=at,
        **more,
    )


def make_employee(unit: OrganisationUnit, *, nip: str = "", **fields: str) -> Person:
    """Matched, with a NIP where given, and PNS since 2 January 2020."""
    post = {key: fields.pop(key) for key in ("rank", "job_title") if key in fields}
    person = make_person(unit, **fields)
    if nip:
        add_identifier(person=person, kind="nip", digits=nip, by=make_system(), at=NOW)
    employ(
        person=person,
        unit=unit,
        status="pns",
        valid_from=date(2020, 1, 2),
        by=make_system(),
        at=NOW,
        **post,
    )
    person.refresh_from_db()
    return person


def outcomes(session: ImportSession) -> dict[str, int]:
    """The counts that are not zero."""
    return {name: count for name, count in session.counts.items() if count}


def fault_codes(session: ImportSession) -> list[list[str]]:
    """Per line, in the order of the sheet, the codes of what is wrong."""
    return [
        [fault["code"] for fault in row.faults if not fault["mild"]]
        for row in session.rows.order_by("line", "pk")
    ]
