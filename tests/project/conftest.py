"""The world of the crawls: made once for a file, since making it takes longer than asking it."""

import pytest
from django.conf import settings as project_settings
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from rest_framework.views import APIView

from tests import papers, world


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two regions with everything in them. Requests through ``Crawler`` leave it as it was."""
    folder = tmp_path_factory.mktemp("files")
    storages = {
        **project_settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(folder), "base_url": None},
        },
    }
    papers.ensure_faces()
    with (
        django_db_blocker.unblock(),
        override_settings(STORAGES=storages),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(APIView, "throttle_classes", [])  # thousands of requests in a minute are ours
        cache.clear()
        yield world.build()
        transaction.set_rollback(True)
