"""*Perlu diperiksa*: what waits, narrowed as asked, with whose it seems to be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from workshops.models import CheckIn, CheckInOutcome, Registration, Workshop
from workshops.models.checkin import CheckInQuerySet


@dataclass(frozen=True)
class Asked:
    """How the list is narrowed; "" is all."""

    verdict: str = ""
    slot: str = ""
    device: str = ""

    def of(self, workshop: Workshop, *, until: datetime | None = None) -> CheckInQuerySet:
        """What waits, oldest first; ``until``: what had come by then."""
        found = CheckIn.objects.needing_review().filter(workshop=workshop)
        if self.verdict:
            found = found.filter(verdict=self.verdict)
        if self.slot:
            found = found.filter(slot__public_id=self.slot)
        if self.device:
            found = found.filter(device__public_id=self.device)
        if until:
            found = found.filter(received_at__lte=until)
        return found


def people_of_codes(workshop: int, codes: Iterable[str]) -> dict[str, Registration]:
    """By code lookup: whose code it is, or to whom the office gave it at an earlier look. Two queries."""
    wanted = {code for code in codes if code}
    given = (
        CheckIn.objects.filter(
            workshop=workshop,
            code_lookup__in=wanted,
            device=None,
            outcome=CheckInOutcome.ACCEPTED,
        )
        .exclude(registration=None)
        .select_related("registration__unit")
        .order_by("pk")
    )
    found = {event.code_lookup: event.registration for event in given if event.registration}
    own = Registration.objects.filter(workshop=workshop, code_lookup__in=wanted)
    return found | {person.code_lookup: person for person in own.select_related("unit")}
