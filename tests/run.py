"""``make test``: every test on SQLite, on PostgreSQL where one answers, then the journeys.

Stops at the first part that fails. With ``REQUIRE_POSTGRES=1`` and ``REQUIRE_BROWSER=1`` (as CI
sets them) what is missing is a failure; otherwise it is said, and left out.
"""

import getpass
import os
import shutil
import subprocess
import sys

import psycopg

from tests.browser import PROGRAMS

NO_TESTS = 5  # pytest's exit code
# Two processes; who runs out of tests takes from the other, since the longest stand together.
SPREAD = ("-n", "2", "--dist", "worksteal")
STORIES = ("-n", "2", "--dist", "loadfile")  # the acts of a story in their order


def main() -> int:
    browser = have_chromium()
    postgres = find_postgres()
    if not postgres and os.environ.get("REQUIRE_POSTGRES") == "1":
        return refuse("PostgreSQL is required and none answers. Name one: TEST_POSTGRES_URL=…")
    if not browser and os.environ.get("REQUIRE_BROWSER") == "1":
        return refuse("Chromium is required and could not be installed.")

    say("SQLite")
    failed = pytest(*SPREAD, "-m", "not journey and not heavy", database="")
    if failed:
        return failed
    if postgres:
        say("PostgreSQL")
        failed = pytest(*SPREAD, "-m", "not journey and not heavy and not crawl", database=postgres)
        if failed:
            return failed
    else:
        say("PostgreSQL is left out: none answers. Name one: TEST_POSTGRES_URL=postgres://…")
    if not browser:
        say("Journeys are left out: there is no Chromium, and it could not be installed here.")
        return 0
    say("Journeys in Chromium")
    failed = pytest(*STORIES, "-m", "journey and not heavy", database="")
    return 0 if failed == NO_TESTS else failed


def pytest(*arguments: str, database: str) -> int:
    """pytest's exit code, with its own lines on our output."""
    sys.stdout.flush()
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *arguments],
        env={**os.environ, "TEST_DATABASE_URL": database},
        check=False,
    )
    return run.returncode


def find_postgres() -> str:
    """The address of a server on which we may create a test database; empty when none answers."""
    given = os.environ.get("TEST_POSTGRES_URL", "")
    me = getpass.getuser()
    usual = [
        "postgres://root@127.0.0.1:5432/test",
        f"postgres://{me}@127.0.0.1:5432/postgres",
        "postgres://postgres@127.0.0.1:5432/postgres",
        "postgres://postgres:postgres@127.0.0.1:5432/postgres",
        f"postgres://{me}@%2Fvar%2Frun%2Fpostgresql/postgres",
    ]
    return next((url for url in ([given] if given else usual) if _may_create(url)), "")


def _may_create(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error:
        return False
    return bool(row and row[0])


def have_chromium() -> bool:
    """True when there is a browser, perhaps since now: as root on Debian it is installed."""
    if any(map(shutil.which, PROGRAMS)):
        return True
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say("Chromium is missing; installing it with apt-get")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends"]):
        packages = ["chromium"] if arguments[0] == "install" else []
        subprocess.run(
            ["apt-get", *arguments, *packages], env=quiet, check=False, stdout=subprocess.DEVNULL
        )
    return any(map(shutil.which, PROGRAMS))


def say(line: str) -> None:
    sys.stdout.write(f"· {line}\n")
    sys.stdout.flush()


def refuse(line: str) -> int:
    say(line)
    return 1


if __name__ == "__main__":
    sys.exit(main())
