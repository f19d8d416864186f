import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from project import catalogue


class Command(BaseCommand):
    help = "Brings the English catalogue up to date with the sources, and compiles it."
    requires_system_checks = ()

    def add_arguments(self, parser):
        one = parser.add_mutually_exclusive_group()
        one.add_argument("--check", action="store_true", help="fail unless all is translated")
        one.add_argument("--todo", action="store_true", help="print what is untranslated, as JSON")
        one.add_argument("--fill", type=Path, metavar="FILE", help="merge translations from JSON")
        one.add_argument("--compile", action="store_true", help="only make the .mo file")

    def handle(self, *args, check, todo, fill, compile, **options):  # noqa: A002 - the flag's name
        base = settings.BASE_DIR
        if compile:
            catalogue.compile_mo(base)
            return
        sources = catalogue.found_in_sources(base)
        committed = catalogue.load(base)
        if check:
            self.refuse_incomplete(catalogue.problems(committed, sources))
            return
        current = catalogue.updated(committed, sources)
        if todo:
            waiting = catalogue.as_json(catalogue.todo(current, sources))
            print(json.dumps(waiting, ensure_ascii=False, indent=1))
            return
        if fill:
            self.fill(current, fill)
        catalogue.save(current, base)
        catalogue.compile_mo(base)
        left = len(catalogue.todo(current, sources))
        print(f"{len(current)} messages, {left} untranslated.")

    def fill(self, current, path):
        try:
            count = catalogue.fill(current, json.loads(path.read_text(encoding="utf-8")))
        except (OSError, KeyError, TypeError, ValueError) as wrong:
            raise CommandError(f"{path}: {wrong}") from wrong
        print(f"{count} translations taken from {path}.")

    def refuse_incomplete(self, found):
        if found:
            raise CommandError(
                "\n".join(found[:50])
                + f"\n{len(found)} problems. `make messages` brings the catalogue up to date, "
                "`manage.py messages --todo` lists what to translate."
            )
        print("Every message is translated.")
