"""Many people of one Bimtek with a code and a seat each, made in bulk."""

from participants.models import Person
from participants.models.sealed import lookup, seal
from workshops.models import Delegation, Registration, Seat
from workshops.tokens import new_check_in_code


def crowd(first: Registration, people: int) -> list[tuple[int, str]]:
    """(key, code) of that many more people with a seat each, made in bulk."""
    codes = [new_check_in_code() for _ in range(people)]
    persons = Person.objects.bulk_create(
        Person(
            full_name=f"Orang {number}",
            home_unit=first.unit,
            created_at=first.registered_at,
            created_by=first.registered_by,
        )
        for number in range(people)
    )
    registrations = Registration.objects.bulk_create(
        Registration(
            workshop=first.workshop,
            person=person,
            unit=first.unit,
            printed_name=person.full_name,
            code_lookup=lookup("check-in", code),
            code_sealed=seal(code),
            registered_at=first.registered_at,
            registered_by=first.registered_by,
        )
        for person, code in zip(persons, codes, strict=True)
    )
    held = first.delegations.get()
    seats = Seat.objects.bulk_create(
        Seat(invitation=held.seat.invitation, ordinal=number + 2, first_stage=held.seat.first_stage)
        for number in range(people)
    )
    Delegation.objects.bulk_create(
        Delegation(
            seat=seat,
            registration=registration,
            first_stage=seat.first_stage,
            made_at=held.made_at,
            made_by=held.made_by,
        )
        for seat, registration in zip(seats, registrations, strict=True)
    )
    return [(row.pk, code) for row, code in zip(registrations, codes, strict=True)]
