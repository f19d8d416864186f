"""/t/<token>: one address for two kinds of people, an expert and a signer. Whose it is, the token says."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from certificates.actions.signer import find_link
from certificates.views.signing import signer_page
from participants.access import anyone
from workshops.views import expert_link


@anyone(because="experts and signers from outside have no account; the token is the key")
@require_safe
def opened(request: HttpRequest, token: str) -> HttpResponseBase:
    """The signer's page for a signer's token; the expert's queue, or a dead link, for any other."""
    if find_link(token, at=timezone.now()):
        return signer_page(request, token)
    return expert_link.queue(request, token)
