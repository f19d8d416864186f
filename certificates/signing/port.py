"""What every adapter is given, and what it answers. Pure: no database, no clock."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

from participants.errors import Reason, Refused


class Passphrase:
    """A personal passphrase on its way from one request to one signature. It has no text of its own: it
    is not printed, pickled, copied, compared or logged; ``reveal`` is called by adapters alone."""

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    def reveal(self) -> str:
        return self.__text

    def __bool__(self) -> bool:
        return bool(self.__text)

    def __repr__(self) -> str:
        return "Passphrase(…)"

    __str__ = __repr__

    def __format__(self, _spec: str) -> str:
        return repr(self)

    def __reduce_ex__(self, _protocol: Any) -> NoReturn:
        raise TypeError("A passphrase is neither pickled nor copied.")

    def __eq__(self, _other: object) -> NoReturn:
        raise TypeError("A passphrase is not compared.")

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Mark:
    """Where the visible mark stands: a box in points from the lower left of a page (from 1), and what
    its QR leads to. ``place`` is the first or the second official's."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    link: str
    place: int = 1
    page_height: float = 595.276  # A4, lying

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True)
class Paper:
    """One PDF to sign. ``statement_sha256`` is what its attached statement must still hash to."""

    key: str
    pdf: bytes
    statement_sha256: str
    mark: Mark | None = None
    reason: str = ""
    location: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.pdf).hexdigest()


@dataclass(frozen=True)
class Answer:
    """What came back for one paper: a PDF, or the id under which it can be fetched, once."""

    pdf: bytes = b""
    external_id: str = ""


class Trouble(Refused):
    """The signing went wrong, in a word that a person understands. ``stops``: another paper would
    fare alike, so nothing more is sent until a person has looked."""

    def __init__(self, code: str, *, stops: bool = False, **args: Any) -> None:
        super().__init__(Reason(code, **args))
        self.code, self.stops = code, stops


class Signer(Protocol):
    """One means to sign, ready for use. ``batch``: how many papers one call takes."""

    batch: int

    def check(self) -> str:
        """The status in the means' own word, when it can sign. Raises Trouble when it cannot."""

    def sign(self, papers: Sequence[Paper]) -> list[Answer]:
        """An answer for each paper, in any order, or fewer. Raises Trouble for them all."""

    def fetch(self, external_id: str) -> bytes:
        """A signed paper that was left with the service. Raises Trouble."""
