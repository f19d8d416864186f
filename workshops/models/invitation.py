"""Who is asked, how many, and by which unguessable link they answer."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import Role
from participants.models.ids import new_public_id
from participants.models.scope import access_of
from participants.models.sealed import unseal

from .workshop import ROSTER_READERS, Workshop


class InvitationBody(models.TextChoices):
    """The three ways in (blueprint §4)."""

    DECREE = "decree", _("Lampiran SK")
    UNIT = "unit", _("Ditunjuk OPD")
    OUTSIDE = "outside", _("Undangan luar")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: Any) -> Self:
        """An organiser's all; an OPD's own alone."""
        access = access_of(user)
        if access.everywhere:
            return self
        return self.filter(
            access.units_q("workshop__unit__path", ROSTER_READERS)
            | access.units_q("unit__path", {Role.UNIT_ADMIN})
            | models.Q(workshop__in=Workshop.objects.managed_by(user))
        )

    def by_unit_name(self) -> Self:
        return self.select_related("unit").order_by("unit__name", "pk")


class Invitation(models.Model):
    """One unit asked to one Bimtek for so many seats. ``phone`` is where its link goes."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="invitations")
    unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, related_name="invitations"
    )
    body = models.CharField(_("jalur"), max_length=8, choices=InvitationBody)
    phone = models.CharField(_("nomor HP"), max_length=20, blank=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "unit", "body"],
                name="workshops_invitation_once_per_unit",
                violation_error_message=_("Unit ini sudah diundang."),
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by=None)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="workshops_invitation_withdrawn_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.workshop}"


class Seat(models.Model):
    """A place that belongs to the unit, not to a person; ``last_stage`` None: to the end."""

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="seats")
    ordinal = models.PositiveSmallIntegerField()
    first_stage = models.ForeignKey("workshops.Stage", models.PROTECT, related_name="+")
    last_stage = models.ForeignKey(
        "workshops.Stage", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "ordinal"], name="workshops_seat_ordinal_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.invitation} #{self.ordinal}"


class LinkKind(models.TextChoices):
    UNIT = "unit", _("Tautan OPD")
    PARTICIPANT = "participant", _("Tautan peserta")
    EXPERT = "expert", _("Tautan Tim Ahli")
    SIGNER = "signer", _("Tautan penandatangan")
    GROUP = "group", _("Tautan kelompok")


class LinkQuerySet(models.QuerySet["Link"]):
    def working(self, at: datetime) -> Self:
        return self.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=at), revoked_at=None)


class Link(models.Model):
    """An unguessable address for one unit, participant, expert or group of one Bimtek. It acts as its own
    ``user`` row; the token is kept sealed so that the organiser can send it again."""

    kind = models.CharField(max_length=12, choices=LinkKind)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="links")
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, null=True, blank=True, related_name="links"
    )
    registration = models.ForeignKey(
        "workshops.Registration", models.PROTECT, null=True, blank=True, related_name="links"
    )
    role = models.ForeignKey(
        "workshops.WorkshopRole", models.PROTECT, null=True, blank=True, related_name="links"
    )
    group = models.ForeignKey(
        "workshops.Group", models.PROTECT, null=True, blank=True, related_name="links"
    )
    user = models.OneToOneField("participants.User", models.PROTECT, related_name="link")
    lookup = models.CharField(max_length=64, unique=True)
    sealed = models.CharField(max_length=160)
    valid_to = models.DateTimeField(_("berlaku sampai"), null=True, blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by=None)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="workshops_link_revoked_says_when_and_by_whom",
            ),
            models.UniqueConstraint(
                fields=["registration"],
                condition=models.Q(revoked_at=None, kind="participant"),
                name="workshops_link_one_works_per_registration",
            ),
            models.UniqueConstraint(
                fields=["invitation"],
                condition=models.Q(revoked_at=None, kind="unit"),
                name="workshops_link_one_works_per_invitation",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=models.Q(revoked_at=None, kind="group"),
                name="workshops_link_one_works_per_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"

    def token(self) -> str:
        """The secret itself; only for showing the link to whom it belongs or who sends it."""
        return unseal(self.sealed)
