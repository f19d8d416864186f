"""``POST /pindai/api/pindai``: scans in, verdicts out. The hot path; measured by `make bench`."""

import time
from dataclasses import replace
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from participants.access import anyone
from participants.errors import Reason
from participants.rules.wording import clock
from workshops.actions.checkin import MOST_ITEMS, Answer, Receipt, counts_of, receive
from workshops.actions.checkin.served import within_stages
from workshops.rules.entry import told_missing

from . import limits, wire

FRESH = 2.0  # seconds that counts of a device may be old
SHARE = 50  # … or so many times what counting took, in a hall of thousands

# Per process and device: (until when, of which slot, present, expected). Only for the chip "61/78": the figures
# that matter are read from the database by the roll call.
Counted = tuple[float, int, int, int]
_counts: dict[str, Counted] = {}
# Devices that sent far too many unknown codes, until when those are answered but not kept.
_guessing: dict[str, float] = {}


@csrf_exempt
@anyone(because="a device at the door shows its own token, checked by the first statement")
@require_POST
def scan(request: HttpRequest) -> HttpResponse:
    wire.speak(request)
    try:
        items = wire.read_json(request).get("items")
    except wire.Unreadable as unreadable:
        return unreadable.response
    if not isinstance(items, list):
        return wire.problem(400, "items-missing", _("Kiriman tidak memuat daftar pemindaian."))
    if len(items) > MOST_ITEMS:
        return wire.problem(413, "too-many-items", _("Paling banyak 100 pemindaian sekali kirim."))

    at = timezone.now()
    token = wire.token_of(request)
    served = within_stages(token=token, items=items, at=at)
    receipt = served and receive(
        token=token,
        items=served[0],
        at=at,
        keep_strangers=_guessing.get(token, 0.0) < time.monotonic(),
    )
    if not served or not receipt:
        # Not counted and not slowed: 256 random bits are guessed by nobody, and a thread that waits
        # for a stranger does not serve the hall.
        return wire.no_device()
    if receipt.strangers:
        _count_strangers(token, receipt)
    return wire.answer(
        {
            # After they are stored: a roster that was read meanwhile knows less than these counts.
            "server_time": timezone.now(),
            "counts": _counted(token, receipt),
            "results": [
                _result(_told(answer, served[1]), receipt.timezone) for answer in receipt.answers
            ],
        }
    )


def _told(answer: Answer, held: frozenset[str]) -> Answer:
    """Of a stage that this device does not serve, it says so; kept is that no slot was meant."""
    if answer.nonce in held and answer.verdict == "no_slot":
        return replace(answer, verdict="other_stage", why="scan-other_stage")
    return answer


def _count_strangers(token: str, receipt: Receipt) -> None:
    found = limits.STRANGERS.count(str(receipt.device), times=receipt.strangers)
    if found > limits.STRANGERS.most:
        _guessing[token] = time.monotonic() + limits.STRANGERS.window


def _counted(token: str, receipt: Receipt) -> dict[str, int] | None:
    """After the scans are stored. What grew old is counted anew by one request, and none of the others
    waits for it."""
    slot, kept = receipt.current, _counts.get(token)
    if slot is None:
        return None
    if kept is None or kept[1] != slot:
        present, expected = _count(token, slot)
    elif time.monotonic() > kept[0]:
        _counts[token] = (time.monotonic() + FRESH, *kept[1:])
        present, expected = _count(token, slot)
    else:
        until, _slot, before, expected = kept
        present = before + receipt.arrived
        _counts[token] = (until, slot, present, expected)
    return {"present": present, "expected": expected}


def _count(token: str, slot: int) -> tuple[int, int]:
    began = time.monotonic()
    counts = counts_of(slot)
    if len(_counts) > 1_000:
        _counts.clear()
    now = time.monotonic()
    _counts[token] = (now + max(FRESH, SHARE * (now - began)), slot, *counts)
    return counts


def _result(answer: Answer, timezone_name: str) -> dict[str, object]:
    why, args = answer.why, {}
    language = get_language() or "id"
    if answer.verdict == "already" and answer.arrived_at:
        args["clock"] = clock(answer.arrived_at, timezone_name, language)
    if answer.verdict == "entry_held" and answer.missing:
        why, args = "scan-entry-missing", told_missing(answer.missing)
    return {
        "nonce": answer.nonce,
        "outcome": answer.outcome,
        "verdict": answer.verdict,
        "level": answer.level,
        "name": answer.name,
        "unit": answer.unit,
        "slot": answer.slot,
        "arrived_at": answer.arrived_at,
        "letter": answer.letter,
        "message": str(Reason(why, **args)) if args else _sentence(why, language),
    }


@lru_cache(256)
def _sentence(why: str, language: str) -> str:
    with override(language):
        return str(Reason(why))
