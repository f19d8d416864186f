"""How many people a post needs by its workload (analisis beban kerja). Pure.

Need = sum of volume a year x time norm / effective hours a year. 1.250 hours is the law's figure
(PermenPANRB 1/2020) for five and six days a week alike; older files carry others, so that the base is
kept with each calculation. Rounded once, for the whole post: from a half up, and one at least.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HOURS_A_YEAR = Decimal(1250)
# Efektivitas jabatan (Permendagri 12/2008): the least of each grade; convention.
GRADES = (
    (Decimal("1.00"), "A"),
    (Decimal("0.90"), "B"),
    (Decimal("0.70"), "C"),
    (Decimal("0.50"), "D"),
)


@dataclass(frozen=True, slots=True)
class Task:
    """``volume`` results a year, each taking ``minutes``."""

    volume: Decimal
    minutes: Decimal


def hours_of(tasks: Iterable[Task]) -> Decimal:
    return sum((task.volume * task.minutes for task in tasks), Decimal(0)) / 60


def need_of(tasks: Iterable[Task], base: Decimal = HOURS_A_YEAR) -> Decimal:
    """To four places, as the tables write it."""
    return (hours_of(tasks) / base).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def people_for(need: Decimal) -> int:
    """Whole people: from a half up, one at least where there is any work."""
    if need <= 0:
        return 0
    return max(1, int(need.quantize(Decimal(1), ROUND_HALF_UP)))


def effectiveness(hours: Decimal, people: int, base: Decimal = HOURS_A_YEAR) -> Decimal | None:
    """Workload for each person there (EJ); None where nobody is."""
    if not people:
        return None
    return (hours / (people * base)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def grade_of(ej: Decimal | None) -> str:
    """A to E; "" where nobody is there. Exactly 1,00 is still B, more is A."""
    if ej is None:
        return ""
    if ej > 1:
        return "A"
    return next((grade for least, grade in GRADES[1:] if ej >= least), "E")
