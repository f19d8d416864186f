"""``manage.py demo``: loads the demo once; keeps what people did in it ever after.

A demo that nobody touched is made anew on a later day, so that its live Bimtek is always today's.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from participants.models import AuditEntry, OrganisationUnit, TimeZone, User
from project.demo.accounts import ACCOUNTS, PASSWORD
from project.demo.load import load
from project.demo.official import PASSPHRASE

MARK = Path(settings.DATA_DIR) / "demo.json"


class Command(BaseCommand):
    help = "Loads the demo's regions, people and Bimtek into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", type=date.fromisoformat, help="The live Bimtek's first day.")

    def handle(self, *_args: Any, as_of: date | None, **_options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Set DEMO=1: the demo's passwords are public.")
        today = as_of or _today()
        kept = json.loads(MARK.read_text()) if MARK.exists() else None
        if kept is None and User.objects.able_to_log_in().exists():
            raise CommandError("This database holds real accounts; the demo stays out of it.")
        if kept is not None and (kept["as_of"] == today.isoformat() or _touched(kept)):
            self.stdout.write("Demo sudah ada; yang Anda kerjakan di dalamnya tetap tersimpan.")
        else:
            if kept is not None:
                self.stdout.write("Demo belum dipakai; dimuat ulang untuk hari ini.")
            call_command("flush", interactive=False, verbosity=0)
            load(today, lambda line: self.stdout.write(f"  {line}"))
            MARK.write_text(json.dumps({"as_of": today.isoformat(), "audit": _last_entry()}))
        self._greet()

    def _greet(self) -> None:
        self.stdout.write(f"\nAkun demo (kata sandi: {PASSWORD})")
        self.stdout.write(f"Frasa sandi penanda tangan: {PASSPHRASE}")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.username:<14} {account.role}: {account.sees}")


def _today() -> date:
    return OrganisationUnit(timezone=TimeZone.WIB).localdate(timezone.now())


def _last_entry() -> int:
    last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    return last or 0


def _touched(kept: dict[str, Any]) -> bool:
    """Whether anybody did anything since the demo was loaded."""
    return _last_entry() != kept["audit"]
