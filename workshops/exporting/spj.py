"""The file of a stage as one zip, piece by piece in the order that accounting files it."""

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from participants.models import StoredFile, User
from participants.rules.wording import date_and_clock
from workshops.exporting import roll_call
from workshops.exporting.attendance import sheet_of
from workshops.exporting.document import LISTS, xlsx
from workshops.models import (
    AttendanceSlot,
    LetterDirection,
    ListKind,
    ListScan,
    OfficeLetter,
    Stage,
    StageMove,
)
from workshops.queries.document.papers import (
    values_of_assignment,
    values_of_correction,
    values_of_stage,
    values_of_workshop,
)
from workshops.queries.document.pieces import Piece, all_missing, letters_at, pieces_of
from workshops.queries.document.templates import templates_of
from workshops.queries.document.values import common, numbered, of_stage
from workshops.queries.roll_list import living_lists, signed_lists
from workshops.rendering.document.paper import written

LANGUAGE = "id"  # the office files it in Bahasa Indonesia, whoever asks
Told = Callable[[int, int, str], None]
_NOT_A_NAME = re.compile(r"[^\w .,()&-]+")
LIST_NAMES = {
    ListKind.PARTICIPANTS: "peserta",
    ListKind.SPEAKERS: "narasumber",
    ListKind.COMMITTEE: "panitia",
    ListKind.GUESTS: "tamu",
}
Entry = tuple[str, bytes, str]  # path in the zip, content, what is said of it


def pack(stage: Stage, target: Any, *, by: User, at: datetime, told: Told) -> int:
    """Writes the zip into ``target``; how many papers are in it. ``told`` hears after each piece how
    many of how many are done, and which comes next. "00 Daftar isi" stands first and says what is
    missing before what is there."""
    with override(LANGUAGE):
        workshop = stage.workshop
        templates = templates_of(workshop.unit)
        pieces = pieces_of(stage, user=by, today=workshop.unit.localdate(at))
        listed: list[dict[str, str]] = []
        made: list[tuple[str, bytes]] = []
        for place, piece in enumerate(pieces):
            told(place, len(pieces) + 1, str(piece.title))
            for path, content, said in _entries(piece, stage, templates, by=by, at=at):
                path = _free(path, {one for one, _content in made})
                made.append((path, content))
                listed.append({"uraian": str(piece.title), "berkas": path, "keterangan": said})
        told(len(pieces), len(pieces) + 1, _("Daftar isi"))
        front = _front(stage, pieces, listed, templates, at=at)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("00 Daftar isi.docx", front)
            for path, content in made:
                archive.writestr(path, content)
    return len(made)


def _front(
    stage: Stage,
    pieces: Sequence[Piece],
    listed: list[dict[str, str]],
    templates: dict[str, bytes],
    *,
    at: datetime,
) -> bytes:
    lacking = [{"uraian": one.text} for one in all_missing(pieces)]
    values = {
        **common(stage.workshop),
        **of_stage(stage),
        "kurang": numbered(lacking or [{"uraian": _("Tidak ada yang kurang.")}]),
        "isi": numbered(listed),
    }
    return written(code="daftar-isi", values=values, template=templates.get("daftar-isi"))


def _entries(
    piece: Piece, stage: Stage, templates: dict[str, bytes], *, by: User, at: datetime
) -> Iterator[Entry]:
    code, _colon, key = piece.code.partition(":")
    if code == "spt":
        yield from _assignments(piece, stage, templates, by=by, at=at)
    elif code == "daftar-hadir":
        yield from _roll_calls(piece, stage, at=at)
    else:
        yield _document(piece, code, key, stage, templates, at=at)
        if code in LISTS:
            values = values_of_stage(code, stage, at=at)
            yield f"{piece.folder}/{code}.xlsx", xlsx(code, values), _("Nominal dikosongkan")
    if piece.letter and piece.letter.file:
        yield (
            f"{piece.folder}/{code}-bertanda-tangan{_ending(piece.letter.file)}",
            _read(piece.letter.file),
            _("Pindaian, nomor %(number)s") % {"number": piece.letter.number},
        )
    if code == "undangan":
        yield from _answers(stage)


def _document(
    piece: Piece, code: str, key: str, stage: Stage, templates: dict[str, bytes], *, at: datetime
) -> Entry:
    name = code
    if code == "ralat":
        move = StageMove.objects.select_related("stage__workshop__unit").get(public_id=key)
        values = values_of_correction(move)
        name = f"ralat-{move.starts_on.isoformat()}"
    elif code == "sk-panitia":
        values = values_of_workshop(code, stage.workshop, at=at)
    else:
        values = values_of_stage(code, stage, at=at)
    said = _("Draf, belum lengkap") if piece.missing else _("Lengkap")
    if piece.by_hand:
        said = _("Dilengkapi di Word")
    if piece.letter:
        said = _("Nomor %(number)s") % {"number": piece.letter.number}
    content = written(code=code, values=values, template=templates.get(code))
    return f"{piece.folder}/{name}.docx", content, said


