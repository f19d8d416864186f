"""What a laporan kegiatan counts: attendance, hasil kerja, scores; of one stage or of several."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from participants.rules.wording import date_long, score
from workshops.models import (
    PRESENT,
    Attendance,
    AttendanceSlot,
    Registration,
    RegistrationKind,
    Session,
    Stage,
    Workshop,
)
from workshops.queries.board import whole_board_of
from workshops.queries.deliverable import ACCEPTED
from workshops.queries.document.lists import speakers_of
from workshops.queries.document.values import numbered, of_stage
from workshops.queries.expected import expected_at
from workshops.queries.score import scores_of


def counted(stages: Sequence[Stage]) -> dict[str, Any]:
    """Who was expected and who came, in all and by unit; two queries a stage."""
    came = set(
        Attendance.objects.filter(
            slot__stage__in=stages,
            status__in=PRESENT,
            registration__kind=RegistrationKind.PARTICIPANT,
        ).values_list("registration_id", flat=True)
    )
    expected: set[int] = set()
    for stage in stages:
        expected |= set(
            expected_at(stage)
            .filter(kind=RegistrationKind.PARTICIPANT)
            .values_list("pk", flat=True)
        )
    listed = Registration.objects.filter(pk__in=expected | came).select_related("unit")
    sent: Counter[str] = Counter()
    present: Counter[str] = Counter()
    for one in listed:
        sent[one.unit.name] += 1
        present[one.unit.name] += one.pk in came
    return {
        "jumlah_peserta": str(sum(sent.values())),
        "jumlah_hadir": str(len(came)),
        "jumlah_opd": str(len(sent)),
        "rekap_opd": numbered(
            {"opd": name, "peserta": str(sent[name]), "hadir": str(present[name])}
            for name in sorted(sent)
        ),
    }


def report(workshop: Workshop, stages: Sequence[Stage], *, at: datetime) -> dict[str, Any]:
    """Values of the laporan over these stages."""
    speakers = {one.name.casefold() for stage in stages for one in speakers_of(stage)}
    sessions = Session.objects.filter(stage__in=stages)
    values = of_stage(stages[0]) if len(stages) == 1 else _several(stages)
    return {
        **values,
        **counted(stages),
        "tahap": values["tahap"],
        "jumlah_narasumber": str(len(speakers)),
        "jp_seluruh": str(sum(sessions.values_list("jp", flat=True))),
        "presensi": _attendance(stages),
        "hasil_kerja": _works(workshop, stages, at=at),
        "nilai": _scores(workshop, stages),
    }


def _several(stages: Sequence[Stage]) -> dict[str, Any]:
    """The words of an event of several stages: from the first to the last."""
    each = [of_stage(stage) for stage in stages]
    return {
        **each[0],
        "tahap": f"{stages[0].title_id} s.d. {stages[-1].title_id}",
        "tanggal": "; ".join(one["tanggal"] for one in each),
        "hari_tanggal": "; ".join(one["hari_tanggal"] for one in each),
        "tempat": "; ".join(dict.fromkeys(one["tempat"] for one in each)),
        "jadwal": numbered({**row} for one in each for row in _unnumbered(one["jadwal"])),
    }


def _unnumbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: text for name, text in row.items() if name != "no"} for row in rows]


def _attendance(stages: Sequence[Stage]) -> list[dict[str, str]]:
    present: Counter[int] = Counter(
        Attendance.objects.filter(
            slot__stage__in=stages,
            status__in=PRESENT,
            registration__kind=RegistrationKind.PARTICIPANT,
        ).values_list("slot_id", flat=True)
    )
    rows = []
    for stage in stages:
        expected = expected_at(stage).filter(kind=RegistrationKind.PARTICIPANT).count()
        rows += [
            {
                "tahap": stage.title_id,
                "presensi": f"{date_long(slot.day)}, {slot.kind}",
                "hadir": str(present[slot.pk]),
                "diharapkan": str(expected),
            }
            for slot in AttendanceSlot.objects.filter(stage=stage).order_by("opens_at", "pk")
        ]
    return numbered(rows)


def _works(workshop: Workshop, stages: Sequence[Stage], *, at: datetime) -> list[dict[str, str]]:
    wanted = {stage.pk for stage in stages}
    asked: Counter[int] = Counter()
    accepted: Counter[int] = Counter()
    titles: dict[int, str] = {}
    for part in whole_board_of(workshop, at=at).parts:
        for row in part.rows:
            for work in row.works:
                one = work.deliverable
                if one.stage_id in wanted and work.owed:
                    titles[one.pk] = one.title_id
                    asked[one.pk] += 1
                    accepted[one.pk] += work.state == ACCEPTED
    return numbered(
        {"nama": title, "diminta": str(asked[key]), "diterima": str(accepted[key])}
        for key, title in titles.items()
    )


def _scores(workshop: Workshop, stages: Sequence[Stage]) -> list[dict[str, str]]:
    """Stages with any score; a stage without one has no line."""
    wanted = {stage.pk for stage in stages}
    return numbered(
        {
            "tahap": one.stage.title_id,
            "pre": _figure(one.gain.mean_pre),
            "post": _figure(one.gain.mean_post),
            "kenaikan": _figure(one.gain.gain),
            "n_gain": _figure(one.gain.n_gain),
        }
        for one in scores_of(workshop)
        if one.stage.pk in wanted and (one.gain.pre or one.gain.post)
    )


def _figure(value: Decimal | None) -> str:
    return "-" if value is None else score(value)
