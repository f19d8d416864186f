"""What entry to a stage asks: hasil kerja of earlier stages, and the hours so far. Pure."""

import json
from collections.abc import Iterable
from typing import Any

from participants.errors import Reason
from workshops.models import Deliverable, Stage
from workshops.rules.progress import Progress, Rule, shortfalls

ABOUT_HOURS = "jp"


def required_for(stage: Stage, deliverables: Iterable[Deliverable]) -> list[Deliverable]:
    """Those of earlier stages that must be accepted when this stage begins; fetch their stage."""
    return [
        one
        for one in deliverables
        if one.stage.order < stage.order
        and one.required_after is not None
        and one.required_after <= stage.starts_on
    ]


def hours_missing(stage: Stage, progress: Progress, rule: Rule | None) -> list[Reason]:
    """What the certificate's evaluator misses in the hours of the earlier stages that are over.
    Nothing for who was expected at none of them."""
    over = tuple(one for one in progress.stages if one.order < stage.order and not one.ahead)
    if rule is None or not any(one.jp_expected for one in over):
        return []
    until_now = Progress(stages=over, deliverables_asked=0, score=progress.score)
    return [
        reason for reason in shortfalls(until_now, rule) if ABOUT_HOURS in reason.code.split("-")
    ]


def missing_of(reasons: Iterable[Reason]) -> str:
    """What the door may say of it, as JSON: titles of hasil kerja, and whether hours are missing too."""
    works: list[str] = []
    hours = False
    for reason in reasons:
        if reason.code != "entry-work-missing":
            hours = True
        elif (title := str(dict(reason.args)["work"])) not in works:
            works.append(title)
    return json.dumps({"works": works, "hours": hours}, ensure_ascii=False)


def told_missing(missing: str) -> dict[str, Any]:
    """``missing_of`` read back; {} where nothing was kept."""
    return dict(json.loads(missing)) if missing else {}
