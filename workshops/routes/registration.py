"""Participants: the list of a Bimtek, the OPD's link, the personal page."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
