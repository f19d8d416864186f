"""What counts only after a closing: a supplement beside what the closing froze."""

from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.models import User
from workshops.models import Entitlement, Registration
from workshops.queries.progress import progress_for

from .closing import awards_of, entitlement_of

FROZEN = ("kind", "jp", "facts", "reasons", "awards")


@transaction.atomic
def supplement(
    *, registration: Registration, because: str, by: User, at: datetime
) -> list[Entitlement]:
    """What the person has earned by the rule of each closing that stands, of the Bimtek and of its
    stages, now that more counts; the entitlement before it stays as it was. Empty where nothing of
    it changed, or no closing judged this person."""
    rows = (
        Entitlement.objects.select_for_update(of=("self",), no_key=True)
        .filter(registration=registration, closing__reopened_at=None)
        .select_related("closing__rule", "closing__stage", "closing__workshop__unit")
        .order_by("pk")
    )
    newest = {row.closing_id: row for row in rows}
    made = (_supplement(earlier, because, by, at) for earlier in newest.values())
    return [later for later in made if later is not None]


def _supplement(earlier: Entitlement, because: str, by: User, at: datetime) -> Entitlement | None:
    closing = earlier.closing
    found = progress_for(earlier.registration, at=at, rule=closing.rule, stage=closing.stage)
    if found is None:
        return None
    later = entitlement_of(closing, found, awards_of(closing.workshop))
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
