"""Sign-in sheets: what is printed, who is marked, and whose row a code is."""

import hmac
from dataclasses import dataclass
from typing import Any

from workshops.models import (
    PRESENT,
    Attendance,
    AttendanceStatus,
    PaperRow,
    PaperSheet,
    RegistrationState,
    Workshop,
)
from workshops.queries.roll_list import living_lists
from workshops.tokens import normalise, read_row_code, row_code


@dataclass(frozen=True)
class RowLine:
    """One row of a sheet as it stands now."""

    number: int
    name: str
    unit: str
    status: str
    withdrawn: bool

    @property
    def is_here(self) -> bool:
        return self.status in PRESENT


def rows_of(sheet: PaperSheet) -> list[RowLine]:
    """Every row in its order; two queries."""
    known = dict(
        Attendance.objects.filter(slot=sheet.slot_id).values_list("registration_id", "status")
    )
    return [
        RowLine(
            number=row.number,
            name=row.registration.printed_name,
            unit=row.registration.unit.name,
            status=known.get(row.registration_id, str(AttendanceStatus.ABSENT)),
            withdrawn=row.registration.state != RegistrationState.CONFIRMED,
        )
        for row in sheet.rows.select_related("registration__unit").order_by("number")
    ]


def find_row(workshop: Workshop, scanned: str) -> PaperRow | None:
    """The row whose genuine code this is, among the sheets of this Bimtek."""
    code = normalise(scanned)
    read = read_row_code(code)
    if read is None:
        return None
    number, row = read
    sheet = PaperSheet.objects.filter(number=number, slot__stage__workshop=workshop).first()
    if sheet is None or not hmac.compare_digest(code, row_code(number, row, sheet.key)):
        return None
    return (
        PaperRow.objects.filter(sheet=sheet, number=row)
        .select_related("sheet__slot__stage__workshop__unit", "registration")
        .first()
    )


def content_of(sheet: PaperSheet) -> tuple[dict[str, Any], list[str]]:
    """The list as data, its rows as they were numbered and nobody marked; and a code for each."""
    content = living_lists([sheet.slot], sheet.of)[sheet.slot_id]
    known = {row["key"]: row for row in content["rows"]}
    rows = list(sheet.rows.select_related("registration__unit").order_by("number"))
    blank = {"rank": "", "nip": "", "sex": "", "post": ""}
    content["rows"] = [
        known.get(
            row.registration.public_id,
            {
                **blank,
                "key": row.registration.public_id,
                "name": row.registration.printed_name,
                "unit": row.registration.unit.name,
            },
        )
        | {"status": str(AttendanceStatus.ABSENT), "arrived_at": ""}
        for row in rows
    ]
    return content, [row_code(sheet.number, row.number, sheet.key) for row in rows]
