"""Whom BKPSDM would send to a Bimtek, and what the OPD answered."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import Role
from participants.models.ids import new_public_id
from participants.models.merging import OnMerge
from participants.models.scope import access_of

from .workshop import Workshop


class NominationState(models.TextChoices):
    PROPOSED = "proposed", _("Menunggu jawaban OPD")
    ACCEPTED = "accepted", _("Diterima OPD")
    CHANGED = "changed", _("OPD menunjuk orang lain")
    DECLINED = "declined", _("Ditolak OPD")
    WITHDRAWN = "withdrawn", _("Ditarik BKPSDM")


class NominationQuerySet(models.QuerySet["Nomination"]):
    def visible_to(self, user: Any) -> Self:
        """BKPSDM's and auditors' of the OPD; an OPD's own."""
        access = access_of(user)
        return self.filter(access.units_q("unit__path", {Role.HR, Role.AUDITOR, Role.UNIT_ADMIN}))

    def standing(self) -> Self:
        return self.exclude(state=NominationState.WITHDRAWN)


class Nomination(models.Model):
    """One person proposed to one OPD for one Bimtek. ``gaps`` is what it was to close, frozen when it
    was proposed: [{"kind": "post"|"role", "key", "competency", "level", "held", "name"}]."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="nominations")
    unit = models.ForeignKey("participants.OrganisationUnit", models.PROTECT, related_name="+")
    person = models.ForeignKey("participants.Person", models.PROTECT, related_name="nominations")
    gaps = models.JSONField(default=list)
    state = models.CharField(
        max_length=9, choices=NominationState, default=NominationState.PROPOSED
    )
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    registration = models.ForeignKey(
        "workshops.Registration", models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    on_merge = {"person": OnMerge.KEEP}

    objects = NominationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "person"],
                condition=~models.Q(state__in=["withdrawn", "declined"]),
                name="workshops_nomination_once_a_person",
                violation_error_message=_("Orang ini sudah diusulkan untuk Bimtek ini."),
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
                name="workshops_nomination_answered_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["declined", "changed"]) | ~models.Q(reason=""),
                name="workshops_nomination_declined_says_why",
            ),
        ]
        indexes = [models.Index(fields=["workshop", "unit"], name="nomination_of_unit")]

    def __str__(self) -> str:
        return f"{self.person} – {self.workshop}"
