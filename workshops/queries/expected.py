"""Who is expected where: the denominator, from the delegations held."""

from django.db.models import Exists, OuterRef, Q

from workshops.models import Delegation, Registration, RegistrationKind
from workshops.models.registration import RegistrationQuerySet
from workshops.models.stage import Stage


def expected_at(stage: Stage) -> RegistrationQuerySet:
    """Live registrations that hold a seat at this stage; speakers and committee at every stage."""
    held = Delegation.objects.filter(
        Q(last_stage=None) | Q(last_stage__order__gte=stage.order),
        registration=OuterRef("pk"),
        ended_at=None,
        first_stage__order__lte=stage.order,
    )
    return (
        Registration.objects.live()
        .filter(workshop=stage.workshop_id)
        .filter(~Q(kind=RegistrationKind.PARTICIPANT) | Exists(held))
    )
