"""Spreadsheets on their way in: every row staged in the database before anything is written."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id
from .scope import access_of


class ImportKind(models.TextChoices):
    UNITS = "units", _("Unit organisasi")
    STAFF = "staff", _("Pegawai")


class ImportState(models.TextChoices):
    STAGED = "staged", _("Menunggu diperiksa")
    COMMITTED = "committed", _("Sudah dimasukkan")
    CANCELLED = "cancelled", _("Dibatalkan")


class ImportSessionQuerySet(models.QuerySet["ImportSession"]):
    def visible_to(self, user: Any) -> Self:
        """HR's sheets of units and staff; a higher package asks for its own kind (``of_kind``)."""
        return self.filter(access_of(user).hr_q("unit__path"), kind__in=ImportKind.values)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)


class ImportSession(models.Model):
    """One upload, its counts, and who let it in."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=10, choices=ImportKind)
    unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, related_name="imports"
    )
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    headers = models.JSONField(default=list)  # as written, for the sheet of wrong rows
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.STAGED)
    counts = models.JSONField(default=dict)  # {"new": 12, "changed": 3, "same": 900, "wrong": 2}
    staged_at = models.DateTimeField()
    staged_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ImportSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="staged", decided_at=None, decided_by=None)
                | models.Q(
                    ~models.Q(state="staged"), decided_at__isnull=False, decided_by__isnull=False
                ),
                name="participants_importsession_decided_says_when_and_by_whom",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"


class RowOutcome(models.TextChoices):
    NEW = "new", _("Baru")
    CHANGED = "changed", _("Berubah")
    SAME = "same", _("Sama")
    WRONG = "wrong", _("Salah")


class ImportRow(models.Model):
    """One line of the sheet. ``values`` as read (a NIK only sealed); ``faults`` name column, value
    and what was expected; ``changes`` are {field: [old, new]}."""

    session = models.ForeignKey(ImportSession, models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=60)
    line = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=RowOutcome)
    values = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    changes = models.JSONField(default=dict)
    target_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "sheet", "line"], name="participants_importrow_line_once"
            )
        ]
        indexes = [models.Index(fields=["session", "outcome", "line"], name="importrow_by_outcome")]

    def __str__(self) -> str:
        return f"{self.sheet}:{self.line} {self.outcome}"
