"""Finds the unit that a cell means, inside one Pemda and nowhere else."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from participants.errors import Reason
from participants.models import OrganisationUnit, UnitName, UnitSpelling
from participants.rules.unit_names import likeness, loose, plain

__all__ = ["Place", "Places", "plain"]

MOST_GUESSES = 40  # a nearest name is looked for; a whole column of nonsense must not take minutes
LIKELY = 0.55  # below, two names only share a word or two
_LEVELS = re.compile(r"\s*(?:/|>|»|\||\s-\s|\s–\s|\\)\s*")


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as rows need it."""

    key: int
    name: str
    path: str


class Places:
    """The units in force of one Pemda, found by name, short name, former name, code, or path
    ("Dinas Kesehatan / Sekretariat"); by a spelling that somebody decided on before; or by what an
    abbreviation stands for. ``missed`` counts what was asked for and is not exactly one unit."""

    def __init__(self, root: OrganisationUnit) -> None:
        self._region = plain(root.name).split()
        self._by_word: dict[str, list[Place]] = {}
        self._by_loose: dict[str, list[Place]] = {}
        self._names: dict[int, str] = {}
        self._answers: dict[str, tuple[Place | None, Reason | None]] = {}
        self._guesses = 0
        self.missed: Counter[str] = Counter()
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
        by_key: dict[int, Place] = {}
        for key, name, path, short, code in rows:
            place = by_key[key] = Place(key, name, path)
            self._names[key] = name
            words = (name, short, *former.get(key, []))
            for word in {plain(word) for word in (*words, code)}:
                if word:
                    self._by_word.setdefault(word, []).append(place)
            for word in {loose(word, self._region) for word in words if word}:
                if word:
                    self._by_loose.setdefault(word, []).append(place)
        self._decided = {
            written: by_key[meant]
            for written, meant in UnitSpelling.objects.filter(unit=root).values_list(
                "written", "meant_id"
            )
            if meant in by_key
        }

    def find(self, written: str) -> tuple[Place | None, Reason | None]:
        """The unit, or why there is not exactly one; the nearest name comes with the reason."""
        if written not in self._answers:
            self._answers[written] = self._look(written)
        answer = self._answers[written]
        if answer[1] is not None:
            self.missed[written] += 1
        return answer

    def knows(self, written: str) -> bool:
        """Whether exactly one unit is meant; counts nothing."""
        return bool(plain(written)) and self._exact(written) is not None

    def name_of(self, key: int) -> str:
        """The name of a unit of this Pemda; "" for any other."""
        return self._names.get(key, "")

    def candidates(self, written: str, most: int = 5) -> list[Place]:
        """The units it may mean, the likeliest first."""
        best: dict[Place, float] = {}
        for word, known_as in (
            (loose(written, self._region), self._by_loose),
            (plain(written), self._by_word),
        ):
            for known, places in known_as.items():
                score = likeness(word, known)
                if score >= LIKELY:
                    for place in places:
                        best[place] = max(score, best.get(place, 0.0))
        ranked = sorted(best, key=lambda place: (-best[place], place.path))
        return ranked[:most]

    def _exact(self, written: str) -> Place | None:
        word = plain(written)
        if word in self._decided:
            return self._decided[word]
        found = self._by_word.get(word) or self._levels(written)
        if not found:
            found = self._by_loose.get(loose(written, self._region), [])
        return found[0] if len(found) == 1 else None

    def _look(self, written: str) -> tuple[Place | None, Reason | None]:
        if place := self._exact(written):
            return place, None
        found = (
            self._by_word.get(plain(written))
            or self._levels(written)
            or self._by_loose.get(loose(written, self._region), [])
        )
        if found:
            return None, Reason("unit-ambiguous", name=written[:80], count=len(found))
        if near := self._nearest(written):
            return None, Reason("unit-unknown-near", name=written[:80], near=near)
        return None, Reason("unit-unknown", name=written[:80])

    def _levels(self, written: str) -> list[Place]:
        levels = [plain(level) for level in _LEVELS.split(written) if level.strip()]
        if len(levels) < 2:
            return []
        return self._down(levels) or self._down(levels[::-1])

    def _down(self, levels: Iterable[str]) -> list[Place]:
        above: list[Place] | None = None
        for level in levels:
            here = self._by_word.get(level, []) or self._by_loose.get(
                loose(level, self._region), []
            )
            if above is not None:
                here = [
                    place
                    for place in here
                    if any(place.path.startswith(p.path) and place != p for p in above)
                ]
            above = here
        return above or []

    def _nearest(self, written: str) -> str:
        if self._guesses >= MOST_GUESSES:
            return ""
        self._guesses += 1
        near = self.candidates(written, most=1)
        return near[0].name if near else ""
