"""Buku 1: where the region stands."""

from decimal import Decimal

from participants.rules.wording import number
from workshops.models.smart_city import Pillar, SniTheme

from .paper import Col, Paper
from .source import Source
from .wording import URGENCY, cells, choice, figure, opening, pillar

SECTIONS = (
    ("structure", "Struktur"),
    ("infrastructure", "Infrastruktur"),
    ("suprastructure", "Suprastruktur"),
)
FIRM = {
    "people": "Sumber daya manusia",
    "budget": "Anggaran",
    "data": "Data dan informasi",
    "physical": "Infrastruktur fisik",
    "digital": "Infrastruktur digital",
    "social": "Infrastruktur sosial",
    "policy": "Kebijakan dan peraturan daerah",
    "institution": "Kelembagaan",
    "governance": "Tata laksana",
}
QUADRANTS = (
    ("strengths", "Kekuatan (S)"),
    ("weaknesses", "Kelemahan (W)"),
    ("opportunities", "Peluang (O)"),
    ("threats", "Ancaman (T)"),
)
TOWS = (("so", "S-O"), ("wo", "W-O"), ("st", "S-T"), ("wt", "W-T"))


def write(paper: Paper, source: Source) -> None:
    paper.heading("Pendahuluan")
    opening(
        paper,
        source,
        "Buku ini menganalisis keadaan daerah sebagai dasar masterplan smart city: isu yang "
        "dihadapi, kesiapan, kesenjangan, dan arah yang diinginkan.",
    )
    paper.heading("Gambaran Perangkat Daerah", 2)
    profiles = source.fields("isu-daerah", "profile")
    if profiles:
        paper.table(
            "Urusan dan dokumen perencanaan",
            (Col("Perangkat Daerah", 22), Col("Urusan dan tugas pokok", 40), Col("Dokumen", 30)),
            [(sheet.owner, *cells(told, "mandate", "planning")) for sheet, told in profiles],
        )
    else:
        paper.missing("gambaran Perangkat Daerah")
    _future(paper, source)
    _readiness(paper, source)
    _gaps(paper, source)
    _vision(paper, source)


def _future(paper: Paper, source: Source) -> None:
    paper.heading("Analisis Masa Depan")
    paper.heading("Isu Daerah per Dimensi", 2)
    if not source.rows("isu-daerah", "issues"):
        paper.missing("isu daerah")
    for one in Pillar:
        rows = source.rows("isu-daerah", "issues", pillar=one.value)
        if not rows:
            continue
        rows.sort(key=lambda pair: -int(pair[1].get("urgency") or 0))
        paper.heading(str(one.label), 3)
        paper.table(
            f"Isu daerah, {one.label}",
            (
                Col("Isu", 24),
                Col("Perangkat Daerah", 18),
                Col("Data pendukung", 26),
                Col("Penyebab; yang terdampak", 22),
                Col("Upaya yang berjalan", 20),
                Col("Mendesak", 10),
            ),
            [
                (
                    row.get("issue"),
                    sheet.owner,
                    row.get("evidence"),
                    "; ".join(filter(None, cells(row, "cause", "affected"))),
                    row.get("now"),
                    URGENCY.get(row.get("urgency") or 0, ""),
                )
                for sheet, row in rows
            ],
        )
    paper.heading("Indikator SNI ISO 37122", 2)
    told = [
        (sheet, row) for sheet, row in source.rows("sni-37122", "themes") if row.get("indicator")
    ]
    if not told:
        paper.missing("indikator SNI ISO 37122")
        return
    order = [theme.value for theme in SniTheme]
    told.sort(key=lambda pair: order.index(_theme(pair[1])) if _theme(pair[1]) in order else 99)
    paper.table(
        "Indikator kota cerdas menurut tema SNI ISO 37122",
        (
            Col("Tema", 18),
            Col("Indikator", 28),
            Col("Nilai", 12, figures=True),
            Col("Sumber", 22),
            Col("Perangkat Daerah", 18),
        ),
        [
            (
                choice(SniTheme, _theme(row)),
                row.get("indicator"),
                " ".join(filter(None, (figure(row.get("value")), *cells(row, "measure")))),
                "\n".join(filter(None, cells(row, "source", "year", "note"))),
                sheet.owner,
            )
            for sheet, row in told
        ],
    )


def _theme(row: dict) -> str:
    return row.get("theme") or row.get("id", "")


