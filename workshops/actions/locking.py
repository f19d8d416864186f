"""What every change to a Bimtek, its plan or its people begins with."""

from participants.errors import Reason, Refused
from workshops.models import Stage, Workshop, WorkshopState


def changeable(workshop: Workshop) -> Workshop:
    """The workshop's row, locked: others who change its plan or people wait. Refused:
    workshop-closed."""
    # no_key: rows that only point at the workshop, every scan at the door, need not wait.
    locked = (
        Workshop.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit")
        .get(pk=workshop.pk)
    )
    if locked.state == WorkshopState.CLOSED:
        raise Refused(Reason("workshop-closed"))
    return locked


def changeable_stage(stage: Stage, *, though_frozen: bool = False) -> Stage:
    """The stage as it is now, its workshop locked; ``though_frozen``: for what its certificates
    do not rest on. Refused: workshop-closed, stage-frozen."""
    workshop = changeable(stage.workshop)
    stage = Stage.objects.get(pk=stage.pk)
    if not though_frozen and stage.closings.standing().exists():
        raise Refused(Reason("stage-frozen"))
    stage.workshop = workshop
    return stage
