"""``manage.py draw_states``: docs/states.md, drawn from the transition tables that the code obeys."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from workshops.rules.states import TABLES, Moves

PAGE = Path(settings.BASE_DIR) / "docs" / "states.md"
HEAD = """\
# States

Drawn by `manage.py draw_states` from the tables in `workshops/rules/states.py`; do not edit by hand.
An arrow carries the name of the action that goes there; a move that has no arrow is refused, and the
refusal names both states. `tests/test_docs.py` fails when this page and the tables differ.
"""
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
    return "\n".join([HEAD, *drawn])


def _section(what: str, moves: Moves, labels: Any) -> str:
    lines = [f"## {TITLES[what]}", "", "```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{labels(state).label}" as {state}' for state in moves]
    lines.append(f"    [*] --> {next(iter(moves))}")
    for state, nexts in moves.items():
        lines += [f"    {state} --> {target}: {act}" for target, act in nexts.items()]
        if not nexts:
            lines.append(f"    {state} --> [*]")
    return "\n".join([*lines, "```", ""])
