"""The certificate as paper: front, and the agenda of lessons on its back. Pure: PDF bytes out.

Every word that is not data is made here, so that it can be translated; the Typst template only
places it. The certificate speaks its own language, not that of whoever prints it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import override

from certificates import statement
from certificates.rendering import front
from certificates.rules.look import ACCENTS, FRAME, Look
from certificates.statement import Signatory, Statement
from participants.rendering import qr, typeset
from participants.rules import wording
from participants.rules.identity import Kind, guess_kind

TEMPLATE = Path(__file__).parent / "certificate.typ"
SHIELD = TEMPLATE.parent / "shield.svg"
ROSETTE = TEMPLATE.parent / "rosette.svg"
CREDENTIAL = "credential.json"  # the attachment's name, in certificate.typ as well
FAINT = "#e4efee"  # what the rosette is drawn in


@dataclass(frozen=True)
class Picture:
    """A picture as it goes into the PDF; ``extension`` jpg, png or svg; its size in dots."""

    content: bytes
    extension: str
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class CertificateSheet:
    """What one certificate prints.

    ``frozen`` is the statement's dictionary as it was kept; its canonical bytes are attached to
    the PDF. ``verify_url`` is the address of the public page. ``signed_note`` is the sentence of
    the electronic signature; empty means there is none, the paper says so and leaves room for a
    pen. ``credential`` is the same certificate as Open Badges 3.0, attached as well when there is
    one. ``crest`` is the government's emblem; without one a plain shield stands there. ``logos``
    stand beside it. ``background`` fills the front, in place of what the look would draw.
    """

    frozen: Mapping[str, Any]
    verify_url: str
    signed_note: str = ""
    credential: str = ""
    crest: Picture | None = None
    logos: tuple[Picture, ...] = ()
    look: Look = FRAME
    background: Picture | None = None

    @property
    def statement(self) -> Statement:
        return Statement.from_dict(self.frozen)


def pdf(sheet: CertificateSheet, *, at: datetime) -> bytes:
    """The certificate as tagged PDF/A-3a with its statement attached, created ``at``.

    The same sheet at the same moment is the same bytes. Raises ``ValueError`` when the frozen
    statement is of an unknown schema, ``faces.FacesMissing`` before the assets are built.
    """
    data, files = _laid(sheet)
    return typeset.one_of_many(TEMPLATE, data, at=at, files=files, accessible=not sheet.signed_note)


def picture(sheet: CertificateSheet, *, dots: float = 80) -> bytes:
    """Its front as a PNG, with so many dots an inch."""
    data, files = _laid(replace(sheet, look=replace(sheet.look, agenda=False)))
    return typeset.picture_of_many(TEMPLATE, data, files=files, dots=dots)


def _laid(sheet: CertificateSheet) -> tuple[dict[str, dict[str, Any]], dict[str, bytes]]:
    """What the template reads: what differs between the certificates of one Bimtek lies apart from
    what is set once for all of them."""
    said = sheet.statement
    with override(said.language):
        alike, own = _front(said, sheet)
        totals, back = _back(said)
    files = {
        "statement.json": statement.canonical(sheet.frozen),
        "qr.svg": qr.drawn(qr.quick_matrix(sheet.verify_url)).encode(),
        CREDENTIAL: sheet.credential.encode(),
        **{name: one.content for name, one in pictures_of(sheet).items()},
        **ornaments(sheet.look),
    }
    return {"alike": alike | back, "own": own | totals}, files


@cache
def ornaments(look: Look) -> dict[str, bytes]:
    """What the page draws behind the words, in a breath of the layout's colour."""
    colour = ACCENTS[look.accent]
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    breath = "#" + "".join(f"{round(255 - (255 - part) * 0.11):02x}" for part in parts)
    return {ROSETTE.name: ROSETTE.read_text(encoding="utf-8").replace(FAINT, breath).encode()}


class Illustrated(Protocol):
    """A sheet on a layout."""

    @property
    def look(self) -> Look: ...
    @property
    def crest(self) -> Picture | None: ...
    @property
    def logos(self) -> tuple[Picture, ...]: ...
    @property
    def background(self) -> Picture | None: ...


def emblems_of(pictures: Mapping[str, Picture], look: Look) -> list[dict[str, Any]]:
    """Crest and logos among these, each with its size, its place and its words for a screen reader."""
    shown = [
        front.Emblem(name, one.width, one.height, is_crest=name.startswith("crest"))
        for name, one in pictures.items()
        if not name.startswith("background")
    ]
    return [
        one | {"alt": _("Lambang daerah") if one["file"].startswith("crest") else _("Logo")}
        for one in front.emblems(shown, look)
    ]


