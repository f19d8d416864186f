"""An organiser, a four-stage Bimtek, and a client that asks for pages by their name."""

import pytest
from django.urls import reverse

from tests.factories_plan import make_organiser, make_planned


@pytest.fixture
def organiser():
    return make_organiser()


@pytest.fixture
def workshop(organiser):
    return make_planned(organiser, "smart-city")


@pytest.fixture
def page(client, organiser):
    """Asks for a page by name, logged in as the organiser; posts when data is given."""
    client.force_login(organiser)

    def ask(name, *args, data=None, **extra):
        url = reverse(f"workshops:{name}", args=[getattr(a, "public_id", a) for a in args])
        return client.get(url, **extra) if data is None else client.post(url, data, **extra)

    return ask
