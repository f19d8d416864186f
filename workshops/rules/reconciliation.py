"""What the numbers of a device tell: what is there, what is missing, what does not follow. Pure.

A device numbers its scans from 1 and ties each to the one before (static/workshops/door/chain.js);
one registered anew counts from 1 again, and is a device of its own.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

Span = tuple[int, int]

# A clock this far off is told; less is what a phone and a network always have.
CLOCK_OFF = timedelta(minutes=2)


@dataclass(frozen=True)
class Link:
    """One numbered scan of a device, as it came."""

    seq: int
    nonce: str
    device_at: datetime | None
    chain: str


def spans(numbers: Iterable[int]) -> list[Span]:
    """The numbers as ranges: 1, 2, 3, 7 are 1–3 and 7–7."""
    found: list[Span] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def missing(there: Sequence[Span], first: int, last: int) -> list[Span]:
    """What lacks from ``first`` to ``last`` where ``there`` (in order) is."""
    found, expected = [], first
    for start, end in there:
        if end < expected:
            continue
        if start > last:
            break
        if start > expected:
            found.append((expected, start - 1))
        expected = end + 1
    if expected <= last:
        found.append((expected, last))
    return found


def doubled(links: Iterable[Link]) -> list[int]:
    """Numbers that stand over more than one scan: two phones with one registration, or a forgery."""
    seen = Counter(link.seq for link in links)
    return sorted(number for number, count in seen.items() if count > 1)


def broken(links: Sequence[Link]) -> list[int]:
    """Numbers whose scan does not follow from the one before: something was changed or made anew.

    Behind a gap nothing can be said, so nothing is; the gap itself is told.
    """
    before: dict[int, set[str]] = defaultdict(set)
    before[0] = {""}
    for link in links:
        before[link.seq].add(link.chain)
    return sorted(
        {
            link.seq
            for link in links
            if link.seq - 1 in before
            and not any(chained(earlier, link) == link.chain for earlier in before[link.seq - 1])
        }
    )


def chained(earlier: str, link: Link) -> str:
    """The chain of ``link`` after ``earlier``, as the device computes it."""
    said = f"{earlier}{link.nonce}{link.seq}{_as_written(link.device_at)}"
    return hashlib.sha256(said.encode()).hexdigest()


def _as_written(moment: datetime | None) -> str:
    """As a browser writes it: UTC, milliseconds, Z."""
    if moment is None:
        return ""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


@dataclass(frozen=True)
class Clock:
    """How far the device's clock was behind (positive) or ahead, and whether that changed."""

    behind: timedelta
    jumped: bool

    @property
    def is_off(self) -> bool:
        return self.jumped or abs(self.behind) >= CLOCK_OFF


def clock_of(corrections: Iterable[timedelta]) -> Clock | None:
    """``corrections``: what was added to the device's time of each scan. None: no time was given."""
    seconds = sorted(one.total_seconds() for one in corrections)
    if not seconds:
        return None
    spread = timedelta(seconds=seconds[-1] - seconds[0])
    return Clock(timedelta(seconds=round(median(seconds))), jumped=spread >= CLOCK_OFF)
