"""Whether somebody may do something to a version of a hasil kerja. Pure; the table is in states."""

from participants.errors import Reason
from workshops.models import SubmissionState
from workshops.rules.states import FOLLOWED, SUBMISSION, SUBMISSION_ACTORS, Actor

WHAT_STANDS = {
    "confirm": "submission-nothing-to-confirm",
    "decline": "submission-nothing-to-confirm",
    "reopen": "submission-not-accepted",
}


def refusals(act: str, state: str, actor: str, *, newest: bool = True) -> list[Reason]:
    """Empty when ``actor`` may do ``act`` to a version in ``state``, the ``newest`` or an older.

    ``submit`` is asked of the version that the next one would follow.
    """
    if actor not in SUBMISSION_ACTORS[act]:
        return [Reason("review-not-by-you")]
    if not newest:
        owners = actor == Actor.OWNER and act in WHAT_STANDS
        return [Reason("correction-superseded" if owners else "submission-superseded")]
    if act == "submit":
        return [] if state in FOLLOWED else [Reason(_in_the_way(state))]
    if act in SUBMISSION[state].values():
        return []
    if act in WHAT_STANDS:
        return [Reason(WHAT_STANDS[act])]
    if state == SubmissionState.TO_CONFIRM:
        return [Reason("submission-awaits-its-owner")]
    return [Reason("submission-reviewed-already")]


def target(act: str, state: str) -> str:
    """The state that ``act`` leads to; ask ``refusals`` first."""
    return next(state for state, name in SUBMISSION[state].items() if name == act)


def _in_the_way(state: str) -> str:
    if state == SubmissionState.TO_CONFIRM:
        return "submission-to-confirm-first"
    return "deliverable-accepted"
