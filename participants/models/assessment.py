"""An assessment sheet (hasil asesmen): the nine scores and the JPM of one person on one day."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id
from .merging import OnMerge
from .scope import access_of


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(access_of(user).people_q("person__home_unit__path", own="person"))

    def decidable_by(self, user: Any) -> Self:
        """Sheets about the people for whom the user is HR."""
        return self.filter(access_of(user).hr_q("person__home_unit__path"))

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


class Assessment(models.Model):
    """Never changed: a wrong sheet is withdrawn, and with it the levels that it set."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey("participants.Person", models.PROTECT, related_name="assessments")
    assessed_on = models.DateField(_("tanggal asesmen"))
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    assessor = models.CharField(_("penyelenggara atau asesor"), max_length=150)
    number = models.CharField(_("nomor laporan"), max_length=120, blank=True)
    jpm = models.DecimalField(_("JPM (%)"), max_digits=5, decimal_places=2, null=True, blank=True)
    advice = models.TextField(_("saran pengembangan"), blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    on_merge = {"person": OnMerge.MOVE}

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "assessed_on", "assessor"],
                condition=models.Q(withdrawn_at=None),
                name="participants_assessment_recorded_once",
                violation_error_message=_("Asesmen ini sudah dicatat."),
            ),
            models.CheckConstraint(
                condition=models.Q(jpm=None) | models.Q(jpm__gte=0, jpm__lte=150),
                name="participants_assessment_jpm_is_a_percentage",
                violation_error_message=_("JPM antara 0 dan 150 persen."),
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by=None)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="participants_assessment_withdrawn_says_when_and_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["person", "assessed_on"], name="assessment_of_person")]

    def __str__(self) -> str:
        return f"{self.person} {self.assessed_on}"


class AssessmentScore(models.Model):
    """One competency's score, and the level that the post asked for where the sheet says it."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="scores")
    competency = models.ForeignKey("participants.Competency", models.PROTECT, related_name="+")
    score = models.DecimalField(_("nilai"), max_digits=3, decimal_places=2)
    asked = models.PositiveSmallIntegerField(_("standar"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "competency"],
                name="participants_assessmentscore_once_a_competency",
            ),
            models.CheckConstraint(
                condition=models.Q(score__gte=0, score__lte=5),
                name="participants_assessmentscore_score_is_zero_to_five",
                violation_error_message=_("Nilai kompetensi antara 0 dan 5."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competency}: {self.score}"
