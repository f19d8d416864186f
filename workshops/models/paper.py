"""Sign-in sheets for a day on paper: who stands in which row of which sheet."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .registration import Registration
from .signed_list import ListKind
from .stage import AttendanceSlot
from .workshop import Workshop


class PaperSheetQuerySet(models.QuerySet["PaperSheet"]):
    def managed_by(self, user: Any) -> Self:
        return self.filter(slot__stage__workshop__in=Workshop.objects.managed_by(user))


class PaperSheet(models.Model):
    """A printed list for one slot. Its rows never change; who comes later stands on the next sheet.
    ``key`` signs its rows' codes (``workshops.tokens.row_code``), and opens nothing else."""

    number = models.CharField(_("nomor lembar"), max_length=8, unique=True)
    key = models.CharField(max_length=64)
    slot = models.ForeignKey(AttendanceSlot, models.PROTECT, related_name="paper_sheets")
    of = models.CharField(max_length=12, choices=ListKind)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    objects = PaperSheetQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.number[:4]}-{self.number[4:]}"


class PaperRow(models.Model):
    """One numbered row of a sheet."""

    sheet = models.ForeignKey(PaperSheet, models.PROTECT, related_name="rows")
    number = models.PositiveSmallIntegerField()
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "number"], name="workshops_paperrow_number_once_a_sheet"
            ),
            models.UniqueConstraint(
                fields=["sheet", "registration"], name="workshops_paperrow_person_once_a_sheet"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} / {self.number}"
