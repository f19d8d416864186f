"""A measurement in a process and on a database of its own, so that none warms up another."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
Figures = list[dict[str, Any]]


def on_each_database(module: str, *arguments: str) -> Iterator[tuple[str, Any]]:
    """The database's name with what ``module`` measured there; PostgreSQL where one answers."""
    from tests.run import find_postgres  # noqa: PLC0415 - only the outer process looks for it

    for database, url in (("sqlite", ""), ("postgresql", find_postgres())):
        if database == "sqlite" or url:
            yield database, apart(module, url, database, *arguments)


def apart(module: str, url: str, *arguments: str) -> Any:
    """What ``python -m module --one …`` tells in its last line, as JSON; ``url`` "" for SQLite. Its
    files go to a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="bimtek-bench-") as folder:
        told = subprocess.run(
            [sys.executable, "-m", module, "--one", *arguments],
            cwd=ROOT,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "tests.settings",
                "TEST_DATABASE_URL": url,
                "TEST_FOLDER": folder,
            },
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return json.loads(told.stdout.splitlines()[-1])


def on_a_database(measure: Callable[..., Any], *arguments: Any) -> Any:
    """What ``measure`` gives in this process, on an empty database made for it."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection, connections  # noqa: PLC0415
    from django.test.utils import (  # noqa: PLC0415
        setup_databases,
        setup_test_environment,
        teardown_databases,
    )

    setup_test_environment(debug=False)
    made = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("createcachetable", verbosity=0)
        return measure(*arguments)
    finally:
        if connection.vendor == "postgresql":  # a web server that goes slowly keeps its connection
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
        connections.close_all()
        teardown_databases(made, verbosity=0)


def main(run: Callable[[], Figures], one: Callable[..., Any]) -> None:
    """``--one …``: measures here and tells JSON; otherwise prints the figures."""
    if sys.argv[1:2] == ["--one"]:
        sys.stdout.write(json.dumps(one(*sys.argv[2:])) + "\n")
        return
    for figure in run():
        said = " ".join(str(figure[key]) for key in ("name", "value", "unit", "reach"))
        sys.stdout.write(said + ("\n" if figure["ok"] else "  NOT REACHED\n"))
