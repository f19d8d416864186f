"""How often one may be wrong at the room's page; what is right is never counted.

Unlike a link, six digits can be guessed, so whoever used up their tries waits even when right.
"""

from participants.throttle import Limit
from workshops.models import Room

WINDOW = 10 * 60  # seconds
# A hall often shares one address, so an address may be wrong far more often than one phone.
CODES = Limit("room:code", most=120, window=WINDOW)
OF_ADDRESS = Limit("room:address", most=120, window=WINDOW)
OF_DEVICE = Limit("room:device", most=8, window=WINDOW)
OF_ROOM = Limit("room:room", most=400, window=WINDOW)
OF_PERSON = Limit("room:person", most=5, window=3 * WINDOW)


class Claims:
    """The tries of one claim to be somebody, by all that may be guessed with."""

    def __init__(self, room: Room, *, address: str, device: str, unit: str, initials: str) -> None:
        who = "".join(sign for sign in initials.upper() if sign.isalpha())
        self._limits = (
            (OF_ADDRESS, (address,)),
            (OF_DEVICE, (device,)),
            (OF_ROOM, (str(room.pk),)),
            (OF_PERSON, (str(room.pk), unit, who)),
        )

    def are_exhausted(self) -> bool:
        return any(limit.is_exhausted(*who) for limit, who in self._limits)

    def count(self) -> None:
        for limit, who in self._limits:
            limit.count(*who)
