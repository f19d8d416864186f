"""What we tell units, worded at the moment it is shown; the person who sends it reads it first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from workshops.models import Invitation, Stage, Workshop

TEMPLATES = {
    "workshops.invitation": "workshops/notices/invitation.txt",
    "workshops.reminder": "workshops/notices/reminder.txt",
    "workshops.works_owed": "workshops/notices/works_owed.txt",
    "workshops.moved": "workshops/notices/moved.txt",
    "workshops.expert": "workshops/notices/expert.txt",
    "workshops.participant": "workshops/notices/participant.txt",
}
GROUP = "workshops/notices/group.txt"


@dataclass(frozen=True)
class Message:
    """A message to one unit; ``phone`` as WhatsApp's address wants it (628…), "" when not known."""

    invitation: Invitation
    phone: str
    text: str
    notice_id: str  # public id of the notice it words


def unit_link(token: str) -> str:
    """The address of an OPD's page."""
    return f"{settings.PUBLIC_URL}/o/{token}"


def expert_link(token: str) -> str:
    """The address of an expert's page."""
    return f"{settings.PUBLIC_URL}/t/{token}"


def participant_link(token: str) -> str:
    """The address of a participant's own page."""
    return f"{settings.PUBLIC_URL}/p/{token}"


def word(
    code: str,
    *,
    workshop: Workshop,
    stages: Sequence[Stage],
    language: str = "id",
    **about: object,
) -> str:
    """The text of a message of this code (``TEMPLATES``), without blank lines at its ends."""
    with translation.override(language):
        text = render_to_string(TEMPLATES[code], {"workshop": workshop, "stages": stages, **about})
    return text.strip()


def word_group(
    *, workshop: Workshop, stages: Sequence[Stage], invitations: Sequence[Invitation]
) -> str:
    """One text for the WhatsApp group: who has not named anybody yet; carries no link."""
    with translation.override("id"):
        return render_to_string(
            GROUP, {"workshop": workshop, "stages": stages, "invitations": invitations}
        ).strip()
