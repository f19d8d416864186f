"""Fences and fixtures that every test has. Makers of rows: `tests/factories.py`."""

from datetime import UTC, datetime

import pytest
from django.conf import settings as project_settings
from hypothesis import settings as hypothesis_settings

from tests import emptying, fences
from tests.browser import (  # noqa: F401 - fixtures
    axe,
    browser,
    chromium,
    complaints,
    open_page,
    page,
    playwright,
)
from tests.workers import start_worker  # noqa: F401 - a fixture

hypothesis_settings.register_profile("same-every-time", derandomize=True, deadline=None)
hypothesis_settings.load_profile("same-every-time")
fences.close_sockets()
fences.refuse_undefined_variables()
emptying.delete_only_what_is_there()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Whatever opens a browser is a journey: it runs last."""
    for item in items:
        if "playwright" in getattr(item, "fixturenames", ()):
            item.add_marker("journey")


@pytest.fixture
def now() -> datetime:
    """A moment on a working day: Tuesday 24 November 2026, 08.30 WIB, 09.30 WITA, 10.30 WIT."""
    return datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


@pytest.fixture
def files(tmp_path, settings):
    """An empty folder that stored files go to in this test alone."""
    folder = tmp_path / "files"
    settings.STORAGES = {
        **project_settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(folder), "base_url": None},
        },
    }
    return folder
