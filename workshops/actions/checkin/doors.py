"""Devices and their slots, kept in mind by each process for the scans to come: PostgreSQL alone, where
what a decision rested on is looked at once more when it is kept, and a door that is not as it was is
read anew (``statements.keep``). So nothing is ever decided by a door of yesterday."""

import time
from collections.abc import Sequence

from . import statements
from .statements import Cursor, Door

LONGEST = 60.0  # seconds; what nobody looks at again is the timezone of an answer
MOST = 1_000
# token_lookup → (until when, the door)
_in_mind: dict[str, tuple[float, Door]] = {}


def recall(tokens: Sequence[str]) -> dict[str, Door] | None:
    """The doors of all these tokens; None where one of them is not in mind."""
    now = time.monotonic()
    found = {token: _in_mind.get(token, (0.0, None)) for token in tokens}
    doors = {token: door for token, (until, door) in found.items() if door and until > now}
    return doors if len(doors) == len(found) else None


def read(cursor: Cursor, tokens: Sequence[str]) -> dict[str, Door]:
    """As the database has them now; kept in mind from here on."""
    doors = statements.read_whole_doors(cursor, tokens)
    if len(_in_mind) > MOST:
        _in_mind.clear()
    until = time.monotonic() + LONGEST
    for token in tokens:
        _in_mind.pop(token, None)
    _in_mind.update({token: (until, door) for token, door in doors.items()})
    return doors
