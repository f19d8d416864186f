"""What the leader's second page counts: do the programmes run, where does the money go, how are they
judged. Sums and names of programmes, no person."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from participants.models import OrganisationUnit
from workshops.models import ProgrammeYear, WorkProgramme
from workshops.queries.evaluation import Year, years_of
from workshops.queries.running import Running, running_on

YEARS_SHOWN = 6


@dataclass(frozen=True)
class Told:
    """Everything on the page, as of ``day``."""

    day: date
    running: Running
    years: list[Year]
    budget: int
    spent: int

    @property
    def used(self) -> int | None:
        """Percent of this year's budget that was reported as spent."""
        return round(100 * self.spent / self.budget) if self.budget else None

    @property
    def index(self) -> Year | None:
        """The newest year that has a result."""
        return next((one for one in reversed(self.years) if one.index is not None), None)

    @property
    def quick_wins(self) -> list[Any]:
        return [one for one in self.running.standing if one.quick_win]


def told(unit: OrganisationUnit, day: date) -> Told:
    """The page's figures as of a day, in a constant number of queries."""
    programmes = WorkProgramme.objects.filter(unit__path__startswith=unit.path)
    running = running_on(programmes, day)
    planned = ProgrammeYear.objects.filter(
        programme__in=[one.programme for one in running.standing], year=day.year
    ).aggregate(total=Sum("budget"))["total"]
    root = OrganisationUnit.objects.get(path=unit.root_path)
    return Told(
        day=day,
        running=running,
        years=years_of(root)[-YEARS_SHOWN:],
        budget=planned or 0,
        spent=sum(
            one.spent or 0
            for one in running.standing
            if one.said_on is not None and one.said_on.year == day.year
        ),
    )
