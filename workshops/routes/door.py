"""The day: devices, check-in, slots, roll call, closing."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
