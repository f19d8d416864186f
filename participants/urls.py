"""Addresses of participants: one list per area, in ``routes/``."""

from django.urls import URLPattern, URLResolver

from participants.routes import ground, people, record, staffing

app_name = "participants"
urlpatterns: list[URLPattern | URLResolver] = [
    *ground.urlpatterns,
    *people.urlpatterns,
    *record.urlpatterns,
    *staffing.urlpatterns,
]
