"""What closing a Bimtek, or one stage of it, freezes for each registration."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models.ids import new_public_id

from .registration import Registration
from .stage import Stage
from .workshop import PassingRule, Workshop


class ClosingQuerySet(models.QuerySet["Closing"]):
    def standing(self) -> Self:
        """Those that were not reopened."""
        return self.filter(reopened_at=None)

    def of_whole(self) -> Self:
        """Those of a Bimtek, not of one stage of it."""
        return self.filter(stage=None)


class Closing(models.Model):
    """One closing of a Bimtek, or of one ``stage`` of it whose certificates may go out before the
    Bimtek is over (reopening takes a reason, and makes another possible)."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="closings")
    stage = models.ForeignKey(Stage, models.PROTECT, null=True, blank=True, related_name="closings")
    ordinal = models.PositiveSmallIntegerField()
    rule = models.ForeignKey(PassingRule, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reopened_because = models.CharField(_("alasan dibuka kembali"), max_length=300, blank=True)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stage"],
                condition=models.Q(reopened_at=None),
                name="workshops_closing_one_standing_of_a_stage",
            ),
            models.UniqueConstraint(
                fields=["workshop", "ordinal"], name="workshops_closing_ordinal_once"
            ),
            models.CheckConstraint(
                condition=models.Q(reopened_at=None, reopened_by=None)
                | (
                    models.Q(reopened_at__isnull=False, reopened_by__isnull=False)
                    & ~models.Q(reopened_because="")
                ),
                name="workshops_closing_reopened_says_when_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop} #{self.ordinal}"


class EntitlementKind(models.TextChoices):
    NONE = "none", _("Belum berhak")
    ATTENDED = "attended", _("Telah mengikuti")
    COMPLETED = "completed", _("Lulus")


class EntitlementQuerySet(models.QuerySet["Entitlement"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(registration__in=Registration.objects.visible_to(user).order_by())

    def standing(self) -> Self:
        """Those of closings that were not reopened, each registration's newest."""
        return self.filter(closing__reopened_at=None, supplement=None)

    def supplements_alone(self) -> Self:
        """Those made after their closing."""
        return self.exclude(supplements=None)

    def of_whole(self) -> Self:
        """Those of the whole Bimtek, not of one stage."""
        return self.filter(closing__stage=None)

    def entitled(self) -> Self:
        return self.exclude(kind=EntitlementKind.NONE)


class Entitlement(models.Model):
    """Immutable: what one registration had earned at one closing, with the facts and the reasons as
    codes. ``awards`` are {"competency": code, "level": n, "method": …, "score": …}.

    What counts only after the closing makes another row, which ``supplements`` the one before it and
    says when, by whom and because of what; the one before stays as it was."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    closing = models.ForeignKey(Closing, models.PROTECT, related_name="entitlements")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="entitlements")
    kind = models.CharField(max_length=9, choices=EntitlementKind)
    jp = models.PositiveSmallIntegerField()
    facts = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)
    awards = models.JSONField(default=list)
    supplements = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="supplement"
    )
    because = models.CharField(_("sebab"), max_length=300, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EntitlementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["closing", "registration"],
                condition=models.Q(supplements=None),
                name="workshops_entitlement_once_a_closing",
            ),
            models.CheckConstraint(
                condition=models.Q(supplements=None, because="", made_at=None, made_by=None)
                | (
                    models.Q(supplements__isnull=False, made_at__isnull=False)
                    & models.Q(made_by__isnull=False)
                    & ~models.Q(because="")
                ),
                name="workshops_entitlement_supplement_says_when_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.kind}"
