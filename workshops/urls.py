"""Addresses of workshops: one list per area, in ``routes/``."""

from django.urls import URLPattern, URLResolver

<<<<<<< HEAD
from workshops.routes import books, deliverable, door, plan, registration
=======
from workshops.routes import deliverable, door, plan, registration, room
>>>>>>> 4b6c784 (Open a room: a rotating code on the wall, self check-in by phone, spot checks)

app_name = "workshops"
urlpatterns: list[URLPattern | URLResolver] = [
    *plan.urlpatterns,
    *registration.urlpatterns,
<<<<<<< HEAD
    *books.urlpatterns,
=======
    *room.urlpatterns,
>>>>>>> 4b6c784 (Open a room: a rotating code on the wall, self check-in by phone, spot checks)
    *door.urlpatterns,
    *deliverable.urlpatterns,
]
