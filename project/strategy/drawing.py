"""What the strategy's page shows: lines of a year beside its target, the trend as columns, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from participants.models import Indicator, StaffGroup, StaffRole
from participants.queries.strategy import KEYS, Cell, Key, YearLine
from participants.rules import wording
from participants.rules.strategy import Fit, Standing
from workshops.rules.chart import HEIGHT, Drawn, columns

# The addresses' words; JP a head stands on the same records as the coverage.
PATHS = {
    "penempatan": Indicator.PLACEMENT,
    "pelatihan": Indicator.TRAINING,
    "peran": Indicator.ROLE,
}
PATH_OF = {
    Indicator.PLACEMENT: "penempatan",
    Indicator.TRAINING: "pelatihan",
    Indicator.HOURS: "pelatihan",
    Indicator.ROLE: "peran",
}
# Tone, icon and word; never colour alone.
STANDINGS = {
    Standing.REACHED: ("ok", "circle-check", gettext_lazy("Tercapai")),
    Standing.BELOW: ("bad", "alert-triangle", gettext_lazy("Di bawah sasaran")),
    Standing.NO_TARGET: ("idle", "minus", gettext_lazy("Tanpa sasaran")),
    Standing.NO_DATA: ("idle", "question-mark", gettext_lazy("Belum ada data")),
}
FITS = {
    Fit.NOT_MET: ("bad", "x", gettext_lazy("Belum memenuhi syarat")),
    Fit.NO_DATA: ("idle", "question-mark", gettext_lazy("Belum ada data")),
    Fit.UNASKED: ("idle", "question-mark", gettext_lazy("Syarat jabatannya belum ditetapkan")),
    Fit.NO_POST: ("idle", "user-off", gettext_lazy("Jabatannya tidak ada di peta jabatan")),
    Fit.MET: ("ok", "circle-check", gettext_lazy("Memenuhi syarat")),
}
LETTERS = 17  # as high as a figure with its gap
GROUPS = {
    StaffGroup.ANY: pgettext_lazy("kelompok pegawai", "ASN atau Non-ASN"),
    StaffGroup.ASN: gettext_lazy("ASN"),
    StaffGroup.NON_ASN: gettext_lazy("Non-ASN"),
}


def _language() -> str:
    return get_language() or "id"


def title_of(indicator: str, role: StaffRole | None) -> str:
    if indicator == Indicator.ROLE:
        return _("OPD yang mempunyai %(role)s") % {
            "role": role.name.lower() if role else _("peran yang dipantau")
        }
    return {
        Indicator.PLACEMENT: _("Penempatan sesuai keahlian"),
        Indicator.TRAINING: _("Mengikuti Bimtek dan pelatihan"),
        Indicator.HOURS: _("JP per orang"),
    }[Indicator(indicator)]


def written(indicator: str, value: Decimal | None) -> str:
    """``72,5 %``, ``18,4 JP``; a dash for None."""
    if value is None:
        return "–"
    figure = wording.number(value, _language())
    return _("%(n)s JP") % {"n": figure} if indicator == Indicator.HOURS else f"{figure} %"


def counted(indicator: str, cell: Cell) -> str:
    """What the figure is made of, in words."""
    found = cell.measured
    if found is None:
        return ""
    given = {
        "reached": wording.number(found.reached, _language()),
        "base": wording.number(found.base, _language()),
    }
    if indicator == Indicator.HOURS:
        return _("%(reached)s JP, %(base)s orang") % given
    if indicator == Indicator.ROLE:
        return _("%(reached)s dari %(base)s OPD") % given
    return _("%(reached)s dari %(base)s orang") % given


@dataclass(frozen=True)
class Line:
    """One group of an indicator in the year of the page."""

    group: str
    label: Any
    cell: Cell
    value: str
    target: str
    count: str
    away: str
    shown: tuple[str, str, Any]
    chart: "Trend"
    years: tuple[
        tuple[int, str, str, str, Any], ...
    ]  # year, value, target, count, (tone, icon, word)


@dataclass(frozen=True)
class Mark:
    x: int
    end: int
    y: int


@dataclass(frozen=True)
class Trend:
    """Columns of what was reached, a mark across each where the target stands."""

    columns: tuple[tuple[Drawn, str, Mark | None, int], ...]
    width: int
    height: int = HEIGHT

    @property
    def is_empty(self) -> bool:
        return not any(drawn.height or mark for drawn, _written, mark, _above in self.columns)


@dataclass(frozen=True)
class Section:
    indicator: str
    path: str
    title: str
    lines: tuple[Line, ...]


def sections(lines: Sequence[YearLine], year: int, role: StaffRole | None) -> list[Section]:
    """The indicators in the order of the strategy, each with its groups; ``year`` is the page's."""
    current = next((one for one in lines if one.year == year), lines[-1])
    found = []
    for indicator in Indicator:
        mine = [key for key in KEYS if key[0] == indicator]
        found.append(
            Section(
                str(indicator),
                PATH_OF[indicator],
                title_of(indicator, role),
                tuple(_line(key, current, lines) for key in mine),
            )
        )
    return found


def _line(key: Key, current: YearLine, lines: Sequence[YearLine]) -> Line:
    indicator, group = key
    cell = current.cells[key]
    away = cell.away
    return Line(
        str(group),
        GROUPS[StaffGroup(group)],
        cell,
        written(indicator, cell.value),
        written(indicator, cell.target),
        counted(indicator, cell),
        "" if away is None else ("+" if away > 0 else "") + _away(indicator, away),
        STANDINGS[cell.standing],
        trend(key, lines),
        tuple(
            (
                one.year,
                written(indicator, one.cells[key].value),
                written(indicator, one.cells[key].target),
                counted(indicator, one.cells[key]),
                None if one.day is None else STANDINGS[one.cells[key].standing],
            )
            for one in lines
        ),
    )


def _away(indicator: str, away: Decimal) -> str:
    figure = wording.number(away, _language()).replace("-", "−")
    if indicator == Indicator.HOURS:
        return _("%(n)s JP") % {"n": figure}
    return _("%(n)s poin") % {"n": figure}


def trend(key: Key, lines: Sequence[YearLine]) -> Trend:
    """From zero to a hundred percent, or to the most JP on the page."""
    indicator = key[0]
    cells = [one.cells[key] for one in lines]
    top = Decimal(100)
    if indicator == Indicator.HOURS:
        top = max([v for one in cells for v in (one.value, one.target) if v], default=Decimal(1))
    drawn = columns(
        [(str(line.year), cell.value) for line, cell in zip(lines, cells, strict=True)], top=top
    )
    found = []
    for column, cell in zip(drawn.columns, cells, strict=True):
        mark = _mark(column, cell.target, top)
        said = "" if column.value is None else wording.number(column.value, _language())
        found.append((column, said, mark, _above(column, mark)))
    return Trend(tuple(found), drawn.width)


def _above(column: Drawn, mark: Mark | None) -> int:
    """Where the figure stands: above its column, or above the mark that would strike it through."""
    hides = mark is not None and column.y - LETTERS <= mark.y <= column.y
    return (mark.y if mark is not None and hides else column.y) - 5


def _mark(column: Drawn, target: Decimal | None, top: Decimal) -> Mark | None:
    if target is None:
        return None
    y = HEIGHT - min(HEIGHT, round(HEIGHT * target / top))
    return Mark(column.x - 5, column.x + column.width + 5, y)
