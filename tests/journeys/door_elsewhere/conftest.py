"""A hall as in `tests/journeys/door`, and phones in it that run another engine than Chromium."""

import os

import pytest

from tests.journeys.door.hall import Hall
from tests.journeys.door.unreliable import lay
from tests.journeys.door_elsewhere.firefox import Firefox
from tests.journeys.door_elsewhere.phone import Phone
from tests.journeys.door_elsewhere.webkit import WebKit

PACKAGES = {"firefox": "firefox-esr", "webkit": "webkit2gtk-driver xvfb"}


@pytest.fixture(scope="package", params=PACKAGES)
def browser(request, tmp_path_factory):
    """A running browser. Where there is none, its tests are skipped, or fail if insisted."""
    running = _found(request.param, tmp_path_factory)
    if running is None:
        missing = f"{request.param} is missing (Debian: apt-get install {PACKAGES[request.param]})"
        if os.environ.get("REQUIRE_SECOND_BROWSER") == "1":
            pytest.fail(f"{missing}, and REQUIRE_SECOND_BROWSER=1.")
        pytest.skip(missing)
    try:
        running.start()
        yield running
    finally:
        running.kill()


def _found(name, tmp_path_factory):
    if name == "webkit":
        return WebKit() if WebKit.find() else None
    program = Firefox.find()
    return Firefox(program, tmp_path_factory.mktemp("firefox")) if program else None


@pytest.fixture
def kept_profile(browser):
    """For what outlives the program."""
    if not browser.keeps_profile:
        pytest.skip("This browser forgets everything at its end while it is driven.")


@pytest.fixture
def hall(live_server):
    carrier, line = lay(live_server.url)
    yield Hall(line)
    carrier.shutdown()
    carrier.server_close()


@pytest.fixture
def phone(browser, hall):
    """A registered phone with both lists on it, ready to lose its network."""
    phone = Phone(browser, hall)
    phone.register()
    yield phone
    phone.tab.close()
