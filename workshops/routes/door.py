"""The day: devices, check-in, slots, roll call, closing."""

from django.urls import URLPattern, URLResolver, path

from workshops.views import door_page

urlpatterns: list[URLPattern | URLResolver] = [
    path("pindai/", door_page.door, name="door"),
]
