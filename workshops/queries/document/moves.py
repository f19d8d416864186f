"""What a stage's new dates broke, and how much of it is mended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from participants.models import NoticeState
from workshops.models import (
    AssignmentLetter,
    AttendanceSlot,
    Entitlement,
    LetterState,
    OfficeLetter,
    Stage,
    StageMove,
    Workshop,
)
from workshops.queries.document.values import letter_of
from workshops.queries.invitation import notices_of
from workshops.queries.schedule import with_use


@dataclass(frozen=True)
class BrokenLetter:
    """A surat tugas that says the former dates. ``mended``: its unit handed in another since."""

    letter: AssignmentLetter
    people: int
    mended: bool


@dataclass(frozen=True)
class Effects:
    """Everything a move touched. ``slots`` were counted on a day that is no day of the stage any
    more; ``certificates`` were earned by a closing before the move."""

    move: StageMove
    letters: tuple[BrokenLetter, ...]
    invitation: OfficeLetter | None  # the letter in the register that said the former dates
    correction: OfficeLetter | None  # the ralat, once it has its number
    ready: int
    sent: int
    slots: tuple[Any, ...]
    certificates: int

    @property
    def open_letters(self) -> int:
        return sum(not one.mended for one in self.letters)

    @property
    def settled(self) -> bool:
        """Nothing is left to do about it."""
        return not (self.wants_correction or self.open_letters or self.ready)

    @property
    def wants_correction(self) -> bool:
        """A letter in the register says the former dates, and no ralat bears a number yet."""
        return self.invitation is not None and self.correction is None

    @property
    def touches_somebody(self) -> bool:
        """Whether anybody was told the former dates, by letter or message."""
        return bool(self.invitation or self.letters or self.ready or self.sent)


def broken_letters(move: StageMove) -> tuple[BrokenLetter, ...]:
    """Surat tugas of the stage (or of all stages) received before the move, by unit; two queries."""
    letters = AssignmentLetter.objects.filter(
        Q(stage=move.stage) | Q(stage=None),
        workshop=move.stage.workshop_id,
        state=LetterState.RECEIVED,
    )
    later = set(letters.filter(handed_in_at__gt=move.moved_at).values_list("unit_id", flat=True))
    return tuple(
        BrokenLetter(one, one.people, one.unit_id in later)
        for one in letters.filter(handed_in_at__lte=move.moved_at)
        .select_related("unit", "stage")
        .annotate(people=Count("registrations"))
        .order_by("unit__name", "pk")
    )


def effects_of(move: StageMove) -> Effects:
    """The move as its page shows it, in a constant number of queries."""
    stage = move.stage
    workshop = stage.workshop
    moved = notices_of(workshop).filter(code="workshops.moved", created_at__gte=move.moved_at)
    slots = with_use(AttendanceSlot.objects.filter(stage=stage)).filter(used=True)
    outside = slots.exclude(day__range=(stage.starts_on, stage.ends_on)).order_by("opens_at", "pk")
    ralat = letter_of(workshop, "ralat", stage)
    invitation = letter_of(workshop, "undangan", stage)
    if invitation and invitation.recorded_at > move.moved_at:
        invitation = None  # it says the new dates
    return Effects(
        move=move,
        letters=broken_letters(move),
        invitation=invitation,
        correction=ralat if ralat and ralat.recorded_at >= move.moved_at else None,
        ready=moved.filter(state=NoticeState.READY).count(),
        sent=moved.filter(state=NoticeState.SENT).count(),
        slots=tuple(outside),
        certificates=_certificates(stage, move.moved_at),
    )


def _certificates(stage: Stage, before: datetime) -> int:
    closings = Q(closing__stage=stage) | Q(closing__stage=None, closing__workshop=stage.workshop_id)
    earned = Entitlement.objects.standing().entitled().filter(closings)
    return earned.filter(closing__at__lte=before).count()


def moves_of(workshop: Workshop) -> list[StageMove]:
    """Every move of every stage, the latest first."""
    rows = StageMove.objects.filter(stage__workshop=workshop)
    return list(rows.select_related("stage", "moved_by").order_by("-moved_at", "-pk"))
