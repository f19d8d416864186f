"""The yearly Evaluasi Implementasi Smart City: weights of the year, scores of two rounds, a letter."""

from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import Role
from participants.models.ids import new_public_id
from participants.models.scope import access_of

from .smart_city import Pillar

EVALUATION_READERS = frozenset({Role.ORGANISER, Role.AUDITOR, Role.LEADER})


class Dimension(models.TextChoices):
    """What is scored (domain.md §1.6)."""

    BASELINE = "baseline", _("Baseline")
    OUTPUT = "output", _("Output")
    OUTCOME = "outcome", _("Outcome")
    IMPACT = "impact", _("Impact")
    QUICK_WIN = "quick_win", _("Quick win")


class EvaluationRound(models.TextChoices):
    SELF = "self", _("Penilaian mandiri")
    ASSESSOR = "assessor", _("Penilaian asesor")


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def visible_to(self, user: Any) -> Self:
        access = access_of(user)
        return self.filter(
            access.units_q("root__path", EVALUATION_READERS)
            | access.units_q("keeper__path", {Role.ORGANISER})
        )

    def managed_by(self, user: Any) -> Self:
        return self.filter(access_of(user).units_q("keeper__path", {Role.ORGANISER}))

    def by_year(self) -> Self:
        return self.order_by("year", "pk")


class Evaluation(models.Model):
    """One year of one Pemda, entered by ``keeper``. ``weights`` are percents by dimension, adding up
    to 100: the ministry changes them from year to year. What the letter says is typed."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    root = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, related_name="evaluations"
    )
    keeper = models.ForeignKey("participants.OrganisationUnit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("tahun"))
    weights = models.JSONField(default=dict)  # {"baseline": 10, …}
    letter_number = models.CharField(_("nomor surat hasil"), max_length=80, blank=True)
    letter_on = models.DateField(_("tanggal surat"), null=True, blank=True)
    province_rank = models.PositiveSmallIntegerField(_("peringkat provinsi"), null=True, blank=True)
    national_rank = models.PositiveSmallIntegerField(_("peringkat nasional"), null=True, blank=True)
    # For a year of which only the total is known, as the year before the first in the system.
    published_index = models.DecimalField(
        _("indeks menurut surat"), max_digits=3, decimal_places=2, null=True, blank=True
    )
    note = models.TextField(_("catatan"), blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["root", "year"],
                name="workshops_evaluation_once_a_year",
                violation_error_message=_("Evaluasi tahun ini sudah ada."),
            ),
            models.CheckConstraint(
                condition=models.Q(published_index=None)
                | models.Q(published_index__gte=0, published_index__lte=4),
                name="workshops_evaluation_index_is_zero_to_four",
                violation_error_message=_("Indeks antara 0 dan 4."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.root} {self.year}"


class EvaluationScore(models.Model):
    """A score of 0 to 4 in one round: of a dimension, or of a pillar."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="scores")
    round = models.CharField(max_length=8, choices=EvaluationRound)
    dimension = models.CharField(max_length=10, choices=Dimension, blank=True)
    pillar = models.CharField(max_length=12, choices=Pillar, blank=True)
    score = models.DecimalField(_("nilai"), max_digits=3, decimal_places=2)
    scored_at = models.DateTimeField()
    scored_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__gte=Decimal(0), score__lte=Decimal(4)),
                name="workshops_evaluationscore_is_zero_to_four",
                violation_error_message=_("Nilai antara 0 dan 4."),
            ),
            models.CheckConstraint(
                condition=models.Q(~models.Q(dimension=""), pillar="")
                | models.Q(~models.Q(pillar=""), dimension=""),
                name="workshops_evaluationscore_of_a_dimension_or_a_pillar",
            ),
            models.UniqueConstraint(
                fields=["evaluation", "round", "dimension", "pillar"],
                name="workshops_evaluationscore_once_a_round",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.round} {self.dimension or self.pillar}: {self.score}"
