"""Test scores: how they are read, and what a class gained (domain.md §2.8)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from participants.errors import Reason, Refused

HIGHEST = Decimal(100)
CENT = Decimal("0.01")
# Hake's bands of normalised gain.
HIGH, MEDIUM = Decimal("0.7"), Decimal("0.3")


@dataclass(frozen=True)
class Gain:
    """What a class gained, over those who have both scores; None where nobody has."""

    pre: int  # people with a score
    post: int
    both: int
    mean_pre: Decimal | None  # of everybody who has one
    mean_post: Decimal | None
    gain: Decimal | None  # mean post - mean pre of those with both
    n_gain: Decimal | None

    @property
    def band(self) -> str:
        """ "high", "medium" or "low"; "" where there is no normalised gain."""
        if self.n_gain is None:
            return ""
        return "high" if self.n_gain > HIGH else "medium" if self.n_gain >= MEDIUM else "low"


def read_score(text: str) -> Decimal | None:
    """A score as people type it: 80, 80,5, 80.50; None for an empty cell or a dash.

    Refused: score-unreadable, score-out-of-range.
    """
    written = text.strip()
    if written in ("", "-", "–"):
        return None
    if not re.fullmatch(r"\d{1,4}([.,]\d{1,4})?", written, re.ASCII):
        raise Refused(Reason("score-unreadable", given=written[:20]))
    score = Decimal(written.replace(",", "."))
    if score > HIGHEST:
        raise Refused(Reason("score-out-of-range", given=written))
    return score.quantize(CENT, ROUND_HALF_UP)


def gain_of(scores: Iterable[tuple[Decimal | None, Decimal | None]]) -> Gain:
    """From (pre, post) of everybody. The normalised gain is that of the class: the share of what
    could be gained that was, (post - pre) / (100 - pre) of the means, so that one person who had
    nearly everything before does not outweigh the others."""
    rows = list(scores)
    pre = [before for before, _after in rows if before is not None]
    post = [after for _before, after in rows if after is not None]
    both = [(before, after) for before, after in rows if before is not None and after is not None]
    gain = n_gain = None
    if both:
        before, after = _mean([one for one, _ in both]), _mean([one for _, one in both])
        gain = _cents(after - before)
        n_gain = n_gain_of(before, after)
    return Gain(
        pre=len(pre),
        post=len(post),
        both=len(both),
        mean_pre=_cents(_mean(pre)) if pre else None,
        mean_post=_cents(_mean(post)) if post else None,
        gain=gain,
        n_gain=n_gain,
    )


def n_gain_of(pre: Decimal, post: Decimal) -> Decimal | None:
    """None where there was nothing left to gain."""
    return None if pre >= HIGHEST else _cents((post - pre) / (HIGHEST - pre))


def over_all_stages(scores: Sequence[Decimal]) -> Decimal | None:
    """The one figure that the rule of a Bimtek looks at: the mean of the person's post-tests."""
    return _cents(_mean(scores)) if scores else None


def _mean(scores: Sequence[Decimal]) -> Decimal:
    return sum(scores, Decimal(0)) / len(scores)


def _cents(figure: Decimal) -> Decimal:
    return figure.quantize(CENT, ROUND_HALF_UP)
