"""What entry to a stage asks: hasil kerja of earlier stages, and the hours so far. Pure."""

from collections.abc import Iterable

from workshops.models import Deliverable, Stage


def required_for(stage: Stage, deliverables: Iterable[Deliverable]) -> list[Deliverable]:
    """Those of earlier stages that must be accepted when this stage begins; fetch their stage."""
    return [
        one
        for one in deliverables
        if one.stage.order < stage.order
        and one.required_after is not None
        and one.required_after <= stage.starts_on
    ]
