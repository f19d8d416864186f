"""``manage.py draw_states``: docs/states.md, drawn from the transition tables that the code obeys."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from workshops.models import SubmissionState
from workshops.rules.states import (
    FOLLOWED,
    SUBMISSION,
    SUBMISSION_ACTORS,
    SUBMISSION_BEGINS,
    TABLES,
    Actor,
    Moves,
)

PAGE = Path(settings.BASE_DIR) / "docs" / "states.md"
HEAD = """\
# States

Drawn by `manage.py draw_states` from the tables in `workshops/rules/states.py`; do not edit by hand.
An arrow carries the name of the action that goes there; a move that has no arrow is refused, and the
refusal names both states. `tests/test_docs.py` fails when this page and the tables differ.
"""
VERSIONS = """\
Each version is a row of its own that stays as it was sent; only the newest moves. In brackets stands
who may do it; the owner is the OPD or group that owes it, or the organiser for them."""
FOLLOWING = (
    "The owner sends the next version (`submit`) when the newest is {states}, or there is none. What is "
    "returned, opened again or declined may be sent again for seven days, whatever the freezing day."
)
TITLES = {
    "slot": "Attendance slot (`AttendanceSlot.state`)",
    "stage": "Stage (`Stage.state`)",
    "workshop": "Bimtek (`Workshop.state`)",
}


class Command(BaseCommand):
    help = "Draws docs/states.md from the transition tables."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail unless it is up to date")

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:
        drawn = page()
        if not check:
            PAGE.write_text(drawn, encoding="utf-8")
        elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != drawn:
            raise CommandError("docs/states.md is not up to date: run `manage.py draw_states`.")


def page() -> str:
    """The whole page, with the office's words for the states."""
    with translation.override(settings.LANGUAGE_CODE):
        drawn = [_section(what, moves, labels) for what, (moves, labels) in TABLES.items()]
        drawn.append(_versions())
    return "\n".join([HEAD, *drawn])


def _versions() -> str:
    """A version of a hasil kerja: its arrows also say who may go there."""
    lines = ["## Version of a hasil kerja (`Submission.state`)", "", VERSIONS, "", "```mermaid"]
    lines.append("stateDiagram-v2")
    lines += [f'    state "{SubmissionState(state).label}" as {state}' for state in SUBMISSION]
    lines += [f"    [*] --> {state}: {_by(act)}" for act, state in SUBMISSION_BEGINS.items()]
    for state, nexts in SUBMISSION.items():
        lines += [f"    {state} --> {target}: {_by(act)}" for target, act in nexts.items()]
        if not nexts:
            lines.append(f"    {state} --> [*]")
    followed = ", ".join(f"`{state}`" for state in SUBMISSION if state in FOLLOWED)
    return "\n".join([*lines, "```", "", FOLLOWING.format(states=followed), ""])


def _by(act: str) -> str:
    doers = [str(actor.label) for actor in Actor if actor in SUBMISSION_ACTORS[act]]
    return f"{act} ({', '.join(doers)})"


def _section(what: str, moves: Moves, labels: Any) -> str:
    lines = [f"## {TITLES[what]}", "", "```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{labels(state).label}" as {state}' for state in moves]
    lines.append(f"    [*] --> {next(iter(moves))}")
    for state, nexts in moves.items():
        lines += [f"    {state} --> {target}: {act}" for target, act in nexts.items()]
        if not nexts:
            lines.append(f"    {state} --> [*]")
    return "\n".join([*lines, "```", ""])
