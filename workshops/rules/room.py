"""The code on the wall, who may be meant by a few letters, and what looks like sharing. Pure.

The code is RFC 6238 with HMAC-SHA-256, steps of 30 seconds and six digits, computed on the
presenter's own device from the room's key; the server judges it by its own clock. The twin in
JavaScript is ``static/workshops/room/code.js``; both are held to ``tests/workshops/room/vectors.json``
and to the vectors of the RFC.
"""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from participants.errors import Reason
from participants.rules.names import split_titles

STEP = 30  # seconds
DIGITS = 6
NUMBER_LENGTH = 4
DRIFT = 1  # steps a code may be early or late
REMEMBERED = 20  # steps back that a code is told to be old instead of wrong

RIGHT, OLD, WRONG = "right", "old", "wrong"

# Between reading the code and confirming: as long as a form takes, and what is slow enough to tell.
PASS_LASTS = timedelta(minutes=5)
SLOW = timedelta(minutes=3)
# Somebody seen in two Bimtek within this was not in both.
APART = timedelta(minutes=15)
FEW = 3  # people on one address that is not the hall's own
FEWEST_IN_A_SECOND = 5
SHARE_IN_A_SECOND = 20  # a twentieth of those expected


def step_of(at: datetime) -> int:
    """The number of the step that holds this moment, counted from 1970."""
    return int(at.timestamp()) // STEP


def code_at(key: bytes, step: int) -> str:
    """The six digits of a step."""
    mac = hmac.digest(key, step.to_bytes(8, "big"), hashlib.sha256)
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def judge(key: bytes, typed: str, at: datetime) -> str:
    """``RIGHT`` within one step of the server's clock, ``OLD`` for a code of the last ten minutes,
    else ``WRONG``. Every comparison takes the same time."""
    now = step_of(at)
    age = None
    for back in range(-DRIFT, REMEMBERED + 1):
        same = hmac.compare_digest(code_at(key, now - back).encode(), typed.encode("utf-8"))
        age = back if same and age is None else age
    if age is None:
        return WRONG
    return RIGHT if age <= DRIFT else OLD


def split_code(typed: str) -> tuple[str, str] | None:
    """(number of the room, code) from ten digits however they were spaced, or None."""
    digits = "".join(sign for sign in typed if sign not in " -\u00a0")
    if len(digits) != NUMBER_LENGTH + DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    return digits[:NUMBER_LENGTH], digits[NUMBER_LENGTH:]


def initials_of(name: str) -> str:
    """``BS`` for "Dr. Ir. Budi Santoso, M.T.": the first letter of each word, titles left out."""
    words = split_titles(name).name.replace("-", " ").split()
    return "".join(word.strip("'’.`")[:1] for word in words).upper()


def fits_initials(typed: str, name: str) -> bool:
    """Whether these letters may be this name's: all its initials or the first two or more; of one
    word, its letter."""
    letters = "".join(sign for sign in typed.upper() if sign.isalpha())
    initials = initials_of(name)
    return bool(initials) and len(letters) >= min(2, len(initials)) and initials.startswith(letters)


def fits_phone(typed: str, phone: str) -> bool:
    """Whether these are the last four digits of the number."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    return len(digits) >= 8 and hmac.compare_digest(digits[-4:].encode(), typed.encode("utf-8"))


@dataclass(frozen=True)
class Arrival:
    """One self check-in as the flags need it. ``device`` and ``address`` may be empty."""

    registration: int
    device: str
    address: str
    read_at: datetime
    arrived_at: datetime


def flags(
    arrivals: Sequence[Arrival],
    *,
    expected: int,
    elsewhere: Collection[int] = (),
) -> dict[int, tuple[Reason, ...]]:
    """What looks like sharing, by registration; nobody is turned away for it.

    ``expected``: how many the room awaits. ``elsewhere``: registrations whose person was at another
    Bimtek within ``APART``. The address that most of the room came by is the hall's own, and says
    nothing of anybody.
    """
    found: dict[int, list[Reason]] = defaultdict(list)
    by_device = _people_by(arrivals, "device")
    by_address = _people_by(arrivals, "address")
    by_second: dict[int, set[int]] = defaultdict(set)
    for one in arrivals:
        by_second[int(one.arrived_at.timestamp())].add(one.registration)
    crowd = max(FEWEST_IN_A_SECOND, expected // SHARE_IN_A_SECOND)
    for one in arrivals:
        reasons = found[one.registration]
        if len(sharing := by_device[one.device]) > 1:
            reasons.append(Reason("room-same-device", people=len(sharing)))
        near = by_address[one.address]
        if len(near) >= FEW and 2 * len(near) < len(arrivals):
            reasons.append(Reason("room-same-address", people=len(near)))
        if len(together := by_second[int(one.arrived_at.timestamp())]) > crowd:
            reasons.append(Reason("room-too-many", people=len(together)))
        if one.arrived_at - one.read_at > SLOW:
            minutes = int((one.arrived_at - one.read_at).total_seconds() // 60)
            reasons.append(Reason("room-slow", minutes=minutes))
        if one.registration in elsewhere:
            reasons.append(Reason("room-elsewhere"))
    return {key: tuple(dict.fromkeys(reasons)) for key, reasons in found.items() if reasons}


def _people_by(arrivals: Iterable[Arrival], name: str) -> dict[str, set[int]]:
    """Who came by each device or address; the unknown one ("") belongs to nobody."""
    people: dict[str, set[int]] = defaultdict(set)
    for one in arrivals:
        if getattr(one, name):
            people[getattr(one, name)].add(one.registration)
    return people


def drawn(candidates: Iterable[str], *, seed: str, people: int) -> list[str]:
    """So many of the candidates by lot, the same for the same seed, whatever their order."""
    lots = {one: hashlib.sha256(f"{seed}:{one}".encode()).digest() for one in candidates}
    return sorted(lots, key=lambda one: (lots[one], one))[:people]
