"""A hall full of phones before the real web server: each reads the wall, waits a moment as people do,
and confirms. Every phone has a connection of its own over loopback."""

import http.client
import random
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from participants.models import Person
from participants.models.sealed import lookup, seal
from tests.factories import make_invitation, make_unit, make_workshop
from tests.factories_room import code_of, make_room
from workshops.actions.link import Target, issue_links
from workshops.models import (
    Attendance,
    CheckIn,
    Delegation,
    LinkKind,
    Registration,
    Room,
    Seat,
    Workshop,
)
from workshops.tokens import new_check_in_code
from workshops.views.room import marks

UNITS = 40
THINKING = (1.0, 4.0)  # seconds between the page and the tap
CLIENTS = 160  # phones that may be in the middle of a request at the same time
SEED = 20261122


@dataclass
class Phone:
    """One person's: known to belong to its owner, or to be asked the three questions."""

    unit: str
    digits: str
    owner: str = ""  # the cookie of a known phone


@dataclass
class Timed:
    """What was measured: (when it was due, how long it took) of each request, in seconds."""

    pages: list[tuple[float, float]] = field(default_factory=list)
    taps: list[tuple[float, float]] = field(default_factory=list)
    polls: list[tuple[float, float]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def make_hall(people: int) -> tuple[Room, list[Phone]]:
    """One Bimtek of forty OPD; every second phone knows its owner."""
    workshop = make_workshop(state="running")
    invitations = [
        make_invitation(workshop, make_unit(workshop.unit, name=f"Dinas Rush {number}"))
        for number in range(min(UNITS, people))
    ]
    registrations = _register(workshop, invitations, people)
    known = registrations[::2]
    links = issue_links(
        workshop=workshop,
        kind=LinkKind.PARTICIPANT,
        targets=[Target(str(one), registration=one) for one in known],
        by=registrations[0].registered_by,
        at=timezone.now(),
    )
    owners = {link.registration_id: _owner(link) for link in links}
    phones = [
        Phone(one.unit.public_id, one.person.phone[-4:], owners.get(one.pk, ""))
        for one in registrations
    ]
    return make_room(workshop), phones


def _register(workshop: Workshop, invitations: list, people: int) -> list[Registration]:
    by, at = invitations[0].invited_by, timezone.now()
    persons = Person.objects.bulk_create(
        Person(
            full_name="Budi Santoso",
            phone=f"+62812{number:08d}",
            home_unit=invitations[number % len(invitations)].unit,
            created_at=at,
            created_by=by,
        )
        for number in range(people)
    )
    codes = [new_check_in_code() for _ in persons]
    registrations = Registration.objects.bulk_create(
        Registration(
            workshop=workshop,
            person=person,
            unit=person.home_unit,
            printed_name=person.full_name,
            code_lookup=lookup("check-in", code),
            code_sealed=seal(code),
            registered_at=at,
            registered_by=by,
        )
        for person, code in zip(persons, codes, strict=True)
    )
    first = workshop.stages.get()
    seats = Seat.objects.bulk_create(
        Seat(
            invitation=invitations[number % len(invitations)],
            ordinal=number + 10,
            first_stage=first,
        )
        for number in range(people)
    )
    Delegation.objects.bulk_create(
        Delegation(seat=seat, registration=one, first_stage=first, made_at=at, made_by=by)
        for seat, one in zip(seats, registrations, strict=True)
    )
    return registrations


def _owner(link) -> str:
    kept = HttpResponse()
    marks.remember_owner(HttpRequest(), kept, link)
    return kept.cookies[marks.OWNER].value


def warm_up(port: int) -> None:
    """Every process has loaded its pages before the clock starts."""
    for _ in range(30):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        _ask(line, "GET", "/hadir/", {})
        line.close()


def rush(port: int, room: Room, phones: list[Phone], *, seconds: float, wall: str = "") -> Timed:
    """Everybody within ``seconds``. A request is timed from when it was due, so that a server that
    is behind cannot hide it. ``wall``: the session of an organiser whose wall polls meanwhile."""
    chance = random.Random(SEED)
    timed = Timed()
    last = max(0.1, seconds - THINKING[1])
    due = sorted(
        (chance.uniform(0, last), chance.uniform(*THINKING), n) for n in range(len(phones))
    )
    begun, over = time.perf_counter(), threading.Event()
    poller = threading.Thread(target=_poll, args=(port, room, wall, timed, begun, over))
    if wall:
        poller.start()
    with ThreadPoolExecutor(CLIENTS) as pool:
        for at, thought, number in due:
            time.sleep(max(0.0, begun + at - time.perf_counter()))
            pool.submit(_come, port, room, phones[number], timed, begun, at, thought)
    over.set()
    if wall:
        poller.join()
    return timed


def _come(
    port: int, room: Room, phone: Phone, timed: Timed, begun: float, at: float, thought: float
) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        path = f"/hadir/{code_of(room)}"
        jar = {marks.OWNER: phone.owner} if phone.owner else {}
        status, text = _ask(line, "GET", path, jar)
        timed.pages.append((at, time.perf_counter() - begun - at))
        if status != 200:
            timed.failures.append(f"page {status}")
            return
        form = {
            name: re.search(f'name="{name}" value="([^"]+)"', text)[1]
            for name in ("csrfmiddlewaretoken", "pas", "cara")
        }
        if not phone.owner:
            form |= {"unit": phone.unit, "initials": "BS", "digits": phone.digits}
        # The pool's threads stand for people; while one thinks, another comes.
        time.sleep(thought)
        due = time.perf_counter()
        status, text = _ask(line, "POST", path, jar, urlencode(form))
        timed.taps.append((due - begun, time.perf_counter() - due))
        if status != 200 or "hadir-word" not in text:
            timed.failures.append(f"tap {status}")
    except Exception as failed:  # noqa: BLE001 - it is a figure
        timed.failures.append(repr(failed))
    finally:
        line.close()


def _ask(
    line: http.client.HTTPConnection, method: str, path: str, jar: dict[str, str], body: str = ""
) -> tuple[int, str]:
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in jar.items()),
        "Accept-Language": "id",
        "Connection": "keep-alive",
    }
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    line.request(method, path, body or None, headers)
    answer = line.getresponse()
    text = answer.read().decode()
    for kept in answer.headers.get_all("Set-Cookie") or []:
        for name, value in SimpleCookie(kept).items():
            jar[name] = value.value
    return answer.status, text


def _poll(
    port: int, room: Room, session: str, timed: Timed, begun: float, over: threading.Event
) -> None:
    slot = room.slot
    path = f"/bimtek/{slot.stage.workshop.public_id}/kehadiran/{slot.public_id}/ruangan/hitungan/"
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while not over.wait(5.0):
        due = time.perf_counter()
        status, _text = _ask(line, "GET", path, {settings.SESSION_COOKIE_NAME: session})
        timed.polls.append((due - begun, time.perf_counter() - due))
        if status != 200:
            timed.failures.append(f"poll {status}")
    line.close()


def counted(room: Room) -> tuple[int, int, int]:
    """(present, events, events of somebody who has more than one)."""
    events = CheckIn.objects.filter(slot=room.slot)
    present = Attendance.objects.filter(slot=room.slot, status="present").count()
    people = events.values("registration").distinct().count()
    return present, events.count(), events.count() - people
