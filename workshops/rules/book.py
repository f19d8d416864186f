"""The volumes of a masterplan: their chapters, and what each is put together from (domain.md §1.4)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Chapter:
    """``worksheets``: codes of what it is written from; ``programmes``: also from the register."""

    title: Any
    worksheets: tuple[str, ...] = ()
    programmes: bool = False


@dataclass(frozen=True)
class Volume:
    code: str
    title: Any
    chapters: tuple[Chapter, ...]


VOLUMES = (
    Volume(
        "buku-1",
        _("Buku 1 Analisis Strategis"),
        (
            Chapter(_("Pendahuluan"), ("isu-daerah",)),
            Chapter(_("Analisis Masa Depan"), ("isu-daerah", "sni-37122")),
            Chapter(_("Analisis Kesiapan"), ("kesiapan",)),
            Chapter(_("Analisis Kesenjangan dan SWOT"), ("kesenjangan", "swot-tows")),
            Chapter(_("Analisis Visi"), ("swot-tows", "visi-misi")),
        ),
    ),
    Volume(
        "buku-2",
        _("Buku 2 Masterplan"),
        (
            Chapter(_("Pendahuluan")),
            Chapter(_("Visi, Misi, dan Sasaran"), ("visi-misi",)),
            Chapter(_("Strategi per Dimensi"), ("swot-tows", "kesenjangan", "visi-misi")),
            Chapter(_("Rencana Aksi"), ("rencana-aksi",), programmes=True),
            Chapter(_("Peta Jalan"), ("peta-jalan",), programmes=True),
            Chapter(pgettext_lazy("bab", "Penutup")),
        ),
    ),
    Volume(
        "buku-3",
        _("Buku 3 Ringkasan Eksekutif"),
        (
            Chapter(_("Arah dan Program"), ("visi-misi",), programmes=True),
            Chapter(_("Quick Win"), ("quick-win",), programmes=True),
        ),
    ),
    Volume(
        "komitmen", _("Lembar Komitmen"), (Chapter(_("Naskah dan tanda tangan"), ("komitmen",)),)
    ),
)
BY_CODE = {volume.code: volume for volume in VOLUMES}
