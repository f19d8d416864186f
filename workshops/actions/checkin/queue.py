"""Requests that come while the database is busy with others wait, and then go together.

What a scan costs the database is nearly all trips, plans and the commit; a few scans in one go cost
hardly more than one. So the hotter the door, the cheaper a scan, and nobody waits longer than for
those who came before and for the own turn. Per process: several processes go beside each other.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from threading import Event, Lock
from typing import Generic, TypeVar

MOST = 32  # calls that go together
MET = 0.02  # seconds: somebody waited so short ago that more will come at once
PAUSE = 0.0007  # seconds that the first then waits for them
Call = TypeVar("Call")
Told = TypeVar("Told")


class _Place(Generic[Call, Told]):
    """Somebody who waits: to be told, or to be the next that serves."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.called = Event()
        self.told: list[Told] = []  # the answer, once it is there
        self.leads = False


class Queue(Generic[Call, Told]):
    """``serve`` answers several calls at once, all or none. Whoever comes while nobody is served serves;
    who waits meanwhile is served together by the first of them, in that one's thread."""

    def __init__(self, serve: Callable[[Sequence[Call]], Sequence[Told]]) -> None:
        self._serve = serve
        self._lock = Lock()
        self._waiting: deque[_Place[Call, Told]] = deque()
        self._busy = False
        self._met = 0.0  # when somebody last had to wait

    def through(self, call: Call) -> Told:
        """The answer to ``call``. What goes wrong with several goes wrong for none of them but the
        one whose fault it is: each then goes alone."""
        place: _Place[Call, Told] = _Place(call)
        with self._lock:
            if self._busy:
                self._waiting.append(place)
                self._met = time.monotonic()
            else:
                self._busy = place.leads = True
        if not place.leads:
            place.called.wait()
        if place.leads:
            self._lead(place)
        if place.told:
            return place.told[0]
        return self._serve([call])[0]

    def _lead(self, first: _Place[Call, Told]) -> None:
        if time.monotonic() - self._met < MET:
            time.sleep(PAUSE)
        with self._lock:
            others = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST - 1))]
        group = [first, *others]
        try:
            if others:
                for place, told in zip(group, self._try(group), strict=False):
                    place.told.append(told)
            else:
                first.told.append(self._serve([first.call])[0])
        finally:
            self._hand_over()
            for place in others:
                place.called.set()

    def _try(self, group: Sequence[_Place[Call, Told]]) -> Sequence[Told]:
        """Nothing where it fails: then everybody goes alone, and is told their own fault."""
        try:
            return self._serve([place.call for place in group])
        except Exception:  # noqa: BLE001 - each of them meets it again, if it is theirs
            return []

    def _hand_over(self) -> None:
        with self._lock:
            following = self._waiting.popleft() if self._waiting else None
            self._busy = following is not None
            if following:
                following.leads = True
        if following:
            following.called.set()
