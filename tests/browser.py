"""Fixtures for tests in a real Chromium. A test that asks for one is marked ``journey``.

``page`` is a laptop, ``open_page(width=360)`` a phone; what the browser complains about (console
errors, exceptions) fails the test at its end, unless the test takes it out of ``complaints``.
"""

import os
import shutil

import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import Page, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser. Where there is none, tests that need it are skipped, or fail if insisted."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("Chromium is not installed and REQUIRE_BROWSER=1.")
        pytest.skip("Chromium is not installed.")
    return found


@pytest.fixture(scope="session")
def playwright():
    """Playwright's driver, for as long as the session runs.

    Its event loop counts as running in this thread from now on, and Django would refuse every
    query for it, though test and database calls follow each other as ever. Hence the variable.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as driver:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield driver


@pytest.fixture(scope="session")
def browser(playwright, chromium):
    """A headless Chromium, the same for all tests."""
    running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    yield running
    running.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the pages of this test complained about, in the order it happened."""
    return []


@pytest.fixture
def open_page(browser, live_server, complaints):
    """Opens pages of the live server, each in a session of its own: ``open_page(width=360)``.

    Further keywords go to Playwright's ``new_context``.
    """
    contexts = []
    cache.clear()  # throttles live in the cache table, which a flush of the models forgets

    def complain(text: str) -> None:
        # A page that is left while it asks how far the work is; a failure is told as sendError too.
        if not text.startswith(("htmx:sendAbort", "htmx:afterRequest")):
            complaints.append(text)

    def opened(*, width: int = 1280, height: int = 800, **options) -> Page:
        options.setdefault("is_mobile", width < 600)
        options.setdefault("has_touch", width < 600)
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale=options.pop("locale", "id-ID"),
            timezone_id=options.pop("timezone_id", "Asia/Makassar"),
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("console", lambda m: m.type == "error" and complain(m.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == [], complaints


@pytest.fixture
def page(open_page) -> Page:
    """A laptop's page, 1280 pixels wide, nobody logged in."""
    return open_page()


@pytest.fixture(scope="session")
def axe():
    """``axe(page)``: fails with every accessibility fault of the page as it is now.

    The script goes in through the debugger, which the page's own security policy does not bind.
    """
    script = (settings.BASE_DIR / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")

    def checked(page: Page, *, within: str | None = None) -> None:
        page.evaluate(f"() => {{ if (!window.axe) {{ {script} }} }}")
        found = page.evaluate(
            """([within, rules]) => axe.run(within || document, {runOnly: rules})
                .then((result) => result.violations.flatMap((rule) => rule.nodes.map(
                    (node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`)))""",
            [within, RULES],
        )
        assert found == [], f"{page.url}\n" + "\n".join(found)

    return checked
