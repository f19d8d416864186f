"""Which volume is written by what."""

from collections.abc import Callable
from datetime import datetime

from . import commitment, masterplan, strategic, summary
from .paper import Paper
from .source import Source

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WRITERS: dict[str, tuple[str, str, Callable[[Paper, Source], None]]] = {
    "buku-1": ("BUKU 1", "Analisis Strategis Smart City Daerah", strategic.write),
    "buku-2": ("BUKU 2", "Masterplan Smart City Daerah", masterplan.write),
    "buku-3": ("BUKU 3", "Ringkasan Eksekutif", summary.write),
}


def written(volume: str, source: Source, *, at: datetime) -> bytes:
    """The volume as a Word document. KeyError for one that there is not."""
    if volume == "komitmen":
        paper = Paper("Lembar Komitmen", source.title, source.organiser, at)
        commitment.write(paper, source)
        return paper.content()
    number, title, write = _WRITERS[volume]
    paper = Paper(f"{number} {title}", source.title, source.organiser, at)
    years = f"{source.years[0]}–{source.years[-1]}" if source.years else ""
    paper.cover(
        (number, title, " ".join(filter(None, (source.region, years)))),
        (source.title, source.organiser, f"Draf, keadaan {source.as_of}"),
    )
    paper.contents()
    write(paper, source)
    return paper.content()
