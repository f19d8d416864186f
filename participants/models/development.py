"""How a Pemda means to close a competency gap: the office's part of the AKPK and HCDP table."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id
from .scope import access_of
from .training import TrainingForm


class Priority(models.IntegerChoices):
    HIGH = 1, _("Tinggi")
    MIDDLE = 2, _("Sedang")
    LOW = 3, _("Rendah")


class Funding(models.TextChoices):
    APBD = "apbd", _("APBD")
    APBN = "apbn", _("APBN")
    ORGANISER = "organiser", _("Penyelenggara")
    OWN = "own", _("Mandiri")
    NONE = "none", _("Tanpa biaya")


class DevelopmentQuerySet(models.QuerySet["Development"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(access_of(user).pemda_q("unit__path"))


class Development(models.Model):
    """What a year's plan has for everybody who lacks this competency at a level up to ``level``.
    One row answers every such gap of the Pemda; the people follow from the records."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    unit = models.ForeignKey("participants.OrganisationUnit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("tahun"))
    competency = models.ForeignKey("participants.Competency", models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("sampai tingkat"))
    title = models.CharField(_("pengembangan yang dibutuhkan"), max_length=300)
    form = models.PositiveSmallIntegerField(_("bentuk"), choices=TrainingForm)
    jp = models.PositiveSmallIntegerField(_("JP"))
    organiser = models.CharField(_("penyelenggara"), max_length=200, blank=True)
    funding = models.CharField(_("sumber dana"), max_length=9, choices=Funding)
    cost = models.PositiveIntegerField(_("biaya per orang (Rp)"), null=True, blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    objects = DevelopmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "competency", "level"],
                name="participants_development_one_for_a_level_a_year",
                violation_error_message=_("Rencana untuk kompetensi dan tingkat ini sudah ada."),
            ),
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=5),
                name="participants_development_level_is_one_to_five",
            ),
            models.CheckConstraint(
                condition=models.Q(jp__gte=1, jp__lte=1000),
                name="participants_development_jp_are_of_a_training",
                violation_error_message=_("JP antara 1 dan 1.000."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
