"""Groups (kelompok): people of several OPD who owe hasil kerja together."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models.ids import new_public_id
from participants.models.scope import access_of

from .registration import Registration
from .smart_city import Pillar
from .workshop import ROSTER_READERS, Workshop, WorkshopRole, WorkshopRoleKind


class GroupKind(models.TextChoices):
    GROUP = "group", _("Kelompok")
    PILLAR = "pillar", _("Tim pilar")
    COMMITTEE = "committee", _("Panitia")


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, user: Any) -> Self:
        """All of them for who runs, watches or advises the whole Bimtek; an expert's own pillar and
        the groups they facilitate; a member's own."""
        access = access_of(user)
        if access.everywhere:
            return self
        held = WorkshopRole.objects.filter(user=user, unit=None, pillar="").exclude(
            role=WorkshopRoleKind.OFFICER
        )
        condition: Any = (
            access.units_q("workshop__unit__path", ROSTER_READERS)
            | models.Q(workshop__in=held.values("workshop"))
            | models.Q(facilitator_role__user=user)
            | models.Q(
                models.Exists(
                    WorkshopRole.objects.filter(
                        user=user,
                        role=WorkshopRoleKind.EXPERT,
                        workshop=models.OuterRef("workshop"),
                        pillar=models.OuterRef("pillar"),
                    ).exclude(pillar="")
                )
            )
        )
        if user.person_id:
            own = GroupMember.objects.standing().filter(registration__person=user.person_id)
            condition |= models.Q(pk__in=own.values("group"))
        return self.filter(condition)

    def standing(self) -> Self:
        return self.filter(dissolved_at=None)

    def by_name(self) -> Self:
        return self.order_by("kind", "name", "pk")


class Group(models.Model):
    """A kelompok, a pillar's team, or the committee itself as one that owes hasil kerja.

    ``facilitator_role`` where the facilitator is an expert of the Bimtek, else ``facilitator``.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="groups")
    kind = models.CharField(_("jenis"), max_length=9, choices=GroupKind, default=GroupKind.GROUP)
    name = models.CharField(_("nama kelompok"), max_length=120)
    pillar = models.CharField(_("pilar"), max_length=11, choices=Pillar, blank=True)
    facilitator = models.CharField(_("fasilitator"), max_length=200, blank=True)
    facilitator_role = models.ForeignKey(
        WorkshopRole, models.SET_NULL, null=True, blank=True, related_name="facilitates"
    )
    head = models.ForeignKey(Registration, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    dissolved_at = models.DateTimeField(null=True, blank=True)
    dissolved_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "name"],
                condition=models.Q(dissolved_at=None),
                name="workshops_group_name_once",
                violation_error_message=_("Nama kelompok itu sudah dipakai."),
            ),
            models.UniqueConstraint(
                fields=["workshop"],
                condition=models.Q(kind="committee", dissolved_at=None),
                name="workshops_group_one_committee",
            ),
            models.CheckConstraint(
                condition=models.Q(~models.Q(pillar=""), kind="pillar")
                | models.Q(~models.Q(kind="pillar"), pillar=""),
                name="workshops_group_of_a_pillar_says_which",
                violation_error_message=_("Tim pilar menyebut pilarnya."),
            ),
            models.CheckConstraint(
                condition=models.Q(dissolved_at=None, dissolved_by=None)
                | models.Q(dissolved_at__isnull=False, dissolved_by__isnull=False),
                name="workshops_group_dissolved_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMemberQuerySet(models.QuerySet["GroupMember"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(group__in=Group.objects.visible_to(user))

    def standing(self) -> Self:
        return self.filter(left_at=None)


class GroupMember(models.Model):
    """Somebody in a group; who left keeps the row."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="members")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="memberships")
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)
    left_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "registration"],
                condition=models.Q(left_at=None),
                name="workshops_groupmember_once",
            ),
            models.CheckConstraint(
                condition=models.Q(left_at=None, left_by=None)
                | models.Q(left_at__isnull=False, left_by__isnull=False),
                name="workshops_groupmember_left_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration} – {self.group}"
