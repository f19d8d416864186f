"""``manage.py bench``: every ``tests/benchmarks/bench_*.py``, each figure beside what it must reach."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

FOLDER = Path(settings.BASE_DIR) / "tests" / "benchmarks"
TARGET = Path(settings.BASE_DIR) / "build" / "bench.json"
PARTS = {"name", "value", "unit", "reach", "ok"}


class Command(BaseCommand):
    help = "Measures, prints `name value unit reach` lines, writes build/bench.json."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("only", nargs="*", help="Names as in bench_<name>.py; all without.")

    def handle(self, *_args: Any, only: list[str], **_options: Any) -> None:
        names = sorted(path.stem for path in FOLDER.glob("bench_*.py"))
        if unknown := {f"bench_{name}" for name in only} - set(names):
            raise CommandError(f"There is no {', '.join(sorted(unknown))} in {FOLDER}.")
        figures: list[dict[str, Any]] = []
        for name in names:
            if only and name.removeprefix("bench_") not in only:
                continue
            for figure in import_module(f"tests.benchmarks.{name}").run():
                if set(figure) < PARTS:
                    raise CommandError(f"{name} gave a figure without {PARTS - set(figure)}.")
                figures.append(figure)
                line = f"{figure['name']} {figure['value']} {figure['unit']} {figure['reach']}"
                print(line if figure["ok"] else f"{line}  NOT REACHED", flush=True)
        TARGET.parent.mkdir(exist_ok=True)
        TARGET.write_text(json.dumps(figures, indent=1, ensure_ascii=False), encoding="utf-8")
        missed = sum(not figure["ok"] for figure in figures)
        print(f"{len(figures)} figures, {missed} not reached; all in {TARGET.name}.")
