"""A phone at the door, and the small server behind it that can misbehave."""

import pytest
from django.conf import settings as project_settings
from django.template.loader import render_to_string
from django.utils import translation

from tests.journeys.camera import write_empty_video
from tests.journeys.door.officer import launch, new_phone, register
from tests.workshops.door_fake import Fake, serve
from workshops.views.door_page import context


@pytest.fixture
def fake(settings):
    """The misbehaving server's state, with the app's own page in it."""
    settings.STORAGES = project_settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    fake = Fake()
    with translation.override("id"):
        fake.page = render_to_string("workshops/door.html", context())
    return fake


@pytest.fixture
def address(fake):
    server, url = serve(fake)
    yield url
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def before_an_empty_hall(playwright, chromium, tmp_path_factory):
    """A browser whose camera sees no code."""
    video = write_empty_video(tmp_path_factory.mktemp("camera") / "hall.mjpeg")
    running = launch(playwright, chromium, video)
    yield running
    running.close()


@pytest.fixture
def phone(before_an_empty_hall, address):
    """An unregistered phone; nothing open yet."""
    context = new_phone(before_an_empty_hall, address)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def door(phone):
    """A registered phone at the door."""
    register(phone)
    return phone
