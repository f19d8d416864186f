"""How a certificate looks and who signs it, as versions."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models.ids import new_public_id
from participants.models.scope import access_of


class TemplateQuerySet(models.QuerySet["Template"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(access_of(user).pemda_q("unit__path"))

    def in_use(self) -> Self:
        return self.filter(retired_at=None).order_by("-version", "-pk")


class Template(models.Model):
    """A version of one unit's layout; its language is fixed. The signatory is printed as is."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, related_name="certificate_templates"
    )
    name = models.CharField(_("nama"), max_length=120)
    version = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(_("bahasa"), max_length=2, default="id")
    office = models.CharField(_("kop"), max_length=200)
    place = models.CharField(_("ditetapkan di"), max_length=80)
    signatory_name = models.CharField(_("nama penanda tangan"), max_length=200)
    signatory_post = models.CharField(_("jabatan penanda tangan"), max_length=200)
    signatory_rank = models.CharField(_("pangkat penanda tangan"), max_length=80, blank=True)
    signatory_nip = models.CharField(_("NIP penanda tangan"), max_length=18, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name", "version"], name="certificates_template_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"
