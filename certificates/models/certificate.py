"""Certificates: frozen words, and an append-only history of what became of them."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import Role
from participants.models.ids import new_long_public_id
from participants.models.scope import access_of
from workshops.models import ROSTER_READERS


class CertificateKind(models.TextChoices):
    ATTENDED = "attended", _("Telah mengikuti")
    COMPLETED = "completed", _("Lulus")
    FOLLOWED = "followed", _("Surat keterangan")


class CertificateState(models.TextChoices):
    PREPARED = "prepared", _("Menunggu tanda tangan")
    ISSUED = "issued", _("Berlaku")
    REVOKED = "revoked", _("Dicabut")
    SUPERSEDED = "superseded", _("Digantikan")
    WITHDRAWN = "withdrawn", _("Batal terbit")


# Numbered and printed, but nothing that anybody holds.
NOT_ISSUED = (CertificateState.PREPARED, CertificateState.WITHDRAWN)


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, user: Any) -> Self:
        access = access_of(user)
        if access.everywhere:
            return self
        condition = (
            access.units_q("workshop__unit__path", ROSTER_READERS)
            | access.units_q("registration__unit__path", {Role.UNIT_ADMIN})
            | models.Q(workshop__roles__user=user, workshop__roles__role="committee")
        )
        if user.person_id:
            # What is not issued is not the holder's yet.
            condition |= models.Q(registration__person=user.person_id) & ~models.Q(
                state__in=NOT_ISSUED
            )
        return self.filter(pk__in=self.model.objects.filter(condition).order_by().values("pk"))

    def for_list(self) -> Self:
        """With what a list shows; in the order of the register."""
        return self.select_related("registration__unit", "workshop__unit").order_by("-pk")

    def for_package(self) -> Self:
        """With what their holder is handed, in the order of their days."""
        return (
            self.issued()
            .select_related("pdf", "credential__key", "workshop__unit")
            .order_by("issued_at", "pk")
        )

    def issued(self) -> Self:
        """Those that came into force, whatever became of them since."""
        return self.exclude(state__in=NOT_ISSUED)

    def valid(self) -> Self:
        return self.filter(state=CertificateState.ISSUED)


class Certificate(models.Model):
    """What was certified on the day it was issued. ``statement`` is the frozen content whose SHA-256
    stands beside it; nothing of it is ever changed. A corrected name is a new row with the next ``version``
    and the same number: the register counts what was earned, not how often it was printed.

    Where officials sign electronically, it is first ``prepared``: numbered and printed, on its way through
    their hands. It is issued with the last signature, or withdrawn before (docs/decisions/0026).
    ``original`` is the paper as it was printed, before any signature. Of the whole Bimtek, or of one
    ``stage`` alone; *followed* is the surat keterangan of who came part of the way."""

    public_id = models.CharField(
        max_length=20, unique=True, default=new_long_public_id, editable=False
    )
    workshop = models.ForeignKey("workshops.Workshop", models.PROTECT, related_name="certificates")
    registration = models.ForeignKey(
        "workshops.Registration", models.PROTECT, related_name="certificates"
    )
    entitlement = models.ForeignKey(
        "workshops.Entitlement", models.PROTECT, related_name="certificates"
    )
    template = models.ForeignKey(
        "certificates.Template", models.PROTECT, related_name="certificates"
    )
    kind = models.CharField(max_length=9, choices=CertificateKind)
    stage = models.ForeignKey(
        "workshops.Stage", models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    version = models.PositiveSmallIntegerField(_("versi"), default=1)
    number = models.CharField(_("nomor"), max_length=120)
    statement = models.JSONField()
    statement_sha256 = models.CharField(max_length=64)
    pdf = models.ForeignKey(
        "participants.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    original = models.ForeignKey(
        "participants.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        max_length=10, choices=CertificateState, default=CertificateState.ISSUED
    )
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        # Whoever checks a certificate by its number, and whoever tries numbers.
        indexes = [models.Index(fields=["number"], name="certificates_by_number")]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "kind"],
                condition=models.Q(state="issued", stage=None),
                name="certificates_certificate_one_valid_of_a_kind",
                violation_error_message=_("Peserta ini sudah mempunyai sertifikat yang berlaku."),
            ),
            models.UniqueConstraint(
                fields=["registration", "kind", "stage"],
                condition=models.Q(state="issued"),
                name="certificates_certificate_one_valid_of_a_kind_and_stage",
                violation_error_message=_("Peserta ini sudah mempunyai sertifikat yang berlaku."),
            ),
            models.UniqueConstraint(
                fields=["workshop", "number"],
                condition=models.Q(state="issued"),
                name="certificates_certificate_one_valid_with_a_number",
                violation_error_message=_("Nomor ini sudah dipakai sertifikat lain."),
            ),
            models.UniqueConstraint(
                fields=["registration", "kind"],
                condition=models.Q(state="prepared", stage=None),
                name="certificates_certificate_one_prepared_of_a_kind",
                violation_error_message=_("Sertifikat peserta ini sedang menunggu tanda tangan."),
            ),
            models.UniqueConstraint(
                fields=["registration", "kind", "stage"],
                condition=models.Q(state="prepared"),
                name="certificates_certificate_one_prepared_of_a_kind_and_stage",
                violation_error_message=_("Sertifikat peserta ini sedang menunggu tanda tangan."),
            ),
            models.UniqueConstraint(
                fields=["entitlement", "version"],
                condition=~models.Q(state="withdrawn"),
                name="certificates_certificate_version_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["prepared", "withdrawn"], issued_at=None, issued_by=None
                )
                | (
                    ~models.Q(state__in=["prepared", "withdrawn"])
                    & models.Q(issued_at__isnull=False, issued_by__isnull=False)
                ),
                name="certificates_certificate_issued_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(state="superseded", superseded_by__isnull=False)
                | (~models.Q(state="superseded") & models.Q(superseded_by=None)),
                name="certificates_certificate_superseded_says_by_which",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CertificateAct(models.TextChoices):
    PREPARED = "prepared", _("Disiapkan")
    SIGNED = "signed", _("Ditandatangani")
    ISSUED = "issued", _("Diterbitkan")
    REVOKED = "revoked", _("Dicabut")
    SUPERSEDED = "superseded", _("Digantikan")
    WITHDRAWN = "withdrawn", _("Dibatalkan")


class CertificateEvent(models.Model):
    """Append-only. ``public_reason`` is for everyone, ``file_reason`` for the file alone."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="events")
    act = models.CharField(max_length=10, choices=CertificateAct)
    public_reason = models.CharField(_("alasan untuk umum"), max_length=200, blank=True)
    file_reason = models.CharField(_("alasan untuk arsip"), max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(act="revoked") | ~models.Q(public_reason=""),
                name="certificates_certificateevent_revoking_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.act}"
