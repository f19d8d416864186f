"""Which programmes the one before a unit's invitation may report on."""

from typing import Any

from django.db.models import Q

from workshops.models import WorkProgramme
from workshops.views.unit_link.desk import Desk


def programmes_at(desk: Desk) -> Any:
    """The unit's own that stand in the register of this Bimtek's organiser."""
    return WorkProgramme.objects.standing().filter(
        Q(workshop=desk.workshop) | Q(keeper=desk.workshop.unit), unit=desk.invitation.unit
    )
