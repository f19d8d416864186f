"""The links a visitor of the demo may play with: made from what is there, at the moment asked."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certificates.actions.signer import token_of
from certificates.models import Certificate, CertificateState, SignerLink
from project.demo.official import PASSPHRASE
from workshops.models import Link, LinkKind, WorkshopState


def playable(at: datetime) -> list[tuple[Any, str]]:
    """(what it is, path) for an OPD that has named nobody, one that has, a participant, the door,
    the signer and a certificate; whatever is missing is left out."""
    working = (
        Link.objects.working(at)
        .filter(workshop__state=WorkshopState.RUNNING)
        .select_related("invitation", "registration")
        .order_by("pk")
    )
    found: list[tuple[Any, str]] = []
    units = working.filter(kind=LinkKind.UNIT)
    for label, link in (
        (
            _("Tautan OPD yang belum menunjuk peserta"),
            units.filter(invitation__seats__delegations=None).last(),
        ),
        (
            _("Tautan OPD yang sudah menunjuk peserta"),
            units.exclude(invitation__seats__delegations=None).first(),
        ),
    ):
        if link is not None:
            found.append((label, f"/o/{link.token()}"))
    participant = working.filter(kind=LinkKind.PARTICIPANT).first()
    if participant is not None:
        found.append((_("Halaman seorang peserta"), f"/p/{participant.token()}"))
    found.append((_("Pintu masuk: pindai QR"), reverse("workshops:door")))
    signer = SignerLink.objects.working(at).order_by("pk").last()
    if signer is not None:
        label = _("Sertifikat yang menunggu tanda tangan; frasa sandinya %(passphrase)s")
        found.append((label % {"passphrase": PASSPHRASE}, f"/t/{token_of(signer)}"))
    certificate = Certificate.objects.filter(state=CertificateState.ISSUED).order_by("-pk").first()
    if certificate is not None:
        found.append((_("Keaslian sebuah sertifikat"), f"/v/{certificate.public_id}"))
    return found
