"""The staffing plan (peta jabatan): what is needed, and who is there."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id
from .merging import OnMerge
from .scope import access_of


class Post(models.Model):
    """A job at a unit, whichever plan speaks of it; appointments survive a new plan version."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    unit = models.ForeignKey("participants.OrganisationUnit", models.PROTECT, related_name="posts")
    job = models.ForeignKey("participants.JobTitle", models.PROTECT, related_name="posts")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "job"],
                name="participants_post_one_job_per_unit",
                violation_error_message=_("Jabatan ini sudah ada pada unit tersebut."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.job} – {self.unit}"


class PlanState(models.TextChoices):
    DRAFT = "draft", _("Rancangan")
    APPROVED = "approved", _("Ditetapkan")


class StaffingPlanQuerySet(models.QuerySet["StaffingPlan"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(access_of(user).pemda_q("unit__path"))

    def in_force_on(self, day: date) -> Self:
        return self.filter(
            models.Q(valid_to=None) | models.Q(valid_to__gte=day),
            state=PlanState.APPROVED,
            valid_from__lte=day,
        ).order_by("-valid_from", "-pk")


class StaffingPlan(models.Model):
    """A version of one Pemda's plan, with its legal basis and approval."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    unit = models.ForeignKey("participants.OrganisationUnit", models.PROTECT, related_name="plans")
    title = models.CharField(_("judul"), max_length=200)
    legal_basis = models.CharField(_("dasar hukum"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    valid_from = models.DateField(_("berlaku mulai"))
    valid_to = models.DateField(_("berlaku sampai"), null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = StaffingPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft", approved_at=None, approved_by=None)
                | models.Q(state="approved", approved_at__isnull=False, approved_by__isnull=False),
                name="participants_staffingplan_approved_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlannedPost(models.Model):
    """How many a plan wants at a post (kebutuhan, K)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    plan = models.ForeignKey(StaffingPlan, models.PROTECT, related_name="planned_posts")
    post = models.ForeignKey(Post, models.PROTECT, related_name="planned")
    headcount = models.PositiveSmallIntegerField(_("kebutuhan"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "post"],
                name="participants_plannedpost_once_per_plan",
                violation_error_message=_("Jabatan ini sudah ada dalam peta jabatan."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.headcount}"


class RequirementKind(models.TextChoices):
    EDUCATION = "education", _("Pendidikan")
    RANK = "rank", _("Pangkat")
    COMPETENCY = "competency", _("Kompetensi")
    TRAINING = "training", _("Pelatihan")


class Importance(models.TextChoices):
    MUST = "must", _("Wajib")
    SHOULD = "should", _("Diutamakan")


class Asked(models.Model):
    """One thing that is asked of whoever holds a post. For a competency: ``level`` or higher; else
    ``text``: schooling ("S1 Teknik Informatika/Sistem Informasi"), golongan, a training's name."""

    kind = models.CharField(_("jenis"), max_length=10, choices=RequirementKind)
    importance = models.CharField(max_length=6, choices=Importance, default=Importance.MUST)
    competency = models.ForeignKey(
        "participants.Competency", models.PROTECT, null=True, blank=True, related_name="+"
    )
    level = models.PositiveSmallIntegerField(_("tingkat"), null=True, blank=True)
    text = models.CharField(_("uraian"), max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind="competency",
                    competency__isnull=False,
                    level__isnull=False,  # else the comparisons are neither true nor false
                    level__gte=1,
                    level__lte=5,
                )
                | (~models.Q(kind="competency") & models.Q(competency=None, level=None)),
                name="%(app_label)s_%(class)s_competency_has_a_level",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.text}"


class Requirement(Asked):
    """What a planned post asks of its holder."""

    planned_post = models.ForeignKey(PlannedPost, models.CASCADE, related_name="requirements")

    class Meta(Asked.Meta):
        abstract = False


class AppointmentKind(models.TextChoices):
    """Only a definitive holder fills a seat; who stands in keeps a post of their own."""

    DEFINITIVE = "definitive", _("Definitif")
    ACTING = "acting", _("Pelaksana tugas (Plt.)")
    DAILY = "daily", _("Pelaksana harian (Plh.)")


class EndReason(models.TextChoices):
    MOVED = "moved", _("Pindah jabatan")
    RETIRED = "retired", _("Pensiun")
    CONTRACT = "contract", _("Perjanjian kerja berakhir")
    LEFT = "left", _("Berhenti")
    DIED = "died", _("Meninggal dunia")
    OTHER = "other", _("Lainnya")


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force_on(self, day: date) -> Self:
        return self.filter(
            models.Q(valid_to=None) | models.Q(valid_to__gte=day), valid_from__lte=day
        )


class Appointment(models.Model):
    """Who holds a post (bezetting, B), from when to when."""

    person = models.ForeignKey("participants.Person", models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    kind = models.CharField(
        max_length=10, choices=AppointmentKind, default=AppointmentKind.DEFINITIVE
    )
    valid_from = models.DateField(_("mulai"))
    valid_to = models.DateField(_("sampai"), null=True, blank=True)
    decree = models.CharField(_("nomor SK"), max_length=80, blank=True)
    ended_because = models.CharField(max_length=10, choices=EndReason, blank=True)
    appointed_at = models.DateTimeField()
    appointed_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    on_merge = {"person": OnMerge.MOVE}

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="participants_appointment_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(valid_to=None, kind="definitive"),
                name="participants_appointment_one_definitive_post",
                violation_error_message=_("Orang ini sudah menduduki jabatan definitif."),
            ),
        ]
        indexes = [models.Index(fields=["post", "valid_to"], name="appointment_of_post")]

    def __str__(self) -> str:
        return f"{self.person} – {self.post}"
