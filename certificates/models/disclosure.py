"""Links by which a holder shows more of a certificate than its public page does."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models.sealed import unseal


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    def working(self, at: datetime) -> Self:
        return self.filter(revoked_at=None, valid_to__gte=at)


class Disclosure(models.Model):
    """An unguessable address that shows a whole certificate until a moment, or until its holder ends it.
    The token is kept sealed, so that the holder can copy it again."""

    certificate = models.ForeignKey(
        "certificates.Certificate", models.PROTECT, related_name="disclosures"
    )
    lookup = models.CharField(max_length=64, unique=True)
    sealed = models.CharField(max_length=160)
    valid_to = models.DateTimeField(_("berlaku sampai"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=models.Q(revoked_at=None),
                name="certificates_disclosure_one_of_a_certificate",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__gt=models.F("made_at")),
                name="certificates_disclosure_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id}: {self.valid_to}"

    def token(self) -> str:
        return unseal(self.sealed)