def _assignments(
    piece: Piece, stage: Stage, templates: dict[str, bytes], *, by: User, at: datetime
) -> Iterator[Entry]:
    """What each OPD sent; a draft for those who still owe one."""
    for row in letters_at(stage, user=by, today=stage.workshop.unit.localdate(at)):
        name = _name(row.unit.shown_as)
        for letter in row.letters:
            if letter.file:
                path = f"{piece.folder}/{name}{_ending(letter.file)}"
                yield path, _read(letter.file), _("Nomor %(number)s") % {"number": letter.number}
        if row.state != "received" and row.unit.path.startswith(stage.workshop.unit.root_path):
            values = values_of_assignment(stage, row.unit)
            content = written(code="spt", values=values, template=templates.get("spt"))
            yield f"{piece.folder}/draf-{name}.docx", content, _("Draf untuk OPD")


def _answers(stage: Stage) -> Iterator[Entry]:
    """Letters that came in about this stage, with their scans."""
    letters = OfficeLetter.objects.standing().filter(
        workshop=stage.workshop, stage=stage, direction=LetterDirection.IN
    )
    for letter in letters.select_related("file").order_by("dated_on", "pk"):
        if letter.file is None:
            continue
        path = f"02 Undangan/masuk-{_name(letter.party)}{_ending(letter.file)}"
        yield path, _read(letter.file), _("Surat masuk %(number)s") % {"number": letter.number}


def _roll_calls(piece: Piece, stage: Stage, *, at: datetime) -> Iterator[Entry]:
    """Every day's lists by kind, as signed off where they were, and the wet-signed scans."""
    slots = list(
        AttendanceSlot.objects.filter(stage=stage)
        .select_related("stage__workshop__unit", "signed_off_by")
        .prefetch_related("sessions")
        .order_by("opens_at", "pk")
    )
    for day in sorted({slot.day for slot in slots}):
        of_day = [slot for slot in slots if slot.day == day]
        for kind, word in LIST_NAMES.items():
            signed = signed_lists(of_day, kind)
            living = living_lists([slot for slot in of_day if slot.pk not in signed], kind)
            contents = [
                signed[slot.pk].content if slot.pk in signed else living[slot.pk] for slot in of_day
            ]
            if not any(content["rows"] for content in contents):
                continue
            made_at = max((one.signed_at for one in signed.values()), default=at)
            said = _("Belum disahkan") if living else _("Disahkan %(moment)s") % {
                "moment": date_and_clock(made_at, stage.workshop.unit.timezone)
            }  # fmt: skip
            made_at = at if living else made_at
            sheet = sheet_of(contents)
            path = f"{piece.folder}/{day.isoformat()}-{word}.pdf"
            yield path, roll_call.pdf(sheet, at=made_at.replace(microsecond=0)), said
            scans = ListScan.objects.filter(lists__in=signed.values(), removed_at=None)
            for scan in scans.select_related("file").distinct().order_by("pk"):
                path = f"{piece.folder}/{day.isoformat()}-{word}-basah{_ending(scan.file)}"
                yield path, _read(scan.file), _("Pindaian tanda tangan basah")


def _read(stored: StoredFile) -> bytes:
    with stored.content.open("rb") as content:
        return bytes(content.read())


def _ending(stored: StoredFile) -> str:
    return f".{stored.name.rsplit('.', 1)[-1].lower()}"


def _name(text: str) -> str:
    """A name that every system takes as part of a file's."""
    return " ".join(_NOT_A_NAME.sub(" ", text).split()).strip(". ")[:60] or "tanpa nama"


def _free(path: str, taken: set[str]) -> str:
    """The path, with a number where another piece has it already."""
    stem, dot, ending = path.rpartition(".")
    number, found = 2, path
    while found in taken:
        found, number = f"{stem} ({number}){dot}{ending}", number + 1
    return found


def report_of_all(workshop: Any, *, at: datetime) -> bytes:
    """The laporan over all stages of a Bimtek."""
    with override(LANGUAGE):
        values = values_of_workshop("laporan", workshop, at=at)
        template = templates_of(workshop.unit).get("laporan")
        return written(code="laporan", values=values, template=template)
