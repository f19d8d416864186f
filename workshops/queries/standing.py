"""What the last closing froze, in the shape of a progress row."""

from dataclasses import dataclass

from participants.errors import Reason
from workshops.models import Entitlement, Registration, Workshop


@dataclass(frozen=True)
class Frozen:
    """Figures in JP, as they were at the closing."""

    jp_attended: int
    jp_expected: int


@dataclass(frozen=True)
class Standing:
    registration: Registration
    progress: Frozen
    kind: str
    reasons: tuple[Reason, ...]


def standing(workshop: Workshop) -> list[Standing]:
    """Every entitlement that stands, by unit and name; one query."""
    rows = (
        Entitlement.objects.standing()
        .of_whole()
        .filter(closing__workshop=workshop)
        .select_related("registration__unit")
        .order_by("registration__unit__name", "registration__printed_name", "pk")
    )
    return [
        Standing(
            registration=row.registration,
            progress=Frozen(row.facts.get("jp_attended", 0), row.facts.get("jp_expected", 0)),
            kind=row.kind,
            reasons=tuple(Reason.from_json(reason) for reason in row.reasons),
        )
        for row in rows
    ]
