"""Whom to send to a Bimtek so that it closes the most must-gaps. Pure (decision 35).

A gap needs so many people who close it: one holder's own lack needs that holder; "no programmer in
this OPD" needs one of its candidates. What a choice of people is worth is the sum over the gaps of
min(people chosen who close it, people it needs) times its weight: more people never help less.

Greedy by what each adds is the best there is when everybody closes at most one gap that others could
close too: then the worth is a sum over OPD of weighted matchings, which stays M-natural-concave under
a quota for each OPD and a number of seats, and greedy maximises such a function. Where people close
several shared gaps it is at least half of the best (a submodular worth over two nested quotas), small
cases are searched to the end, and ``bound`` says in every case what no choice can exceed.
"""

import heapq
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

SEARCHED = 20_000  # steps of the search for small cases; beyond it what greedy found stands


@dataclass(frozen=True, slots=True)
class Gap:
    """``needs`` people close it; each of those counts ``weight``."""

    key: Hashable
    weight: int = 1
    needs: int = 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """``rank`` breaks ties, lowest first: the readier person of two who close as much."""

    key: int
    unit: int
    gaps: tuple[Gap, ...]
    rank: tuple[int | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """``seats`` in all; ``per_unit`` for every OPD, ``quotas`` for those that have another."""

    seats: int
    per_unit: int
    quotas: Mapping[int, int] | None = None

    def of(self, unit: int) -> int:
        return (self.quotas or {}).get(unit, self.per_unit)


@dataclass(frozen=True, slots=True)
class Pick:
    """One nomination and the gaps that it closes which none before it had closed."""

    candidate: Candidate
    closes: tuple[Gap, ...]

    @property
    def worth(self) -> int:
        return sum(gap.weight for gap in self.closes)


@dataclass(frozen=True, slots=True)
class Nominations:
    """``worth`` of the picks; no choice within the limits exceeds ``bound``."""

    picks: tuple[Pick, ...]
    worth: int
    bound: int

    @property
    def best(self) -> bool:
        """Known to be the best there is."""
        return self.worth == self.bound


def seats_paid(seats: int, budget: int | None, cost: int | None) -> int:
    """How many seats the budget pays for."""
    if budget is None or not cost:
        return seats
    return min(seats, max(budget, 0) // cost)


def nominate(candidates: Iterable[Candidate], limits: Limits) -> Nominations:
    """The picks, those that close most first. Who closes nothing new is not sent."""
    people = sorted(candidates, key=lambda one: (one.rank, one.key))
    greedy = _greedy(people, limits)
    if _is_greedy_best(people):
        return Nominations(tuple(greedy), _worth(greedy), _worth(greedy))
    bound = _bound(people, greedy, limits)
    if _worth(greedy) < bound:
        better, finished = _search(people, limits, _worth(greedy))
        found = _greedy(better, limits) if better is not None else greedy
        if finished:
            return Nominations(tuple(found), _worth(found), _worth(found))
        greedy = found
    return Nominations(tuple(greedy), _worth(greedy), bound)


def worth_of(chosen: Iterable[Candidate]) -> int:
    """What a choice of people is worth."""
    return sum(gap.weight for one in _told(list(chosen)) for gap in one.closes)


def _worth(picks: Sequence[Pick]) -> int:
    return sum(pick.worth for pick in picks)


def _told(chosen: Sequence[Candidate]) -> list[Pick]:
    closed: dict[Hashable, int] = defaultdict(int)
    return [_picked(one, closed) for one in chosen]


def _adds(one: Candidate, closed: Mapping[Hashable, int]) -> tuple[Gap, ...]:
    return tuple(gap for gap in one.gaps if closed.get(gap.key, 0) < gap.needs)


def _picked(one: Candidate, closed: dict[Hashable, int]) -> Pick:
    closes = _adds(one, closed)
    for gap in closes:
        closed[gap.key] += 1
    return Pick(one, closes)


def _greedy(people: Sequence[Candidate], limits: Limits) -> list[Pick]:
    """Lazily: what somebody adds only shrinks, so who is on top and still adds as much is the best."""
    closed: dict[Hashable, int] = defaultdict(int)
    sent: dict[int, int] = defaultdict(int)
    heap = [
        (-sum(gap.weight for gap in one.gaps), place)
        for place, one in enumerate(people)
        if one.gaps
    ]
    heapq.heapify(heap)
    picks: list[Pick] = []
    while heap and len(picks) < limits.seats:
        told, place = heapq.heappop(heap)
        one = people[place]
        if sent[one.unit] >= limits.of(one.unit):
            continue
        adds = sum(gap.weight for gap in _adds(one, closed))
        if adds == 0:
            continue
        if -told != adds:
            heapq.heappush(heap, (-adds, place))
            continue
        sent[one.unit] += 1
        picks.append(_picked(one, closed))
    return picks


def _is_greedy_best(people: Sequence[Candidate]) -> bool:
    """Everybody closes at most one gap that more people could close than it needs, and no such gap
    is shared between OPD."""
    closers: dict[Hashable, int] = defaultdict(int)
    units: dict[Hashable, set[int]] = defaultdict(set)
    for one in people:
        for gap in one.gaps:
            closers[gap.key] += 1
            units[gap.key].add(one.unit)
    return all(
        sum(closers[gap.key] > gap.needs for gap in one.gaps) <= 1
        and all(len(units[gap.key]) == 1 for gap in one.gaps if closers[gap.key] > gap.needs)
        for one in people
    )


def _bound(people: Sequence[Candidate], picks: Sequence[Pick], limits: Limits) -> int:
    """No choice exceeds what was picked plus the most that any others could add to it."""
    closed: dict[Hashable, int] = defaultdict(int)
    for pick in picks:
        for gap in pick.closes:
            closed[gap.key] += 1
    most = sum(
        heapq.nlargest(
            limits.seats, (sum(gap.weight for gap in _adds(one, closed)) for one in people)
        )
    )
    every: dict[Hashable, tuple[Gap, int]] = {}
    for one in people:
        for gap in one.gaps:
            every[gap.key] = (gap, every.get(gap.key, (gap, 0))[1] + 1)
    all_gaps = sum(gap.weight * min(gap.needs, count) for gap, count in every.values())
    return min(_worth(picks) + most, all_gaps)


def _search(
    people: Sequence[Candidate], limits: Limits, least: int
) -> tuple[list[Candidate] | None, bool]:
    """Somebody in or out, cut off by the bound; a choice worth more than ``least`` if there is one,
    and whether everything was looked at."""
    order = sorted(people, key=lambda one: -sum(gap.weight for gap in one.gaps))
    best, best_worth, steps = None, least, 0
    stack: list[tuple[int, tuple[Candidate, ...]]] = [(0, ())]
    while stack:
        steps += 1
        if steps > SEARCHED:
            return best, False
        place, chosen = stack.pop()
        closed: dict[Hashable, int] = defaultdict(int)
        worth = sum(_picked(one, closed).worth for one in chosen)
        if worth > best_worth:
            best, best_worth = list(chosen), worth
        left = limits.seats - len(chosen)
        if place == len(order) or left <= 0:
            continue
        adds = heapq.nlargest(
            left, (sum(gap.weight for gap in _adds(one, closed)) for one in order[place:])
        )
        if worth + sum(adds) <= best_worth:
            continue
        one = order[place]
        stack.append((place + 1, chosen))
        if _room(one, chosen, limits):
            stack.append((place + 1, (*chosen, one)))
    return best, True


def _room(one: Candidate, chosen: Collection[Candidate], limits: Limits) -> bool:
    return sum(other.unit == one.unit for other in chosen) < limits.of(one.unit)
