"""The day: devices, check-in, slots, roll call, closing."""

from django.urls import URLPattern, URLResolver, path

from workshops.views import door, door_page

urlpatterns: list[URLPattern | URLResolver] = [
    path("pindai/", door_page.door, name="door"),
    path("pindai/api/daftar", door.register, name="door-register"),
    path("pindai/api/daftar-hadir", door.roster, name="door-roster"),
    path("pindai/api/pindai", door.scan, name="door-scan"),
]
