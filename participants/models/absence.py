"""Who is away from their post for long, and whether the seat is free meanwhile."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .merging import OnMerge
from .scope import access_of


class AbsenceKind(models.TextChoices):
    STUDY_PERMIT = "permit", _("Izin belajar")
    STUDY_DUTY = "study", _("Tugas belajar")
    UNPAID_LEAVE = "unpaid", _("Cuti di luar tanggungan negara (CLTN)")
    LONG_LEAVE = "long", _("Cuti besar atau cuti melahirkan")
    SECONDED = "seconded", _("Diperbantukan atau ditugaskan di luar")
    SUSPENDED = "suspended", _("Diberhentikan sementara")


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(access_of(user).people_q("person__home_unit__path", own="person"))

    def in_force_on(self, day: date) -> Self:
        return self.filter(
            models.Q(valid_to=None) | models.Q(valid_to__gte=day), valid_from__lte=day
        )


class Absence(models.Model):
    """Two of one person never overlap. ``releases``: the post is given up for that time, so the
    seat counts as free (rules/absence.py says which kinds usually do; decision 32)."""

    person = models.ForeignKey("participants.Person", models.PROTECT, related_name="absences")
    kind = models.CharField(_("jenis"), max_length=10, choices=AbsenceKind)
    releases = models.BooleanField(_("jabatan dilepas selama itu"))
    valid_from = models.DateField(_("mulai"))
    valid_to = models.DateField(_("sampai"), null=True, blank=True)
    decree = models.CharField(_("nomor surat"), max_length=80, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    on_merge = {"person": OnMerge.MOVE}

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="participants_absence_ends_after_it_starts",
                violation_error_message=_("Tanggal akhir mendahului tanggal awal."),
            ),
        ]
        indexes = [models.Index(fields=["person", "valid_to"], name="absence_of_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"
