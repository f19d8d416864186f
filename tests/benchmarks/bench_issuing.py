"""1,000 signed certificates as one job of two workers, while somebody opens the pages around them.

The real web server and two real workers on one database; the longest request is what counts: the button
that asks for the thousand, its progress, the list, a PDF, the register, a public page.

``python -m tests.benchmarks.bench_issuing``; ``run()`` is what ``make bench`` calls.
"""

import http.client
import os
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.benchmarks.apart import Figures, main, on_a_database, on_each_database

PEOPLE = 1_000
REACH_SECONDS = 2.0
PAUSE = 0.1  # seconds between two pages, as somebody who clicks without rest


def run(people: int = PEOPLE) -> Figures:
    """Figures as {name, value, unit, reach, ok}; PostgreSQL where one answers."""
    os.environ["CREDENTIALS"] = "0"  # as in bench_certificates
    figures: Figures = []
    for database, told in on_each_database("tests.benchmarks.bench_issuing", str(people)):
        figures.append(
            {
                "name": f"certificates of one job, numbers without a gap, {database}",
                "value": told["made"],
                "unit": "certificates",
                "reach": people,
                "ok": told["made"] == told["numbers"] == people,
            }
        )
        figures.append(
            {
                "name": f"one job of {people}, seconds until the last, {database}",
                "value": round(told["seconds"], 1),
                "unit": "s",
                "reach": "-",
                "ok": True,
            }
        )
        figures += [
            {
                "name": f"longest request, {page}, while {people} are issued, {database}",
                "value": round(longest, 3),
                "unit": "s",
                "reach": f"< {REACH_SECONDS:g}",
                "ok": longest < REACH_SECONDS,
            }
            for page, longest in told["longest"].items()
        ]
    return figures


class Organiser:
    """A browser with a session; ``longest`` seconds a request of each name took."""

    def __init__(self, port: int, session: str) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies = {"sessionid": session}
        self.longest: dict[str, float] = defaultdict(float)

    def ask(
        self, name: str, path: str, *, said: dict[str, Any] | None = None, **headers: str
    ) -> None:
        headers["Cookie"] = "; ".join(f"{key}={value}" for key, value in self._cookies.items())
        body = None
        if said is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-CSRFToken": self._cookies["csrftoken"],
            }
            body = urlencode(said)
        began = time.perf_counter()
        self._line.request("GET" if said is None else "POST", path, body, headers)
        answer = self._line.getresponse()
        answer.read()
        self.longest[name] = max(self.longest[name], time.perf_counter() - began)
        if answer.status != (200 if said is None else 302):
            raise SystemExit(f"{name} {path}: {answer.status}")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            key, _equals, value = cookie.partition(";")[0].partition("=")
            self._cookies[key] = value


def issue(people: int) -> dict[str, Any]:
    from django.conf import settings  # noqa: PLC0415 - needs Django set up
    from django.test import Client  # noqa: PLC0415

    from certificates.models import Certificate  # noqa: PLC0415
    from participants.models import Number, NumberSeries, Role  # noqa: PLC0415
    from tests import papers  # noqa: PLC0415
    from tests.benchmarks.bench_certificates import layout  # noqa: PLC0415
    from tests.benchmarks.serving import served  # noqa: PLC0415
    from tests.factories import make_role  # noqa: PLC0415
    from tests.factories_certificates import PATTERN, make_closed_workshop  # noqa: PLC0415
    from tests.workers import worker_environment  # noqa: PLC0415

    papers.ensure_faces()
    folder = Path(os.environ["DATA_DIR"])
    workshop = make_closed_workshop(people=people)
    template = layout(workshop.unit)
    browser = Client()
    browser.force_login(make_role(Role.ORGANISER, workshop.unit))
    of_it = f"/bimtek/{workshop.public_id}/sertifikat/"
    with served(folder, DJANGO_SETTINGS_MODULE="tests.benchmarks.served_settings") as server:
        organiser = Organiser(server.port, browser.cookies["sessionid"].value)
        organiser.ask("before", of_it + "terbitkan/")
        organiser.ask("who is entitled", of_it + "terbitkan/")
        asked = {
            "template": template.public_id,
            "issued_on": template.made_at.date().isoformat(),
            "numbering": "pattern",
            "pattern": PATTERN,
        }
        organiser.ask("the button", of_it + "terbitkan/", said=asked)
        workers = [
            subprocess.Popen(
                [sys.executable, "manage.py", "worker", "--once"],
                cwd=settings.BASE_DIR,
                env=worker_environment(folder),
                stdout=subprocess.DEVNULL,
            )
            for _worker in range(2)
        ]
        began = ended = time.perf_counter()
        made, last, seen = 0, "", time.perf_counter()
        while any(worker.poll() is None for worker in workers):
            organiser.ask("progress", of_it + "proses/", **{"HX-Request": "true"})
            organiser.ask("list", of_it)
            if newest := Certificate.objects.order_by("-pk").first():
                last = newest.public_id
                organiser.ask("one PDF", f"/sertifikat/{last}/pdf/")
                organiser.ask("public page", f"/v/{last}")
                series = NumberSeries.objects.get()
                year = newest.issued_at.year
                organiser.ask("register", f"/sertifikat/register/{series.public_id}/{year}/")
            if (found := Certificate.objects.count()) > made:
                made, ended = found, time.perf_counter()
            if time.perf_counter() - seen > 600:
                raise SystemExit("It takes too long.")
            time.sleep(PAUSE)
        organiser.ask("list of all", of_it)
    organiser.longest.pop("before")  # the server's first request of all
    ordinals = sorted(Number.objects.values_list("ordinal", flat=True))
    return {
        "made": Certificate.objects.issued().count(),
        "numbers": len(ordinals) if ordinals == list(range(1, people + 1)) else -1,
        "seconds": ended - began,
        "longest": organiser.longest,
    }


if __name__ == "__main__":
    main(run, lambda _database, people: on_a_database(issue, int(people)))
