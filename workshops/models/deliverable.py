"""What each OPD, pillar team, group or the committee owes between the stages."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import OrganisationUnit, Role
from participants.models.ids import new_public_id
from participants.models.scope import access_of

from .group import Group
from .invitation import Invitation
from .stage import Stage
from .workshop import ROSTER_READERS, Workshop, WorkshopRoleKind

# Who sees what all OPD hand in; a check-in officer does not.
ADVISERS = frozenset({WorkshopRoleKind.COMMITTEE, WorkshopRoleKind.EXPERT})


class OwedBy(models.TextChoices):
    """By whom a hasil kerja is owed: one of each of these owes it once."""

    UNIT = "unit", _("Setiap OPD")
    PILLAR = "pillar", _("Setiap tim pilar")
    GROUP = "group", _("Setiap kelompok")
    COMMITTEE = "committee", _("Panitia")


class WorkForm(models.TextChoices):
    """What a version of it is."""

    FILE = "file", _("Berkas")
    LINK = "link", _("Tautan")
    NOTE = "note", _("Catatan")
    WORKSHEET = "worksheet", _("Lembar kerja di halaman ini")


class Deliverable(models.Model):
    """A hasil kerja that a stage asks of each of ``owed_by``.

    ``due_on``: the last day for it; from ``required_after`` on, entry to a stage that begins then
    or later asks that it is accepted; ``worksheet``: the code of ``rules.worksheets``.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="deliverables")
    order = models.PositiveSmallIntegerField(default=1)
    title_id = models.CharField(_("nama hasil kerja"), max_length=200)
    title_en = models.CharField(_("nama hasil kerja (Inggris)"), max_length=200, blank=True)
    instructions = models.TextField(_("petunjuk"), blank=True)
    owed_by = models.CharField(_("diminta dari"), max_length=9, choices=OwedBy, default=OwedBy.UNIT)
    form = models.CharField(_("bentuk"), max_length=9, choices=WorkForm, default=WorkForm.FILE)
    worksheet = models.CharField(_("lembar kerja"), max_length=20, blank=True)
    due_on = models.DateField(_("tenggat"), null=True, blank=True)
    required_after = models.DateField(_("wajib sesudah"), null=True, blank=True)
    frozen_after = models.DateField(_("dikunci sesudah"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "order"], name="workshops_deliverable_order_once"
            ),
            models.CheckConstraint(
                condition=models.Q(~models.Q(worksheet=""), form="worksheet")
                | models.Q(~models.Q(form="worksheet"), worksheet=""),
                name="workshops_deliverable_of_a_worksheet_says_which",
                violation_error_message=_("Pilih lembar kerjanya."),
            ),
        ]

    def __str__(self) -> str:
        return self.title_id


class DutyQuerySet(models.QuerySet["Duty"]):
    def visible_to(self, user: Any) -> Self:
        """Those who run or advise the Bimtek see all of it (an expert limited to a unit or a pillar,
        what those owe); an OPD its own; a group what it owes."""
        access = access_of(user)
        if access.everywhere:
            return self
        advised = Workshop.objects.filter(
            roles__user=user, roles__unit=None, roles__pillar="", roles__role__in=ADVISERS
        ).order_by()
        own_unit = models.Q(
            invitation__workshop__roles__user=user,
            invitation__workshop__roles__role__in=ADVISERS,
            invitation__workshop__roles__unit=models.F("invitation__unit"),
        )
        seen = self.model.objects.filter(
            access.units_q("deliverable__stage__workshop__unit__path", ROSTER_READERS)
            | access.units_q("invitation__unit__path", {Role.UNIT_ADMIN})
            | models.Q(deliverable__stage__workshop__in=advised)
            | models.Q(group__in=Group.objects.visible_to(user))
            | own_unit
        )
        return self.filter(pk__in=seen.order_by().values("pk"))


class Duty(models.Model):
    """A tugas: one deliverable as owed by one OPD or one group. Made when first needed; its row is
    the lock for whoever sends, reviews or types in it. ``open_until``: what was returned may be sent
    again until that day, whatever the deliverable's own."""

    deliverable = models.ForeignKey(Deliverable, models.PROTECT, related_name="duties")
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, null=True, blank=True, related_name="duties"
    )
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="duties")
    open_until = models.DateField(null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(invitation=None, group__isnull=False)
                | models.Q(invitation__isnull=False, group=None),
                name="workshops_duty_is_owed_by_one",
            ),
            models.UniqueConstraint(
                fields=["deliverable", "invitation"], name="workshops_duty_once_per_invitation"
            ),
            models.UniqueConstraint(
                fields=["deliverable", "group"], name="workshops_duty_once_per_group"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deliverable} – {self.owner}"

    @property
    def owner(self) -> Invitation | Group:
        """Whoever owes it; fetch ``invitation__unit`` and ``group`` with the row."""
        return self.invitation or self.group  # type: ignore[return-value]

    @property
    def unit(self) -> OrganisationUnit:
        """Whose scope it belongs to: the OPD's, for a group the organiser's."""
        if self.invitation:
            return self.invitation.unit
        return self.deliverable.stage.workshop.unit

    @property
    def shown_as(self) -> str:
        """What whoever owes it is called on screen."""
        return str(self.invitation.unit if self.invitation else self.group)
