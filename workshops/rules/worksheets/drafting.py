"""Where a draft begins, and when it begins anew."""

from collections.abc import Mapping
from typing import Any

from workshops.models import SubmissionState

from .content import empty, tidy
from .shape import Worksheet

MOST_REMOVED = 50
LARGEST = 1_000_000  # letters of the whole content as JSON
# The owner's own words stand beside these: a correction it has not taken.
NOT_TAKEN = frozenset({SubmissionState.TO_CONFIRM, SubmissionState.DECLINED})


def continues(version: int, newest_version: int, newest_state: str) -> bool:
    """Whether a draft that went on from ``version`` still does: nothing newer was taken."""
    return version >= newest_version or newest_state in NOT_TAKEN


def begin(worksheet: Worksheet, newest: Any) -> dict[str, Any]:
    """What a new draft holds: the newest version's content, or nothing."""
    return tidy(worksheet, newest)[0] if isinstance(newest, Mapping) else empty(worksheet)