def _readiness(paper: Paper, source: Source) -> None:
    paper.heading("Analisis Kesiapan")
    if not source.of("kesiapan"):
        paper.missing("analisis kesiapan")
    for section, title in SECTIONS:
        rows = [
            (sheet, row)
            for sheet, row in source.rows("kesiapan", section)
            if row.get("state") or row.get("score") not in (None, "")
        ]
        if not rows:
            continue
        paper.heading(title, 2)
        paper.table(
            f"Kesiapan {title.lower()}, rata-rata (0–4)",
            (Col("Unsur", 40), Col("Perangkat Daerah", 20, figures=True), Col("Rata-rata", 20, figures=True)),
            _means(rows),
        )  # fmt: skip
        paper.table(
            f"Kesiapan {title.lower()} menurut Perangkat Daerah",
            (
                Col("Perangkat Daerah", 20),
                Col("Unsur", 18),
                Col("Nilai", 7, figures=True),
                Col("Keadaan sekarang", 26),
                Col("Bukti", 24),
                Col("Yang perlu disiapkan", 24),
            ),
            [
                (
                    sheet.owner,
                    _aspect(row),
                    figure(row.get("score")),
                    *cells(row, "state", "evidence", "follow_up"),
                )
                for sheet, row in rows
            ],
        )
    conclusions = source.fields("kesiapan", "conclusion")
    if conclusions:
        paper.heading("Kesimpulan Kesiapan", 2)
        for sheet, told in conclusions:
            paper.told(sheet.owner, told.get("summary"))


def _means(rows: list) -> list[tuple[str, str, str]]:
    found: dict[str, list[Decimal]] = {}
    for _sheet, row in rows:
        if str(row.get("score") if row.get("score") is not None else "").isdigit():
            found.setdefault(_aspect(row), []).append(Decimal(str(row["score"])))
    return [
        (aspect, number(len(scores)), number(round(sum(scores, Decimal(0)) / len(scores), 2)))
        for aspect, scores in found.items()
    ]


def _aspect(row: dict) -> str:
    return row.get("aspect") or FIRM.get(row.get("id", ""), "")


def _gaps(paper: Paper, source: Source) -> None:
    paper.landscape()
    paper.heading("Analisis Kesenjangan dan SWOT")
    paper.heading("Kesenjangan", 2)
    gaps = source.rows("kesenjangan", "gaps")
    if gaps:
        paper.table(
            "Kesenjangan dan tindakan untuk menutupnya",
            (
                Col("Dimensi", 14),
                Col("Perangkat Daerah", 16),
                Col("Layanan atau hal", 18),
                Col("Sekarang", 22),
                Col("Yang diinginkan", 22),
                Col("Kesenjangan", 20),
                Col("Tindakan", 24),
                Col("Prioritas", 9),
            ),
            [
                (
                    pillar(row.get("pillar")),
                    sheet.owner,
                    *cells(row, "subject", "now", "wanted", "gap", "action"),
                    URGENCY.get(row.get("priority") or 0, ""),
                )
                for sheet, row in sorted(gaps, key=lambda pair: str(pair[1].get("pillar")))
            ],
        )
    else:
        paper.missing("analisis kesenjangan")
    paper.portrait()
    paper.heading("SWOT dan TOWS", 2)
    if not source.of("swot-tows"):
        paper.missing("analisis SWOT-TOWS")
    strategies = {sheet.owner: told for sheet, told in source.fields("swot-tows", "strategies")}
    for sheet in source.of("swot-tows"):
        paper.heading(sheet.owner, 3)
        for section, title in QUADRANTS:
            rows = sheet.content.get("sections", {}).get(section, {}).get("rows", ())
            if rows:
                paper.text(title, "Heading 4")
                paper.points(
                    "; bukti: ".join(filter(None, cells(row, "point", "evidence"))) for row in rows
                )
        told = strategies.get(sheet.owner, {})
        paper.table(
            f"Strategi TOWS, {sheet.owner}",
            (Col("Kelompok", 12), Col("Strategi", 70)),
            [(title, told.get(code)) for code, title in TOWS if told.get(code)],
        )


def _vision(paper: Paper, source: Source) -> None:
    paper.heading("Analisis Visi")
    keywords = source.fields("swot-tows", "vision")
    visions = source.fields("visi-misi", "vision")
    if not keywords and not visions:
        paper.missing("analisis visi")
    if keywords:
        paper.heading("Kata Kunci Visi", 2)
        paper.table(
            "Kata kunci dari Perangkat Daerah",
            (Col("Perangkat Daerah", 30), Col("Kata kunci", 60)),
            [(sheet.owner, told.get("keywords")) for sheet, told in keywords],
        )
    if visions:
        paper.heading("Rumusan Visi", 2)
        for sheet, told in visions:
            paper.told(sheet.owner, told.get("statement"))
            paper.text(told.get("meaning"))
