"""A full hall, and the floor that redeem is measured against: a Django view that sends the very
statements of one scan, recorded from a real one, and does nothing else with them."""

import json
import re
from datetime import timedelta
from typing import Any

from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from participants.access import anyone
from participants.models.sealed import lookup
from tests.benchmarks.crowd import crowd
from tests.benchmarks.serving import request
from tests.factories import make_registration, make_workshop
from tests.factories_day import make_door, make_scan
from workshops.actions.checkin.receive import together
from workshops.models import Attendance, AttendanceSlot
from workshops.routes import door_api

TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
# nonce → the statements of its scan with their parameters, made before the clock starts
_prepared: dict[str, list[tuple[str, Any]]] = {}


@csrf_exempt
@anyone(because="a benchmark's floor, in no address table but its own")
def bare(request: HttpRequest) -> HttpResponse:
    """The same statements, in a transaction where the real view has one; no rule, no sentence."""
    nonce = json.loads(request.body)["items"][0]["nonce"]
    rows = []
    with together(again=False), connection.cursor() as cursor:
        for sql, params in _prepared[nonce]:
            cursor.execute(sql, params)
            rows = cursor.fetchall() if cursor.description else rows
    return HttpResponse(json.dumps({"nonce": nonce}), content_type="application/json")


class Hall:
    """One Bimtek with many people, a door, and scans nobody has sent yet."""

    def __init__(self, people: int, *, floor: bool = False) -> None:
        first = make_registration(make_workshop())
        now = timezone.now()
        AttendanceSlot.objects.filter(kind="pagi").update(
            opens_at=now - timedelta(hours=1),
            late_after=now + timedelta(hours=1),
            closes_at=now + timedelta(hours=2),
        )
        AttendanceSlot.objects.filter(kind="siang").update(
            opens_at=now + timedelta(hours=3),
            late_after=now + timedelta(hours=4),
            closes_at=now + timedelta(hours=5),
        )
        _device, token = make_door(first.workshop)
        self._crowd = iter(crowd(first, people))
        self._token = token
        self.analyze()
        self._requests = RequestFactory(headers={"authorization": f"Bearer {token}"})
        self._script: list[tuple[str, Any]] = []
        self._known: tuple[Any, ...] = ()
        if floor:  # before the first request, so that it is found as fast as the real view
            door_api.urlpatterns.append(path("pindai/api/polos", bare))
        self._handler = BaseHandler()
        self._handler.load_middleware()

    def scans(self, number: int, *, each: int = 1) -> list[HttpRequest]:
        """That many requests with ``each`` scans, ready to be answered."""
        return [
            self._request("pindai", [self._item(next(self._crowd)[1]) for _ in range(each)])
            for _ in range(number)
        ]

    def sent(self, number: int, *, each: int) -> list[bytes]:
        """The same for a server in another process: requests as they go over the wire."""
        headers = f"Authorization: Bearer {self._token}\r\nContent-Type: application/json\r\n"
        return [
            request("POST", "/pindai/api/pindai", body=body, headers=headers)
            for body in (
                json.dumps(
                    {"items": [self._item(next(self._crowd)[1]) for _ in range(each)]}
                ).encode()
                for _ in range(number)
            )
        ]

    def attendance(self) -> list[tuple[Any, ...]]:
        """All of it, in one order."""
        return list(Attendance.objects.order_by("registration_id", "slot_id").values_list())

    def analyze(self) -> None:
        """What the database does by itself a little later."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def bare_scans(self, number: int) -> list[HttpRequest]:
        """That many requests to the floor, with the parameters of people nobody has scanned."""
        made = []
        for _ in range(number):
            key, code = next(self._crowd)
            item = self._item(code)
            new = (lookup("check-in", code), item["nonce"], key)
            swap = dict(zip(self._known, new, strict=True))
            _prepared[item["nonce"]] = [
                (sql, [_swapped(value, swap) for value in params]) for sql, params in self._script
            ]
            made.append(self._request("polos", [item]))
        return made

    def answer(self, requests: list[HttpRequest]) -> None:
        """Each through the whole stack; fails unless everybody in it became present."""
        answers = [self._handler.get_response(request) for request in requests]
        for answered in answers:
            results = json.loads(answered.content).get("results", [])
            if answered.status_code != 200 or any(r["verdict"] != "present" for r in results):
                raise AssertionError(answered.content)

    def record(self) -> int:
        """How many statements one scan takes; keeps them as the floor's script."""
        self.answer(self.scans(2))  # from here on the counts are fresh, and the door is in mind
        recorded: list[tuple[str, Any]] = []

        def note(execute, sql, params, many, context):
            if not sql.startswith(TRANSACTION):
                recorded.append((sql, list(params)))
            return execute(sql, params, many, context)

        # A key that is no other figure of the script, so that swapping it touches nothing else.
        key, code = next(person for person in self._crowd if person[0] > 100)
        item = self._item(code)
        with connection.execute_wrapper(note):
            self.answer([self._request("pindai", [item])])
        self._script = recorded
        self._known = (lookup("check-in", code), item["nonce"], key)
        return len(recorded)

    def _item(self, code: str) -> dict[str, Any]:
        return make_scan(raw=code)

    def _request(self, name: str, items: list[dict[str, Any]]) -> HttpRequest:
        return self._requests.post(
            f"/pindai/api/{name}", json.dumps({"items": items}), content_type="application/json"
        )


def _swapped(value: Any, swap: dict[Any, Any]) -> Any:
    """The parameter for another person, also where several values stand in one text."""
    if not isinstance(value, str):
        return swap.get(value, value)
    for old, new in swap.items():
        value = re.sub(rf"(?<![0-9A-Za-z-]){old}(?![0-9A-Za-z-])", str(new), value)
    return value
