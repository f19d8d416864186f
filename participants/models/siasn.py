"""What SIASN (BKN) has of our training records, row by row; and what was handed over together."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id
from .merging import OnMerge
from .scope import access_of


class SyncState(models.TextChoices):
    """A record without a row is "belum"."""

    PREPARED = "prepared", _("Disiapkan")
    SENT = "sent", _("Terkirim")
    REJECTED = "rejected", _("Ditolak")
    ACCEPTED = "accepted", _("Diterima")


class SiasnBatchQuerySet(models.QuerySet["SiasnBatch"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(access_of(user).hr_q("unit__path"))


class SiasnBatch(models.Model):
    """Records prepared together, for one file or one sending; ``unit`` is the Pemda."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    unit = models.ForeignKey("participants.OrganisationUnit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("tahun"))
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    objects = SiasnBatchQuerySet.as_manager()

    def __str__(self) -> str:
        return self.public_id


class SiasnEntry(models.Model):
    """How one training record stands in SIASN. ``fingerprint`` is of what was handed over last, so that
    only what changed goes again; ``remote_id`` is SIASN's rwKursusId. ``unanswered``: sent, and no answer
    came, so that SIASN may have stored it."""

    record = models.OneToOneField(
        "participants.TrainingRecord", models.PROTECT, related_name="siasn"
    )
    batch = models.ForeignKey(SiasnBatch, models.PROTECT, related_name="entries")
    state = models.CharField(max_length=10, choices=SyncState, default=SyncState.PREPARED)
    fingerprint = models.CharField(max_length=64)
    remote_id = models.CharField(max_length=64, blank=True)
    file_sent = models.BooleanField(default=False)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    unanswered = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="rejected") | ~models.Q(reason=""),
                name="participants_siasnentry_rejected_says_why",
                violation_error_message=_("Tuliskan alasan SIASN menolaknya."),
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="siasn_by_state")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.state}"


class SiasnPerson(models.Model):
    """Somebody's pnsOrangId: SIASN knows people by it and not by NIP."""

    person = models.OneToOneField("participants.Person", models.PROTECT, related_name="siasn")
    remote_id = models.CharField(max_length=64)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    on_merge = {"person": OnMerge.KEEP}

    def __str__(self) -> str:
        return str(self.person_id)
