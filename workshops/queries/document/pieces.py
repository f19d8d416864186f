"""The file of a stage as accounting gets it: its pieces in their order, and what is still missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from workshops.models import (
    Accounting,
    Attendance,
    ListScan,
    Office,
    OfficeLetter,
    Official,
    SignedList,
    SlotState,
    Stage,
)
from workshops.queries.document.lists import speakers_of
from workshops.queries.document.moves import effects_of
from workshops.queries.document.values import letter_of
from workshops.queries.expected import expected_at
from workshops.queries.letter import LetterRow, letter_rows

NEEDED = (Office.HEAD, Office.KPA, Office.PPTK, Office.TREASURER, Office.CHAIR)


@dataclass(frozen=True)
class Missing:
    """What lacks, as a sentence; ``page``: the address's name where it is made, with ``args``."""

    text: str
    page: str
    args: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """One part of the file. ``code``: a paper of rules/document.py, "spt" or "daftar-hadir".
    ``missing``: what it lacks; it is in the zip all the same, as far as it is known."""

    code: str
    folder: str
    title: Any
    letter: OfficeLetter | None
    missing: tuple[Missing, ...]
    by_hand: bool = False  # somebody writes the rest in Word, however much is filled

    @property
    def complete(self) -> bool:
        return not self.missing


def pieces_of(stage: Stage, *, user: Any, today: date) -> tuple[Piece, ...]:
    """Every piece of the stage's file, in the order of domain.md §2.1."""
    workshop, code = stage.workshop, stage.workshop.public_id
    money = tuple(_accounting(stage))
    decree = letter_of(workshop, "sk-panitia")
    invitation = letter_of(workshop, "undangan", stage)
    unnumbered = Missing(
        _("SK panitia belum bernomor."), "workshops:document-letter", (code, "sk-panitia")
    )
    found = [
        Piece("sk-panitia", "01 SK panitia", _("SK panitia"), decree,
              () if decree else (unnumbered,)),
        Piece("undangan", "02 Undangan", _("Surat undangan"), invitation,
              tuple(_invitation(stage, invitation))),
        *_corrections(stage),
        Piece("spt", "03 Surat tugas", _("Surat tugas"), None, tuple(_letters(stage, user, today))),
        Piece("jadwal", "04 Jadwal", _("Jadwal"), None, tuple(_schedule(stage))),
        Piece("daftar-hadir", "05 Daftar hadir", _("Daftar hadir"), None,
              tuple(_roll_calls(stage))),
        Piece("nominatif", "06 Daftar nominatif", _("Daftar nominatif"), None,
              (*money, *_nobody_came(stage))),
        Piece("tanda-terima", "07 Tanda terima transport", _("Tanda terima transport"), None,
              (*money, *_nobody_came(stage))),
        Piece("narasumber", "08 Narasumber", _("Rekapitulasi jam narasumber"), None,
              (*money, *_speakers(stage))),
        Piece("notulen", "09 Notulen", _("Notulen"), None, tuple(_notes(stage)), by_hand=True),
        Piece("laporan", "10 Laporan", _("Laporan kegiatan"), None, (), by_hand=True),
    ]  # fmt: skip
    return tuple(found)


def all_missing(pieces: Iterable[Piece]) -> tuple[Missing, ...]:
    """Everything that lacks, each thing once, in the order of the file."""
    return tuple(dict.fromkeys(one for piece in pieces for one in piece.missing))


def _accounting(stage: Stage) -> Iterable[Missing]:
    workshop = stage.workshop
    page, args = "workshops:accounting-edit", (workshop.public_id,)
    told = Accounting.objects.filter(workshop=workshop).first()
    if told is None or not (told.sub_activity_code and told.account_code):
        yield Missing(_("Sub kegiatan dan rekening belum diisi."), page, args)
    held = set(Official.objects.filter(workshop=workshop).values_list("office", flat=True))
    absent = [str(Office(one).label) for one in NEEDED if one not in held]
    if absent:
        yield Missing(_("Pejabat belum diisi: %(who)s.") % {"who": ", ".join(absent)}, page, args)


def _invitation(stage: Stage, letter: OfficeLetter | None) -> Iterable[Missing]:
    code = stage.workshop.public_id
    if letter is None:
        yield Missing(
            _("Surat undangan %(stage)s belum bernomor.") % {"stage": stage.title_id},
            "workshops:document-stage-letter",
            (code, stage.public_id, "undangan"),
        )
    if not stage.workshop.invitations.filter(withdrawn_at=None).exists():
        yield Missing(_("Belum ada OPD yang diundang."), "workshops:invitation-new", (code,))


