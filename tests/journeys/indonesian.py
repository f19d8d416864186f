"""Finds what an English page still says in Indonesian, by the catalogue's own sentences."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation.reloader import translation_file_changed
from playwright.sync_api import Page

from certificates.models import Template
from participants.models import JobTitle, OrganisationUnit, User
from project import catalogue
from workshops.models import Session, Workshop

# Placeholders and tags cut a sentence into the pieces that can be looked for.
CUTS = re.compile(r"%\(\w+\)[a-z]|%[sd%]|<[^>]+>|\n")
# What people wrote is theirs, in their language: names of people, units, posts, Bimtek, layouts.
WRITTEN = (
    (User, "full_name"),
    (OrganisationUnit, "name"),
    (JobTitle, "name"),
    (Template, "name"),
    (Workshop, "title_id"),
    (Session, "speaker"),
)
SAID = """() => {
    const said = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const around = walker.currentNode.parentElement;
        if (!around.closest("script, style, template, pre, textarea, [lang=id]") &&
            (around.checkVisibility() || around.closest("option, details")))
            said.push(walker.currentNode.data);
    }
    for (const one of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]"))
        for (const name of ["aria-label", "placeholder", "title", "alt"])
            said.push(one.getAttribute(name) || "");
    return said;
}"""


class Indonesian:
    """``Indonesian().in_(page)``: pieces of at least two words that have an English translation."""

    def __init__(self) -> None:
        translation_file_changed(None, catalogue.compile_mo(settings.BASE_DIR))
        messages = [one for one in catalogue.load(settings.BASE_DIR) if one.id]
        english = "\n".join(form for one in messages for form in _forms(one.string))
        pieces = {piece for one in messages for form in _forms(one.id) for piece in _cut(form)}
        self.pieces = sorted(piece for piece in pieces if piece not in english)
        self.written = {
            text[:length]
            for model, name in WRITTEN
            for text in model.objects.values_list(name, flat=True)
            for length in (len(text), 49)  # crumbs cut a long title
            if any(piece in text[:length] for piece in self.pieces)
        }

    def in_(self, page: Page) -> list[str]:
        text = "\n".join(" ".join(said.split()) for said in page.evaluate(SAID))
        for theirs in sorted(self.written, key=len, reverse=True):
            text = text.replace(theirs, "…")
        return [
            piece
            for piece in self.pieces
            if piece in text and re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text)
        ]


def _forms(said: str | Iterable[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def _cut(msgid: str) -> list[str]:
    pieces = (" ".join(piece.split()).strip(" .,:;·–()") for piece in CUTS.split(msgid))
    return [piece for piece in pieces if len(re.findall(r"[^\W\d_]{2,}", piece)) >= 2]
