"""Training history (riwayat pelatihan), as SIASN wants it."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id
from .merging import OnMerge
from .scope import access_of


class TrainingForm(models.IntegerChoices):
    """jenisDiklatId 1 to 25 of SIASN (domain.md §4.7)."""

    STRUCTURAL = 1, _("Diklat Struktural")
    FUNCTIONAL = 2, _("Diklat Fungsional")
    TECHNICAL = 3, _("Diklat Teknis")
    WORKSHOP = 4, _("Workshop")
    MANAGERIAL = 5, _("Pelatihan Manajerial")
    SOCIOCULTURAL = 6, _("Pelatihan Sosial Kultural")
    SOCIALISATION = 7, _("Sosialisasi")
    BIMTEK = 8, _("Bimbingan Teknis")
    SEMINAR = 9, _("Seminar")
    INTERNSHIP = 10, _("Magang")
    COURSE = 11, _("Kursus")
    REFRESHER = 12, _("Penataran")
    CLASSICAL_OTHER = 13, _("Pelatihan klasikal lainnya")
    COACHING = 14, _("Coaching")
    MENTORING = 15, _("Mentoring")
    E_LEARNING = 16, _("E-Learning")
    DISTANCE = 17, _("Pelatihan Jarak Jauh")
    SECONDMENT = 18, _("Detasering (Secondment)")
    OUTBOUND = 19, _("Outbond")
    BENCHMARKING = 20, _("Benchmarking")
    EXCHANGE = 21, _("Pertukaran PNS-swasta/BUMN/BUMD")
    SELF_STUDY = 22, _("Belajar Mandiri")
    COMMUNITY = 23, _("Komunitas Belajar")
    ON_THE_JOB = 24, _("Bimbingan di Tempat Kerja")
    NON_CLASSICAL_OTHER = 25, _("Pelatihan nonklasikal lainnya")


class TrainingState(models.TextChoices):
    AWAITING = "awaiting", _("Menunggu verifikasi BKPSDM")
    VERIFIED = "verified", _("Terverifikasi")
    REJECTED = "rejected", _("Ditolak")
    WITHDRAWN = "withdrawn", _("Dicabut")


CLAIM = "claim"  # the source of a record that a person, or their office, added with a file


class TrainingRecordQuerySet(models.QuerySet["TrainingRecord"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(access_of(user).people_q("person__home_unit__path", own="person"))

    def decidable_by(self, user: Any) -> Self:
        """Records of the people for whom the user is HR: who may accept or reject them."""
        return self.filter(access_of(user).hr_q("person__home_unit__path"))

    def of_the_same_event(self, record: "TrainingRecord") -> Self:
        """Records that came from one event: the same title, organiser, form, source and year."""
        return self.filter(
            title=record.title,
            organiser=record.organiser,
            form=record.form,
            source_kind=record.source_kind,
            year=record.year,
        )

    def awaiting(self) -> Self:
        return self.filter(state=TrainingState.AWAITING)

    def standing(self) -> Self:
        """Records that count or may yet."""
        return self.filter(state__in=[TrainingState.AWAITING, TrainingState.VERIFIED])

    def claims(self) -> Self:
        """What people added themselves, each with its file."""
        return self.filter(source_kind=CLAIM)

    def counting(self) -> Self:
        """Records whose JP count in the ledger."""
        return self.filter(state=TrainingState.VERIFIED)

    def for_list(self) -> Self:
        return self.select_related("person__home_unit").order_by("-ended_on", "pk")

    def for_export(self) -> Self:
        return self.for_list().prefetch_related("person__identifiers")


class TrainingRecord(models.Model):
    """One training one person took, in whole JP (45 minutes each); ``year`` is where the JP count.

    ``stated_jp``, ``sessions`` and ``is_international`` are what a claim's paper says, from which
    ``jp`` follows (rules/conversion.py); ``periods`` are its [day, from, to], empty for every day.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey("participants.Person", models.PROTECT, related_name="trainings")
    title = models.CharField(_("nama pelatihan"), max_length=300)
    organiser = models.CharField(_("penyelenggara"), max_length=200)
    form = models.PositiveSmallIntegerField(_("bentuk"), choices=TrainingForm)
    jp = models.PositiveSmallIntegerField(_("JP"))
    stated_jp = models.PositiveSmallIntegerField(_("JP tertulis"), null=True, blank=True)
    sessions = models.PositiveSmallIntegerField(_("jumlah pertemuan"), null=True, blank=True)
    is_international = models.BooleanField(_("internasional"), default=False)
    periods = models.JSONField(default=list, blank=True)
    started_on = models.DateField(_("mulai"))
    ended_on = models.DateField(_("selesai"))
    year = models.PositiveSmallIntegerField(_("tahun"))
    number = models.CharField(_("nomor sertifikat"), max_length=120, blank=True)
    source_kind = models.CharField(max_length=20, blank=True)
    source_id = models.CharField(max_length=40, blank=True)
    file = models.ForeignKey(
        "participants.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=TrainingState, default=TrainingState.AWAITING)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    on_merge = {"person": OnMerge.MOVE}

    objects = TrainingRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on__gte=models.F("started_on")),
                name="participants_trainingrecord_ends_after_it_starts",
                violation_error_message=_("Tanggal selesai mendahului tanggal mulai."),
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at=None, decided_by=None)
                | models.Q(decided_at__isnull=False, decided_by__isnull=False),
                name="participants_trainingrecord_decided_says_when_and_by_whom",
            ),
            models.UniqueConstraint(
                fields=["source_kind", "source_id"],
                condition=~models.Q(source_id=""),
                name="participants_trainingrecord_one_per_source",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-ended_on"], name="training_of_person"),
            models.Index(fields=["state", "year"], name="training_by_state"),
            # The sums of JP of a unit's people on any day read this alone (queries/totals.py).
            models.Index(
                fields=["person", "year"],
                include=["jp", "state", "ended_on"],
                name="training_jp_of_person",
            ),
        ]

    def __str__(self) -> str:
        return self.title
