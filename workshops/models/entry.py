"""Entry to a stage where something is still missing: who is let in all the same, and who is held."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .invitation import Invitation
from .registration import Registration
from .stage import Stage
from .workshop import Workshop


class EntryPassQuerySet(models.QuerySet["EntryPass"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(stage__workshop__in=Workshop.objects.visible_to(user))


class EntryPass(models.Model):
    """*Izinkan, alasan …*: everybody of an OPD, or one person, into one stage; append-only."""

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="entry_passes")
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, null=True, blank=True, related_name="entry_passes"
    )
    registration = models.ForeignKey(
        Registration, models.PROTECT, null=True, blank=True, related_name="entry_passes"
    )
    reason = models.CharField(_("alasan"), max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    objects = EntryPassQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(invitation=None, registration__isnull=False)
                | models.Q(invitation__isnull=False, registration=None),
                name="workshops_entrypass_is_of_one",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="workshops_entrypass_says_why",
                violation_error_message=_("Tuliskan alasannya."),
            ),
            models.UniqueConstraint(
                fields=["stage", "invitation"], name="workshops_entrypass_once_per_invitation"
            ),
            models.UniqueConstraint(
                fields=["stage", "registration"], name="workshops_entrypass_once_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation or self.registration} – {self.stage}"


class EntryHold(models.Model):
    """Derived, and rebuilt (``actions.entry.refresh_holds``): whom a stage that blocks keeps waiting.
    The door reads it with the facts of a scan. ``missing``: what is missing, as JSON that says nothing of
    the person (``rules.entry.missing_of``)."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="entry_holds")
    stage = models.ForeignKey(Stage, models.CASCADE, related_name="entry_holds")
    missing = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "stage"], name="workshops_entryhold_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration} – {self.stage}"
