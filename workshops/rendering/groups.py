"""The list of groups as paper, one after the other. Pure: PDF out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from participants.rendering import typeset

TEMPLATE = Path(__file__).parent / "groups.typ"


@dataclass(frozen=True)
class PrintedGroup:
    """A group in words; ``people`` are name, OPD, post, and a mark (the head's)."""

    name: str
    about: str
    people: tuple[tuple[str, str, str, str], ...]


def pdf(
    groups: Sequence[PrintedGroup], *, title: str, organiser: str, language: str, at: datetime
) -> bytes:
    """A4 upright; a group is not torn apart where a page can hold it."""
    data = {
        "language": language,
        "document_title": f"{_('Daftar kelompok')} – {title}",
        "heading": _("Daftar kelompok"),
        "organiser": organiser,
        "title": title,
        "head": [_("No."), _("Nama"), _("OPD"), _("Jabatan"), _("Keterangan")],
        "empty": _("Belum ada anggota."),
        "page": _("Halaman {page} dari {pages}"),
        "groups": [{"name": one.name, "about": one.about, "people": one.people} for one in groups],
    }
    return typeset.pdf(TEMPLATE, data, at=at)
