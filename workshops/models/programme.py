"""The register of work programmes that a masterplan promises, and what became of each."""

from datetime import date
from typing import Any, Self

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import Role
from participants.models.ids import new_public_id
from participants.models.scope import access_of

from .deliverable import ADVISERS
from .smart_city import (
    ActionGroup,
    Cause,
    FundSource,
    Horizon,
    Pillar,
    ProgrammeState,
    SubDimension,
)
from .workshop import Workshop, WorkshopRoleKind

# Who reads the programmes of the units they hold; who keeps a register reads and changes it whole.
PROGRAMME_READERS = frozenset({Role.ORGANISER, Role.UNIT_ADMIN, Role.AUDITOR, Role.LEADER})
FIRST_YEAR, LAST_YEAR = 2000, 2100


class PlanningLevel(models.TextChoices):
    """The three levels of the planning nomenclature (Permendagri 90/2019 and its updates)."""

    PROGRAMME = "program", _("Program")
    ACTIVITY = "kegiatan", _("Kegiatan")
    SUB_ACTIVITY = "sub_kegiatan", _("Sub kegiatan")


class PlanningCodeQuerySet(models.QuerySet["PlanningCode"]):
    def in_force_on(self, day: date) -> Self:
        return self.filter(
            models.Q(valid_to=None) | models.Q(valid_to__gte=day), valid_from__lte=day
        )


