"""The values of each paper (a code of rules/document.py), from what is known now."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from participants.models import OrganisationUnit
from participants.rules.wording import date_long, date_range
from workshops.models import (
    InvitationBody,
    Registration,
    RegistrationKind,
    Stage,
    StageMove,
    Workshop,
)
from workshops.queries.document import lists
from workshops.queries.document.moves import broken_letters
from workshops.queries.document.report import counted, report
from workshops.queries.document.values import (
    DOTS,
    common,
    days_of,
    letter_of,
    letter_words,
    numbered,
    of_stage,
    people,
    schedule,
)
from workshops.queries.expected import expected_at
from workshops.queries.invitation import with_seats

Values = dict[str, Any]


def values_of_workshop(code: str, workshop: Workshop, *, at: datetime) -> Values:
    """Every word of a paper about the whole Bimtek: its SK panitia, or the laporan of all stages."""
    base = common(workshop)
    if code == "sk-panitia":
        return base | _decree(workshop)
    stages = list(workshop.stages.order_by("order", "pk"))
    return base | _stage_list(stages) | _report(workshop, stages, at=at)


def values_of_stage(code: str, stage: Stage, *, at: datetime) -> Values:
    """Every word of a paper about one stage."""
    base = common(stage.workshop) | of_stage(stage)
    if code == "laporan":
        return base | _stage_list([stage]) | _report(stage.workshop, [stage], at=at)
    return base | _OF_STAGE[code](stage)


def values_of_assignment(stage: Stage, unit: OrganisationUnit) -> Values:
    """Every word of the draft SPT of one OPD."""
    return common(stage.workshop) | of_stage(stage) | _assignment(stage, unit)


def values_of_correction(move: StageMove) -> Values:
    """Every word of the ralat that a move asks for."""
    return common(move.stage.workshop) | of_stage(move.stage) | _correction(move)


def _stage_list(stages: Sequence[Stage]) -> Values:
    return {
        "tahapan": numbered(
            {
                "nama": stage.title_id,
                "tanggal": date_range(stage.starts_on, stage.ends_on),
                "tempat": stage.venue,
            }
            for stage in stages
        )
    }


def _decree(workshop: Workshop) -> Values:
    subject = f"Panitia pelaksana {workshop.title_id}"
    return {
        **_stage_list(list(workshop.stages.order_by("order", "pk"))),
        **letter_words(letter_of(workshop, "sk-panitia"), subject=subject),
        "panitia": lists.committee(workshop),
    }


def _invitation(stage: Stage) -> Values:
    subject = f"Undangan {stage.workshop.title_id}, {stage.title_id}"
    letter = letter_of(stage.workshop, "undangan", stage)
    return {
        **(_as_it_was(stage, letter.recorded_at) if letter else {}),
        **letter_words(letter, subject=subject, enclosed="2 (dua) lembar"),
        "undangan": invited(stage.workshop),
    }


def _as_it_was(stage: Stage, at: datetime) -> Values:
    """Dates and place as they were when a letter got its number: what was said is not said anew, a
    ralat says it. Nothing where the stage was not moved since."""
    move = stage.moves.filter(moved_at__gt=at).order_by("moved_at", "pk").first()
    if move is None:
        return {}
    sessions = list(stage.sessions.order_by("starts_at", "pk"))
    for session in sessions:
        session.starts_at += move.old_starts_on - stage.starts_on
        session.ends_at += move.old_starts_on - stage.starts_on
    return {
        "tanggal": date_range(move.old_starts_on, move.old_ends_on),
        "hari_tanggal": days_of(move.old_starts_on, move.old_ends_on),
        "tempat": move.old_venue or DOTS,
        "jadwal": schedule(stage.workshop.unit, sessions),
    }


def invited(workshop: Workshop) -> list[Values]:
    """Units asked by invitation, by name, with the seats asked for."""
    standing = workshop.invitations.filter(withdrawn_at=None).exclude(body=InvitationBody.DECREE)
    return numbered(
        {"opd": one.unit.name, "kursi": str(one.seat_count)}
        for one in with_seats(standing).by_unit_name()
    )


def _invited_by(stage: Stage) -> Values:
    letter = letter_of(stage.workshop, "undangan", stage)
    return {
        "undangan_nomor": letter.number if letter else DOTS,
        "undangan_tanggal": date_long(letter.dated_on) if letter else DOTS,
    }


def sent_by(stage: Stage, unit: OrganisationUnit) -> list[Registration]:
    """Participants of one unit who are expected at the stage, by name."""
    return list(
        expected_at(stage)
        .filter(kind=RegistrationKind.PARTICIPANT, unit=unit)
        .select_related("unit", "employment__job")
        .order_by("printed_name", "pk")
    )


def _assignment(stage: Stage, unit: OrganisationUnit) -> Values:
    return {"opd": unit.name, **_invited_by(stage), "peserta": people(sent_by(stage, unit))}


def _correction(move: StageMove) -> Values:
    stage = move.stage
    subject = f"Ralat undangan {stage.workshop.title_id}, {stage.title_id}"
    return {
        # The dates of this move, also when the stage was moved once more since.
        "tanggal": date_range(move.starts_on, move.ends_on),
        "hari_tanggal": days_of(move.starts_on, move.ends_on),
        "tempat": move.venue or DOTS,
        "semula": days_of(move.old_starts_on, move.old_ends_on),
        "semula_tempat": move.old_venue or DOTS,
        "alasan": move.reason or DOTS,
        **_invited_by(stage),
        **letter_words(letter_of(stage.workshop, "ralat", stage), subject=subject),
        "undangan": invited(stage.workshop),
        "spt": numbered(
            {
                "opd": one.letter.unit.name,
                "nomor": one.letter.number or "menyusul",
                "tanggal": date_long(one.letter.dated_on) if one.letter.dated_on else "-",
                "orang": str(one.people),
            }
            for one in broken_letters(move)
        ),
    }


def _speakers(stage: Stage) -> Values:
    speakers = lists.speakers_of(stage)
    return {
        "narasumber": lists.speaker_rows(speakers),
        "jumlah_oj": lists.all_hours(speakers) if speakers else "",
    }


def _minutes(stage: Stage) -> Values:
    counts = counted([stage])
    if counts["jumlah_hadir"] == "0":
        counts["jumlah_hadir"] = "……"
    return counts


def _report(workshop: Workshop, stages: Sequence[Stage], *, at: datetime) -> Values:
    for stage in stages:
        stage.workshop = workshop
    values = report(workshop, stages, at=at)
    letters = [
        "SK panitia",
        "Surat undangan",
        "Surat perintah tugas",
        "Daftar hadir",
        "Materi",
        "Dokumentasi",
        "Daftar nominatif dan tanda terima",
        "Sertifikat",
    ]
    return values | {"lampiran": numbered({"uraian": one} for one in letters)}


_OF_STAGE: dict[str, Callable[[Stage], Values]] = {
    "undangan": _invitation,
    "jadwal": lambda _stage: {},
    "nominatif": lambda stage: {"hadir": lists.attended(stage)},
    "tanda-terima": lambda stage: {"hadir": lists.attended(stage)},
    "narasumber": _speakers,
    "notulen": _minutes,
}
