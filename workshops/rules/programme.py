"""Programmes a Bimtek can be planned from: stages, agenda with JP, hasil kerja. Data, not code.

The agendas follow domain.md §1.2 (a two-day stage is 16 JP, four of them 64 JP); what a region does
otherwise it changes on the schedule page afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from participants.errors import Reason
from workshops.models import OwedBy, WorkForm

# About one stage a month, on the same weekday (domain.md §1.1).
BETWEEN_STAGES = timedelta(weeks=4)
# What is asked for between two stages is due a week before the next one, so that it can be read.
READING_TIME = timedelta(days=7)
REVISION_TIME = timedelta(days=28)  # "hingga satu bulan ke depan", after the last stage
LONGEST_STAGE = 31


@dataclass(frozen=True)
class PlannedSession:
    """A line of the agenda; clock times of the place, JP of 45 minutes (0: opening, break)."""

    starts: time
    ends: time
    jp: int
    topic_id: str
    topic_en: str = ""
    speaker: str = ""
    mandatory: bool = False


@dataclass(frozen=True)
class PlannedWork:
    """A hasil kerja that a stage asks for. ``required``: the next stages' entry asks for it."""

    title_id: str
    title_en: str = ""
    owed_by: str = OwedBy.UNIT
    form: str = WorkForm.FILE
    worksheet: str = ""
    required: bool = False


@dataclass(frozen=True)
class StageTemplate:
    """A stage as the programme knows it: one agenda a day, and what it asks each OPD to hand in."""

    title_id: str
    title_en: str
    days: tuple[tuple[PlannedSession, ...], ...]
    deliverables: tuple[PlannedWork, ...] = ()


@dataclass(frozen=True)
class Programme:
    code: str
    name: Any
    summary: Any
    stages: tuple[StageTemplate, ...]

    @property
    def jp(self) -> int:
        """All JP of the programme."""
        return sum(line.jp for stage in self.stages for day in stage.days for line in day)


@dataclass(frozen=True)
class StagePlan:
    """A stage of one Bimtek as planned: dates, place, an agenda for each day (days beyond the
    agenda have none yet), hasil kerja (titles in Indonesian and English), and when they are due."""

    title_id: str
    starts_on: date
    ends_on: date
    title_en: str = ""
    venue: str = ""
    venue_map: str = ""
    days: tuple[tuple[PlannedSession, ...], ...] = ()
    deliverables: tuple[PlannedWork, ...] = ()


def _day(
    *lines: tuple[str, str, int, str, str], speaker: str = "", first_mandatory: bool = False
) -> tuple[PlannedSession, ...]:
    made = []
    for starts, ends, jp, topic_id, topic_en in lines:
        made.append(
            PlannedSession(
                time.fromisoformat(starts),
                time.fromisoformat(ends),
                jp,
                topic_id,
                topic_en,
                speaker if jp else "",
                first_mandatory and not jp and "Pembukaan" in topic_id,
            )
        )
    return tuple(made)


def _two_days(first: tuple[str, str], second: tuple[str, str], end: tuple[str, str]) -> tuple:
    return (
        _day(
            ("08:00", "08:30", 0, "Registrasi", "Registration"),
            ("08:30", "09:15", 0, "Pembukaan", "Opening"),
            ("09:30", "12:30", 4, *first),
            (
                "13:30",
                "16:30",
                4,
                "Diskusi kelompok dan pengisian lembar kerja",
                "Group work and worksheets",
            ),
            speaker="Tim Ahli",
        ),
        _day(
            ("08:30", "11:30", 4, *second),
            ("12:45", "15:45", 4, *end),
            speaker="Tim Ahli",
        ),
    )


def _sheet(
    code: str,
    title_id: str,
    title_en: str,
    *,
    owed_by: str = OwedBy.UNIT,
    required: bool = True,
) -> PlannedWork:
    """A hasil kerja that is a worksheet filled in on the page."""
    asked = required and owed_by == OwedBy.UNIT  # what keeps somebody out is what their OPD owes
    return PlannedWork(title_id, title_en, owed_by, WorkForm.WORKSHEET, code, asked)


