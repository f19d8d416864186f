"""A second server on the same database that sends files as production does."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.test import override_settings
from django.test.testcases import LiveServerThread

OFFICE = ["admin", "rest_framework", "import_export", "drf_spectacular*"]  # no phone loads these


@contextmanager
def production(folder: Path) -> Iterator[str]:
    """Its address, while it runs: hashed names, compressed, through WhiteNoise, nothing found that
    was not collected. The ordinary server of the tests draws no page meanwhile."""
    storages = override_settings(
        STATIC_ROOT=str(folder),
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": "project.storage.StaticFiles"},
        },
    )
    with storages:
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=OFFICE)
        server = LiveServerThread("localhost", static_handler=lambda handler: handler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        try:
            yield f"http://localhost:{server.port}"
        finally:
            server.terminate()
