"""Sari in a Bimtek whose morning is now, its organiser, its room."""

import pytest
from django.core.cache import cache

from tests.factories_day import make_organiser
from tests.factories_room import make_guest_of_room, make_room


@pytest.fixture(autouse=True)
def _no_throttle(request):
    """Tries are counted in the cache, which a test's rollback forgets and a thread does not."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture
def sari():
    return make_guest_of_room(printed_name="Sari Wulandari, S.E.")


@pytest.fixture
def organiser(sari):
    return make_organiser(sari.workshop)


@pytest.fixture
def room(sari, organiser):
    return make_room(sari.workshop, by=organiser)


@pytest.fixture
def here(sari, room):
    return f"/bimtek/{sari.workshop.public_id}/kehadiran/{room.slot.public_id}/ruangan/"