_PRESENTING = (
    "Presentasi per dimensi, tanggapan, dan rencana tindak lanjut",
    "Presentations by dimension, comments, follow-up plan",
)

PROGRAMMES: dict[str, Programme] = {
    programme.code: programme
    for programme in (
        Programme(
            "satu-tahap",
            _("Satu tahap"),
            _("Satu hari, 8 JP, tanpa hasil kerja. Untuk sosialisasi dan pelatihan singkat."),
            (
                StageTemplate(
                    "Pelaksanaan",
                    "The event",
                    (
                        _day(
                            ("08:00", "08:30", 0, "Registrasi", "Registration"),
                            ("08:30", "09:00", 0, "Pembukaan", "Opening"),
                            ("09:00", "12:00", 4, "Materi dan diskusi", "Lecture and discussion"),
                            ("13:00", "16:00", 4, "Praktik dan penutupan", "Practice and closing"),
                        ),
                    ),
                ),
            ),
        ),
        Programme(
            "dua-tahap",
            _("Dua tahap"),
            _("Dua kali dua hari, 32 JP, dengan tugas antartahap."),
            (
                StageTemplate(
                    "Tahap I",
                    "Stage I",
                    _two_days(
                        ("Materi pokok", "Core material"),
                        ("Praktik terbimbing", "Guided practice"),
                        (
                            "Presentasi dan pembagian tugas antartahap",
                            "Presentations and tasks between the stages",
                        ),
                    ),
                    (PlannedWork("Lembar kerja antartahap", "Worksheet between the stages"),),
                ),
                StageTemplate(
                    "Tahap II",
                    "Stage II",
                    _two_days(
                        ("Tinjauan tugas antartahap", "Review of the tasks"),
                        ("Penyempurnaan hasil kerja", "Completing the work"),
                        ("Presentasi akhir dan penutupan", "Final presentations and closing"),
                    ),
                    (PlannedWork("Laporan akhir", "Final report"),),
                ),
            ),
        ),
        Programme(
            "smart-city",
            _("Smart City empat tahap"),
            _("Empat kali dua hari, 64 JP: dari analisis kesiapan sampai masterplan."),
            (
                StageTemplate(
                    "Tahap I",
                    "Stage I",
                    _two_days(
                        (
                            "Arah kebijakan, kelembagaan, dan tata kelola smart city",
                            "Smart city policy, institutions and governance",
                        ),
                        (
                            "Analisis kesiapan, kesenjangan, dan SWOT-TOWS",
                            "Readiness, gap and SWOT-TOWS analysis",
                        ),
                        _PRESENTING,
                    ),
                    (
                        _sheet(
                            "isu-daerah",
                            "Kertas kerja analisis isu daerah",
                            "Worksheet on regional issues",
                        ),
                        _sheet("swot-tows", "Analisis SWOT-TOWS", "SWOT-TOWS analysis"),
                        _sheet("kesiapan", "Analisis kesiapan daerah", "Readiness analysis"),
                        _sheet("kesenjangan", "Analisis kesenjangan", "Gap analysis"),
                    ),
                ),
                StageTemplate(
                    "Tahap II",
                    "Stage II",
                    _two_days(
                        (
                            "Reviu Buku 1: visi, misi, sasaran, dan indikator",
                            "Review of Book 1: vision, mission, goals, indicators",
                        ),
                        (
                            "Rencana aksi empat kelompok per dimensi",
                            "Action plans in four groups by dimension",
                        ),
                        _PRESENTING,
                    ),
                    (
                        _sheet(
                            "visi-misi",
                            "Visi, misi, dan sasaran smart city",
                            "Vision, mission and goals",
                            owed_by=OwedBy.COMMITTEE,
                        ),
                        _sheet(
                            "sni-37122",
                            "Indikator SNI ISO 37122",
                            "SNI ISO 37122 indicators",
                            required=False,
                        ),
                        _sheet("rencana-aksi", "Lembar kerja rencana aksi", "Action plan"),
                        PlannedWork(
                            "Draf Buku 1 Analisis Strategis Smart City Daerah",
                            "Draft of Book 1: strategic analysis",
                        ),
                    ),
                ),
                StageTemplate(
                    "Tahap III",
                    "Stage III",
                    _two_days(
                        (
                            "Perumusan program jangka pendek, menengah, dan panjang",
                            "Short, medium and long term programmes",
                        ),
                        ("Penyusunan peta jalan", "Building the roadmap"),
                        _PRESENTING,
                    ),
                    (
                        _sheet("peta-jalan", "Peta jalan", "Roadmap", owed_by=OwedBy.PILLAR),
                        PlannedWork(
                            "Draf Buku 2 Masterplan Smart City Daerah",
                            "Draft of Book 2: masterplan",
                        ),
                    ),
                ),
                StageTemplate(
                    "Tahap IV",
                    "Stage IV",
                    _two_days(
                        (
                            "Rekapitulasi peta jalan dan reviu bab",
                            "Roadmap recap and review of chapters",
                        ),
                        ("Pemantapan quick win", "Settling the quick wins"),
                        (
                            "Penandatanganan komitmen dan penutupan",
                            "Signing of the commitment and closing",
                        ),
                    ),
                    (
                        _sheet("quick-win", "Lembar quick win", "Quick-win sheet", required=False),
                        _sheet("komitmen", "Lembar komitmen", "Commitment sheet", required=False),
                    ),
                ),
            ),
        ),
    )
}


