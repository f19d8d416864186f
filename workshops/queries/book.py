"""What the masterplan is put together from, and how far each chapter is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from participants.models import Job, OrganisationUnit
from participants.rules.wording import date_and_clock, date_range, titled
from workshops.models import (
    Deliverable,
    Group,
    Invitation,
    InvitationBody,
    OwedBy,
    Submission,
    SubmissionState,
    WorkForm,
    WorkProgramme,
    Workshop,
)
from workshops.queries.deliverable import asked_of
from workshops.rendering.book.source import BookProgramme, BookStage, BookYear, Sheet, Source
from workshops.rules.book import VOLUMES, Chapter, Volume
from workshops.rules.duty import owed_by

BOOK = "workshops.book"  # the kind of job
MOST_YEARS = 12  # across the roadmap

Owner = Invitation | Group


@dataclass(frozen=True)
class Contribution:
    """A worksheet as one owner owes it: its newest version's state, or "missing"."""

    deliverable: Deliverable
    owner: Owner
    state: str

    @property
    def owner_name(self) -> str:
        return _name(self.owner)

    @property
    def accepted(self) -> bool:
        return self.state == SubmissionState.ACCEPTED


@dataclass(frozen=True)
class ChapterProgress:
    chapter: Chapter
    contributions: tuple[Contribution, ...]
    unowed: tuple[Deliverable, ...]  # asked, and there is nobody (no team, no OPD) who owes it
    programmes: int | None  # those that will stand in it; None: the chapter has none

    @property
    def accepted(self) -> int:
        return sum(one.accepted for one in self.contributions)

    @property
    def open(self) -> tuple[Contribution, ...]:
        return tuple(one for one in self.contributions if not one.accepted)

    @property
    def unasked(self) -> bool:
        """No stage asks for the worksheets it is written from."""
        return bool(self.chapter.worksheets) and not self.contributions and not self.unowed


@dataclass(frozen=True)
class VolumeProgress:
    volume: Volume
    chapters: tuple[ChapterProgress, ...]

    @property
    def asked(self) -> int:
        return len({(one.deliverable.pk, one.owner) for one in self._all()})

    @property
    def accepted(self) -> int:
        return len({(one.deliverable.pk, one.owner) for one in self._all() if one.accepted})

    def _all(self) -> list[Contribution]:
        return [one for chapter in self.chapters for one in chapter.contributions]


def progress_of(workshop: Workshop) -> list[VolumeProgress]:
    """Chapter by chapter, whose worksheet is accepted and whose is not; five queries."""
    found: defaultdict[str, list[Contribution]] = defaultdict(list)
    states = {
        (duty.deliverable_id, duty.invitation_id, duty.group_id): str(one.state)
        for one in Submission.objects.of(workshop)
        .newest()
        .select_related("duty")
        .defer("content", "text")
        for duty in (one.duty,)
    }
    unowed: defaultdict[str, list[Deliverable]] = defaultdict(list)
    asked = list(_asked(workshop))
    owed = _owed(workshop, asked)
    there = {deliverable.pk for deliverable, _owner in owed}
    for deliverable in asked:
        if deliverable.pk not in there:
            unowed[deliverable.worksheet].append(deliverable)
    for deliverable, owner in owed:
        invitation, group = _keys(owner)
        state = states.get((deliverable.pk, invitation, group), "missing")
        found[deliverable.worksheet].append(Contribution(deliverable, owner, state))
    programmes = _programmes(workshop).count()
    return [
        VolumeProgress(
            volume,
            tuple(
                ChapterProgress(
                    chapter,
                    tuple(one for code in chapter.worksheets for one in found[code]),
                    tuple(one for code in chapter.worksheets for one in unowed[code]),
                    programmes if chapter.programmes else None,
                )
                for chapter in volume.chapters
            ),
        )
        for volume in VOLUMES
    ]


