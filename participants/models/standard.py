"""What a job asks wherever it is (standar jabatan), and until which age it is held, as dated data."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .employment import JobKind
from .ids import new_public_id
from .staffing import Asked


class JobStandardQuerySet(models.QuerySet["JobStandard"]):
    def in_force_on(self, day: date) -> Self:
        """Standards that have begun, the newest first: of each job the first one counts."""
        return self.filter(valid_from__lte=day).order_by("job", "-valid_from", "-pk")


class JobStandard(models.Model):
    """A version of a job's standard; the one that begins next replaces it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    job = models.ForeignKey("participants.JobTitle", models.PROTECT, related_name="standards")
    basis = models.CharField(_("dasar"), max_length=300, blank=True)
    valid_from = models.DateField(_("berlaku mulai"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    objects = JobStandardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["job", "valid_from"],
                name="participants_jobstandard_one_a_day",
                violation_error_message=_("Sudah ada standar yang mulai pada tanggal itu."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.job} ({self.valid_from})"


class StandardItem(Asked):
    """One thing a standard asks."""

    standard = models.ForeignKey(JobStandard, models.CASCADE, related_name="items")

    class Meta(Asked.Meta):
        abstract = False


class RetirementLimit(models.Model):
    """Until which age a job, or every job of a kind and jenjang, is held, from a day on. Rows here
    go before what the law says (rules/retirement.py), the newest of the most exact first."""

    job = models.ForeignKey(
        "participants.JobTitle", models.PROTECT, null=True, blank=True, related_name="age_limits"
    )
    kind = models.CharField(_("jenis"), max_length=14, choices=JobKind, blank=True)
    level = models.CharField(_("jenjang"), max_length=40, blank=True)
    age = models.PositiveSmallIntegerField(_("batas usia pensiun"))
    valid_from = models.DateField(_("berlaku mulai"))
    basis = models.CharField(_("dasar"), max_length=300)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(job__isnull=False) & models.Q(kind="", level=""))
                | (models.Q(job=None) & ~models.Q(kind="")),
                name="participants_retirementlimit_is_of_a_job_or_of_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(age__gte=50, age__lte=75),
                name="participants_retirementlimit_age_is_fifty_to_seventy_five",
                violation_error_message=_("Batas usia pensiun antara 50 dan 75 tahun."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job or self.kind}: {self.age}"
