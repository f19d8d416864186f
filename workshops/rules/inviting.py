"""Who is meant by a pasted name of a unit, and what kind of unit a new name says it is."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from participants.models import UnitKind

MOST_SEATS = 100  # a Tim Pelaksana by decree has 30, a Dewan 20 (domain.md §1.3)
DEFAULT_SEATS = 2

# What Indonesian units call themselves (domain.md §3.7), first match wins.
_KINDS = (
    ("inspektorat", UnitKind.INSPECTORATE),
    ("sekretariat", UnitKind.SECRETARIAT),
    ("setda", UnitKind.SECRETARIAT),
    ("setwan", UnitKind.SECRETARIAT),
    ("dinas", UnitKind.DEPARTMENT),
    ("badan", UnitKind.AGENCY),
    ("bappeda", UnitKind.AGENCY),
    ("bkpsdm", UnitKind.AGENCY),
    ("bagian", UnitKind.DIVISION),
    ("bidang", UnitKind.DIVISION),
    ("kecamatan", UnitKind.DISTRICT),
    ("kapanewon", UnitKind.DISTRICT),
    ("kelurahan", UnitKind.VILLAGE),
    ("kalurahan", UnitKind.VILLAGE),
    ("desa", UnitKind.VILLAGE),
    ("uptd", UnitKind.SERVICE),
    ("rsud", UnitKind.SERVICE),
    ("puskesmas", UnitKind.SERVICE),
)


class Answer(TextChoices):
    """How far a unit has come with naming people."""

    NONE = "none", _("Belum menunjuk")
    SOME = "some", _("Sebagian")
    ALL = "all", _("Lengkap")
    WITHDRAWN = "withdrawn", _("Dibatalkan")


@dataclass(frozen=True)
class AskedUnit:
    """A unit as it was pasted: its name, and the number its link goes to ("" or +62…)."""

    name: str
    phone: str = ""


@dataclass(frozen=True)
class KnownUnit:
    """A unit of the Pemda with every name it is known by."""

    pk: int
    path: str
    names: tuple[str, ...]


def unit_key(name: str) -> str:
    """What two spellings of one unit share: "DINAS  KESEHATAN" and "Dinas Kesehatan." are one."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = plain.replace("&", " dan ")
    return " ".join(re.sub(r"[^\w]+|_+", " ", plain).split())


def directory(units: Iterable[KnownUnit]) -> dict[str, int]:
    """Key to unit. Of two units with one name the one nearer to the top is meant: "Sekretariat" of
    the Pemda, not of a Dinas; among equals the first of the tree."""
    found: dict[str, int] = {}
    for unit in sorted(units, key=lambda known: (known.path.count("."), known.path)):
        for name in unit.names:
            if key := unit_key(name):
                found.setdefault(key, unit.pk)
    return found


def nearest(key: str, known: Collection[str]) -> str | None:
    """The known key that was probably meant by a misspelt one: "dinas kesehatn" is nearly "dinas
    kesehatan". Numbers are never misspelt: "smp negeri 1" does not mean "smp negeri 2"."""
    close = get_close_matches(key, known, n=3, cutoff=0.75)
    return next((one for one in close if _misspells(key, one)), None)


def _misspells(key: str, known: str) -> bool:
    if re.findall(r"\d+", key) != re.findall(r"\d+", known):
        return False
    words, meant = key.split(), known.split()
    if len(words) != len(meant):  # a word left out or written apart
        return SequenceMatcher(None, key, known).ratio() >= 0.9
    return all(
        a == b or (len(a) > 3 and SequenceMatcher(None, a, b).ratio() >= 0.8)
        for a, b in zip(words, meant, strict=True)
    )


def kind_of(name: str, *, outside: bool) -> str:
    """The kind a new unit gets by its name; a body invited from outside is external."""
    if outside:
        return UnitKind.EXTERNAL
    words = unit_key(name).split()
    for word, kind in _KINDS:
        if words[:1] == [word]:
            return kind
    return UnitKind.OTHER
