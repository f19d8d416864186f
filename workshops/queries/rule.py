"""What another rule would do to the people of a Bimtek, before it is saved."""

from dataclasses import dataclass
from datetime import datetime

from participants.errors import Reason
from workshops.models import Deliverable, EntitlementKind, OwedBy, PassingRule, Workshop
from workshops.queries.progress import progress_of

LISTED = 30  # people named on the page; the counts are of all


@dataclass(frozen=True)
class Changed:
    """One person whose outcome would be another; ``reasons`` are those of the rule looked at."""

    name: str
    unit: str
    before: str
    after: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Consequence:
    """How many have a right now and how many would; an exemption counts as it does in the table."""

    people: int
    entitled_before: int
    entitled: int
    completed: int
    exempted: int
    changed: tuple[Changed, ...]

    @property
    def missing(self) -> int:
        return self.people - self.entitled

    @property
    def shown(self) -> tuple[Changed, ...]:
        return self.changed[:LISTED]

    @property
    def more(self) -> int:
        return max(len(self.changed) - LISTED, 0)


def consequence(
    workshop: Workshop, rule: PassingRule, before: PassingRule | None, *, at: datetime
) -> Consequence:
    """Everybody judged by ``before`` and by ``rule``, which may be unsaved; the same number of
    queries however many people."""
    then = progress_of(workshop, at=at, rule=rule)
    now = {
        row.registration.pk: str(row.kind)
        for row in (progress_of(workshop, at=at, rule=before) if before else ())
    }
    kinds = [str(row.kind) for row in then]
    return Consequence(
        people=len(then),
        entitled_before=sum(kind != EntitlementKind.NONE for kind in now.values()),
        entitled=sum(kind != EntitlementKind.NONE for kind in kinds),
        completed=kinds.count(EntitlementKind.COMPLETED),
        exempted=sum(row.is_by_exemption for row in then),
        changed=tuple(
            Changed(
                row.registration.printed_name,
                row.registration.unit.shown_as,
                now[row.registration.pk],
                str(row.kind),
                row.reasons,
            )
            for row in then
            if now and now[row.registration.pk] != str(row.kind)
        ),
    )


def countable_works(workshop: Workshop) -> list[Deliverable]:
    """The hasil kerja that a rule may ask of an OPD, in their order."""
    rows = Deliverable.objects.filter(stage__workshop=workshop, owed_by=OwedBy.UNIT)
    return list(rows.select_related("stage").order_by("stage__order", "order", "pk"))
