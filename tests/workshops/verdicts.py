"""A scan's facts as the vectors write them (one slot, 07.00 to 12.00, late after 09.00), and what the
rule in Python says of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from workshops.rules.attendance import ArrivalFacts, Window, pick_slot, verdict_of

MIDNIGHT = datetime(2026, 11, 22, tzinfo=UTC)


def moment(clock: str) -> datetime:
    hours, minutes = clock.split(":")
    return MIDNIGHT + timedelta(hours=int(hours), minutes=int(minutes))


def window(state: str, key: str = "pagi", opens: str = "07:00", closes: str = "12:00") -> Window:
    return Window(
        id=1,
        public_id=key,
        stage_order=1,
        opens_at=moment(opens),
        late_after=moment("09:00"),
        closes_at=moment(closes),
        state=state,
    )


def python_verdict(facts: dict[str, Any]) -> str:
    told = dict(facts)
    slot, at = told.pop("slot"), told.pop("at")
    return verdict_of(
        ArrivalFacts(**told, slot=slot and window(slot), arrived_at=moment(at))  # type: ignore[arg-type]
    )


def python_pick(slots: list[dict[str, str]], named: str | None, at: str) -> str | None:
    windows = [window(s["state"], s["id"], s["opens"], s["closes"]) for s in slots]
    found = pick_slot(windows, named, moment(at))
    return found and found.public_id
