"""Forty OPD send in their filled Excel forms in the same moment, against the server as it is run."""

import http.client
import threading
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.benchmarks.serving import HOST, served
from tests.factories import make_system, make_workshop
from tests.workers import database_url
from tests.workshops.worksheets.drafts import make_sheet_duty
from workshops.actions.link import Target, issue_links
from workshops.exporting.worksheet import form_of
from workshops.models import LinkKind
from workshops.rules.worksheets import tidy, worksheet_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]
SECRET = "a" * 32  # of the form and of its cookie
OPD = 40
PROGRAMMES = 60


def filled(duty):
    worksheet = worksheet_for("rencana-aksi", group=False)
    rows = [
        {"id": f"r{number}", "title": f"Program {number} " + "layanan " * 20, "pillar": "living"}
        for number in range(PROGRAMMES)
    ]
    content = tidy(worksheet, {"sections": {"programmes": {"rows": rows}}})[0]
    key = f"{duty.deliverable.public_id}.{duty.owner.public_id}"
    told = {"duty": key, "owner": "OPD", "occasion": "Bimtek"}
    return form_of(worksheet, content, **told, base=tidy(worksheet, {"sections": {}})[0])


def send(port, path, content, answers):
    parts = {"csrfmiddlewaretoken": SECRET}
    body = b"".join(
        b'--tepi\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
        % (name.encode(), value.encode())
        for name, value in parts.items()
    )
    head = b'--tepi\r\nContent-Disposition: form-data; name="upload"; filename="isian.xlsx"\r\n\r\n'
    body += head + content + b"\r\n--tepi--\r\n"
    line = http.client.HTTPConnection(HOST, port, timeout=120)
    begun = time.perf_counter()
    given = {"Cookie": f"csrftoken={SECRET}", "Content-Type": "multipart/form-data; boundary=tepi"}
    line.request("POST", path, body, given)
    answer = line.getresponse()
    answer.read()
    line.close()
    answers.append((answer.status, time.perf_counter() - begun))


def test_forty_opd_sending_their_forms_in_one_moment_are_all_read(tmp_path):
    call_command("createcachetable", verbosity=0)
    workshop = make_workshop()
    first = make_sheet_duty("rencana-aksi", workshop=workshop)
    duties = [first] + [
        make_sheet_duty("rencana-aksi", workshop=workshop) for _number in range(OPD - 1)
    ]
    now = timezone.now()
    links = issue_links(
        workshop=workshop,
        kind=LinkKind.UNIT,
        targets=[Target("OPD", invitation=duty.invitation) for duty in duties],
        by=make_system(),
        at=now,
        valid_to=now + timedelta(days=1),
    )
    told = [
        (f"/o/{link.token()}/lembar-kerja/{duty.deliverable.public_id}/unggah/", filled(duty))
        for link, duty in zip(links, duties, strict=True)
    ]
    settings = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TEST_DATABASE_URL": database_url(),
        "TEST_FOLDER": str(tmp_path),
        "PYTEST_XDIST_WORKER": "main",
    }
    answers = []
    with served(tmp_path, **settings) as server:
        crowd = [
            threading.Thread(target=send, args=(server.port, path, content, answers))
            for path, content in told
        ]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()

    slowest = max(seconds for _status, seconds in answers)
    assert slowest < 60, f"{slowest:.0f} s for the slowest of {OPD}"
    assert [status for status, _seconds in answers] == [200] * OPD
