"""Buku 2: where the region goes, by which programmes, when."""

from workshops.models.smart_city import Horizon, Pillar

from .paper import Col, Paper
from .roadmap import bars_png, overview_png, running
from .source import Source
from .strategic import TOWS
from .wording import (
    by_pillar_table,
    cells,
    choice,
    figure,
    horizon_table,
    in_action_groups,
    number,
    opening,
    pillar,
    programme_table,
)

MOST_BARS = 30  # programmes of a pillar that are still read as bars


def write(paper: Paper, source: Source) -> None:
    paper.heading("Pendahuluan")
    opening(
        paper,
        source,
        "Masterplan ini memuat visi, strategi, rencana aksi, dan peta jalan smart city daerah.",
    )
    _vision(paper, source)
    _strategies(paper, source)
    _actions(paper, source)
    _roadmap(paper, source)
    paper.heading("Penutup")
    paper.text(
        f"Masterplan ini memuat {number(len(source.programmes))} program. Pelaksanaannya dilaporkan "
        "berkala oleh Perangkat Daerah pengampu dan dievaluasi setiap tahun; perubahan "
        "dicatat pada daftar program."
    )


def vision(paper: Paper, source: Source) -> None:
    """The vision as it was accepted; each owner's own where there are several."""
    told = source.fields("visi-misi", "vision")
    if not told:
        paper.missing("visi")
    for sheet, fields in told:
        paper.told(sheet.owner, fields.get("statement"))
        paper.text(fields.get("meaning"))
        if fields.get("rpjmd"):
            paper.text(f"Kaitan dengan RPJMD: {fields['rpjmd']}")


def _vision(paper: Paper, source: Source) -> None:
    paper.heading("Visi, Misi, dan Sasaran")
    paper.heading("Visi", 2)
    vision(paper, source)
    paper.heading("Misi", 2)
    missions = source.rows("visi-misi", "missions")
    if missions:
        paper.table(
            "Misi",
            (Col("Misi", 50), Col("Dimensi", 18), Col("Dari", 22)),
            [(row.get("mission"), pillar(row.get("pillar")), s.owner) for s, row in missions],
        )
    else:
        paper.missing("misi")
    paper.heading("Sasaran", 2)
    if not source.rows("visi-misi", "goals"):
        paper.missing("sasaran")
    else:
        _goals(paper, source, "Sasaran dan indikator", with_pillar=True)


def _goals(paper: Paper, source: Source, caption: str, *, with_pillar: bool, **wanted: str) -> None:
    rows = source.rows("visi-misi", "goals", **wanted)
    if not rows:
        return
    columns = [Col("Sasaran", 30), Col("Indikator", 24), Col("Satuan", 10)]
    columns += [Col(word, 9, figures=True) for word in ("Awal", "Target", "Tahun")]
    if with_pillar:
        columns.insert(1, Col("Dimensi", 16))
    table = []
    for _sheet, row in rows:
        told = [*cells(row, "goal", "indicator", "measure")]
        told += [figure(row.get("baseline")), figure(row.get("target")), str(row.get("year") or "")]
        if with_pillar:
            told.insert(1, pillar(row.get("pillar")))
        table.append(told)
    paper.table(caption, columns, table)


def _strategies(paper: Paper, source: Source) -> None:
    paper.heading("Strategi per Dimensi")
    for one, programmes in source.in_pillars():
        paper.heading(str(one.label), 2)
        gaps = source.rows("kesenjangan", "gaps", pillar=one.value)
        goals = source.rows("visi-misi", "goals", pillar=one.value)
        if not (gaps or goals or programmes):
            paper.missing(str(one.label))
            continue
        paper.text(
            f"Dimensi ini dijalankan lewat {number(len(programmes))} program oleh "
            f"{number(len({p.owner for p in programmes}))} Perangkat Daerah."
        )
        _goals(paper, source, f"Sasaran {one.label}", with_pillar=False, pillar=one.value)
        if gaps:
            paper.table(
                f"Kesenjangan yang ditutup, {one.label}",
                (Col("Hal", 20), Col("Kesenjangan", 28), Col("Tindakan", 30), Col("Dari", 18)),
                [(*cells(row, "subject", "gap", "action"), sheet.owner) for sheet, row in gaps],
            )
    strategies = source.fields("swot-tows", "strategies")
    if strategies:
        paper.heading("Strategi TOWS", 2)
        paper.table(
            "Strategi dari analisis SWOT-TOWS",
            (Col("Perangkat Daerah", 20), Col("Kelompok", 9), Col("Strategi", 60)),
            [
                (sheet.owner, title, told.get(code))
                for sheet, told in strategies
                for code, title in TOWS
                if told.get(code)
            ],
        )


