"""What every change to a plan begins with."""

from participants.errors import Reason, Refused
from workshops.models import Workshop, WorkshopState


def changeable(workshop: Workshop) -> Workshop:
    """The workshop's row, locked: others who change this plan wait. Refused: workshop-closed."""
    # no_key: rows that only point at the workshop, every scan at the door, need not wait.
    locked = (
        Workshop.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit")
        .get(pk=workshop.pk)
    )
    if locked.state == WorkshopState.CLOSED:
        raise Refused(Reason("workshop-closed"))
    return locked