def propose_dates(programme: Programme, first: date) -> list[tuple[date, date]]:
    """First and last day of each stage, when the programme begins on ``first``."""
    return [
        (
            first + number * BETWEEN_STAGES,
            first + number * BETWEEN_STAGES + timedelta(days=max(len(stage.days), 1) - 1),
        )
        for number, stage in enumerate(programme.stages)
    ]


def plan_of(stage: StageTemplate, starts_on: date, ends_on: date, venue: str = "") -> StagePlan:
    """The template's stage on these dates, at this place."""
    return StagePlan(
        stage.title_id,
        starts_on,
        ends_on,
        title_en=stage.title_en,
        venue=venue,
        days=stage.days,
        deliverables=stage.deliverables,
    )


def faults(stages: Sequence[StagePlan]) -> list[Reason]:
    """Everything that keeps these stages from being a plan; agenda beyond the last day is dropped
    by the action, not a fault."""
    if not stages:
        return [Reason("stages-missing")]
    found = []
    for order, stage in enumerate(stages, start=1):
        days = (stage.ends_on - stage.starts_on).days + 1
        if days < 1:
            found.append(Reason("stage-ends-before-it-starts", order=order))
        elif days > LONGEST_STAGE:
            found.append(Reason("stage-too-long", order=order, most=LONGEST_STAGE))
    for earlier, later in pairwise(stages):
        if later.starts_on <= earlier.ends_on:
            found.append(
                Reason("stages-out-of-order", earlier=earlier.title_id, later=later.title_id)
            )
    return found


def due_dates(stages: Sequence[StagePlan]) -> list[date]:
    """When the hasil kerja of each stage is due: a week before the next stage, or before it begins
    when they are close; after the last one, four weeks."""
    due = []
    for number, stage in enumerate(stages):
        if number + 1 == len(stages):
            due.append(stage.ends_on + REVISION_TIME)
            continue
        following = stages[number + 1].starts_on
        early = following - READING_TIME
        due.append(early if early > stage.ends_on else following - timedelta(days=1))
    return due


def asks_the_committee(stages: Sequence[StagePlan]) -> bool:
    """Whether anything in the plan is owed by the committee itself."""
    return any(work.owed_by == OwedBy.COMMITTEE for stage in stages for work in stage.deliverables)
