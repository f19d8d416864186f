"""Which state may follow which, for a slot, a stage, a Bimtek and a version of a hasil kerja. Pure;
docs are drawn from here.

What is not in a table is refused, and the refusal names both states.
"""

from datetime import date
from typing import Any, Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from participants.errors import Reason
from workshops.models import SlotState, StageState, SubmissionState, WorkshopState

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


class Actor(TextChoices):
    """As what somebody acts on a version."""

    OWNER = "owner", _("Pengirim")  # the OPD or group that owes it, or the organiser for them
    EXPERT = "expert", _("Tim Ahli")
    COMMITTEE = "committee", _("Panitia")


SUBMISSION: Moves = {
    SubmissionState.SUBMITTED: {
        SubmissionState.ACCEPTED: "accept",
        SubmissionState.RETURNED: "ask_to_revise",
        SubmissionState.REPLACED: "hand_back",
    },
    SubmissionState.TO_CONFIRM: {
        SubmissionState.ACCEPTED: "confirm",
        SubmissionState.DECLINED: "decline",
    },
    SubmissionState.ACCEPTED: {SubmissionState.RETURNED: "reopen"},
    SubmissionState.RETURNED: {},
    SubmissionState.REPLACED: {},
    SubmissionState.DECLINED: {},
}
# The act that begins a version, and the state it begins in.
SUBMISSION_BEGINS: dict[str, str] = {
    "submit": SubmissionState.SUBMITTED,
    "hand_back": SubmissionState.TO_CONFIRM,
}
# What the newest version may be in when its owner sends the next.
FOLLOWED = frozenset(
    {SubmissionState.SUBMITTED, SubmissionState.RETURNED, SubmissionState.DECLINED}
)
SUBMISSION_ACTORS: dict[str, frozenset[str]] = {
    "submit": frozenset({Actor.OWNER}),
    "accept": frozenset({Actor.EXPERT}),
    "ask_to_revise": frozenset({Actor.EXPERT}),
    "hand_back": frozenset({Actor.EXPERT}),
    "confirm": frozenset({Actor.OWNER}),
    "decline": frozenset({Actor.OWNER}),
    "reopen": frozenset({Actor.EXPERT, Actor.COMMITTEE}),
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
