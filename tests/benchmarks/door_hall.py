"""A hall, its server and a phone at 4× slowed CPU, for the door's benches: granian as in production on
a test database, the app's own page in Chromium."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from participants.models import Person
from participants.models.sealed import lookup, seal
from project import serving
from tests.factories import make_registration, make_workshop
from tests.factories_day import make_organiser
from tests.workers import worker_environment
from workshops.actions.device import make_device
from workshops.models import AttendanceSlot, Delegation, Registration, Seat, Workshop
from workshops.tokens import new_check_in_code

ROOT = Path(__file__).resolve().parents[2]
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
        self.codes = _crowd(self.workshop, people)

    def provisioning_code(self) -> str:
        organiser = make_organiser(self.workshop)
        _device, code = make_device(
            workshop=self.workshop, name="HP", by=organiser, at=timezone.now()
        )
        return code


def _crowd(workshop: Workshop, people: int) -> list[str]:
    """Check-in codes of that many people of one unit with a seat each, made in bulk."""
    first = make_registration(workshop)
    codes = [new_check_in_code() for _ in range(people)]
    persons = Person.objects.bulk_create(
        Person(
            full_name=f"Peserta Nomor {number}",
            home_unit=first.unit,
            created_at=first.registered_at,
            created_by=first.registered_by,
        )
        for number in range(people)
    )
    registrations = Registration.objects.bulk_create(
        Registration(
            workshop=workshop,
            person=person,
            unit=first.unit,
            printed_name=person.full_name,
            code_lookup=lookup("check-in", code),
            code_sealed=seal(code),
            registered_at=first.registered_at,
            registered_by=first.registered_by,
        )
        for person, code in zip(persons, codes, strict=True)
    )
    held = first.delegations.get()
    seats = Seat.objects.bulk_create(
        Seat(invitation=held.seat.invitation, ordinal=number + 2, first_stage=held.first_stage)
        for number in range(people)
    )
    Delegation.objects.bulk_create(
        Delegation(
            seat=seat,
            registration=registration,
            first_stage=seat.first_stage,
            made_at=held.made_at,
            made_by=held.made_by,
        )
        for seat, registration in zip(seats, registrations, strict=True)
    )
    return codes


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The product on this process's database, as `manage.py serve` starts it; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = worker_environment(folder) | {"PUBLIC_URL": f"http://127.0.0.1:{port}"}
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"],
        cwd=ROOT,
        env=environment,
        check=True,
    )
    web = subprocess.Popen(
        serving.web_command(host="127.0.0.1", port=port),
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + 30
        while not serving.answers("127.0.0.1", port):
            if time.monotonic() > until or web.poll() is not None:
                raise RuntimeError("The web server did not start.")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        web.terminate()
        web.wait(timeout=20)
