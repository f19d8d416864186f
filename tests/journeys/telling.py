"""How a long journey is told: who is logged in, what was seen, and how one looks at a page."""

import io
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
from django.conf import settings
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from project.demo.accounts import PASSWORD
from tests import papers

PHONE, LAPTOP = 360, 1280
PICTURES = os.environ.get("JOURNEY_PICTURES") == "1"
FOLDER = settings.BASE_DIR / "build" / "journey"


@dataclass
class Telling:
    """Everything the acts of a story need; a story adds what one act leaves behind for the next."""

    world: Any  # who is there before it begins, and ``today(at)`` where it happens
    open_page: Callable[..., Page]
    axe: Callable[[Page], None]
    folder: Path
    bimtek: str = ""  # address of the Bimtek: /bimtek/<code>/
    figures: dict[str, object] = field(default_factory=dict)  # what is reported at the end
    seen: set[str] = field(default_factory=set)
    pages: list[Page] = field(default_factory=list, repr=False)
    _pages: dict[str, Page] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.world.today(timezone.now())

    def as_(self, username: str) -> Page:
        """The laptop of one of the demo's accounts, logged in by hand the first time."""
        if username not in self._pages:
            page = self._open(width=LAPTOP, height=900)
            page.goto("/masuk/")
            self.look(page, "masuk")
            page.get_by_label("Nama pengguna").fill(username)
            page.get_by_label("Kata sandi").fill(PASSWORD)
            page.get_by_role("main").get_by_role("button", name="Masuk", exact=True).click()
            expect(page.get_by_role("heading", level=1)).not_to_have_text("Masuk")
            self._pages[username] = page
            self.look(page, f"beranda-{username}")
        return self._pages[username]

    def phone(self) -> Page:
        """Somebody's telephone, without an account."""
        return self._open(width=PHONE, height=740)

    def _open(self, **how) -> Page:
        page = self.open_page(**how)
        self.pages.append(page)
        return page

    def look(self, page: Page, name: str) -> None:
        """The page is fit to be seen: one heading, a title, no sideways scroll, nothing for axe.
        Once per name; with JOURNEY_PICTURES=1 it is kept as pictures in build/journey."""
        if name in self.seen:
            return
        self.seen.add(name)
        page.wait_for_load_state()
        assert_fit(page)
        self.axe(page)
        if PICTURES:
            picture(page, name)

    def look_on_a_phone(self, page: Page) -> None:
        """The same page where there is little room: nothing sticks out, not even out of its button."""
        before = page.viewport_size
        page.set_viewport_size({"width": PHONE, "height": 740})
        assert_fit(page)
        burst = page.evaluate(
            """() => [...document.querySelectorAll("main .btn")]
                .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.offsetParent)
                .map((one) => one.innerText)"""
        )
        assert burst == [], page.url
        page.set_viewport_size(before)

    @contextmanager
    def act(self, name: str) -> Iterator[None]:
        """One act; how long it took is among the figures."""
        began = time.monotonic()
        try:
            yield
        except BaseException:
            self.keep_what_is_open(name)
            raise
        self.figures[f"{name} (s)"] = round(time.monotonic() - began, 1)

    def keep_what_is_open(self, name: str) -> None:
        """Where an act stopped, every page that is still open: as a picture and as it is heard."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(self.pages):
            if page.is_closed():
                continue
            kept = FOLDER / f"stopped-{name[0]}-{number}"
            page.screenshot(path=kept.with_suffix(".png"), full_page=True)
            heard = page.locator("body").aria_snapshot()
            kept.with_suffix(".txt").write_text(f"{page.url}\n{heard}\n", encoding="utf-8")

    def visit(self, page: Page, tail: str, name: str = "") -> None:
        """One of the Bimtek's own pages."""
        page.goto(self.bimtek + tail)
        if name:
            self.look(page, name)


def assert_fit(page: Page) -> None:
    """One heading, a title, a language, and nothing beyond the right edge."""
    assert page.title().strip(), page.url
    assert page.locator("h1").filter(visible=True).count() == 1, page.url
    assert page.locator("html").get_attribute("lang") in ("id", "en"), page.url
    # Not innerWidth: a phone's browser zooms out until everything fits.
    wide, window = page.evaluate("document.scrollingElement.scrollWidth"), page.viewport_size
    assert wide <= window["width"], f"{page.url}: {wide} px wide on {window['width']}"


def picture(page: Page, name: str) -> None:
    """Both widths; in both languages where the page can be asked for again."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for width in (PHONE, LAPTOP):
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(path=FOLDER / f"{name}-id-{width}.png", full_page=True)
    page.set_viewport_size(before)
    kept = [one for one in page.context.cookies() if one["name"] == settings.LANGUAGE_COOKIE_NAME]
    site = re.match(r"https?://[^/]+", page.url)[0]
    english = {"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": site}
    page.context.add_cookies([english])
    other = page.context.new_page()
    if (other.goto(page.url).status) == 200:
        for width in (PHONE, LAPTOP):
            other.set_viewport_size({"width": width, "height": 800})
            other.screenshot(path=FOLDER / f"{name}-en-{width}.png", full_page=True)
    other.close()
    page.context.clear_cookies(name=settings.LANGUAGE_COOKIE_NAME)
    page.context.add_cookies(kept)


def figure(page: Page, label: str) -> str:
    """The value beside this label in a row of figures, as it is read: "1 dari 2"."""
    one = page.locator(".figure").filter(has=page.get_by_text(label, exact=True))
    return " ".join(one.locator(".figure-value").first.inner_text().split())


def address_in(text: str, kind: str) -> str:
    """The link of one kind (o, p, t) inside a message."""
    return re.search(rf"https?://\S+/{kind}/[\w-]+", text)[0]


def read_qr(shown: Locator) -> str:
    """What the QR code says that is drawn there, read off the screen."""
    return one_code(shown.screenshot())


def read_paper_qr(pdf: bytes) -> tuple[str, str]:
    """(QR, words) of a PDF: rastered by PDFium, decoded by ZXing."""
    return one_code(papers.pages(pdf)[0]), " ".join(papers.texts(pdf))


def one_code(picture: Image.Image | bytes) -> str:
    """The only QR code of a picture."""
    (text,) = papers.decoded(picture)
    return text


def scanned_letter() -> bytes:
    """A PDF of one empty sheet, as a scanner makes it."""
    paper = pypdfium2.PdfDocument.new()
    paper.new_page(595, 842)
    kept = io.BytesIO()
    paper.save(kept)
    paper.close()
    return kept.getvalue()


def downloaded(page: Page, click: Callable[[], None]) -> bytes:
    """The bytes of the file that this click saves."""
    with page.expect_download() as waiting:
        click()
    return Path(waiting.value.path()).read_bytes()
