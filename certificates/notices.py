"""What we tell a certificate's holder, worded at the moment it is shown; the person who sends it
reads it first."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from certificates.models import Certificate, SigningAccount
from workshops.models import Workshop

ISSUED = "certificates.issued"
REVOKED = "certificates.revoked"
SUPERSEDED = "certificates.superseded"
TEMPLATES = {
    ISSUED: "certificates/notices/issued.txt",
    REVOKED: "certificates/notices/revoked.txt",
    SUPERSEDED: "certificates/notices/superseded.txt",
}


@dataclass(frozen=True)
class Message:
    """A message to one holder; ``phone`` as WhatsApp's address wants it (628…), "" when not known."""

    certificate: Certificate
    phone: str
    text: str
    notice_id: str  # public id of the notice it words


def verify_url(public_id: str) -> str:
    """The public page; its address is printed, so it never moves (blueprint §9.2)."""
    return f"{settings.PUBLIC_URL}/v/{public_id}"


def signing_url(token: str) -> str:
    """The signer's own page."""
    return f"{settings.PUBLIC_URL}/t/{token}"


def signing_message(account: SigningAccount, token: str, waiting: int) -> str:
    """What is sent to an official, to be handed over by whoever runs the Bimtek."""
    told = {"account": account, "link": signing_url(token), "waiting": waiting}
    return render_to_string("certificates/notices/to_sign.txt", told).strip()


def word(
    code: str,
    *,
    certificate: Certificate,
    link: str = "",
    reason: str = "",
    language: str = "id",
) -> str:
    """The text of a message of this code (``TEMPLATES``). ``link``: the holder's own page, "" when it
    does not work any more; ``reason``: why it was revoked, in the words that are for everyone."""
    with translation.override(language):
        text = render_to_string(
            TEMPLATES[code],
            {
                "certificate": certificate,
                "said": certificate.statement,
                "verify_url": verify_url(certificate.public_id),
                "link": link,
                "reason": reason,
            },
        )
    return text.strip()


def ask_to_confirm(*, name: str, workshop: Workshop, link: str) -> str:
    """What asks a participant to read over how the certificate will write their name."""
    context = {"name": name, "workshop": workshop, "link": link}
    with translation.override("id"):
        return render_to_string("certificates/notices/confirm.txt", context).strip()
