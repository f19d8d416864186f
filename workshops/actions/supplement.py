"""What counts only after a Bimtek was closed: a supplement beside what the closing froze."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.models import User
from workshops.models import Entitlement, Registration
from workshops.queries.progress import progress_for
from workshops.rules.progress import outcome

from .closing import awards_of, entitlement_of

FROZEN = ("kind", "jp", "facts", "reasons", "awards")


@transaction.atomic
def supplement(
    *, registration: Registration, because: str, by: User, at: datetime
) -> Entitlement | None:
    """What the person has earned by the rule of the closing, now that more counts; the entitlement
    before it stays as it was. None where nothing of it changed, or the closing judged nobody here.
    """
    earlier = (
        Entitlement.objects.select_for_update(of=("self",), no_key=True)
        .filter(registration=registration, closing__reopened_at=None)
        .select_related("closing__rule", "closing__workshop__unit")
        .order_by("-pk")
        .first()
    )
    found = progress_for(registration, at=at)
    if earlier is None or found is None:
        return None
    closing = earlier.closing
    kind, reasons = outcome(found.progress, closing.rule)
    later = entitlement_of(
        closing,
        replace(found, kind=kind, reasons=tuple(reasons)),
        awards_of(closing.workshop),
    )
    if all(getattr(later, name) == getattr(earlier, name) for name in FROZEN):
        return None
    later.supplements, later.because = earlier, " ".join(because.split())[:300]
    later.made_at, later.made_by = at, by
    later.save()
    audit.record(
        "workshops.entitlement.supplemented",
        later,
        by=by,
        at=at,
        unit=closing.workshop.unit,
        before=earlier.public_id,
        kind_before=str(earlier.kind),
        kind=str(later.kind),
        jp_before=earlier.jp,
        jp=later.jp,
    )
    return later
