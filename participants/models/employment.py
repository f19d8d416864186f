"""Where somebody works, as what, from when to when."""

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id
from .merging import OnMerge
from .scope import access_of


class EmployeeStatus(models.TextChoices):
    """ASN are PNS, CPNS and PPPK; the others are Non-ASN or outsiders (domain.md §3.6)."""

    PNS = "pns", _("PNS")
    CPNS = "cpns", _("CPNS")
    PPPK = "pppk", _("PPPK")
    PPPK_PART_TIME = "pppk_part_time", _("PPPK paruh waktu")
    NON_ASN = "non_asn", _("Non-ASN")
    EXTERNAL = "external", _("Luar pemerintah daerah")


ASN = (
    EmployeeStatus.PNS,
    EmployeeStatus.CPNS,
    EmployeeStatus.PPPK,
    EmployeeStatus.PPPK_PART_TIME,
)


class JobKind(models.TextChoices):
    JPT = "jpt", _("Jabatan pimpinan tinggi")
    ADMINISTRATOR = "administrator", _("Administrator")
    SUPERVISOR = "supervisor", _("Pengawas")
    FUNCTIONAL = "functional", _("Jabatan fungsional")
    EXECUTOR = "executor", _("Pelaksana")


class JobTitleQuerySet(models.QuerySet["JobTitle"]):
    def visible_to(self, user: Any) -> Self:
        """Jobs that a Pemda of the user's plans or planned, and those that nobody does."""
        posts = apps.get_model("participants", "Post").objects.filter(job=models.OuterRef("pk"))
        mine = posts.filter(access_of(user).pemda_q("unit__path"))
        return self.filter(models.Exists(mine) | ~models.Exists(posts))


class JobTitle(models.Model):
    """A post's name in the reference list (jabatan), with its class. What it asks and until which
    age it is held are dated: ``JobStandard``, ``RetirementLimit``."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("nama jabatan"), max_length=150, unique=True)
    kind = models.CharField(_("jenis"), max_length=14, choices=JobKind, default=JobKind.EXECUTOR)
    level = models.CharField(_("jenjang"), max_length=40, blank=True)
    job_class = models.PositiveSmallIntegerField(_("kelas jabatan"), null=True, blank=True)

    objects = JobTitleQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class EmploymentQuerySet(models.QuerySet["Employment"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(access_of(user).people_q("person__home_unit__path", own="person"))

    def in_force_on(self, day: date) -> Self:
        return self.filter(
            models.Q(valid_to=None) | models.Q(valid_to__gte=day), valid_from__lte=day
        )


class Employment(models.Model):
    """One row of somebody's working life; two of them never overlap for one person.

    ``rank`` is the golongan as read by rules/ranks.py: "III/d" for PNS, "IX" for PPPK.
    """

    person = models.ForeignKey("participants.Person", models.PROTECT, related_name="employments")
    unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, related_name="employments"
    )
    status = models.CharField(_("status"), max_length=14, choices=EmployeeStatus)
    rank = models.CharField(_("golongan"), max_length=6, blank=True)
    job = models.ForeignKey(
        JobTitle, models.PROTECT, null=True, blank=True, related_name="employments"
    )
    job_title = models.CharField(_("jabatan"), max_length=150, blank=True)
    valid_from = models.DateField(_("mulai"))
    valid_to = models.DateField(_("sampai"), null=True, blank=True)

    on_merge = {"person": OnMerge.KEEP}

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="participants_employment_ends_after_it_starts",
                violation_error_message=_("Tanggal akhir mendahului tanggal awal."),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(valid_to=None),
                name="participants_employment_one_is_open",
                violation_error_message=_("Orang ini sudah mempunyai masa kerja yang berjalan."),
            ),
        ]
        indexes = [
            # Covers "who is of this unit on a day" (queries/totals.py), so that no row is fetched for it.
            models.Index(
                fields=["unit", "valid_to"],
                include=["person", "status", "valid_from"],
                name="employment_of_unit",
            )
        ]

    def __str__(self) -> str:
        return f"{self.job_title} – {self.unit}"
