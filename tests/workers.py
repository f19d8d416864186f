"""What a worker in another process needs to work on the database and files of this one."""

import os
from pathlib import Path

from django.db import connection


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
