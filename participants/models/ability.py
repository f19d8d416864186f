"""What a Pemda wants somebody in every OPD to be able to do, whatever their post (peran)."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id
from .scope import access_of


class StaffRoleQuerySet(models.QuerySet["StaffRole"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(access_of(user).pemda_q("unit__path"))

    def in_use(self) -> Self:
        return self.filter(retired_at=None).prefetch_related("skills__competency")


class StaffRole(models.Model):
    """A role of one Pemda: whoever has *one* of its skills can do it. ``schooling`` names, one a line,
    the fields of study whose graduates may be trained for it though nobody has assessed them yet;
    ``job`` is the post that goes with it, so that ability and appointment can be told apart."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    unit = models.ForeignKey("participants.OrganisationUnit", models.PROTECT, related_name="+")
    name = models.CharField(_("nama peran"), max_length=100)
    schooling = models.TextField(_("bidang pendidikan"), blank=True)
    job = models.ForeignKey(
        "participants.JobTitle", models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = StaffRoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=models.Q(retired_at=None),
                name="participants_staffrole_one_name_in_a_pemda",
                violation_error_message=_("Peran dengan nama ini sudah ada."),
            ),
            models.CheckConstraint(
                condition=models.Q(retired_at=None, retired_by=None)
                | models.Q(retired_at__isnull=False, retired_by__isnull=False),
                name="participants_staffrole_retired_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StaffRoleSkill(models.Model):
    """One skill that is enough for the role: a competency at this level or higher."""

    role = models.ForeignKey(StaffRole, models.CASCADE, related_name="skills")
    competency = models.ForeignKey("participants.Competency", models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("tingkat"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["role", "competency"], name="participants_staffroleskill_once_in_a_role"
            ),
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=5),
                name="participants_staffroleskill_level_is_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competency} {self.level}"
