"""Import of 20,000 staff from XLSX: staging, preview and commit, with peak memory.

Each figure is taken in a fresh process on a fresh database, so that its memory is its own:
``python -m tests.benchmarks.bench_import``. ``run()`` is what ``make bench`` calls.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

ROWS, UNITS, DIRTY = 20_000, 600, 5_000
FOREIGN = ("", "number", "name", "unit", "rank", "job_title", "birth_date")
REACH_SECONDS, REACH_MIB, REACH_REQUEST = 5.0, 250.0, 2.0
HEADERS = (
    "NIP",
    "NIK",
    "Nama",
    "Gelar Belakang",
    "Jenis Kelamin",
    "Tanggal Lahir",
    "Unit Kerja",
    "Status",
    "Golongan",
    "Jabatan",
    "HP",
    "Email",
)
FIRST = (
    *("Ahmad", "Budi", "Citra", "Dewi", "Eko", "Fitri", "Gita", "Hadi"),
    *("Indah", "Joko", "Kartika", "La", "Maya", "Nur", "Putu", "Rina"),
)
LAST = (
    *("Ali", "Basri", "Cahyono", "Darma", "Effendi", "Fauzi"),
    *("Gunawan", "Hasan", "Idris", "Jaya", "Kusuma", "Lestari"),
)
JOBS = ("Pranata Komputer", "Analis Kebijakan", "Bendahara", "Penyuluh", "Guru", "Perawat")


def run() -> list[dict[str, Any]]:
    """Figures as {name, value, unit, reach, ok}; PostgreSQL where one answers."""
    from tests.run import find_postgres  # noqa: PLC0415 - only where the figures are asked for

    figures = []
    with tempfile.TemporaryDirectory(prefix="bimtek-bench-") as folder:
        files = [write_sheet(Path(folder) / f"{which}.xlsx", which) for which in ("new", "changed")]
        for database, url in (("sqlite", ""), ("postgresql", find_postgres())):
            if database == "postgresql" and not url:
                continue
            told = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.bench_import", "--one", *map(str, files)],
                env={
                    **os.environ,
                    "TEST_DATABASE_URL": url,
                    "DJANGO_SETTINGS_MODULE": "tests.settings",
                },
                check=False,
                capture_output=True,
                text=True,
            )
            if told.returncode:
                raise SystemExit(told.stderr[-2000:])
            for name, value, unit in json.loads(told.stdout.splitlines()[-1]):
                reach = {"s": REACH_SECONDS, "MiB": REACH_MIB}.get(unit, REACH_REQUEST)
                if "total" in name or unit != "s":
                    ok: bool | None = value <= reach
                else:
                    reach, ok = 0.0, None  # a part of the total
                figures.append(
                    {
                        "name": f"import {ROWS} staff, {name}, {database}",
                        "value": round(value, 2),
                        "unit": unit,
                        "reach": f"<= {reach:g}" if reach else "-",
                        "ok": True if ok is None else ok,
                    }
                )
    return figures


def write_sheet(path: Path, which: str) -> Path:
    """An XLSX of invented staff; ``changed`` gives every third another post and phone."""
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Pegawai")
    sheet.append(HEADERS)
    for number in range(ROWS):
        born = f"{1966 + number % 35}{1 + number % 12:02}{1 + number % 28:02}"
        woman = number % 2
        moved = which == "changed" and number % 3 == 0
        day = int(born[6:]) + (40 if woman else 0)
        nip = (
            f"{born}{int(born[:4]) + 24}{1 + number // 100 % 12:02}{1 + woman}{1 + number % 999:03}"
        )
        region = f"7404{number % 89 + 10:02}"
        name = (FIRST[number % 16], LAST[number // 16 % 12], LAST[number // 192 % 12])
        sheet.append(
            (
                nip,
                f"{region}{day:02}{born[4:6]}{born[2:4]}{1 + number % 9999:04}",
                " ".join((*name, FIRST[number // 2304 % 16])),
                "S.Kom., M.T." if number % 4 == 0 else "S.E.",
                "P" if woman else "L",
                f"{born[6:]}-{born[4:6]}-{born[:4]}",
                f"Dinas {(number + moved) % UNITS}",
                "PNS",
                f"III/{'abcd'[number % 4]}",
                JOBS[number % 6],
                f"0812{number + (10_000_000 if not moved else 20_000_000)}",
                f"pegawai{number}@contoh.go.id",
            )
        )
    book.save(path)
    return path


def measure(first: Path, second: Path) -> list[tuple[str, float, str]]:
    """Seconds and MiB of the first and of a changed second file, through the code the page uses."""
    import resource  # noqa: PLC0415
    from datetime import UTC, datetime, timedelta  # noqa: PLC0415

    from participants.actions.importing import commit  # noqa: PLC0415
    from participants.actions.unit import create_units  # noqa: PLC0415
    from participants.importing.staging import stage_file  # noqa: PLC0415
    from participants.models import Employment, Person  # noqa: PLC0415
    from participants.queries.preview import preview  # noqa: PLC0415
    from tests.factories import make_pemda, make_user  # noqa: PLC0415

    at = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
    pemda, by = make_pemda(), make_user()
    names = [f"Dinas {number}" for number in range(UNITS)]
    create_units(parent=pemda, names=names, kind="department", by=by, at=at)
    found: list[tuple[str, float, str]] = []
    for which, path, expected in (
        ("new", first, {"new": ROWS}),
        ("changed", second, {"changed": len(range(0, ROWS, 3))}),
    ):
        start, spent = perf_counter(), process_time()
        with path.open("rb") as upload:
            session = stage_file(
                upload=upload, name=path.name, kind="staff", unit=pemda, by=by, at=at
            )
        staged = perf_counter()
        shown = preview(session, outcome="", page=1)
        previewed = perf_counter()
        commit(session=session, set_aside=0, by=by, at=at)
        done, spent = perf_counter(), process_time() - spent
        for outcome, count in expected.items():
            if session.counts[outcome] != count or session.counts["wrong"]:
                raise SystemExit(f"{which}: {session.counts}, not {expected}; {shown.rows[:1]}")
        found += [
            (f"{which}: stage", staged - start, "s"),
            (f"{which}: preview", previewed - staged, "s"),
            (f"{which}: commit", done - previewed, "s"),
            (f"{which}: of it processor", spent, "s"),
            (f"{which}: total", done - start, "s"),
        ]
        at += timedelta(days=1)
    if Person.objects.count() != ROWS or Employment.objects.filter(valid_to=None).count() != ROWS:
        raise SystemExit("Not everybody arrived, or not once.")
    found += measure_dirty(at, by)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    apart = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    # The file is read in a process of its own, which has ended before its rows are judged.
    found += measure_requests(first)
    return [
        *found,
        ("peak memory", peak, "MiB"),
        ("peak memory of the process that reads the file", apart, "MiB"),
    ]


def measure_requests(path: Path) -> list[tuple[str, float, str]]:
    """The slowest request of somebody who uploads, lets in and undoes the same 20,000 rows in another
    region by the pages, the worker between them."""
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from participants.actions.unit import create_units  # noqa: PLC0415
    from participants.models import Identifier, ImportSession, Role  # noqa: PLC0415
    from tests.factories import NOW, make_pemda, make_role  # noqa: PLC0415

    Identifier.objects.all().delete()  # the same people are new in another region
    pemda = make_pemda("Kabupaten Lain")
    user = make_role(Role.HR, pemda)
    names = [f"Dinas {number}" for number in range(UNITS)]
    create_units(parent=pemda, names=names, kind="department", by=user, at=NOW)
    client, spent = Client(SERVER_NAME="localhost"), {}
    client.force_login(user)
    client.get("/impor/")  # a server that runs has read its code

    def asked(name: str, address: str, given: dict[str, Any] | None = None) -> None:
        start = perf_counter()
        answer = client.get(address) if given is None else client.post(address, given)
        spent[name] = max(spent.get(name, 0.0), perf_counter() - start)
        if answer.status_code not in (200, 302):
            raise SystemExit(f"{name}: {answer.status_code}")

    sheet = SimpleUploadedFile("pegawai.xlsx", path.read_bytes())
    asked("upload", "/impor/", {"kind": "staff", "unit": pemda.public_id, "file": sheet})
    session = ImportSession.objects.latest("pk")
    here = f"/impor/{session.public_id}/"
    asked("look", here)
    for name, tail, given in (
        ("look", "", None),
        ("columns", "kolom/", None),
        ("let in", "masukkan/", {}),
        ("look", "", None),
        ("before undoing", "urungkan/", None),
        ("before undoing", "urungkan/", {"hitung": "1"}),
        ("undo", "urungkan/", None),
        ("undo", "urungkan/", {}),
        ("look", "", None),
    ):
        call_command("worker", "--once")
        asked(name, here + tail, given)
    call_command("worker", "--once")
    session.refresh_from_db()
    if session.state != "undone" or session.layout["undone"][0] != ROWS:
        raise SystemExit(f"{session.state} {session.counts} {session.layout.get('undone')}")
    slowest = max(spent, key=lambda name: spent[name])
    return [(f"slowest request by the pages ({slowest})", spent[slowest], "s of a request")]


def measure_dirty(at: Any, by: Any) -> list[tuple[str, float, str]]:
    """A dirty workbook of 5,000 people: read, columns named, spellings decided, let in, undone."""
    from participants.actions.importing import commit, undo  # noqa: PLC0415
    from participants.importing.mapping import answered, asked  # noqa: PLC0415
    from participants.importing.source import unpack  # noqa: PLC0415
    from participants.importing.staging import (  # noqa: PLC0415
        decide_units,
        read_again,
        stage_file,
    )
    from participants.models import OrganisationUnit  # noqa: PLC0415
    from tests.dirty_staff import MISSPELT, UNITS  # noqa: PLC0415
    from tests.factories import make_pemda, make_unit  # noqa: PLC0415

    pemda = make_pemda("Kabupaten Uji")
    for name in UNITS:
        make_unit(pemda, name=name)
    path, wrong = _dirty_file()
    start = perf_counter()
    with path.open("rb") as upload:
        session = stage_file(
            upload=upload, name="kotor.xlsx", kind="staff", unit=pemda, by=by, at=at
        )
    groups = asked(session, unpack(session.source.sealed))
    named = {f"0-{place}": name for place, name in enumerate(FOREIGN) if name}
    as_found = {
        f"{group.number}-{column.place}": column.holds
        for group in groups[1:]
        for column in group.columns
    }
    units = {f"{group.number}-unit": "ditemukan" for group in groups}
    settled = answered("staff", groups, {**named, **as_found, **units}, {})
    session = read_again(session=session, by_hand=settled, by=by, at=at)
    meant = {
        written: OrganisationUnit.objects.get(name=name, parent=pemda)
        for name, written in MISSPELT.items()
    }
    session = decide_units(session=session, meant=meant, by=by, at=at)
    judged = perf_counter()
    if session.counts["wrong"] != wrong:
        raise SystemExit(f"{session.counts}, planted {wrong}")
    session = commit(session=session, set_aside=wrong, by=by, at=at)
    let_in = perf_counter()
    undo(session=session, set_aside=0, by=by, at=at)
    return [
        (f"{DIRTY} dirty: read three times over and let in, total", let_in - start, "s"),
        (f"{DIRTY} dirty: of it letting in", let_in - judged, "s"),
        (f"{DIRTY} dirty: undone", perf_counter() - let_in, "s"),
    ]


def _dirty_file() -> tuple[Path, int]:
    """The workbook, written by another process, so that its memory is not counted here; and how many of
    its lines are wrong."""
    path = Path(os.environ["TEST_FOLDER"]) / "kotor.xlsx"
    told = subprocess.run(
        [sys.executable, "-m", "tests.dirty_staff", str(path), str(DIRTY), "7"],
        check=True,
        capture_output=True,
        text=True,
    )
    return path, json.loads(told.stdout)["wrong"]


def _one(files: list[str]) -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.db import connection  # noqa: PLC0415

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        print(json.dumps(measure(*map(Path, files))))  # noqa: T201
    finally:
        connection.creation.destroy_test_db(":memory:", verbosity=0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(sys.argv[2:])
    else:
        for figure in run():
            print(*(figure[key] for key in ("name", "value", "unit", "reach")))  # noqa: T201