def pictures_of(sheet: Illustrated) -> dict[str, Picture]:
    """What is drawn on the front, by the name of its file; the crest first."""
    shown: list[tuple[str, Picture | None]] = [
        ("crest", (sheet.crest or shield(sheet.look)) if sheet.look.crest else None),
        *((f"logo-{place}", logo) for place, logo in enumerate(sheet.logos, start=1)),
        ("background", sheet.background),
    ]
    return {f"{name}.{one.extension}": one for name, one in shown if one}


@cache
def shield(look: Look) -> Picture:
    """A plain one in the colour of the layout, for a government that gave no crest."""
    drawn = SHIELD.read_text(encoding="utf-8").replace(ACCENTS["teal"], ACCENTS[look.accent])
    return Picture(drawn.encode(), "svg", 40, 48)


def _front(said: Statement, sheet: CertificateSheet) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the certificates of one Bimtek have in common, and what is this one's own."""
    look = sheet.look
    box = front.box_of(look)
    signing = _signings(said, look)
    room = box.tall - front.foot_height(signing, look) - 6.0
    words = front.Words(**typeset.printable(_words(said)))
    verify_width = min(box.inner - 4.0, box.inner - _taken(signing, look)) if signing else box.inner
    verify_left = 0.0 if look.verify == "left" else box.inner - verify_width
    pictures = pictures_of(sheet)
    alike = {
        "look": front.look_data(look, background=bool(sheet.background)),
        "background": next((name for name in pictures if name.startswith("background")), ""),
        "emblems": emblems_of(pictures, look),
        "room": room,
        "mark": front.MARK,
        "qr": front.QR,
        "signings": [asdict(one) | {"height": one.height} for one in signing],
        "verify_left": verify_left,
        "verify_width": verify_width,
        "language": said.language,
        "organiser": said.organiser,
        "title": said.title,
        "attachment_note": _("Pernyataan sertifikat yang dapat dibaca mesin"),
        "credential_note": _("Kredensial digital (Open Badges 3.0)"),
        "signed": bool(sheet.signed_note),
        "signature_note": sheet.signed_note or _("Belum ditandatangani secara elektronik"),
        "verify": _("Periksa keaslian sertifikat ini dengan memindai kode, atau buka"),
    }
    own = {
        "document_title": f"{_('Sertifikat')} {said.number} – {said.person_name}",
        "blocks": [
            asdict(one) | {"letterhead": place < LETTERHEAD}
            for place, one in enumerate(front.blocks(words, look, room, logos=bool(sheet.logos)))
        ],
        "verify_url": sheet.verify_url.removeprefix("https://").removeprefix("http://"),
        "qr_alt": _("Kode QR menuju %(address)s") % {"address": sheet.verify_url},
    }
    return alike, own


LETTERHEAD = 3  # the first blocks: crest, government, organiser


def _words(said: Statement) -> dict[str, Any]:
    dates = wording.date_range(said.started_on, said.ended_on, said.language)
    return {
        "government": said.government,
        "organiser": said.organiser,
        "heading": _("SERTIFIKAT"),
        "number": _("Nomor: %(number)s") % {"number": said.number},
        "legal_basis": (
            _("Berdasarkan %(basis)s") % {"basis": _listed(said.legal_basis)}
            if said.legal_basis
            else ""
        ),
        "given_to": _("diberikan kepada"),
        "name": said.person_name,
        "identity": _identity(said),
        "act": _act(said),
        "title": said.title,
        "held": _held(said, dates),
    }


def _officials(said: Statement) -> list[Signatory]:
    second = said.second_signatory
    return [said.signatory, *([second] if second else [])]


def _signings(said: Statement, look: Look) -> list[front.Signing]:
    date = wording.date_long(said.issued_on, said.language)
    decided = [
        _("Ditetapkan di %(place)s") % {"place": said.place},
        _("pada tanggal %(date)s") % {"date": date},
    ]
    officials = _officials(said)
    told = []
    for place, who in enumerate(officials, start=1):
        above = [*(decided if place == 1 else []), who.acting_for, who.post]
        below = [who.name, who.rank, _nip(who.nip)]
        told.append(
            (
                "\n".join(typeset.printable([line for line in above if line])),
                typeset.printable([line for line in below if line]),
            )
        )
    return front.signings(told, look)


