"""Addresses of workshops: one list per area, in ``routes/``."""

from django.urls import URLPattern, URLResolver

from workshops.routes import (
    book,
    books,
    deliverable,
    document,
    door,
    entitlement,
    entry,
    evaluation,
    group,
    plan,
    programme,
    registration,
    room,
    score,
)

app_name = "workshops"
urlpatterns: list[URLPattern | URLResolver] = [
    *plan.urlpatterns,
    *registration.urlpatterns,
    *books.urlpatterns,
    *room.urlpatterns,
    *door.urlpatterns,
    *deliverable.urlpatterns,
    *document.urlpatterns,
    *group.urlpatterns,
    *entry.urlpatterns,
    *entitlement.urlpatterns,
    *programme.urlpatterns,
    *score.urlpatterns,
    *evaluation.urlpatterns,
    *book.urlpatterns,
]
