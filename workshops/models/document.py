"""An office's own templates of its papers, and its registers of letters."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import Role
from participants.models.ids import new_public_id
from participants.models.scope import access_of

from .stage import Stage
from .workshop import Workshop


class DocumentTemplate(models.Model):
    """A version of one paper's template in one office; the newest is in force. Without a file it says
    that the office went back to the one shipped. Rows are never changed."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, related_name="document_templates"
    )
    kind = models.CharField(_("naskah"), max_length=20)  # a code of rules/document.py
    version = models.PositiveSmallIntegerField()
    file = models.ForeignKey(
        "participants.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "version"], name="workshops_documenttemplate_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} v{self.version}"


class LetterDirection(models.TextChoices):
    OUT = "out", _("Surat keluar")
    IN = "in", _("Surat masuk")


class LetterNature(models.TextChoices):
    """Sifat, as the official form of letters has it."""

    ORDINARY = "biasa", _("Biasa")
    IMPORTANT = "penting", _("Penting")
    URGENT = "segera", _("Segera")
    CONFIDENTIAL = "rahasia", _("Rahasia")


class OfficeLetterQuerySet(models.QuerySet["OfficeLetter"]):
    def visible_to(self, user: Any) -> Self:
        """The office's own, for its organisers and auditors; and those of a Bimtek for its committee."""
        access = access_of(user)
        if access.everywhere:
            return self
        return self.filter(
            access.units_q("unit__path", {Role.ORGANISER, Role.AUDITOR})
            | models.Q(workshop__in=Workshop.objects.managed_by(user))
        )

    def standing(self) -> Self:
        return self.filter(voided_at=None)

    def for_register(self) -> Self:
        return self.select_related("unit", "workshop", "entry", "file").order_by(
            "-entry__year", "-entry__ordinal", "-pk"
        )


class OfficeLetter(models.Model):
    """One line of an office's register. A letter that goes out bears the register's number; one that
    came in has its sender's ``number``, and ``entry`` is its place in the agenda. ``kind``: which
    paper of a Bimtek it is (rules/document.py), "" for any other letter."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, related_name="office_letters"
    )
    direction = models.CharField(max_length=3, choices=LetterDirection)
    entry = models.OneToOneField("participants.Number", models.PROTECT, related_name="+")
    number = models.CharField(_("nomor surat"), max_length=120)
    dated_on = models.DateField(_("tanggal surat"))
    received_on = models.DateField(_("diterima tanggal"), null=True, blank=True)
    party = models.CharField(_("tujuan atau pengirim"), max_length=250)
    subject = models.CharField(_("hal"), max_length=250)
    nature = models.CharField(
        _("sifat"), max_length=7, choices=LetterNature, default=LetterNature.ORDINARY
    )
    attachments = models.CharField(_("lampiran"), max_length=80, blank=True)
    copies = models.TextField(_("tembusan"), max_length=1000, blank=True)
    classification = models.CharField(_("kode klasifikasi"), max_length=30, blank=True)
    kind = models.CharField(_("naskah"), max_length=20, blank=True)
    workshop = models.ForeignKey(
        Workshop, models.PROTECT, null=True, blank=True, related_name="office_letters"
    )
    stage = models.ForeignKey(
        Stage, models.PROTECT, null=True, blank=True, related_name="office_letters"
    )
    file = models.ForeignKey(
        "participants.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    void_reason = models.CharField(_("alasan batal"), max_length=200, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OfficeLetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(voided_at=None, voided_by=None, void_reason="")
                | (
                    models.Q(voided_at__isnull=False, voided_by__isnull=False)
                    & ~models.Q(void_reason="")
                ),
                name="workshops_officeletter_voided_says_when_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=models.Q(direction="out", received_on=None)
                | models.Q(direction="in", received_on__isnull=False),
                name="workshops_officeletter_came_in_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "direction", "dated_on"], name="officeletter_register"),
            models.Index(fields=["workshop", "kind"], name="officeletter_of_paper"),
        ]

    def __str__(self) -> str:
        return self.number


class StageMove(models.Model):
    """Append-only: a stage was given other dates or another place. What was said before stays to be
    read, and the ralat is made from it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="moves")
    old_starts_on = models.DateField()
    old_ends_on = models.DateField()
    old_venue = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    venue = models.CharField(max_length=200, blank=True)
    reason = models.CharField(_("alasan perubahan"), max_length=200, blank=True)
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.stage}: {self.old_starts_on} → {self.starts_on}"
