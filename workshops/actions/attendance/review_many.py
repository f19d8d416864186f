"""Many doubtful scans settled with one decision, each by itself."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from participants.errors import Reason, Refused
from participants.models import User
from workshops.models import CheckIn

from .review import accept_scan, reject_scan


@dataclass
class Settled:
    """How many were settled, and why others were not (each reason with how often)."""

    count: int = 0
    left: Counter[Reason] = field(default_factory=Counter)


def settle_many(
    *, events: Iterable[CheckIn], accept: bool, reason: str, by: User, at: datetime
) -> Settled:
    """Accepts or rejects each as ``accept_scan`` and ``reject_scan`` do, in a transaction of its own:
    the door does not wait for a long list, and one that cannot be settled holds up no other.

    Refused: reason-required (rejecting), before anything is done.
    """
    if not accept and not reason.strip():
        raise Refused(Reason("reason-required"))
    settled = Settled()
    for event in events:
        try:
            if accept:
                accept_scan(event=event, reason=reason, by=by, at=at)
            else:
                reject_scan(event=event, reason=reason, by=by, at=at)
        except Refused as refusal:
            settled.left.update(refusal.reasons)
        else:
            settled.count += 1
    return settled
