"""A right to a certificate given or refused by a named person, beside what the rule says."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models.ids import new_public_id

from .registration import Registration
from .stage import Stage


class ExemptionEffect(models.TextChoices):
    GRANTED = "granted", _("Diberi hak")
    EXCLUDED = "excluded", _("Tidak diberi hak")


class ExemptionQuerySet(models.QuerySet["Exemption"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(registration__in=Registration.objects.visible_to(user).order_by())

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def for_list(self) -> Self:
        """Newest first, with who made and who withdrew it."""
        return self.select_related("made_by", "withdrawn_by", "stage").order_by("-made_at", "-pk")


class Exemption(models.Model):
    """A pengecualian: for the whole Bimtek, or for one ``stage``'s certificate alone. ``basis`` names
    the paper it rests on. Never deleted: withdrawn, by whom and why."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="exemptions")
    stage = models.ForeignKey(
        Stage, models.PROTECT, null=True, blank=True, related_name="exemptions"
    )
    effect = models.CharField(_("keputusan"), max_length=8, choices=ExemptionEffect)
    reason = models.CharField(_("alasan"), max_length=300)
    basis = models.CharField(_("dasar"), max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_because = models.CharField(_("alasan ditarik"), max_length=300, blank=True)

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=models.Q(withdrawn_at=None, stage=None),
                name="workshops_exemption_one_standing_for_the_whole",
            ),
            models.UniqueConstraint(
                fields=["registration", "stage"],
                condition=models.Q(withdrawn_at=None),
                name="workshops_exemption_one_standing_for_a_stage",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="workshops_exemption_says_why"
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
                | (
                    models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                    & ~models.Q(withdrawn_because="")
                ),
                name="workshops_exemption_withdrawn_says_when_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.effect}"
