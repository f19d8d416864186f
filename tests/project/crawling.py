"""Asks every address as somebody, leaves nothing behind, and reads whatever comes back as text."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.db import transaction
from django.test import Client

from tests.papers import texts
from tests.world import Address

METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Answer:
    status: int
    kind: str  # content type
    location: str
    body: bytes

    def text(self) -> str:
        """Everything readable in it, lower case: also inside PDF, XLSX and ZIP."""
        return " ".join(_readable(self.body, self.kind)).lower()


def _readable(body: bytes, kind: str) -> Iterator[str]:
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                yield name
                yield from _readable(archive.read(name), "")
    elif body.startswith(b"%PDF") and b"%%EOF" in body[-2048:]:
        yield from texts(body)
    else:
        yield body.decode("utf-8", errors="replace")


class Crawler:
    """A browser of one user (None: a stranger); every request is undone afterwards."""

    def __init__(self, user: Any = None) -> None:
        self.client = Client(raise_request_exception=False)
        if user is not None:
            self.client.force_login(user)
        self.cookies = SimpleCookie(self.client.cookies.output(header="", sep=";"))

    def ask(self, address: Address, method: str, data: dict | None = None) -> Answer:
        self.client.cookies = SimpleCookie()
        self.client.cookies.load({name: morsel.value for name, morsel in self.cookies.items()})
        with transaction.atomic():
            if method == "GET":
                response = self.client.get(address.path, data or {})
            elif address.is_api:
                response = self.client.post(
                    address.path, data or {}, content_type="application/json"
                )
            else:
                response = self.client.post(address.path, data or {})
            body = b"".join(response.streaming_content) if response.streaming else response.content
            transaction.set_rollback(True)
        return Answer(
            response.status_code,
            response.headers.get("Content-Type", ""),
            response.headers.get("Location", ""),
            body,
        )
