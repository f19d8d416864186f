"""Certificates a second through the worker itself: number, statement, PDF, storage, record, audit.

In the configuration of the numbers to reach: PDF/A-3a, tagged, statement attached, artwork of some
180 KB, QR, PAdES B-B by a key of the server (RSA-2048), database and storage included; the Open Badge
is not. Beside it the rate with one inside, and the processor's time for one certificate, which other work
on the machine disturbs less than the rate.

Each database in a fresh process: ``python -m tests.benchmarks.bench_certificates``.
``run()`` is what ``make bench`` calls.
"""

import io
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.apart import Figures, main, on_a_database, on_each_database

ALONE, SHARED, WARM = 150, 400, 50
REACH = 60  # a second, on two cores (docs: the numbers to reach)


def run() -> Figures:
    """Figures as {name, value, unit, reach, ok}; PostgreSQL where one answers."""
    figures = []
    # Kept out of the papers for the processes that measure; read by the settings when they start.
    os.environ["CREDENTIALS"] = "0"
    for database, told in on_each_database("tests.benchmarks.bench_certificates"):
        alone, shared, badged, spent = told
        for how, value, reach in (
            ("1 worker(s)", alone, 0),
            ("2 worker(s)", shared, REACH),
            ("with an Open Badge inside, 2 worker(s)", badged, 0),
        ):
            figures.append(
                {
                    "name": f"certificates issued, signed, {how}, {database}",
                    "value": round(value, 1),
                    "unit": "/s",
                    "reach": f">= {reach}" if reach else "-",
                    "ok": value >= reach,
                }
            )
        figures.append(
            {
                "name": f"processor's time of a signed certificate, {database}",
                "value": round(spent * 1000, 1),
                "unit": "ms",
                "reach": "-",
                "ok": True,
            }
        )
    return figures


def artwork() -> bytes:
    """A JPEG of 150 dots an inch and some 180 KB, as an office brings its own."""
    from PIL import Image  # noqa: PLC0415

    picture = Image.effect_noise((1754, 1240), 24).resize((1754, 1240)).convert("RGB")
    for quality in range(60, 5, -5):
        kept = io.BytesIO()
        picture.save(kept, "JPEG", quality=quality)
        if kept.tell() <= 190_000:
            break
    return kept.getvalue()


def layout(unit: Any) -> Any:
    """With artwork of its own, and signed by a key of this server."""
    from django.conf import settings  # noqa: PLC0415

    from participants.actions.file import store_made  # noqa: PLC0415
    from tests.certificates.signing.accounts import server_key  # noqa: PLC0415
    from tests.factories import NOW, make_system  # noqa: PLC0415
    from tests.factories_certificates import make_layout  # noqa: PLC0415

    place = Path(settings.SIGNING_FILE)
    place.touch()
    stored = store_made(
        name="latar.jpg",
        content=artwork(),
        content_type="image/jpeg",
        unit=unit,
        by=make_system(),
        at=NOW,
    )
    return make_layout(unit, background=stored, signing_account=server_key(place, unit))


def prepare(people: int) -> None:
    """A closed Bimtek with ten sessions in which so many people earned a certificate."""
    from datetime import time as clock  # noqa: PLC0415

    from tests.factories import NOW  # noqa: PLC0415
    from tests.factories_certificates import ask, make_closed_workshop  # noqa: PLC0415
    from workshops.models import Session  # noqa: PLC0415

    workshop = make_closed_workshop(people=people)
    stage, day = workshop.stages.get(), workshop.unit.localdate(NOW)
    Session.objects.bulk_create(
        Session(
            stage=stage,
            starts_at=workshop.unit.moment(day, clock(8 + hour)),
            ends_at=workshop.unit.moment(day, clock(9 + hour)),
            jp=1,
            topic_id=f"Materi ke-{hour}: penyusunan rencana aksi dan pemetaan kesiapan daerah",
            speaker="Dr. Andi Contoh, M.Sc.",
        )
        for hour in range(8)
    )
    ask(workshop, template=layout(workshop.unit))


def alone() -> tuple[float, float]:
    """Certificates a second of one worker in this process, and the processor's time for each."""
    from django.utils import timezone  # noqa: PLC0415

    from participants.actions.job import perform_some, take_some  # noqa: PLC0415
    from project.jobs import HANDLERS, SIZES  # noqa: PLC0415

    prepare(ALONE + WARM)
    start, spent, made = 0.0, 0.0, 0
    while items := take_some(worker="bench", at=timezone.now(), sizes=SIZES):
        perform_some(items=items, handler=HANDLERS[items[0].job.kind], at=timezone.now())
        made += len(items)
        if made == WARM:
            start, spent = time.perf_counter(), time.process_time()
    rate = ALONE / (time.perf_counter() - start)
    return rate, (time.process_time() - spent) / ALONE


def shared() -> float:
    """Certificates a second of two worker processes, once both are awake."""
    from django.conf import settings  # noqa: PLC0415

    from certificates.models import Certificate  # noqa: PLC0415
    from tests.workers import worker_environment  # noqa: PLC0415

    prepare(SHARED + WARM)
    before = Certificate.objects.count()
    workers = [
        subprocess.Popen(
            [sys.executable, "manage.py", "worker", "--once"],
            cwd=settings.BASE_DIR,
            env=worker_environment(Path(os.environ["DATA_DIR"])),
            stdout=subprocess.DEVNULL,
        )
        for _worker in range(2)
    ]
    started_at = started = 0.0
    while any(worker.poll() is None for worker in workers):
        made = Certificate.objects.count() - before
        if not started_at and made >= WARM:
            started_at, started = time.perf_counter(), made
        if made == SHARED + WARM:
            break
        time.sleep(0.05)
    if made != SHARED + WARM:
        raise SystemExit(f"{made} certificates, not {SHARED + WARM}.")
    rate = (made - started) / (time.perf_counter() - started_at)
    for worker in workers:
        worker.wait(timeout=30)
    return rate


def measure() -> list[float]:
    from tests import papers  # noqa: PLC0415

    papers.ensure_faces()
    rate, spent = alone()
    without = shared()
    os.environ["CREDENTIALS"] = "1"  # read by the workers when they start
    return [rate, without, shared(), spent]


if __name__ == "__main__":
    main(run, lambda _database: on_a_database(measure))
