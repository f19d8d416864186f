"""Finds the unit that a cell means, inside one Pemda and nowhere else."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from participants.errors import Reason
from participants.models import OrganisationUnit, UnitName

MOST_GUESSES = 40  # a nearest name is looked for; a whole column of nonsense must not take minutes
_SHORT = {
    "kec": "kecamatan",
    "kel": "kelurahan",
    "bag": "bagian",
    "bid": "bidang",
    "din": "dinas",
    "set": "sekretariat",
    "setda": "sekretariat daerah",
    "sekda": "sekretariat daerah",
    "kab": "kabupaten",
    "pd": "dinas",
}
_LEVELS = re.compile(r"\s*(?:/|>|»|\||\s-\s|\s–\s|\\)\s*")


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as rows need it."""

    key: int
    name: str
    path: str


def plain(name: str) -> str:
    """What two spellings of one unit share: small letters, no marks, "Kec." as kecamatan."""
    words = re.sub(r"[^a-z0-9]+", " ", name.casefold().replace("&", " dan ")).split()
    return " ".join(_SHORT.get(word, word) for word in words)


class Places:
    """The units in force of one Pemda, found by name, short name, former name, code, or path
    ("Dinas Kesehatan / Sekretariat")."""

    def __init__(self, root: OrganisationUnit) -> None:
        self._by_word: dict[str, list[Place]] = {}
        self._suggestible: dict[str, str] = {}
        self._names: dict[int, str] = {}
        self._answers: dict[str, tuple[Place | None, Reason | None]] = {}
        self._guesses = 0
        former: dict[int, list[str]] = {}
        for unit, *names in UnitName.objects.filter(unit__path__startswith=root.path).values_list(
            "unit_id", "name", "short_name"
        ):
            former.setdefault(unit, []).extend(filter(None, names))
        rows = (
            OrganisationUnit.objects.under(root)
            .filter(valid_to=None)
            .order_by("path", "pk")
            .values_list("pk", "name", "path", "short_name", "code")
        )
        for key, name, path, short, code in rows:
            place = Place(key, name, path)
            self._names[key] = name
            for word in {plain(word) for word in (name, short, code, *former.get(key, []))}:
                if word:
                    self._suggestible.setdefault(word, name)
                    self._by_word.setdefault(word, []).append(place)

    def find(self, written: str) -> tuple[Place | None, Reason | None]:
        """The unit, or why there is not exactly one; the nearest name comes with the reason."""
        if written not in self._answers:
            self._answers[written] = self._look(written)
        return self._answers[written]

    def name_of(self, key: int) -> str:
        """The name of a unit of this Pemda; "" for any other."""
        return self._names.get(key, "")

    def _look(self, written: str) -> tuple[Place | None, Reason | None]:
        found = self._by_word.get(plain(written), [])
        if not found:
            levels = [plain(level) for level in _LEVELS.split(written) if level.strip()]
            if len(levels) > 1:
                found = self._down(levels) or self._down(levels[::-1])
        if len(found) == 1:
            return found[0], None
        if found:
            return None, Reason("unit-ambiguous", name=written[:80], count=len(found))
        near = self._nearest(plain(written))
        if near:
            return None, Reason("unit-unknown-near", name=written[:80], near=near)
        return None, Reason("unit-unknown", name=written[:80])

    def _down(self, levels: Iterable[str]) -> list[Place]:
        above: list[Place] | None = None
        for level in levels:
            here = self._by_word.get(level, [])
            if above is not None:
                here = [
                    place
                    for place in here
                    if any(place.path.startswith(p.path) and place != p for p in above)
                ]
            above = here
        return above or []

    def _nearest(self, word: str) -> str:
        if self._guesses >= MOST_GUESSES:
            return ""
        self._guesses += 1
        near = difflib.get_close_matches(word, self._suggestible, n=1, cutoff=0.6)
        return self._suggestible[near[0]] if near else ""
