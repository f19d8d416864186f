"""The door's API alone: what ``project.middleware.door_bypass`` resolves against, so that a scan
does not pass a hundred other addresses first. ``routes/door.py`` includes the same."""

from django.urls import URLPattern, URLResolver, path

from workshops.views import door

urlpatterns: list[URLPattern | URLResolver] = [
    path("pindai/api/daftar", door.register, name="door-register"),
    path("pindai/api/daftar-hadir", door.roster, name="door-roster"),
    path("pindai/api/tindakan", door.acts, name="door-acts"),
    path("pindai/api/daftar-tersegel", door.sealed_roster, name="door-sealed"),
    path("pindai/api/daftar-nama", door.names, name="door-names"),
    path("pindai/api/pindai", door.scan, name="door-scan"),
]
