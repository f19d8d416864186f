"""The server is killed in the middle of a rush: what it acknowledged is there, the rest comes again."""

import json
import threading
import time

import pytest
from django.core.management import call_command

from tests.benchmarks.redeem_hall import Hall
from tests.benchmarks.serving import drive, served
from workshops.models import Attendance, CheckIn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]
PEOPLE, CLIENTS = 2_000, 16


def nonces_of(request: bytes) -> set[str]:
    body = request.partition(b"\r\n\r\n")[2]
    return {item["nonce"] for item in json.loads(body)["items"]}


def acknowledged(answers) -> set[str]:
    """Nonces that the phone was told are kept."""
    return {
        result["nonce"]
        for status, body in answers
        if status == 200
        for result in json.loads(body)["results"]
    }


def test_killed_in_the_middle_of_two_thousand_check_ins_no_acknowledged_scan_is_lost(tmp_path):
    call_command("createcachetable", verbosity=0)
    hall = Hall(people=PEOPLE)
    requests = hall.sent(PEOPLE, each=1)
    queues = [requests[start::CLIENTS] for start in range(CLIENTS)]

    with served(tmp_path) as server:
        found = []
        rush = threading.Thread(
            target=lambda: found.append(drive(server.port, queues, may_die=True))
        )
        rush.start()
        until = time.monotonic() + 60
        while CheckIn.objects.count() < PEOPLE // 4 and time.monotonic() < until:
            time.sleep(0.005)
        server.kill()
        rush.join()
    told = acknowledged(found[0].answers)
    stored = set(CheckIn.objects.values_list("nonce", flat=True))
    assert 0 < len(told) < PEOPLE
    assert told <= stored

    with served(tmp_path) as server:
        left = [
            [request for request in queue if not nonces_of(request) <= told] for queue in queues
        ]
        again = drive(server.port, left)
    assert {status for status, _body in again.answers} == {200}
    assert told | acknowledged(again.answers) == {
        nonce for request in requests for nonce in nonces_of(request)
    }
    assert CheckIn.objects.count() == Attendance.objects.count() == PEOPLE
