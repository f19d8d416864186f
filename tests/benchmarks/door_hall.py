"""A hall, its server and a phone at 4× slowed CPU, for the door's benches: granian as in production on
a test database, the app's own page in Chromium."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from tests.benchmarks.crowd import crowd
from tests.benchmarks.serving import HOST, served
from tests.factories import make_registration, make_workshop
from tests.factories_day import make_organiser
from tests.workers import worker_environment
from workshops.actions.device import make_device
from workshops.models import AttendanceSlot

SLOWED = 4  # times, by the browser's own throttle


class Hall:
    """A Bimtek whose only open slot is now, with that many people who have not come yet."""

    def __init__(self, people: int) -> None:
        self.workshop = make_workshop()
        now = timezone.now()
        hours = timedelta(hours=1)
        slots = AttendanceSlot.objects.filter(stage__workshop=self.workshop)
        slots.filter(kind="pagi").update(
            opens_at=now - hours, late_after=now + hours, closes_at=now + 2 * hours
        )
        slots.filter(kind="siang").update(
            opens_at=now + 20 * hours, late_after=now + 21 * hours, closes_at=now + 22 * hours
        )
        self.codes = [code for _key, code in crowd(make_registration(self.workshop), people)]

    def provisioning_code(self) -> str:
        organiser = make_organiser(self.workshop)
        _device, code = make_device(
            workshop=self.workshop, name="HP", by=organiser, at=timezone.now()
        )
        return code


@contextmanager
def served_whole(folder: Path) -> Iterator[str]:
    """The product with its pages' files, as `manage.py serve` starts it; gives its address."""
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"],
        cwd=settings.BASE_DIR,
        env=worker_environment(folder),
        check=True,
    )
    with served(folder) as server:
        yield f"http://{HOST}:{server.port}"
