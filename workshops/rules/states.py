"""Which state may follow which, for a slot, a stage and a Bimtek. Pure; docs are drawn from here.

What is not in a table is refused, and the refusal names both states.
"""

from datetime import date
from typing import Any, Protocol

from participants.errors import Reason
from workshops.models import SlotState, StageState, WorkshopState

Moves = dict[str, dict[str, str]]

# state → {next state: the act that leads there}
SLOT: Moves = {
    SlotState.PLANNED: {SlotState.OPEN: "open_slot", SlotState.CLOSED: "close_slot"},
    SlotState.OPEN: {SlotState.CLOSED: "close_slot"},
    SlotState.CLOSED: {SlotState.OPEN: "open_slot", SlotState.SIGNED_OFF: "sign_off_slot"},
    SlotState.SIGNED_OFF: {},
}
STAGE: Moves = {
    StageState.PLANNED: {StageState.RUNNING: "begin_stage"},
    StageState.RUNNING: {StageState.HELD: "end_stage"},
    StageState.HELD: {StageState.RUNNING: "begin_stage"},
}
WORKSHOP: Moves = {
    WorkshopState.DRAFT: {WorkshopState.OPEN: "open_registration"},
    # An event of one morning may be closed without anybody having pressed "begin".
    WorkshopState.OPEN: {
        WorkshopState.RUNNING: "begin_stage",
        WorkshopState.CLOSED: "close_workshop",
    },
    WorkshopState.RUNNING: {WorkshopState.CLOSED: "close_workshop"},
    WorkshopState.CLOSED: {WorkshopState.RUNNING: "reopen_workshop"},
}
TABLES: dict[str, tuple[Moves, Any]] = {
    "slot": (SLOT, SlotState),
    "stage": (STAGE, StageState),
    "workshop": (WORKSHOP, WorkshopState),
}


def refusals(what: str, state: str, target: str) -> list[Reason]:
    """Empty when a ``what`` (slot, stage, workshop) may go from ``state`` to ``target``."""
    moves, labels = TABLES[what]
    if target in moves[state]:
        return []
    return [
        Reason(
            f"{what}-not-movable",
            state=str(labels(state).label).lower(),
            target=str(labels(target).label).lower(),
        )
    ]


class Dated(Protocol):
    state: str
    starts_on: date
    ends_on: date


def proposed_stage_state(stage: Dated, today: date) -> str | None:
    """What the calendar proposes for a stage; a person does it. None: nothing."""
    if stage.state == StageState.PLANNED and stage.starts_on <= today:
        return StageState.RUNNING
    if stage.state == StageState.RUNNING and stage.ends_on < today:
        return StageState.HELD
    return None
