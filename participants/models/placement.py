"""What a person decided about somebody for a post, with what they had before them."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id
from .merging import OnMerge
from .scope import access_of


class PlacementVerdict(models.TextChoices):
    APPOINT = "appoint", _("Ditempatkan")
    SET_ASIDE = "set_aside", _("Tidak dipilih")


class PlacementDecisionQuerySet(models.QuerySet["PlacementDecision"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(access_of(user).people_q("person__home_unit__path", own="person"))


class PlacementDecision(models.Model):
    """Append-only. ``shown`` is the advice as it stood: {"outlook", "said": [{"asks", "degree", …}],
    "opens"}; the machine decides nothing (UU PDP), so there is always a name and a reason."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey("participants.Person", models.PROTECT, related_name="placements")
    post = models.ForeignKey("participants.Post", models.PROTECT, related_name="+")
    verdict = models.CharField(_("keputusan"), max_length=9, choices=PlacementVerdict)
    reason = models.CharField(_("alasan"), max_length=300)
    shown = models.JSONField(default=dict)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    on_merge = {"person": OnMerge.KEEP}

    objects = PlacementDecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="participants_placementdecision_says_why",
                violation_error_message=_("Tuliskan alasannya terlebih dahulu."),
            )
        ]
        indexes = [models.Index(fields=["post", "-decided_at"], name="placement_of_post")]

    def __str__(self) -> str:
        return f"{self.person} – {self.post}"
