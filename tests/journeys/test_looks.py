"""Every page of the journey as each role has it, in both languages, on a phone and on a laptop."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page

from participants.models import User
from tests.journeys.every_page import ANSWERS, NOBODY, PAGES, load_names
from tests.journeys.indonesian import Indonesian

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE, LAPTOP = 360, 1280
IN_THE_DARK = (
    ("panitia", "/bimtek/{live}/"),
    ("bkpsdm", "/pegawai/{programmer}/"),
    (NOBODY, "/p/{person_link}"),
    (NOBODY, "/v/{certificate}"),
)


@pytest.fixture
def names(files) -> dict[str, str]:
    return load_names(timezone.now())


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_fits_is_accessible_and_speaks_one_language(
    names, open_page, live_server, client, axe, complaints, language
):
    indonesian = Indonesian()
    faults = []
    for username, paths in PAGES.items():
        page = _opened(open_page, live_server, client, username, language)
        for path in paths:
            where = f"{username or 'nobody'} {language} {path}"
            said = _faults(page, path, path.format_map(names), language)
            faults += [f"{where}: {fault}" for fault in (*said, *_inaccessible(page, axe))]
            if language == "en":
                faults += [f"{where}: untranslated {said!r}" for said in indonesian.in_(page)]
    for username, path in IN_THE_DARK:
        page = _opened(open_page, live_server, client, username, language, color_scheme="dark")
        page.goto(path.format_map(names))
        faults += [f"dark {path}: {fault}" for fault in _inaccessible(page, axe)]
    assert not faults, "\n".join(faults)
    complaints[:] = [one for one in complaints if "status of 40" not in one]  # asked for: ANSWERS


def _opened(open_page, live_server, client, username: str, language: str, **how) -> Page:
    """A phone on which this account is logged in already and this language chosen."""
    page = open_page(width=PHONE, **how)
    cookies = {settings.LANGUAGE_COOKIE_NAME: language}
    if username:
        client.force_login(User.objects.get(username=username))
        name = settings.SESSION_COOKIE_NAME
        cookies[name] = client.cookies[name].value
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    return page


def _faults(page: Page, path: str, address: str, language: str) -> Iterator[str]:
    page.set_viewport_size({"width": PHONE, "height": 800})
    answer = page.goto(address)
    if answer is None or answer.status != ANSWERS.get(path, 200):
        yield f"{answer and answer.status}"
        return
    page.locator("h1").filter(visible=True).first.wait_for()  # the door draws its own
    found = page.evaluate(
        """() => ({
            title: document.title.trim(),
            lang: document.documentElement.lang,
            heads: [...document.querySelectorAll("h1")].filter((h) => h.checkVisibility()).length,
        })"""
    )
    if not found["title"]:
        yield "no title"
    if found["lang"] != language:
        yield f"lang={found['lang']}"
    if found["heads"] != 1:
        yield f"{found['heads']} h1"
    yield from _too_wide(page, LAPTOP)
    yield from _too_wide(page, PHONE)


def _too_wide(page: Page, width: int) -> Iterator[str]:
    page.set_viewport_size({"width": width, "height": 800})
    # Not innerWidth: a phone's browser zooms out until everything fits.
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    if wide > width:
        yield f"{wide} px wide on {width}"


def _inaccessible(page: Page, axe) -> list[str]:
    try:
        axe(page)
    except AssertionError as found:
        return [str(found)]
    return []
