"""Daftar hadir as they were signed off, and the wet-signed paper belonging to them."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models.ids import new_public_id

from .stage import AttendanceSlot


class ListKind(models.TextChoices):
    """One paper each: the official form keeps them apart."""

    PARTICIPANTS = "participants", _("Peserta")
    SPEAKERS = "speakers", _("Narasumber")
    COMMITTEE = "committee", _("Panitia")
    GUESTS = "guests", _("Tamu dan pejabat")


class SignedListQuerySet(models.QuerySet["SignedList"]):
    def newest(self) -> Self:
        """The last version of each list."""
        later = self.model.objects.filter(
            slot=models.OuterRef("slot"),
            of=models.OuterRef("of"),
            version__gt=models.OuterRef("version"),
        )
        return self.filter(~models.Exists(later))


class SignedList(models.Model):
    """Immutable: one daftar hadir as it stood when its slot was signed off. Every later print is made
    from ``content`` (``workshops.statement``); ``sha256`` is over its canonical bytes."""

    slot = models.ForeignKey(AttendanceSlot, models.PROTECT, related_name="signed_lists")
    of = models.CharField(max_length=12, choices=ListKind)
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    objects = SignedListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "of", "version"], name="workshops_signedlist_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_of_display()}, {self.slot} v{self.version}"


class ListScan(models.Model):
    """A scan of the wet-signed paper, of one list or of the lists of a whole day. One that was
    attached by mistake is taken off, and the row stays."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    lists = models.ManyToManyField(SignedList, related_name="scans")
    file = models.ForeignKey("participants.StoredFile", models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()
    attached_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(removed_at=None, removed_by=None)
                | models.Q(removed_at__isnull=False, removed_by__isnull=False),
                name="workshops_listscan_removed_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file}"
