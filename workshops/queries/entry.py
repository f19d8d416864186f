"""Entry to a stage: of everybody expected there, what is still missing, and who is let in all the same.

The hours come from the certificate's own evaluator (``rules.progress``)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from participants.errors import Reason
from workshops.models import (
    Delegation,
    Deliverable,
    EntryPass,
    GroupMember,
    Invitation,
    InvitationBody,
    Registration,
    Stage,
    Submission,
    SubmissionState,
    Workshop,
)
from workshops.queries.deliverable import asked_of
from workshops.queries.expected import expected_at
from workshops.queries.progress import progress_of, rule_in_force
from workshops.rules.duty import KINDS
from workshops.rules.entry import hours_missing, required_for


@dataclass(frozen=True)
class Entry:
    """One participant of a stage; ``passed`` is what lets them in although something is missing."""

    registration: Registration
    invitation: Invitation | None
    reasons: tuple[Reason, ...]
    passed: EntryPass | None

    @property
    def held(self) -> bool:
        """Kept waiting, where the stage blocks."""
        return bool(self.reasons) and self.passed is None


@dataclass(frozen=True)
class Party:
    """People who hold one OPD's seats, or who come for nobody (``invitation`` None): the OPD's own hasil
    kerja that is missing and what else is, of all of them; each with what is missing of them besides."""

    invitation: Invitation | None
    works: tuple[Deliverable, ...]
    shared: tuple[Reason, ...]
    people: tuple[tuple[Entry, tuple[Reason, ...]], ...]

    @property
    def keys(self) -> set[str]:
        """The public ids of the invitation and of everybody in it."""
        own = {self.invitation.public_id} if self.invitation else set()
        return own | {entry.registration.public_id for entry, _own in self.people}


@dataclass(frozen=True)
class StageEntry:
    """A stage, what it asks for, and everybody of whom something is missing."""

    stage: Stage
    required: tuple[Deliverable, ...]
    entries: tuple[Entry, ...]
    expected: int

    @property
    def held(self) -> int:
        return sum(entry.held for entry in self.entries)

    def parties(self) -> list[Party]:
        """Whom nobody let in yet, by OPD in the order of their names; a reason is told once for all
        whom it holds."""
        by_seat: dict[Invitation | None, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if entry.passed is None:
                by_seat[entry.invitation].append(entry)
        return [
            _party(invitation, by_seat[invitation], self.required)
            for invitation in sorted(by_seat, key=lambda one: (one is None, str(one and one.unit)))
        ]


def _party(
    invitation: Invitation | None, entries: list[Entry], required: Sequence[Deliverable]
) -> Party:
    shared = [
        reason for reason in entries[0].reasons if all(reason in one.reasons for one in entries)
    ]
    owner = str(invitation and invitation.unit)
    owed = [(work, reason) for work in required if (reason := _of_work(work, owner)) in shared]
    told = [reason for _work, reason in owed]
    own = [tuple(reason for reason in one.reasons if reason not in shared) for one in entries]
    return Party(
        invitation,
        tuple(work for work, _reason in owed),
        tuple(reason for reason in shared if reason not in told),
        tuple(zip(entries, own, strict=True)),
    )


def _of_work(work: Deliverable, owner: str) -> Reason:
    return Reason("entry-work-missing", work=work.title_id, work_en=work.title_en, owner=owner)


def entry_of(stage: Stage, *, at: datetime) -> StageEntry:
    """Twenty queries however many people; ``stage`` comes with its workshop and unit."""
    workshop = stage.workshop
    required = required_for(stage, asked_of(workshop))
    people = expected_at(stage).participants()
    rule = rule_in_force(workshop)
    progress = progress_of(workshop, at=at, among=people)
    accepted = _accepted(workshop, required)
    owners, seats = _owners(stage)
    passes = list(EntryPass.objects.filter(stage=stage).select_related("by").order_by("at", "pk"))
    by_person = {one.registration_id: one for one in passes if one.registration_id}
    by_unit = {one.invitation_id: one for one in passes if one.invitation_id}
    found = []
    for row in progress:
        registration = row.registration
        reasons = []
        for work in required:
            for kind, key, name in owners[registration.pk]:
                if kind == work.owed_by and (work.pk, kind, key) not in accepted:
                    reasons.append(_of_work(work, name))
        reasons += hours_missing(stage, row.progress, rule)
        if not reasons:
            continue
        invitation = seats.get(registration.pk)
        passed = by_person.get(registration.pk)
        if passed is None and invitation is not None:
            passed = by_unit.get(invitation.pk)
        found.append(Entry(registration, invitation, tuple(reasons), passed))
    return StageEntry(stage, tuple(required), tuple(found), len(progress))


def _accepted(workshop: Workshop, required: list[Deliverable]) -> set[tuple[int, str, int]]:
    """(deliverable, by whom it is owed, whose) of every accepted newest version."""
    rows = (
        Submission.objects.newest()
        .of(workshop)
        .filter(state=SubmissionState.ACCEPTED, duty__deliverable__in=required)
        .values_list(
            "duty__deliverable_id",
            "duty__deliverable__owed_by",
            "duty__invitation_id",
            "duty__group_id",
        )
    )
    return {(asked, owed_by, invitation or group) for asked, owed_by, invitation, group in rows}


def _owners(
    stage: Stage,
) -> tuple[dict[int, list[tuple[str, int, str]]], dict[int, Invitation]]:
    """By registration: for whose work they answer (by whom it is owed, whose, the name), and the
    invitation whose seat they hold at the stage."""
    owners: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
    seats: dict[int, Invitation] = {}
    held = Delegation.objects.filter(
        Q(last_stage=None) | Q(last_stage__order__gte=stage.order),
        registration__workshop=stage.workshop_id,
        ended_at=None,
        first_stage__order__lte=stage.order,
    )
    for one in held.select_related("seat__invitation__unit").order_by("pk"):
        invitation = one.seat.invitation
        seats[one.registration_id] = invitation
        if invitation.body == InvitationBody.UNIT:
            owners[one.registration_id].append(("unit", invitation.pk, str(invitation.unit)))
    members = GroupMember.objects.standing().filter(
        group__workshop=stage.workshop_id, group__dissolved_at=None
    )
    for member in members.select_related("group").order_by("pk"):
        kind = str(KINDS[member.group.kind])  # type: ignore[index]
        owners[member.registration_id].append((kind, member.group_id, member.group.name))
    return owners, seats
