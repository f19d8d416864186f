"""Who did what to what, when: append-only, sealed afterwards in commit order."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .scope import access_of


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(access_of(user).audit_q("unit__path"))

    def about(self, kind: str, object_id: str) -> Self:
        return self.filter(object_kind=kind, object_id=object_id).order_by("at", "pk")

    def for_list(self) -> Self:
        return self.select_related("by", "unit").order_by("-at", "-pk")

    def unsealed(self) -> Self:
        return self.filter(sealed_as=None).order_by("pk")

    def in_chain_order(self) -> Self:
        return self.exclude(sealed_as=None).order_by("sealed_as")


class AuditEntry(models.Model):
    """A plain insert in the transaction of what it tells of. ``facts`` hold codes and ids, never
    names, numbers or phones of people. The sealer chains ``seal`` over the rows afterwards."""

    verb = models.CharField(_("perbuatan"), max_length=80)  # "workshops.invitation.sent"
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, null=True, blank=True, related_name="+"
    )
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    seal = models.CharField(max_length=64, blank=True)
    sealed_as = models.PositiveBigIntegerField(null=True, unique=True)  # place in the chain

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["object_kind", "object_id"], name="audit_by_object"),
            models.Index(fields=["id"], condition=models.Q(sealed_as=None), name="audit_unsealed"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_kind} {self.object_id}"