class PlanningCode(models.Model):
    """One code of the nomenclature with what it is called, from a day to a day: codes are renamed
    and split by each decree, so the same code may stand here more than once."""

    level = models.CharField(_("tingkat"), max_length=12, choices=PlanningLevel)
    code = models.CharField(_("kode"), max_length=24)
    name = models.CharField(_("nomenklatur"), max_length=400)
    legal_basis = models.CharField(_("dasar hukum"), max_length=200, blank=True)
    valid_from = models.DateField(_("berlaku mulai"))
    valid_to = models.DateField(_("berlaku sampai"), null=True, blank=True)

    objects = PlanningCodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"], name="workshops_planningcode_once_from_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="workshops_planningcode_ends_after_it_starts",
                violation_error_message=_("Tanggal akhir mendahului tanggal awal."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


code_of_planning = RegexValidator(
    r"^[0-9Xx]{1,2}(\.[0-9Xx]{1,4}){1,6}$",
    _("Tulis kode dengan angka dan titik, misalnya 2.16.03."),
)


class WorkProgrammeQuerySet(models.QuerySet["WorkProgramme"]):
    def visible_to(self, user: Any) -> Self:
        """Who keeps the register all of it; an OPD its own and those it supports; a leader and an
        auditor their units'; committee and experts those of their Bimtek."""
        access = access_of(user)
        if access.everywhere:
            return self
        condition = (
            access.units_q("unit__path", PROGRAMME_READERS)
            | access.units_q("keeper__path", {Role.ORGANISER})
            | access.units_q("supporting__path", {Role.UNIT_ADMIN})
            | models.Q(
                workshop__roles__user=user,
                workshop__roles__role__in=ADVISERS,
                workshop__roles__unit=None,
                workshop__roles__pillar="",
            )
            | models.Q(
                workshop__roles__user=user,
                workshop__roles__role=WorkshopRoleKind.EXPERT,
                workshop__roles__unit=models.F("unit"),
            )
            | models.Q(
                workshop__roles__user=user,
                workshop__roles__role=WorkshopRoleKind.EXPERT,
                workshop__roles__pillar=models.F("pillar"),
            )
        )
        return self.filter(pk__in=self.model.objects.filter(condition).order_by().values("pk"))

    def managed_by(self, user: Any) -> Self:
        """Programmes of the registers that the user keeps."""
        access = access_of(user)
        if access.everywhere:
            return self
        return self.filter(
            access.units_q("keeper__path", {Role.ORGANISER})
            | models.Q(workshop__in=Workshop.objects.managed_by(user))
        )

    def reported_by(self, user: Any) -> Self:
        """Programmes whose status the user may report: the owner's, and whose register it is."""
        access = access_of(user)
        if access.everywhere:
            return self
        own = self.model.objects.filter(access.units_q("unit__path", {Role.UNIT_ADMIN}))
        kept = self.model.objects.managed_by(user)
        return self.filter(models.Q(pk__in=own.values("pk")) | models.Q(pk__in=kept.values("pk")))

    def standing(self) -> Self:
        """What counts, in the register and in the book alike: a row is withdrawn in the moment in
        which its plan is opened again, and cannot be restored before one is accepted."""
        return self.filter(withdrawn_at=None)

    def running_in(self, year: int) -> Self:
        """Whose years cover this one; a programme without years covers all."""
        return self.filter(
            models.Q(starts_year=None) | models.Q(starts_year__lte=year),
            models.Q(ends_year=None) | models.Q(ends_year__gte=year),
        )

    def in_register_order(self) -> Self:
        return self.order_by("pillar", "sub_dimension", "title", "pk")


class WorkProgramme(models.Model):
    """One programme of a masterplan. ``unit`` owns it, ``supporting`` help (``supporting_note``:
    names that are no unit of ours); ``keeper`` is the unit that keeps the register. One that came
    from a rencana aksi knows the version (``source_submission``) and its row (``source_row``)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    keeper = models.ForeignKey("participants.OrganisationUnit", models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, related_name="programmes"
    )
    workshop = models.ForeignKey(
        Workshop, models.PROTECT, null=True, blank=True, related_name="programmes"
    )
    supporting = models.ManyToManyField(
        "participants.OrganisationUnit", blank=True, related_name="supported_programmes"
    )
    supporting_note = models.CharField(_("pendukung lain"), max_length=500, blank=True)
    title = models.CharField(_("nama program"), max_length=300)
    pillar = models.CharField(_("pilar"), max_length=12, choices=Pillar)
    sub_dimension = models.CharField(
        _("subdimensi"), max_length=24, choices=SubDimension, blank=True
    )
    action_group = models.PositiveSmallIntegerField(
        _("kelompok aksi"), choices=ActionGroup, null=True, blank=True
    )
    horizon = models.CharField(_("jangka"), max_length=8, choices=Horizon, blank=True)
    indicator = models.CharField(_("indikator"), max_length=500, blank=True)
    measure = models.CharField(_("satuan"), max_length=60, blank=True)
    baseline = models.DecimalField(
        _("angka dasar"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    starts_year = models.PositiveSmallIntegerField(_("tahun mulai"), null=True, blank=True)
    ends_year = models.PositiveSmallIntegerField(_("tahun selesai"), null=True, blank=True)
    source = models.CharField(_("sumber dana"), max_length=8, choices=FundSource, blank=True)
    quick_win = models.BooleanField(_("quick win"), default=False)
    code_program = models.CharField(
        _("kode program"), max_length=24, blank=True, validators=[code_of_planning]
    )
    code_kegiatan = models.CharField(
        _("kode kegiatan"), max_length=24, blank=True, validators=[code_of_planning]
    )
    code_sub_kegiatan = models.CharField(
        _("kode sub kegiatan"), max_length=24, blank=True, validators=[code_of_planning]
    )
    note = models.TextField(_("catatan"), blank=True)
    source_submission = models.ForeignKey(
        "workshops.Submission", models.PROTECT, null=True, blank=True, related_name="programmes"
    )
    source_row = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    withdrawn_reason = models.CharField(_("alasan ditarik"), max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    # Its row or its version went, nobody withdrew it by hand: it comes back with them.
    withdrawn_with_plan = models.BooleanField(default=False)

    objects = WorkProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by=None)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="workshops_workprogramme_withdrawn_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_with_plan=False)
                | models.Q(withdrawn_at__isnull=False, source_submission__isnull=False),
                name="workshops_workprogramme_goes_with_a_plan_it_came_from",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_year=None)
                | models.Q(starts_year=None)
                | models.Q(ends_year__gte=models.F("starts_year")),
                name="workshops_workprogramme_ends_after_it_starts",
                violation_error_message=_("Tahun selesai mendahului tahun mulai."),
            ),
            models.CheckConstraint(
                condition=models.Q(source_submission=None, source_row="")
                | models.Q(~models.Q(source_row=""), source_submission__isnull=False),
                name="workshops_workprogramme_source_says_version_and_row",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """The most exact planning code it has."""
        return self.code_sub_kegiatan or self.code_kegiatan or self.code_program


class ProgrammeYear(models.Model):
    """What is to be reached in one year, and with how much money (whole rupiah)."""

    programme = models.ForeignKey(WorkProgramme, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(_("tahun"))
    target = models.DecimalField(
        _("target"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    budget = models.PositiveBigIntegerField(_("anggaran (Rp)"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year"], name="workshops_programmeyear_once_a_year"
            ),
            models.CheckConstraint(
                condition=models.Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="workshops_programmeyear_year_is_plausible",
                violation_error_message=_("Tahun antara 2000 dan 2100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.year}"


class ProgrammeReportQuerySet(models.QuerySet["ProgrammeReport"]):
    def latest_first(self) -> Self:
        """By the day they speak of; of one day, what was said last."""
        return self.order_by("-period_on", "-reported_at", "-pk")

    def known_on(self, day: date) -> Self:
        return self.filter(period_on__lte=day)


class ProgrammeReport(models.Model):
    """How a programme stood on a day; append-only. A later report of the same day corrects it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    programme = models.ForeignKey(WorkProgramme, models.PROTECT, related_name="reports")
    period_on = models.DateField(_("keadaan per"))
    state = models.CharField(_("status"), max_length=12, choices=ProgrammeState)
    cause = models.CharField(_("sebab"), max_length=16, choices=Cause, blank=True)
    realisation = models.DecimalField(
        _("realisasi"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    spent = models.PositiveBigIntegerField(_("anggaran terpakai (Rp)"), null=True, blank=True)
    note = models.TextField(_("keterangan"), blank=True)
    evidence = models.ForeignKey(
        "participants.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    objects = ProgrammeReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="running", cause="")
                | models.Q(~models.Q(cause=""), state="not_running"),
                name="workshops_programmereport_not_running_says_why",
                violation_error_message=_("Pilih sebab program belum berjalan."),
            )
        ]
        # The last word on each programme as of a day: register, grid, leader's page.
        indexes = [
            models.Index(
                fields=["programme", "-period_on", "-reported_at"], name="report_by_programme"
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.period_on}: {self.state}"