def _actions(paper: Paper, source: Source) -> None:
    paper.landscape()
    paper.heading("Rencana Aksi")
    if not source.programmes:
        paper.missing("rencana aksi")
    for one, programmes in source.in_pillars():
        if not programmes:
            continue
        paper.heading(str(one.label), 2)
        for title, some in in_action_groups(programmes):
            paper.heading(title, 3)
            programme_table(paper, f"Rencana aksi {one.label}: {title}", some)


def _roadmap(paper: Paper, source: Source) -> None:
    paper.portrait()
    paper.heading("Peta Jalan")
    if source.programmes:
        by_pillar_table(paper, source)
        horizon_table(paper, source)
    roadmap_picture(paper, source)
    for one, programmes in source.in_pillars():
        if source.years and 0 < len(programmes) <= MOST_BARS:
            paper.picture(
                bars_png(one, programmes, source.years),
                f"Peta jalan {one.label}",
                _bars_told(one, programmes),
            )
    milestones = source.rows("peta-jalan", "milestones")
    if milestones:
        _milestones(paper, milestones)
    elif not source.programmes:
        paper.missing("peta jalan")
    unreached = source.rows("peta-jalan", "unreached")
    if unreached:
        paper.heading("Target yang Belum Tercapai", 2)
        paper.table(
            "Target dari rencana sebelumnya",
            (Col("Target", 26), Col("Sebab", 28), Col("Tindak lanjut", 28), Col("Dari", 18)),
            [
                (*cells(row, "target", "reason", "follow_up"), sheet.owner)
                for sheet, row in unreached
            ],
        )


def roadmap_picture(paper: Paper, source: Source) -> None:
    """The overview with its table: how many programmes run in each pillar and year."""
    if not (source.programmes and source.years):
        return
    pillars = list(source.in_pillars())
    counts = [
        (str(one.label), *(running(programmes, year) for year in source.years))
        for one, programmes in pillars
    ]
    told = "; ".join(
        f"{label}: " + ", ".join(f"{y} {n}" for y, n in zip(source.years, row, strict=True))
        for label, *row in counts
    )
    paper.picture(
        overview_png(pillars, source.years),
        "Peta jalan: program yang berjalan per dimensi dan tahun",
        f"Bagan jumlah program yang berjalan. {told}.",
    )
    columns = [Col("Dimensi", 30), *(Col(str(y), 9, figures=True) for y in source.years)]
    paper.table("Program yang berjalan per dimensi dan tahun", columns, counts)


def _bars_told(one: Pillar, programmes: list) -> str:
    told = "; ".join(f"{p.title} {p.starts or '?'}–{p.ends or '?'}" for p in programmes)
    return f"Bagan waktu program {one.label}. {told}."


def _milestones(paper: Paper, milestones: list) -> None:
    paper.landscape()
    paper.heading("Tonggak", 2)
    paper.table(
        "Tonggak peta jalan",
        (
            Col("Program", 22),
            Col("Dimensi", 13),
            Col("Jangka", 12),
            Col("Tahun", 9),
            Col("Tonggak atau keluaran", 26),
            Col("Bergantung pada", 16),
            Col("Penanggung jawab", 16),
        ),
        [
            (
                row.get("programme"),
                pillar(row.get("pillar")),
                choice(Horizon, row.get("horizon")),
                "–".join(filter(None, cells(row, "starts", "ends"))),
                *cells(row, "milestone", "depends", "owner"),
            )
            for _sheet, row in sorted(milestones, key=lambda pair: str(pair[1].get("starts")))
        ],
    )
    paper.portrait()
