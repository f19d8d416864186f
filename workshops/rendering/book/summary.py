"""Buku 3: a few pages for the head of the region, and the quick wins."""

from workshops.models.smart_city import SubDimension

from .masterplan import roadmap_picture, vision
from .paper import Col, Paper
from .source import Source
from .wording import by_pillar_table, cells, choice, number, pillar, span


def write(paper: Paper, source: Source) -> None:
    paper.heading("Arah dan Program")
    paper.heading("Visi", 2)
    vision(paper, source)
    paper.heading("Program dan Anggaran", 2)
    if source.programmes:
        quick = sum(one.quick_win for one in source.programmes)
        paper.text(
            f"Masterplan memuat {number(len(source.programmes))} program, {number(quick)} di "
            f"antaranya quick win, dari {number(len({one.owner for one in source.programmes}))} "
            "Perangkat Daerah."
        )
        by_pillar_table(paper, source)
        roadmap_picture(paper, source)
    else:
        paper.missing("program")
    _quick_wins(paper, source)
    paper.heading("Langkah Berikutnya", 2)
    paper.points(
        (
            "Menetapkan masterplan dengan peraturan kepala daerah.",
            "Memasukkan program ke RPJMD, Renstra, dan RKPD tahun berjalan.",
            "Melaporkan keadaan program secara berkala dan mengevaluasinya setiap tahun.",
        )
    )


def _quick_wins(paper: Paper, source: Source) -> None:
    rows = source.rows("quick-win", "quick_wins")
    chosen = [one for one in source.programmes if one.quick_win]
    if rows:
        paper.landscape()
    paper.heading("Quick Win")
    if not rows and not chosen:
        paper.missing("quick win")
    if rows:
        paper.table(
            "Quick win",
            (
                Col("Quick win", 20),
                Col("Dimensi", 13),
                Col("Masalah", 22),
                Col("Aksi", 22),
                Col("Hasil yang diharapkan", 22),
                Col("Waktu", 13),
                Col("Penanggung jawab", 15),
            ),
            [
                (
                    row.get("title"),
                    pillar(row.get("pillar")),
                    *cells(row, "problem", "action", "result"),
                    " s.d. ".join(filter(None, cells(row, "starts", "ends"))),
                    row.get("owner"),
                )
                for _sheet, row in rows
            ],
        )
        paper.portrait()
    if chosen:
        paper.heading("Program yang ditandai quick win", 2)
        paper.table(
            "Program quick win dalam rencana aksi",
            (Col("Program", 30), Col("Dimensi", 16), Col("Subdimensi", 16), Col("Pengampu", 22), Col("Tahun", 10)),
            [
                (one.title, pillar(one.pillar), choice(SubDimension, one.sub_dimension), one.owner, span(one))
                for one in chosen
            ],
        )  # fmt: skip