def source_of(workshop: Workshop, *, at: datetime) -> Source:
    """Everything that is accepted, as the volumes are written from; nothing that was returned,
    withdrawn or waits. A constant number of queries."""
    unit = workshop.unit
    region = OrganisationUnit.objects.get(path=unit.root_path)
    sheets: defaultdict[str, list[Sheet]] = defaultdict(list)
    accepted = {
        (duty.deliverable_id, duty.invitation_id, duty.group_id): one.content
        for one in Submission.objects.of(workshop)
        .newest()
        .filter(state=SubmissionState.ACCEPTED, content__isnull=False)
        .select_related("duty")
        for duty in (one.duty,)
    }
    for deliverable, owner in _owed(workshop, _asked(workshop)):
        content = accepted.get((deliverable.pk, *_keys(owner)))
        if content is not None:
            sheets[deliverable.worksheet].append(Sheet(_name(owner), content))
    programmes = tuple(_programme(one) for one in _with_all(_programmes(workshop)))
    return Source(
        region=region.name,
        organiser=unit.name,
        title=workshop.title_id,
        legal_basis=workshop.legal_basis,
        as_of=date_and_clock(at, unit.timezone, "id"),
        units=tuple(one.unit.name for one in _invitations(workshop)),
        stages=tuple(
            BookStage(titled(one, "id"), date_range(one.starts_on, one.ends_on, "id"), one.venue)
            for one in workshop.stages.in_order()
        ),
        sheets={code: tuple(found) for code, found in sheets.items()},
        programmes=programmes,
        years=_years(programmes),
    )


def orders_of(workshop: Workshop) -> list[Job]:
    """The newest volumes that were ordered for the Bimtek, whoever asked."""
    jobs = Job.objects.filter(kind=BOOK, args__workshop=workshop.public_id)
    return list(jobs.select_related("requested_by").order_by("-pk")[:5])


def _asked(workshop: Workshop) -> Any:
    return asked_of(workshop).filter(form=WorkForm.WORKSHEET)


def _owed(workshop: Workshop, asked: Iterable[Deliverable]) -> list[tuple[Deliverable, Owner]]:
    """Every worksheet with whoever owes it, by owner."""
    owners: list[Owner] = [
        *_invitations(workshop),
        *Group.objects.filter(workshop=workshop).standing().by_name(),
    ]
    by_kind: defaultdict[OwedBy | str | None, list[Owner]] = defaultdict(list)
    for owner in owners:
        by_kind[owed_by(owner)].append(owner)
    return [(deliverable, owner) for deliverable in asked for owner in by_kind[deliverable.owed_by]]


def _invitations(workshop: Workshop) -> Any:
    return workshop.invitations.filter(body=InvitationBody.UNIT, withdrawn_at=None).by_unit_name()


def _keys(owner: Owner) -> tuple[int | None, int | None]:
    return (None, owner.pk) if isinstance(owner, Group) else (owner.pk, None)


def _name(owner: Owner) -> str:
    return owner.name if isinstance(owner, Group) else owner.unit.name


def _programmes(workshop: Workshop) -> Any:
    """What stands in the register of this Bimtek, and nothing else."""
    return WorkProgramme.objects.filter(workshop=workshop).standing()


def _with_all(programmes: Any) -> Any:
    return (
        programmes.in_register_order()
        .select_related("unit")
        .prefetch_related("years", "supporting")
    )


def _programme(one: WorkProgramme) -> BookProgramme:
    helpers = [unit.name for unit in one.supporting.all()]
    return BookProgramme(
        title=one.title,
        owner=one.unit.name,
        supporting=", ".join(
            sorted(helpers) + ([one.supporting_note] if one.supporting_note else [])
        ),
        pillar=one.pillar,
        sub_dimension=one.sub_dimension,
        action_group=one.action_group,
        horizon=one.horizon,
        indicator=one.indicator,
        measure=one.measure,
        baseline=one.baseline,
        starts=one.starts_year,
        ends=one.ends_year,
        source=one.source,
        quick_win=one.quick_win,
        years=tuple(
            BookYear(year.year, year.target, year.budget)
            for year in sorted(one.years.all(), key=lambda year: year.year)
        ),
    )


def _years(programmes: tuple[BookProgramme, ...]) -> tuple[int, ...]:
    named = {year for one in programmes for year in (one.starts, one.ends) if year}
    return tuple(range(min(named), max(named) + 1))[:MOST_YEARS] if named else ()
