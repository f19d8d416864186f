"""The signer's page: what waits for one official's signature, and the passphrase that puts it on.

By a link on the official's own phone, or logged in. The page sends the passphrase with each small
batch; it lives in that request alone. Without JavaScript each press of the button is a batch.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from certificates.actions.signer import find_link
from certificates.models import Certificate, CertificateState, SigningAccount
from certificates.models.signing import SigningAccountQuerySet
from certificates.queries.signing import piles_for
from certificates.signing.port import Passphrase
from certificates.views.batch import Batch, sign_batch
from certificates.views.handing import hand_out
from participants.access import allow, anyone, is_logged_in
from participants.actions import audit
from participants.models import User
from workshops.views.opening import DeadLink, dead_link, refuse_token

View = Callable[..., HttpResponseBase]


def by_signer_link(act: View) -> View:
    """The view gets the account of a working link and the link's own user; any other token is a dead
    link."""

    @anyone(
        because="an official signs on their own phone, without an account; the token is the key"
    )
    @wraps(act)
    def view(request: HttpRequest, token: str, **which: Any) -> HttpResponseBase:
        link = find_link(token, at=timezone.now())
        if link is None:
            try:
                refuse_token(request)
            except DeadLink:
                return dead_link(request)
        accounts = SigningAccount.objects.filter(pk=link.account_id)
        return act(request, accounts, link.user, token, **which)

    return view


@by_signer_link
@require_safe
def signer_page(
    request: HttpRequest, accounts: SigningAccountQuerySet, by: User, token: str
) -> HttpResponse:
    return _page(request, accounts, by, token)


@allow(is_logged_in)
@require_safe
def signing_desk(request: HttpRequest) -> HttpResponse:
    """The same for whoever logged in: all that waits for their signatures."""
    return _page(request, SigningAccount.objects.of_user(request.user), request.user, "")


def _page(
    request: HttpRequest, accounts: SigningAccountQuerySet, by: User, token: str
) -> HttpResponse:
    desks, total = [], 0
    for account in accounts.select_related("unit"):
        piles = piles_for([account])
        count = sum(len(pile.papers) for pile in piles)
        total += count
        desks.append({"account": account, "piles": piles, "count": count})
    context = {
        "desks": desks,
        "token": token,
        "by": by,
        "total": total,
        "sign_url": _address("sign", token),
    }
    return _unkept(render(request, "certificates/signer_page.html", context))


@sensitive_post_parameters()
@by_signer_link
@require_POST
def signer_sign(
    request: HttpRequest, accounts: SigningAccountQuerySet, by: User, token: str
) -> HttpResponseBase:
    return _sign(request, accounts, by, token)


@sensitive_post_parameters()
@allow(is_logged_in)
@require_POST
def signing_sign(request: HttpRequest) -> HttpResponseBase:
    return _sign(request, SigningAccount.objects.of_user(request.user), request.user, "")


@sensitive_variables("passphrase")
def _sign(
    request: HttpRequest, accounts: SigningAccountQuerySet, by: User, token: str
) -> HttpResponseBase:
    """A batch; for the page's script as JSON, else the page again with how it went."""
    wanted = request.POST.get("account", "")
    account = get_object_or_404(accounts.select_related("unit"), public_id=wanted)
    passphrase = Passphrase(request.POST.get("passphrase", "")[:200])
    done = sign_batch(account, passphrase, by=by, at=timezone.now())
    if request.headers.get("Accept", "").startswith("application/json"):
        return _unkept(JsonResponse(done.as_json()))
    _say(request, done)
    return redirect(_address("page", token))


def _say(request: HttpRequest, done: Batch) -> None:
    if done.signed:
        words = ngettext(
            "%(n)s sertifikat ditandatangani.", "%(n)s sertifikat ditandatangani.", len(done.signed)
        )
        messages.success(request, words % {"n": len(done.signed)})
    if done.sentence:
        messages.error(request, done.sentence)
    elif done.left:
        words = ngettext(
            "Masih %(n)s. Ketik frasa sandi sekali lagi untuk meneruskan.",
            "Masih %(n)s. Ketik frasa sandi sekali lagi untuk meneruskan.",
            done.left,
        )
        messages.info(request, words % {"n": done.left})


@by_signer_link
@require_safe
def signer_paper(
    request: HttpRequest,
    accounts: SigningAccountQuerySet,
    by: User,
    token: str,
    certificate: str,
) -> FileResponse:
    return _paper(accounts, by, certificate)


@allow(is_logged_in)
@require_safe
def signing_paper(request: HttpRequest, certificate: str) -> FileResponse:
    """A paper that waits for the reader's signature."""
    return _paper(SigningAccount.objects.of_user(request.user), request.user, certificate)


def _paper(accounts: SigningAccountQuerySet, by: User, public_id: str) -> FileResponse:
    rows = Certificate.objects.filter(
        state=CertificateState.PREPARED, signatures__account__in=accounts.order_by()
    )
    found = get_object_or_404(
        rows.select_related("pdf", "workshop__unit").distinct(), public_id=public_id
    )
    audit.reading(
        "certificates.certificate.read",
        found,
        by=by,
        at=timezone.now(),
        unit=found.workshop.unit,
    )
    return hand_out(found)


def _address(what: str, token: str) -> str:
    """The page's own addresses, behind the link or behind the login."""
    if token:
        name = {"page": "signer-page", "sign": "signer-sign"}[what]
        return reverse(f"certificates:{name}", args=[token])
    return reverse("certificates:" + {"page": "signing-desk", "sign": "signing-sign"}[what])


def _unkept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
