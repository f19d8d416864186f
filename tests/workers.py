"""What a worker in another process needs to work on the database and files of this one."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from participants.models import JobItem, JobState

PATIENCE = 60  # seconds


def database_url() -> str:
    """The database this process is connected to (the test's own), as an address."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    return (
        f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT'] or 5432}"
        f"/{known['NAME']}"
    )


def worker_environment(data_dir: Path) -> dict[str, str]:
    """The environment of ``manage.py worker`` on that database; its files go to ``data_dir/files``."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "DATABASE_URL": database_url(),
        "DATA_DIR": str(data_dir),
    }


@pytest.fixture
def start_worker(files, tmp_path):
    """Starts real workers on the test's database and files: ``start_worker("--once")``."""
    started = []

    def start(*arguments: str) -> subprocess.Popen:
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "worker", *arguments],
            cwd=settings.BASE_DIR,
            env=worker_environment(tmp_path),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.kill()
        worker.wait(timeout=10)


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "The worker did not come that far."
        time.sleep(0.01)


def run_out(leases: timedelta = timedelta(minutes=5)) -> None:
    """Time passes: what the dead worker held may be taken again."""
    held = JobItem.objects.filter(state=JobState.RUNNING)
    held.update(lease_until=timezone.now() - leases)
