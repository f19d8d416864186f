"""One Bimtek, its rules as data, and who does what in it."""

from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import Role, TrainingForm
from participants.models.ids import new_public_id
from participants.models.scope import access_of

from .smart_city import Pillar

# Roles that see every Bimtek of the units they hold; an OPD sees those to which it is invited.
WORKSHOP_READERS = frozenset({Role.ORGANISER, Role.HR, Role.AUDITOR, Role.LEADER, Role.SIGNER})
# Of those, who also see the people in them; a leader sees figures alone.
ROSTER_READERS = WORKSHOP_READERS - {Role.LEADER}


class WorkshopState(models.TextChoices):
    DRAFT = "draft", _("Rancangan")
    OPEN = "open", _("Pendaftaran dibuka")
    RUNNING = "running", _("Sedang berjalan")
    CLOSED = "closed", _("Ditutup")


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    def visible_to(self, user: Any) -> Self:
        """By a grant on the organiser's unit, a role in the Bimtek, an invitation, or a place."""
        access = access_of(user)
        if access.everywhere:
            return self
        invited = access.units_q("invitations__unit__path", {Role.UNIT_ADMIN})
        condition = (
            access.units_q("unit__path", WORKSHOP_READERS) | models.Q(roles__user=user) | invited
        )
        if user.person_id:
            condition |= models.Q(registrations__person=user.person_id)
        return self.filter(pk__in=self.model.objects.filter(condition).order_by().values("pk"))

    def managed_by(self, user: Any) -> Self:
        """Bimtek whose plan the user may change: organiser of the unit, or on the committee."""
        access = access_of(user)
        if access.everywhere:
            return self
        condition = access.units_q("unit__path", {Role.ORGANISER}) | models.Q(
            roles__user=user, roles__role=WorkshopRoleKind.COMMITTEE
        )
        return self.filter(pk__in=self.model.objects.filter(condition).order_by().values("pk"))

    def live(self) -> Self:
        return self.filter(state__in=[WorkshopState.OPEN, WorkshopState.RUNNING])

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Workshop(models.Model):
    """A Bimtek of any number of stages. ``unit`` is the organiser; ``places`` the most people it
    takes (None: no limit); ``title_en`` is printed where a paper is English."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, related_name="workshops"
    )
    title_id = models.CharField(_("judul"), max_length=250)
    title_en = models.CharField(_("judul (Inggris)"), max_length=250, blank=True)
    legal_basis = models.TextField(_("dasar hukum"), blank=True)
    description = models.TextField(_("keterangan"), blank=True)
    form = models.PositiveSmallIntegerField(
        _("bentuk"), choices=TrainingForm, default=TrainingForm.BIMTEK
    )
    places = models.PositiveIntegerField(_("kuota peserta"), null=True, blank=True)
    # Whether the door's devices get the list OPD → name; without it they know people by their code.
    names_at_door = models.BooleanField(_("daftar nama di pintu"), default=True)
    state = models.CharField(max_length=8, choices=WorkshopState, default=WorkshopState.DRAFT)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="closed", closed_at__isnull=False, closed_by__isnull=False)
                | (~models.Q(state="closed") & models.Q(closed_at=None, closed_by=None)),
                name="workshops_workshop_closed_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.title_id


class JpBasis(models.TextChoices):
    ATTENDED = "attended", _("JP yang benar-benar diikuti")
    PROGRAMME = "programme", _("JP penuh sesuai program")


class ScoreMeans(models.TextChoices):
    """What the least score of a rule decides."""

    CONDITION = "condition", _("Syarat sertifikat: yang di bawahnya belum berhak")
    GRADES = "grades", _("Lulus atau tidak: yang di bawahnya tetap “telah mengikuti”")


class PassingRule(models.Model):
    """What a certificate asks, as a version; the newest is in force until closing freezes one.

    Shares are of JP expected, between 0 and 1. Excused absence stays in the denominator unless
    ``excused_leaves_denominator``, and then never below ``floor_jp`` attended (domain.md §2.10).
    ``counted_deliverables``: public ids of the hasil kerja that count, all of them when empty;
    ``bands``: {"name", "from"} with the lowest score of each, where the score *grades*;
    ``stage_certificates``: a stage that was held may be closed by itself and gets its own
    certificate; ``followed_counts``: JP of a surat keterangan go into the training history.
    """

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="passing_rules")
    version = models.PositiveSmallIntegerField()
    minimum_share = models.DecimalField(
        _("kehadiran minimum"), max_digits=5, decimal_places=4, default=Decimal("0.8")
    )
    minimum_share_per_stage = models.DecimalField(
        _("kehadiran minimum per tahap"), max_digits=5, decimal_places=4, null=True, blank=True
    )
    deliverables_required = models.BooleanField(_("hasil kerja wajib diterima"), default=False)
    counted_deliverables = models.JSONField(
        _("hasil kerja yang dihitung"), default=list, blank=True
    )
    mandatory_required = models.BooleanField(_("sesi wajib harus dihadiri"), default=True)
    minimum_score = models.DecimalField(
        _("nilai minimum post-test"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    score_means = models.CharField(
        _("nilai menentukan"), max_length=9, choices=ScoreMeans, default=ScoreMeans.CONDITION
    )
    bands = models.JSONField(_("kualifikasi"), default=list, blank=True)
    excused_leaves_denominator = models.BooleanField(
        _("ketidakhadiran beralasan tidak dihitung"), default=False
    )
    floor_jp = models.PositiveSmallIntegerField(_("JP paling sedikit"), default=0)
    jp_basis = models.CharField(max_length=10, choices=JpBasis, default=JpBasis.ATTENDED)
    stage_certificates = models.BooleanField(_("sertifikat per tahap"), default=False)
    followed_counts = models.BooleanField(
        _("JP surat keterangan masuk riwayat pelatihan"), default=False
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "version"], name="workshops_passingrule_version_once"
            ),
            models.CheckConstraint(
                condition=models.Q(minimum_share__gte=0, minimum_share__lte=1),
                name="workshops_passingrule_share_is_a_share",
                violation_error_message=_("Kehadiran minimum antara 0 % dan 100 %."),
            ),
            models.CheckConstraint(
                condition=models.Q(bands=[]) | models.Q(score_means="grades"),
                name="workshops_passingrule_bands_are_of_a_score_that_grades",
                violation_error_message=_("Kualifikasi hanya ada bila nilai menentukan kelulusan."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop} v{self.version}"


class AwardRule(models.Model):
    """The competency level a Bimtek proposes for those entitled; with ``minimum_score`` only for
    those whose post-test reached it, and then by the method of a test."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="award_rules")
    competency = models.ForeignKey("participants.Competency", models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("tingkat"))
    minimum_score = models.DecimalField(
        _("nilai minimum post-test"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    version = models.PositiveSmallIntegerField(default=1)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "competency", "version"],
                name="workshops_awardrule_version_once",
            ),
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=5),
                name="workshops_awardrule_level_is_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competency} {self.level}"


