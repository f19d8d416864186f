"""On one's own page: a link that shows a certificate in full to somebody, for a week."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from certificates.actions.disclosure import disclose, withdraw_disclosure
from certificates.models import Certificate
from project.views.personal import address_of_page, by_personal_link
from workshops.models import Link, Registration


def _own(registration: Registration, certificate: str) -> Certificate:
    rows = Certificate.objects.filter(registration=registration).issued()
    return get_object_or_404(rows.select_related("workshop__unit"), public_id=certificate)


@by_personal_link
@require_POST
def personal_show(
    request: HttpRequest, link: Link, registration: Registration, certificate: str
) -> HttpResponse:
    """A new link; the one before shows nothing any more."""
    disclose(certificate=_own(registration, certificate), by=link.user, at=timezone.now())
    return redirect(address_of_page(request) + "#sertifikat")


@by_personal_link
@require_POST
def personal_hide(
    request: HttpRequest, link: Link, registration: Registration, certificate: str
) -> HttpResponse:
    """The link is ended."""
    own = _own(registration, certificate)
    withdraw_disclosure(certificate=own, by=link.user, at=timezone.now())
    return redirect(address_of_page(request) + "#sertifikat")
