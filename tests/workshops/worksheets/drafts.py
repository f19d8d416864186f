"""Makers for worksheets that are being filled in."""

from typing import Any

from tests.factories import NOW, make_invitation, make_system, make_unit, make_workshop
from tests.factories_links import make_deliverable, make_duty
from workshops.actions.worksheet import hand_in, save_cells
from workshops.models import Duty, OwedBy, Submission, WorkForm
from workshops.queries.worksheet import Sheet, sheet_of
from workshops.rules.worksheets import Change, cells

VISION_CELLS = {
    "vision.statement": "Buton cerdas dan berbudaya",
    "missions.r1.mission": "Layanan cepat",
    "goals.r1.goal": "Warga terlayani",
    "goals.r1.pillar": "living",
    "goals.r1.indicator": "Kepuasan",
    "goals.r1.measure": "persen",
    "goals.r1.target": "90",
    "goals.r1.year": "2031",
}
VISION_ROWS = ("missions.r1", "goals.r1")


def make_sheet_duty(code: str = "visi-misi", unit: Any = None, **fields: Any) -> Duty:
    """A duty of one OPD that is a worksheet."""
    workshop = fields.pop("workshop", None) or make_workshop()
    deliverable = make_deliverable(
        workshop.stages.first(),
        form=WorkForm.WORKSHEET,
        worksheet=code,
        owed_by=OwedBy.UNIT,
        title_id="Visi dan misi",
        **fields,
    )
    return make_duty(deliverable, make_invitation(workshop, unit or make_unit()))


def sheet(duty: Duty, at: Any = NOW) -> Sheet:
    return sheet_of(duty.deliverable, duty.owner, at=at)


def write(duty: Duty, tab: str = "a", at: Any = NOW, base: Any = "", **cells_by_path: Any) -> Any:
    """Saves cells whose page showed ``base``; ``section__row__column`` or ``section__field``."""
    changes = [
        Change(path.replace("__", "."), base, value) for path, value in cells_by_path.items()
    ]
    return save_cells(duty=duty, changes=changes, tab=tab, by=make_system(), at=at)


def put(duty: Duty, *changes: Change, tab: str = "a", at: Any = NOW) -> Any:
    return save_cells(duty=duty, changes=changes, tab=tab, by=make_system(), at=at)


def fill(duty: Duty, at: Any = NOW) -> None:
    """Everything a vision needs, so that it can be handed in."""
    held = {
        path: value
        for path, _section, _column, value in cells(sheet(duty).worksheet, sheet(duty).content)
    }
    rows = [Change(path, None, {"after": ""}) for path in VISION_ROWS]
    put(
        duty,
        *rows,
        *(Change(path, held.get(path, ""), text) for path, text in VISION_CELLS.items()),
        at=at,
    )


def send(duty: Duty, at: Any = NOW) -> Submission:
    return hand_in(duty=duty, revision=sheet(duty).revision, by=make_system(), at=at)
