"""Credentials of certificates, the keys that sign them, and the lists that say which still stand."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.certificate import CertificateState

PLACES = 131_072
FALLEN = (CertificateState.REVOKED, CertificateState.SUPERSEDED, CertificateState.WITHDRAWN)


class IssuerKeyQuerySet(models.QuerySet["IssuerKey"]):
    def published(self) -> Self:
        """What others may verify with: the key in use and those before it, but none that was lost."""
        return self.filter(lost_at=None).order_by("-made_at", "-pk")

    def for_list(self) -> Self:
        """With how many credentials each of them signed."""
        return self.annotate(signed=models.Count("credentials")).order_by("-made_at", "-pk")


class IssuerKey(models.Model):
    """An Ed25519 key of the installation, named by its public half (Multikey). ``sealed`` is the
    private one. A retired key signs nothing more, and what it signed still verifies; a lost one is
    no longer published."""

    public = models.CharField(_("kunci"), max_length=60, unique=True)
    sealed = models.CharField(max_length=200)
    in_use = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    lost_at = models.DateTimeField(null=True, blank=True)

    objects = IssuerKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["in_use"],
                condition=models.Q(in_use=True),
                name="certificates_issuerkey_one_in_use",
            ),
            models.CheckConstraint(
                condition=models.Q(in_use=True, retired_at=None, lost_at=None)
                | models.Q(in_use=False, retired_at__isnull=False),
                name="certificates_issuerkey_retired_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.public


class StatusList(models.Model):
    """131,072 places, of which each credential takes one at random."""

    number = models.PositiveSmallIntegerField(unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.number)


class CredentialQuerySet(models.QuerySet["Credential"]):
    def fallen(self) -> Self:
        """Of certificates that do not stand and never will again.

        One that waits for its signatures has not fallen: a copy of the list that somebody keeps for
        some minutes would otherwise deny the certificate that was issued meanwhile."""
        return self.filter(certificate__state__in=FALLEN)


class Credential(models.Model):
    """A certificate as Open Badges 3.0, as it was signed: ``content`` is JSON, ``token`` the JWT."""

    certificate = models.OneToOneField(
        "certificates.Certificate", models.PROTECT, related_name="credential"
    )
    key = models.ForeignKey(IssuerKey, models.PROTECT, related_name="credentials")
    status_list = models.ForeignKey(StatusList, models.PROTECT, related_name="credentials")
    place = models.PositiveIntegerField()
    content = models.TextField()
    token = models.TextField()
    made_at = models.DateTimeField()

    objects = CredentialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["status_list", "place"], name="certificates_credential_place_once"
            ),
            models.CheckConstraint(
                condition=models.Q(place__lt=PLACES),
                name="certificates_credential_place_is_in_the_list",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status_list_id}#{self.place}"
