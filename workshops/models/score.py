"""What people scored in the tests before and after a stage."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .registration import Registration
from .stage import Stage


class TestKind(models.TextChoices):
    PRE = "pre", _("Pre-test")
    POST = "post", _("Post-test")


class TestScore(models.Model):
    """A score of 0 to 100 in the test before or after a stage; the newest entry, whose earlier ones
    are in the audit trail."""

    __test__ = False  # not a test case, whatever pytest thinks

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="scores")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="scores")
    kind = models.CharField(max_length=4, choices=TestKind)
    score = models.DecimalField(_("nilai"), max_digits=5, decimal_places=2)
    scored_at = models.DateTimeField()
    scored_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "stage", "kind"], name="workshops_testscore_once_a_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(score__gte=0, score__lte=100),
                name="workshops_testscore_is_zero_to_a_hundred",
                violation_error_message=_("Nilai antara 0 dan 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration} {self.kind}: {self.score}"
