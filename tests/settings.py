"""The project's settings with throw-away secrets, database and files, for tests only.

``TEST_DATABASE_URL`` chooses the database; without it, a SQLite file (never in memory, so that
tests of concurrency meet the locks that production meets).
"""

import atexit
import os
import shutil
import tempfile
import zlib
from pathlib import Path

if "TEST_FOLDER" not in os.environ:
    os.environ["TEST_FOLDER"] = tempfile.mkdtemp(prefix="bimtek-tests-")
    atexit.register(shutil.rmtree, os.environ["TEST_FOLDER"], ignore_errors=True)
_folder = Path(os.environ["TEST_FOLDER"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
_folder.mkdir(exist_ok=True)

# What the tests start (a server, a worker) inherits these.
os.environ["DATA_DIR"] = str(_folder)
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")
os.environ["SECRET_KEY"] = "only-for-tests-0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFG"
os.environ["FIELD_KEYS"] = "1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
for _knob in ("CACHE_URL", "DEBUG", "DEMO", "BEHIND_HTTPS", "PUBLIC_URL"):
    os.environ.pop(_knob, None)

from project.settings import *
from project.settings import BASE_DIR, DATABASES, STORAGES

# Two checkouts may test on one server at the same time.
_name = f"test_bimtek_{zlib.crc32(str(BASE_DIR).encode()):08x}"
if "postgresql" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": _name}
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    # Nobody misses a test database after a power cut: no waiting for the disk at each commit.
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"
else:
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}

STATIC_ROOT = _folder / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed, in tests alone