def _taken(signing: list[front.Signing], look: Look) -> float:
    """How much of the foot's width the officials take beside the QR."""
    if len(signing) > 1 and look.portrait:
        return 0.0
    return sum(one.width + 8.0 for one in signing)


def mark_box(
    said: Statement, *, place: int = 1, look: Look = FRAME
) -> tuple[float, float, float, float]:
    """Left, bottom, right and top, in points from the lower left of the first page, of the room that
    the layout leaves between an official's post and name."""
    with override(said.language):
        signing = _signings(said, look)
    return signing[min(place, len(signing)) - 1].mark


def page_height(look: Look) -> float:
    """Of the front, in points."""
    return look.size[1] * front.POINTS


def _act(said: Statement) -> str:
    if said.kind == "completed":
        return _("telah mengikuti dan menyelesaikan")
    return _("telah mengikuti")


def _held(said: Statement, dates: str) -> str:
    """The sentence that goes on after the title; with the qualification of who passed."""
    whole = _held_when(said, dates)
    if not said.band:
        return whole
    return _("%(held)s, dengan kualifikasi %(band)s") % {"held": whole, "band": said.band}


def _held_when(said: Statement, dates: str) -> str:
    """With one venue or with the number of stages."""
    venues = list(dict.fromkeys(stage.venue for stage in said.stages if stage.venue))
    given = {
        "organiser": said.organiser,
        "dates": dates,
        "venues": "; ".join(venues),
        "jp": wording.number(said.jp_total, said.language),
    }
    if not venues:
        return (
            _(
                "yang diselenggarakan oleh %(organiser)s pada tanggal %(dates)s, "
                "yang meliputi %(jp)s JP (Jam Pelajaran)"
            )
            % given
        )
    return (
        _(
            "yang diselenggarakan oleh %(organiser)s pada tanggal %(dates)s di %(venues)s, "
            "yang meliputi %(jp)s JP (Jam Pelajaran)"
        )
        % given
    )


def _identity(said: Statement) -> list[str]:
    """Lines under the name; what is not known has no line."""
    first = " · ".join(part for part in (_nip(said.nip), said.rank) if part)
    return [line for line in (first, said.post, said.unit) if line]


def _nip(digits: str) -> str:
    """The number with its name: digits 13 and 14 of a NIP are a month, those of an NI PPPK never."""
    if not digits:
        return ""
    if len(digits) == 18 and digits.isdecimal() and guess_kind(digits) is Kind.NI_PPPK:
        return _("NI PPPK %(nip)s") % {"nip": digits}
    return _("NIP %(nip)s") % {"nip": digits}


def _listed(basis: tuple[str, ...]) -> str:
    return "; ".join(basis)


def _back(said: Statement) -> tuple[dict[str, Any], dict[str, Any]]:
    """This one's own part of the back, and what all have in common."""
    language = said.language
    given = sum((lesson.jp for lesson in said.lessons), Decimal(0))
    totals = [{"label": _("Jumlah JP"), "jp": wording.number(said.jp_total, language)}]
    if said.lessons and said.jp_total != given:
        totals = [
            {"label": _("Jumlah JP program"), "jp": wording.number(given, language)},
            {"label": _("JP yang diikuti"), "jp": wording.number(said.jp_total, language)},
        ]
    own = {
        "agenda_of": {
            "name": said.person_name,
            "number": _("Nomor: %(number)s") % {"number": said.number},
        },
        "totals": totals,
    }
    return own, {
        "agenda": _("AGENDA PEMBELAJARAN"),
        "agenda_head": [_("No."), _("Materi"), _("Narasumber"), _("Tanggal"), _("JP")],
        "stages": [_stage_line(stage, language) for stage in said.stages],
        "lessons": [
            [
                str(place),
                lesson.topic,
                lesson.speaker or "–",
                wording.date_long(lesson.held_on, language),
                wording.number(lesson.jp, language),
            ]
            for place, lesson in enumerate(said.lessons, start=1)
        ],
        "jp_note": _("1 JP (Jam Pelajaran) = 45 menit."),
        # Typst puts the numbers in: only it knows them.
        "page": _("Halaman {page} dari {pages}"),
    }


def _stage_line(stage: statement.Stage, language: str) -> dict[str, str]:
    dates = wording.date_range(stage.started_on, stage.ended_on, language)
    return {"name": stage.name, "facts": " · ".join(part for part in (dates, stage.venue) if part)}
