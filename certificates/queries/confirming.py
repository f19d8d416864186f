"""Who has not confirmed how their name will be printed, with the message that asks them to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from certificates.notices import ask_to_confirm
from certificates.queries import Candidate, phone_of
from workshops.queries.personal import personal_links

MOST = 100  # messages a page words


@dataclass(frozen=True)
class ConfirmMessage:
    """A reminder to one person, with the link to their own page; "" where it does not work any more."""

    name: str
    unit: str
    link: str
    phone: str
    text: str


def confirm_messages(people: Sequence[Candidate], *, at: datetime) -> list[ConfirmMessage]:
    """One each, in the order given; one query however many."""
    asked = people[:MOST]
    links = personal_links([one.entitlement.registration for one in asked], at=at)
    return [
        ConfirmMessage(
            name=one.name,
            unit=one.unit,
            link=link,
            phone=phone_of(one.entitlement.registration),
            text=ask_to_confirm(
                name=one.name, workshop=one.entitlement.registration.workshop, link=link
            ),
        )
        for one in asked
        for link in [links.get(one.entitlement.registration_id, "")]
    ]
