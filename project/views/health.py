"""Whether the installation is alive and ready, for whatever watches it, and what robots may read."""

import os

from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from participants.access import anyone
from participants.models import Job

ROBOTS = "User-agent: *\nAllow: /v/\nDisallow: /\n"


@anyone(because="a watchdog has no account; the answer says nothing")
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


@anyone(because="a load balancer has no account; the answer names parts, never data")
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when everything a request needs is there, 503 otherwise; JSON says which part is not.

    ``oldest_waiting_job_seconds`` is null when no work waits; it is told, and left to the watcher
    to judge, because a long queue is no reason to stop serving pages.
    """
    parts: dict[str, bool] = {"database": False, "migrations": False, "storage": _storage_writes()}
    age = None
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        parts["database"] = True
        executor = MigrationExecutor(connection)
        parts["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        if parts["migrations"]:
            oldest = Job.objects.unfinished().values_list("requested_at", flat=True).first()
            age = int((timezone.now() - oldest).total_seconds()) if oldest else None
    except DatabaseError:
        pass
    return JsonResponse(
        {**parts, "oldest_waiting_job_seconds": age},
        status=200 if all(parts.values()) else 503,
        headers={"Cache-Control": "no-store"},
    )


def _storage_writes() -> bool:
    """Whether the private disk takes files; storage elsewhere answers at the first upload."""
    location = getattr(default_storage, "location", None)
    if location is None:
        return True
    while not os.path.isdir(location):  # noqa: PTH112 the folder is made at the first upload
        location = os.path.dirname(location)  # noqa: PTH120
    return os.access(location, os.W_OK)


@anyone(because="robots have no account")
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain")
