"""How a certificate looks and who signs it, as versions."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import OrganisationUnit, Role
from participants.models.ids import new_public_id
from participants.models.scope import access_of

DRAFT = 0  # the version of what is in work


class Language(models.TextChoices):
    INDONESIAN = "id", _("Bahasa Indonesia")
    ENGLISH = "en", _("Inggris")


class PublicName(models.TextChoices):
    FULL = "full", _("Lengkap")
    INITIALS = "initials", _("Huruf awal saja")


class TemplateQuerySet(models.QuerySet["Template"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(access_of(user).pemda_q("unit__path"))

    def in_use(self) -> Self:
        """The newest version of each layout."""
        return self.filter(retired_at=None, version__gt=DRAFT).order_by("name", "pk")

    def drafts(self) -> Self:
        """Layouts in work, on which nothing is printed."""
        return self.filter(version=DRAFT)

    def for_unit(self, unit: OrganisationUnit) -> Self:
        """What a unit may print on: its own layouts, and those of the units above it."""
        steps = unit.path.rstrip(".").split(".")
        paths = [".".join(steps[:count]) + "." for count in range(1, len(steps) + 1)]
        return self.in_use().filter(unit__path__in=paths).order_by("-unit__path", "name", "pk")

    def editable_by(self, user: Any) -> Self:
        return self.filter(access_of(user).units_q("unit__path", {Role.ORGANISER}))

    def for_list(self) -> Self:
        """What is in use, and what is in work."""
        rows = self.filter(retired_at=None).select_related("unit")
        return rows.order_by("unit__name", "name", "-version", "pk")


class Template(models.Model):
    """A version of one unit's layout; its language is fixed. The signatory is printed as is.

    ``office`` has a line for the government and one for the office below it (or the latter alone);
    ``signatory_post`` may begin with a line "a.n. Bupati Buton". A second official signs after the first.
    ``public_name`` and ``public_unit`` say what the public page tells of the person.
    An account beside a name means that this official signs electronically; without one, by pen.
    The pictures were made small when they came in (rules/artwork.py). A draft is the version
    in work: it has no number until it takes the place of the one in use.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, related_name="certificate_templates"
    )
    name = models.CharField(_("nama"), max_length=120)
    version = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(_("bahasa"), max_length=2, choices=Language, default="id")
    office = models.CharField(_("kop"), max_length=200)
    place = models.CharField(_("ditetapkan di"), max_length=80)
    signatory_name = models.CharField(_("nama penanda tangan"), max_length=200)
    signatory_post = models.CharField(_("jabatan penanda tangan"), max_length=200)
    signatory_rank = models.CharField(_("pangkat penanda tangan"), max_length=80, blank=True)
    signatory_nip = models.CharField(_("NIP penanda tangan"), max_length=18, blank=True)
    signing_account = models.ForeignKey(
        "certificates.SigningAccount",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tanda tangan elektronik"),
    )
    second_name = models.CharField(_("nama penanda tangan kedua"), max_length=200, blank=True)
    second_post = models.CharField(_("jabatan penanda tangan kedua"), max_length=200, blank=True)
    second_rank = models.CharField(_("pangkat penanda tangan kedua"), max_length=80, blank=True)
    second_nip = models.CharField(_("NIP penanda tangan kedua"), max_length=18, blank=True)
    second_account = models.ForeignKey(
        "certificates.SigningAccount",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tanda tangan elektronik kedua"),
    )
    public_name = models.CharField(
        _("nama pada halaman pemeriksaan"),
        max_length=8,
        choices=PublicName,
        default="full",
    )
    public_unit = models.BooleanField(_("tampilkan asal instansi"), default=True)
    look = models.JSONField(default=dict, blank=True)  # rules/look.py
    background = models.ForeignKey(
        "participants.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    crest = models.ForeignKey(
        "participants.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    logo_1 = models.ForeignKey(
        "participants.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    logo_2 = models.ForeignKey(
        "participants.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    logo_3 = models.ForeignKey(
        "participants.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name", "version"], name="certificates_template_version_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=models.Q(retired_at=None, version__gt=DRAFT),
                name="certificates_template_one_in_use_of_a_name",
                violation_error_message=_("Unit ini sudah mempunyai templat dengan nama ini."),
            ),
            models.CheckConstraint(
                condition=models.Q(version__gt=DRAFT) | models.Q(retired_at=None),
                name="certificates_template_draft_was_never_in_use",
                violation_error_message=_("Rancangan belum pernah dipakai."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"

    @property
    def is_draft(self) -> bool:
        return self.version == DRAFT
