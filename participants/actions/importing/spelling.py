"""Which unit a spelling means: decided once, asked for never again, taken back when it was wrong."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.models import OrganisationUnit, UnitSpelling, User
from participants.rules.unit_names import plain


@transaction.atomic
def keep_spellings(
    *,
    unit: OrganisationUnit,
    meant: Mapping[str, OrganisationUnit],
    by: User,
    at: datetime,
) -> list[UnitSpelling]:
    """From now on each of these spellings means that unit of the Pemda ``unit``."""
    kept = []
    for written, one in meant.items():
        if not (word := plain(written)[:200]) or not one.path.startswith(unit.path):
            continue
        spelling, _new = UnitSpelling.objects.update_or_create(
            unit=unit, written=word, defaults={"meant": one, "said_at": at, "said_by": by}
        )
        audit.record(
            "participants.unit.spelling_kept", spelling, by=by, at=at, unit=one, means=one.public_id
        )
        kept.append(spelling)
    return kept


@transaction.atomic
def forget_spelling(*, spelling: UnitSpelling, by: User, at: datetime) -> None:
    """The spelling means nothing any more and is asked for again; people stay where they are."""
    audit.record(
        "participants.unit.spelling_forgotten", spelling, by=by, at=at, unit=spelling.meant
    )
    spelling.delete()
