"""What a work programme must say, and how a row of an accepted rencana aksi becomes one. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from participants.errors import Reason
from workshops.models import ActionGroup, FundSource, Horizon, Pillar, SubDimension
from workshops.rules.figures import read_figure

FIRST_YEAR, LAST_YEAR = 2000, 2100
YEARS_IN_A_PLAN = 5  # target_1 … target_5 of a rencana aksi
MOST_DIGITS = Decimal(10) ** 14  # what the column holds
MOST_RUPIAH = 10**15
LONGEST = {"title": 300, "indicator": 500, "measure": 60, "supporting_note": 500}
CHOICES = {
    "action_group": (None, *ActionGroup.values),
    "horizon": ("", *Horizon.values),
    "source": ("", *FundSource.values),
}
CODES = ("code_program", "code_kegiatan", "code_sub_kegiatan")
Fault = tuple[str, Reason]  # the field it is about
_CODE = re.compile(r"[0-9Xx]{1,2}(\.[0-9Xx]{1,4}){1,6}")


@dataclass(frozen=True)
class YearPlan:
    """Target and budget (whole rupiah) of one year."""

    target: Decimal | None = None
    budget: int | None = None

    def __bool__(self) -> bool:
        return self.target is not None or self.budget is not None


@dataclass(frozen=True)
class Planned:
    """Everything a programme says of itself but whose it is."""

    title: str = ""
    pillar: str = ""
    sub_dimension: str = ""
    action_group: int | None = None
    horizon: str = ""
    indicator: str = ""
    measure: str = ""
    baseline: Decimal | None = None
    starts_year: int | None = None
    ends_year: int | None = None
    source: str = ""
    quick_win: bool = False
    code_program: str = ""
    code_kegiatan: str = ""
    code_sub_kegiatan: str = ""
    note: str = ""
    supporting_note: str = ""
    years: Mapping[int, YearPlan] = field(default_factory=dict)


OWN = tuple(one.name for one in fields(Planned) if one.name != "years")


@dataclass(frozen=True)
class PlanRow:
    """One row of a rencana aksi: its stable id, what it plans, and the names it gives."""

    row: str
    planned: Planned
    owner: str = ""
    supporting: str = ""


def faults(planned: Planned) -> list[Reason]:
    """Everything that keeps this from being a programme; empty when nothing does."""
    return [reason for _name, reason in faulty(planned)]


def faulty(planned: Planned) -> list[Fault]:
    """The same with the field that it is about; of a year ``target_2027`` and ``budget_2027``."""
    found: list[Fault] = []
    if not planned.title:
        found.append(("title", Reason("programme-title-missing")))
    for name, most in LONGEST.items():
        if (letters := len(getattr(planned, name))) > most:
            found.append((name, Reason("programme-text-too-long", letters=letters, most=most)))
    if planned.pillar not in Pillar.values:
        found.append(("pillar", Reason("programme-pillar-unknown")))
    if planned.sub_dimension and (
        planned.sub_dimension not in SubDimension.values
        or SubDimension(planned.sub_dimension).pillar != planned.pillar
    ):
        found.append(("sub_dimension", Reason("programme-sub-dimension-elsewhere")))
    for name, known in CHOICES.items():
        if getattr(planned, name) not in known:
            found.append((name, Reason("programme-choice-unknown")))
    return [*found, *_of_years(planned), *_of_figures(planned), *_of_codes(planned)]


def _of_years(planned: Planned) -> list[Fault]:
    named = [("starts_year", planned.starts_year), ("ends_year", planned.ends_year)]
    if planned.starts_year is None or planned.starts_year >= FIRST_YEAR:  # else told there
        named += [(_first_of(plan, year), year) for year, plan in sorted(planned.years.items())]
    found: list[Fault] = [
        (name, Reason("programme-year-implausible", year=year, first=FIRST_YEAR, last=LAST_YEAR))
        for name, year in named
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR
    ]
    if planned.starts_year and planned.ends_year and planned.ends_year < planned.starts_year:
        found.append(("ends_year", Reason("programme-years-reversed")))
    return found


def _first_of(plan: YearPlan, year: int) -> str:
    return f"budget_{year}" if plan.target is None else f"target_{year}"


def _of_figures(planned: Planned) -> list[Fault]:
    wrong = []
    if planned.baseline is not None and abs(planned.baseline) >= MOST_DIGITS:
        wrong.append("baseline")
    for year, plan in sorted(planned.years.items()):
        if plan.target is not None and abs(plan.target) >= MOST_DIGITS:
            wrong.append(f"target_{year}")
        if plan.budget is not None and not 0 <= plan.budget < MOST_RUPIAH:
            wrong.append(f"budget_{year}")
    return [(name, Reason("programme-figure-out-of-range")) for name in wrong]


def _of_codes(planned: Planned) -> list[Fault]:
    """Each a code, and each below the one above it: 2.16.03 > 2.16.03.2.02 > 2.16.03.2.02.0012."""
    found: list[Fault] = []
    above = ""
    for name in CODES:
        code = getattr(planned, name)
        if not code:
            continue
        if len(code) > 24 or not _CODE.fullmatch(code):
            found.append((name, Reason("programme-code-malformed", given=code[:40])))
        elif above and not code.startswith(above + "."):
            found.append((name, Reason("programme-code-not-below", given=code, above=above)))
        above = code
    return found


def faulty_cells(row: Mapping[str, Any]) -> list[Fault]:
    """What would keep a row of a rencana aksi out of the register, each at its cell."""
    planned = _row(row).planned
    found = []
    for name, reason in faulty(planned):
        word, _line, year = name.rpartition("_")
        if year.isdigit() and planned.starts_year is not None:
            name = f"{word}_{int(year) - planned.starts_year + 1}"
        found.append((name.removesuffix("_year"), reason))
    return found


def rows_of(content: Mapping[str, Any]) -> list[PlanRow]:
    """The programmes of an accepted rencana aksi, in its order; rows that say nothing are none."""
    section = content.get("sections", {}).get("programmes", {})
    rows = [row for row in section.get("rows", []) if isinstance(row, Mapping)]
    return [_row(row) for row in rows if any(row[name] for name in row if name != "id")]


def _row(row: Mapping[str, Any]) -> PlanRow:
    baseline = _text(row, "baseline")
    note = _text(row, "note")
    if baseline and read_figure(baseline) is None:
        note = f"{baseline}\n{note}".strip()  # words where a figure was asked for are not lost
    starts = _year(row, "starts")
    return PlanRow(
        row=str(row.get("id", ""))[:40],
        planned=Planned(
            title=_line(row, "title"),
            pillar=_text(row, "pillar"),
            sub_dimension=_text(row, "sub_dimension"),
            action_group=int(group) if (group := _text(row, "action_group")).isdigit() else None,
            horizon=_text(row, "horizon"),
            indicator=_line(row, "indicator"),
            measure=_line(row, "measure"),
            baseline=read_figure(baseline),
            starts_year=starts,
            ends_year=_year(row, "ends"),
            source=_text(row, "source"),
            quick_win=row.get("quick_win") is True,
            code_program=_text(row, "code_program"),
            code_kegiatan=_text(row, "code_kegiatan"),
            code_sub_kegiatan=_text(row, "code_sub_kegiatan"),
            note=note,
            years=_years(row, starts),
        ),
        owner=_line(row, "owner"),
        supporting=_text(row, "supporting"),
    )


def _years(row: Mapping[str, Any], starts: int | None) -> dict[int, YearPlan]:
    if starts is None:
        return {}
    found = {}
    for n in range(1, YEARS_IN_A_PLAN + 1):
        budget = read_figure(_text(row, f"budget_{n}"))
        plan = YearPlan(
            read_figure(_text(row, f"target_{n}")), None if budget is None else int(budget)
        )
        if plan:
            found[starts + n - 1] = plan
    return found


def names_in(supporting: str) -> list[str]:
    """The units named in one cell: "Dinkes, Disdikbud; RSUD"."""
    return [name for part in re.split(r"[;,\n]", supporting) if (name := " ".join(part.split()))]


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None or isinstance(value, bool | list | dict):
        return ""
    return str(value).strip()


def _line(row: Mapping[str, Any], name: str) -> str:
    return " ".join(_text(row, name).split())


def _year(row: Mapping[str, Any], name: str) -> int | None:
    text = _text(row, name)
    return int(text) if text.isdigit() and len(text) == 4 else None
