"""*Cetak simbolis*: papers to hand over at the ceremony, on the layout of the certificates to come. They
certify nothing and say so. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from certificates.rendering import front
from certificates.rendering.certificate import (
    LETTERHEAD,
    Picture,
    emblems_of,
    ornaments,
    pictures_of,
)
from certificates.rules.look import FRAME, Look
from participants.rendering import fit, typeset
from participants.rules import wording

TEMPLATE = Path(__file__).parent / "symbolic.typ"
# Read from the last row of a hall.
NAME = ((54.0, 1), (44.0, 1), (36.0, 2), (30.0, 2), (26.0, 3), (20.0, 5))
STANDING_NAME = ((46.0, 1), (38.0, 1), (32.0, 2), (27.0, 3), (22.0, 4), (18.0, 6))
TITLE = ((20.0, 2), (17.0, 3), (14.0, 4), (11.5, 6))
NOTE = 12.0  # mm at the foot, for the sentence that says what it is


@dataclass(frozen=True, kw_only=True)
class SymbolicSheet:
    """A page a name; neither number nor code, since there is no certificate yet. The look and the
    pictures are the layout's, as for ``CertificateSheet``."""

    names: Sequence[tuple[str, str]]  # name as written, OPD
    government: str
    organiser: str
    title: str
    started_on: date
    ended_on: date
    language: str
    look: Look = FRAME
    crest: Picture | None = None
    logos: tuple[Picture, ...] = ()
    background: Picture | None = None


def pdf(sheet: SymbolicSheet, *, at: datetime) -> bytes:
    """All pages as one tagged PDF, created ``at``."""
    pictures = pictures_of(sheet)
    look = sheet.look
    room = front.box_of(look).tall - NOTE
    with override(sheet.language):
        data: dict[str, Any] = {
            "language": sheet.language,
            "document_title": _("Cetak simbolis – bukan sertifikat"),
            "organiser": sheet.organiser,
            "look": front.look_data(look, background=bool(sheet.background)),
            "background": next((name for name in pictures if name.startswith("background")), ""),
            "emblems": emblems_of(pictures, look),
            "room": room,
            "note": _(
                "Lembar ini untuk penyerahan secara simbolis. Sertifikatnya terbit kemudian dengan "
                "nomor dan kode pemeriksaan."
            ),
            "pages": [
                [
                    asdict(one) | {"letterhead": place < LETTERHEAD}
                    for place, one in enumerate(_blocks(sheet, name, unit, room))
                ]
                for name, unit in sheet.names
            ],
        }
    files = {name: one.content for name, one in pictures.items()} | ornaments(look)
    return typeset.one_of_many(TEMPLATE, {"sheet": data}, at=at, files=files)


def _blocks(sheet: SymbolicSheet, name: str, unit: str, room: float) -> list[front.Block]:
    look = sheet.look
    wide = front.box_of(look).inner
    name, unit, title = typeset.printable([name, unit, sheet.title])
    names = STANDING_NAME if look.portrait else NAME
    return front.fitted(
        [
            *front.letterhead(sheet.government, sheet.organiser, look, logos=bool(sheet.logos)),
            front.heading(_("SERTIFIKAT"), look),
            front.Block(
                text=_("simbolis – bukan sertifikat").upper(),
                size=14.0,
                weight=700,
                gap=5.0,
                role="mark",
                firm=True,
            ),
            front.Block(text=_("diberikan kepada"), size=12.0, fill="soft", gap=5.0, share=1.2),
            front.Block(
                text=name,
                size=fit.largest(name, names, box=wide, face=look.face),
                weight=700,
                leading=0.45,
                gap=5.0,
                share=0.4,
                firm=True,
                role="name",
            ),
            front.Block(text="", role="rule", gap=4.0, nearest=3.2),
            front.Block(text=unit, size=13.0, fill="soft", gap=4.0),
            front.Block(text=_("peserta"), size=12.0, gap=4.0, share=1.0),
            front.Block(
                text=title,
                size=fit.largest(title, TITLE, box=wide, face=look.face),
                weight=700,
                fill="accent",
                leading=0.55,
                gap=3.5,
                share=0.4,
                least=11.5,
            ),
            front.Block(
                text=wording.date_range(sheet.started_on, sheet.ended_on, sheet.language),
                size=11.0,
                gap=3.5,
            ),
        ],
        look,
        room,
    )
