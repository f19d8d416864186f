"""What a unit sees of its own invitation: seats and who holds them, letters, staff to pick from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from participants.models import IdentifierKind, MatchState, Person, Role
from participants.models.scope import access_of
from participants.models.sealed import lookup
from participants.queries.staff import holders
from participants.rules.names import matching_key
from participants.rules.pasting import PersonLine
from workshops.models import (
    AssignmentLetter,
    Delegation,
    DelegationKind,
    Invitation,
    InvitationBody,
    LetterState,
    Registration,
    Seat,
    Stage,
    Workshop,
)

MOST_STAFF = 300


@dataclass(frozen=True)
class Held:
    """Who holds a seat from a stage to a stage; ``letter`` is received, to_follow or none."""

    registration: Registration
    delegation: Delegation
    letter: str

    @property
    def from_the_start_to_the_end(self) -> bool:
        return self.delegation.kind == DelegationKind.NAMED and self.delegation.last_stage is None


@dataclass(frozen=True)
class SeatRow:
    """A seat with its holders in the order of the stages; none: still free."""

    seat: Seat
    held: tuple[Held, ...]

    @property
    def free(self) -> bool:
        return not self.held


@dataclass(frozen=True)
class Staff:
    """One of the unit's own staff on HR's list: name and job alone; ``clash`` when registered."""

    public_id: str
    name: str
    job: str
    clash: bool
    hint: str = ""


def invitations_of(user: Any) -> QuerySet[Invitation]:
    """Invitations of the units the user answers for as their administrator."""
    return Invitation.objects.filter(
        access_of(user).units_q("unit__path", {Role.UNIT_ADMIN}), withdrawn_at=None
    )


def registrations_of(invitation: Invitation) -> QuerySet[Registration]:
    """Everybody who holds or held a seat of this invitation."""
    return Registration.objects.filter(
        pk__in=Delegation.objects.filter(seat__invitation=invitation).values("registration")
    )


def seat_rows(invitation: Invitation) -> tuple[SeatRow, ...]:
    """The unit's seats in their order, with who holds them; four queries however many."""
    letters = letter_states(
        AssignmentLetter.objects.filter(workshop=invitation.workshop_id, unit=invitation.unit_id)
    )
    held = defaultdict(list)
    for one in (
        Delegation.objects.filter(seat__invitation=invitation, ended_at=None)
        .select_related("registration__person", "first_stage", "last_stage")
        .order_by("first_stage__order", "pk")
    ):
        letter = letters.get(one.registration_id, "none")
        held[one.seat_id].append(Held(one.registration, one, letter))
    return tuple(
        SeatRow(seat, tuple(held[seat.pk])) for seat in invitation.seats.order_by("ordinal", "pk")
    )


def letter_states(letters: QuerySet[AssignmentLetter]) -> dict[int, str]:
    """The best letter of each registration: received before to_follow. Two queries."""
    found: dict[int, str] = {}
    for letter in letters.prefetch_related("registrations"):
        for one in letter.registrations.all():
            if found.get(one.pk) != LetterState.RECEIVED:
                found[one.pk] = str(letter.state)
    return found


def letters_of(invitation: Invitation) -> list[AssignmentLetter]:
    """The unit's letters for this Bimtek, those that are to follow first."""
    return list(
        AssignmentLetter.objects.filter(workshop=invitation.workshop_id, unit=invitation.unit_id)
        .select_related("stage", "file")
        .prefetch_related("registrations")
        .order_by("-state", "promised_on", "pk")
    )


def stages_of(workshop: Workshop) -> list[Stage]:
    return list(workshop.stages.order_by("order", "pk"))


def staff_of(invitation: Invitation, asked: str = "") -> tuple[list[Staff], bool]:
    """The unit's own people on HR's list by name, at most 300, and whether there are more.

    ``asked`` narrows by a part of the name or the job. Three queries.
    """
    people = own_staff(invitation)
    for word in asked.split():
        people = people.filter(
            Q(full_name__icontains=word) | Q(current_employment__job_title__icontains=word)
        )
    taken = set(
        Registration.objects.live()
        .filter(workshop=invitation.workshop_id)
        .values_list("person_id", flat=True)
    )
    found = list(people.select_related("current_employment")[: MOST_STAFF + 1])
    rows = [
        Staff(
            public_id=person.public_id,
            name=person.printed_name(),
            job=person.current_employment.job_title if person.current_employment else "",
            clash=person.pk in taken,
        )
        for person in found[:MOST_STAFF]
    ]
    return rows, len(found) > MOST_STAFF


def own_staff(invitation: Invitation) -> QuerySet[Person]:
    """HR's people of the unit and below it: whom it may pick. Who was asked by decree or from
    outside stands for no staff (and a decree may be addressed to a whole Pemda): nobody."""
    if invitation.body != InvitationBody.UNIT:
        return Person.objects.none()
    return (
        Person.objects.living()
        .filter(home_unit__path__startswith=invitation.unit.path, match_state=MatchState.MATCHED)
        .order_by("full_name", "pk")
    )


def already_registered(invitation: Invitation, lines: Iterable[PersonLine]) -> set[int]:
    """The pasted lines (by number) whose people are registered: by their number, or as a namesake
    of the same unit. Two queries however many lines."""
    lines = list(lines)
    live = Registration.objects.live().filter(workshop=invitation.workshop_id)
    people = dict(live.values_list("person_id", "unit_id"))
    names = {
        matching_key(name)
        for name in live.filter(unit=invitation.unit_id).values_list("printed_name", flat=True)
    }
    hashes = {
        lookup(kind, line.identity.value): line.line
        for line in lines
        if line.identity
        for kind in IdentifierKind.values
    }
    found = {hashes[key] for key, person in holders(list(hashes)).items() if person in people}
    found |= {
        line.line for line in lines if not line.identity and matching_key(str(line.name)) in names
    }
    return found