class WorkshopRoleKind(models.TextChoices):
    COMMITTEE = "committee", _("Panitia")
    EXPERT = "expert", _("Tim Ahli")
    OFFICER = "officer", _("Petugas presensi")


class WorkshopRole(models.Model):
    """What a user does in one Bimtek. An expert may be limited to one invited unit, or to the
    groups of one pillar."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="roles")
    user = models.ForeignKey("participants.User", models.PROTECT, related_name="workshop_roles")
    role = models.CharField(_("peran"), max_length=10, choices=WorkshopRoleKind)
    unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, null=True, blank=True, related_name="+"
    )
    pillar = models.CharField(_("pilar"), max_length=11, choices=Pillar, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "user", "role", "unit"],
                name="workshops_workshoprole_once",
                violation_error_message=_("Orang ini sudah mempunyai peran itu."),
            ),
            models.UniqueConstraint(
                fields=["workshop", "user", "role", "pillar"],
                condition=models.Q(unit=None),
                name="workshops_workshoprole_once_for_all_units",
                violation_error_message=_("Orang ini sudah mempunyai peran itu."),
            ),
            models.CheckConstraint(
                condition=models.Q(pillar="") | models.Q(unit=None, role="expert"),
                name="workshops_workshoprole_of_a_pillar_is_an_experts_and_of_no_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
