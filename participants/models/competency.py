"""What people are able to do, and what says so."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id
from .merging import OnMerge
from .scope import access_of


class CompetencyKind(models.TextChoices):
    MANAGERIAL = "managerial", _("Manajerial")
    SOCIOCULTURAL = "sociocultural", _("Sosial kultural")
    TECHNICAL = "technical", _("Teknis")


class Competency(models.Model):
    """An entry of the dictionary (PermenPANRB 38/2017); levels 1 to 5, some may be skipped."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    code = models.CharField(_("kode"), max_length=30, unique=True)
    kind = models.CharField(_("jenis"), max_length=14, choices=CompetencyKind)
    name_id = models.CharField(_("nama"), max_length=150)
    name_en = models.CharField(_("nama (Inggris)"), max_length=150, blank=True)
    indicators = models.JSONField(default=dict, blank=True)  # {"3": "Mampu …"}: level → indicator

    def __str__(self) -> str:
        return self.name_id


class EvidenceAct(models.TextChoices):
    PROPOSE = "propose", _("Diusulkan")
    GRANT = "grant", _("Ditetapkan")
    REJECT = "reject", _("Ditolak")
    WITHDRAW = "withdraw", _("Dicabut")


class EvidenceMethod(models.TextChoices):
    EXPOSURE = "exposure", _("Mengikuti kegiatan")
    TEST = "test", _("Ujian")
    ASSESSOR = "assessor", _("Asesor")
    SUPERIOR = "superior", _("Atasan langsung")


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(access_of(user).people_q("person__home_unit__path", own="person"))

    def decidable_by(self, user: Any) -> Self:
        """Evidence about the people for whom the user is HR."""
        return self.filter(access_of(user).hr_q("person__home_unit__path"))

    def waiting_for_a_verdict(self) -> Self:
        """Proposals that nobody has granted, rejected or withdrawn yet."""
        return (
            self.filter(act=EvidenceAct.PROPOSE, answers=None)
            .select_related("person__home_unit", "competency")
            .order_by("at", "pk")
        )

    def standing_by_source(self, kind: str, source_id: str) -> Self:
        """Proposals and grants that rest on one source and were not answered since; a grant rests
        on the source of the proposal it answers."""
        own = models.Q(source_kind=kind, source_id=source_id)
        answered = models.Q(about__source_kind=kind, about__source_id=source_id)
        return self.filter(
            own | answered, act__in=[EvidenceAct.PROPOSE, EvidenceAct.GRANT], answers=None
        ).order_by("at", "pk")


class Evidence(models.Model):
    """An append-only statement about one person's level; nothing here is ever changed.

    A grant, rejection or withdrawal names in ``about`` the row it answers. The level in force on a
    date follows from the rows (rules/competency.py). The source is kind + public id, so that nothing
    below needs to know what a certificate is; ``shown_as`` is its printed number.
    """

    person = models.ForeignKey("participants.Person", models.PROTECT, related_name="evidence")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="evidence")
    level = models.PositiveSmallIntegerField(_("tingkat"))
    act = models.CharField(max_length=10, choices=EvidenceAct)
    method = models.CharField(_("cara"), max_length=10, choices=EvidenceMethod)
    assessor = models.CharField(_("penilai"), max_length=150, blank=True)
    about = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="answers")
    acquired_on = models.DateField(_("diperoleh pada"))
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    source_kind = models.CharField(max_length=20, blank=True)
    source_id = models.CharField(max_length=40, blank=True)
    shown_as = models.CharField(max_length=120, blank=True)
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    on_merge = {"person": OnMerge.MOVE}

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=5),
                name="participants_evidence_level_is_one_to_five",
                violation_error_message=_("Tingkat kompetensi antara 1 dan 5."),
            ),
            models.CheckConstraint(
                condition=~models.Q(act="grant", method="exposure"),
                name="participants_evidence_attending_alone_grants_no_level",
                violation_error_message=_("Kehadiran saja tidak menetapkan tingkat kompetensi."),
            ),
            models.UniqueConstraint(
                fields=["about"],
                name="participants_evidence_is_answered_once",
                violation_error_message=_("Usulan ini sudah dijawab."),
            ),
        ]
        indexes = [
            # Covers the levels of a unit's staff on a day (queries/totals.py).
            models.Index(
                fields=["person", "competency", "acquired_on"],
                include=["id", "level", "act", "valid_until"],
                name="evidence_of_person",
            ),
            models.Index(fields=["source_kind", "source_id"], name="evidence_by_source"),
            # Few grants are ever withdrawn; the totals ask for each whether it was (queries/totals.py).
            models.Index(
                fields=["about"],
                condition=models.Q(act="withdraw"),
                name="evidence_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competency} {self.level} ({self.act})"
