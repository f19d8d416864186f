"""``manage.py worker``: takes job items, seals the audit trail, gives up the hopeless."""

import os
import signal
import socket
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from certificates.actions.artwork import clear_artwork
from certificates.actions.bundle import clear_bundles
from participants.actions import audit
from participants.actions.file import clear_strays
from participants.actions.job import perform_some, reap, take_some
from participants.actions.totals import recount_if_due
from participants.models import User
from project.jobs import HANDLERS, SIZES
from workshops.actions.entry import refresh_all_holds
from workshops.actions.room import close_ended_rooms
from workshops.actions.spj import clear_spj

IDLE_SECONDS = 0.5
CHORES_SECONDS = 20.0
STRAYS_SECONDS = 6 * 3600.0


class Command(BaseCommand):
    help = "Does background work until it is told to stop; any number may run at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Stop when nothing is waiting.")

    def handle(self, *_args: Any, once: bool, **_options: Any) -> None:
        self.stopping = False
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, self._stop)
        name = f"{socket.gethostname()}:{os.getpid()}"
        chores_at = strays_at = 0.0
        while not self.stopping:
            if time.monotonic() >= chores_at:
                reap(at=timezone.now())
                audit.seal()
                close_ended_rooms(by=User.objects.system(), at=timezone.now())
                refresh_all_holds(by=User.objects.system(), at=timezone.now())
                chores_at = time.monotonic() + CHORES_SECONDS
            if not once and time.monotonic() >= strays_at:
                clear_bundles(by=User.objects.system(), at=timezone.now())
                clear_artwork(by=User.objects.system(), at=timezone.now())
                clear_spj(by=User.objects.system(), at=timezone.now())
                clear_strays(by=User.objects.system(), at=timezone.now())
                recount_if_due(by=User.objects.system(), at=timezone.now())
                strays_at = time.monotonic() + STRAYS_SECONDS
            items = take_some(worker=name, at=timezone.now(), sizes=SIZES)
            if items:
                handler = HANDLERS[items[0].job.kind]
                perform_some(items=items, handler=handler, at=timezone.now())
            elif once:
                return
            else:
                close_old_connections()
                time.sleep(IDLE_SECONDS)

    def _stop(self, *_signal: Any) -> None:
        self.stopping = True