def _corrections(stage: Stage) -> Iterable[Piece]:
    """A ralat for each move of the stage of which somebody had been told the former dates."""
    code = stage.workshop.public_id
    for move in stage.moves.select_related("stage").order_by("moved_at", "pk"):
        move.stage = stage
        effects = effects_of(move)
        if not effects.touches_somebody:
            continue
        page, args = "workshops:move-detail", (code, move.public_id)
        missing = []
        if effects.wants_correction:
            missing.append(Missing(_("Ralat perubahan tanggal belum bernomor."), page, args))
        if effects.open_letters:
            said = _("%(count)s surat tugas masih menyebut tanggal lama.")
            missing.append(Missing(said % {"count": effects.open_letters}, page, args))
        if effects.ready:
            said = _("%(count)s OPD belum diberi tahu tanggal baru.")
            missing.append(Missing(said % {"count": effects.ready}, page, args))
        yield Piece(
            f"ralat:{move.public_id}", "02 Undangan", _("Ralat"), effects.correction, tuple(missing)
        )


def _letters(stage: Stage, user: Any, today: date) -> Iterable[Missing]:
    page, args = "workshops:letter-list", (stage.workshop.public_id,)
    rows = letters_at(stage, user=user, today=today)
    without = [row.unit.shown_as for row in rows if row.state != "received"]
    if not rows:
        yield Missing(_("Belum ada peserta yang ditunjuk."), "workshops:invitation-list", args)
    if without:
        said = _("Surat tugas belum diterima dari %(count)s OPD: %(units)s.")
        names = ", ".join(without[:8]) + (" …" if len(without) > 8 else "")
        yield Missing(said % {"count": len(without), "units": names}, page, args)
    unscanned = sum(
        letter.state == "received" and letter.file_id is None
        for row in rows
        for letter in row.letters
    )
    if unscanned:
        said = _("%(count)s surat tugas tercatat tanpa pindaian.")
        yield Missing(said % {"count": unscanned}, page, args)


def letters_at(stage: Stage, *, user: Any, today: date) -> list[LetterRow]:
    """Units with people at this stage, with the letters that cover it."""
    here = set(expected_at(stage).values_list("unit_id", flat=True))
    return [
        LetterRow(
            row.unit,
            row.people,
            tuple(one for one in row.letters if one.stage_id in (None, stage.pk)),
            row.uncovered,
            row.state,
            row.overdue,
        )
        for row in letter_rows(stage.workshop, user=user, today=today)
        if row.unit.pk in here
    ]


def _schedule(stage: Stage) -> Iterable[Missing]:
    if not stage.sessions.exists():
        yield Missing(
            _("Jadwal belum berisi sesi."), "workshops:schedule-detail", (stage.workshop.public_id,)
        )


def _roll_calls(stage: Stage) -> Iterable[Missing]:
    code = stage.workshop.public_id
    slots = list(stage.slots.order_by("opens_at", "pk"))
    open_slots = [slot for slot in slots if slot.state != SlotState.SIGNED_OFF]
    if open_slots:
        said = _("%(count)s presensi belum disahkan.")
        yield Missing(said % {"count": len(open_slots)}, "workshops:attendance-list", (code,))
    for day in sorted({slot.day for slot in slots} - {slot.day for slot in open_slots}):
        lists = SignedList.objects.filter(slot__stage=stage, slot__day=day)
        if not ListScan.objects.filter(lists__in=lists, removed_at=None).exists():
            yield Missing(
                _("Daftar hadir bertanda tangan basah %(day)s belum dipindai.")
                % {"day": f"{day.day}/{day.month}/{day.year}"},
                "workshops:day-lists",
                (code, stage.public_id, day.isoformat()),
            )


def _nobody_came(stage: Stage) -> Iterable[Missing]:
    if not Attendance.objects.filter(slot__stage=stage).exists():
        yield Missing(
            _("Belum ada kehadiran yang tercatat, jadi jumlah hari masih kosong."),
            "workshops:attendance-list",
            (stage.workshop.public_id,),
        )


def _speakers(stage: Stage) -> Iterable[Missing]:
    speakers = speakers_of(stage)
    code = stage.workshop.public_id
    if not speakers:
        yield Missing(_("Jadwal belum menyebut narasumber."), "workshops:schedule-detail", (code,))
    unknown = [one.name for one in speakers if one.registration is None]
    if unknown:
        said = _("Narasumber %(names)s belum terdaftar, jadi NIP dan jabatannya kosong.")
        yield Missing(said % {"names": ", ".join(unknown)}, "workshops:registration-add", (code,))


def _notes(stage: Stage) -> Iterable[Missing]:
    if not Official.objects.filter(workshop=stage.workshop_id, office=Office.NOTES).exists():
        yield Missing(
            _("Notulis belum diisi."), "workshops:accounting-edit", (stage.workshop.public_id,)
        )
