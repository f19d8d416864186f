"""How figures, choices and parts that several volumes share are said."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from participants.rules.wording import number
from workshops.models.smart_city import ActionGroup, FundSource, Horizon, Pillar, SubDimension

from .paper import Col, Paper
from .source import BookProgramme, Source

MILLION = 1_000_000
URGENCY = {3: "Tinggi", 2: "Sedang", 1: "Rendah"}


def choice(kind: Any, value: Any) -> str:
    """The word of a choice; what is none of them stays what was written."""
    try:
        return str(kind(value).label)
    except ValueError:
        return "" if value in (None, "") else str(value)


def pillar(value: Any) -> str:
    return choice(Pillar, value)


def figure(value: Any) -> str:
    """A number as it is written here; text that is no number as it is."""
    if value in (None, ""):
        return ""
    try:
        return number(Decimal(str(value)))
    except ArithmeticError:
        return str(value)


def millions(budget: int | None) -> str:
    return "" if budget is None else number(round(Decimal(budget) / MILLION, 1))


def span(one: BookProgramme) -> str:
    first, last = one.starts, one.ends
    return "–".join(str(year) for year in dict.fromkeys((first, last)) if year)


def per_year(one: BookProgramme, *, money: bool) -> str:
    told = [
        (year.year, millions(year.budget) if money else figure(year.target)) for year in one.years
    ]
    return "\n".join(f"{year}: {value}" for year, value in told if value)


def opening(paper: Paper, source: Source, purpose: str) -> None:
    """What every volume begins with: why, on what basis, how it was worked out."""
    paper.heading("Latar Belakang", 2)
    paper.text(
        f"{purpose} Dokumen ini disusun dalam rangka {source.title} yang diselenggarakan oleh "
        f"{source.organiser}, {source.region}, dan diikuti {len(source.units)} Perangkat Daerah."
    )
    paper.heading("Dasar Hukum", 2)
    if source.legal_basis.strip():
        paper.points(line for line in source.legal_basis.split("\n") if line.strip())
    else:
        paper.text("[Dasar hukum belum diisi pada data Bimtek.]", "Belum Ada")
    paper.heading("Tahapan Penyusunan", 2)
    paper.table(
        "Tahapan Bimtek",
        (Col("Tahap", 30), Col("Waktu", 25), Col("Tempat", 30)),
        [(one.title, one.dates, one.venue) for one in source.stages],
    )
    paper.text(
        f"Isi dokumen diambil dari lembar kerja yang sudah diterima Tim Ahli sampai {source.as_of}. "
        "Lembar kerja yang dikembalikan atau ditarik tidak dimuat."
    )


def by_pillar_table(paper: Paper, source: Source) -> None:
    """How many programmes each pillar has, and with how much money."""
    rows = [
        (str(one.label), len(found), sum(p.quick_win for p in found), _sum(found))
        for one, found in source.in_pillars()
    ]
    total = ("Jumlah", sum(row[1] for row in rows), sum(row[2] for row in rows))
    paper.table(
        "Program per dimensi",
        (
            Col("Dimensi", 30),
            Col("Program", 12, figures=True),
            Col("Quick win", 12, figures=True),
            Col("Anggaran (juta Rp)", 20, figures=True),
        ),
        [
            *((name, number(n), number(quick), money) for name, n, quick, money in rows),
            (total[0], number(total[1]), number(total[2]), _sum(source.programmes)),
        ],
    )


def horizon_table(paper: Paper, source: Source) -> None:
    rows = []
    for horizon in Horizon:
        found = [one for one in source.programmes if one.horizon == horizon]
        rows.append((str(horizon.label), number(len(found)), _sum(found)))
    paper.table(
        "Program per jangka waktu",
        (
            Col("Jangka waktu", 30),
            Col("Program", 12, figures=True),
            Col("Anggaran (juta Rp)", 20, figures=True),
        ),
        rows,
    )


def programme_table(paper: Paper, caption: str, programmes: Sequence[BookProgramme]) -> None:
    """The action plan itself: wide, so on a landscape page."""
    paper.table(
        caption,
        (
            Col("No.", 4, figures=True),
            Col("Program", 24),
            Col("Pengampu; pendukung", 18),
            Col("Subdimensi", 13),
            Col("Indikator", 18),
            Col("Awal", 7, figures=True),
            Col("Target per tahun", 13),
            Col("Anggaran (juta Rp)", 13),
            Col("Sumber dana; jangka", 11),
        ),
        [
            (
                at,
                f"{one.title} (quick win)" if one.quick_win else one.title,
                "; ".join(filter(None, (one.owner, one.supporting))),
                choice(SubDimension, one.sub_dimension),
                f"{one.indicator} ({one.measure})" if one.measure else one.indicator,
                figure(one.baseline),
                per_year(one, money=False),
                per_year(one, money=True),
                "\n".join(
                    filter(
                        None,
                        (
                            choice(FundSource, one.source),
                            choice(Horizon, one.horizon),
                            span(one),
                        ),
                    )
                ),
            )
            for at, one in enumerate(programmes, start=1)
        ],
    )


def in_action_groups(
    programmes: Iterable[BookProgramme],
) -> list[tuple[str, list[BookProgramme]]]:
    """By the four groups of action; those that name none come last."""
    rows = list(programmes)
    found = [
        (str(group.label), [one for one in rows if one.action_group == group])
        for group in ActionGroup
    ]
    found.append(("Lainnya", [one for one in rows if one.action_group is None]))
    return [(title, some) for title, some in found if some]


def cells(row: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    return tuple("" if row.get(name) is None else str(row.get(name)) for name in names)


def _sum(programmes: Iterable[BookProgramme]) -> str:
    return millions(sum(one.budget for one in programmes))
