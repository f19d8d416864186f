"""The participants of one Bimtek as its organiser reads them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Value
from django.db.models.expressions import Case, When
from django.db.models.fields import CharField

from workshops.models import (
    AssignmentLetter,
    Delegation,
    Invitation,
    LetterState,
    Link,
    Registration,
    RegistrationStep,
    Workshop,
)
from workshops.queries.invitation import with_seats
from workshops.queries.progress import RegistrationProgress, progress_for


@dataclass(frozen=True)
class RegistrationRecord:
    """All that is known of one registration: how it came to be, seats held, letters, progress."""

    registration: Registration
    steps: tuple[RegistrationStep, ...]
    delegations: tuple[Delegation, ...]
    letters: tuple[AssignmentLetter, ...]
    link: Link | None  # the working one
    invitation: Invitation | None  # whose seat they hold or held last
    reached: RegistrationProgress | None


def registrations_for_list(workshop: Workshop, user: Any) -> Any:
    """Registrations the user may see, by unit and name, each with ``letter``: received, to_follow
    or none."""
    letters = AssignmentLetter.objects.filter(registrations=OuterRef("pk"))
    return (
        Registration.objects.visible_to(user)
        .filter(workshop=workshop)
        .annotate(
            letter=Case(
                When(Exists(letters.filter(state=LetterState.RECEIVED)), then=Value("received")),
                When(Exists(letters), then=Value("to_follow")),
                default=Value("none"),
                output_field=CharField(),
            )
        )
        .for_list()
        .distinct()
    )


def record_of(registration: Registration, *, at: datetime) -> RegistrationRecord:
    """Everything about one registration, in a constant number of queries."""
    delegations = tuple(
        Delegation.objects.filter(registration=registration)
        .select_related(
            "seat__invitation__unit", "first_stage", "last_stage", "replaces__registration"
        )
        .order_by("made_at", "pk")
    )
    return RegistrationRecord(
        registration=registration,
        steps=tuple(registration.steps.select_related("by").order_by("at", "pk")),
        delegations=delegations,
        letters=tuple(
            AssignmentLetter.objects.filter(registrations=registration)
            .select_related("stage", "file")
            .order_by("pk")
        ),
        link=registration.links.working(at).order_by("-pk").first(),
        invitation=delegations[-1].seat.invitation if delegations else None,
        reached=progress_for(registration, at=at),
    )


def invitations_to_fill(workshop: Workshop) -> Any:
    """Standing invitations with seat_count and named_count, by the unit's name."""
    return with_seats(workshop.invitations.filter(withdrawn_at=None)).by_unit_name()
