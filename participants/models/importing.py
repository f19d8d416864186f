"""Spreadsheets on their way in: every row staged in the database before anything is written."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id
from .scope import access_of
from .user import Role


class ImportKind(models.TextChoices):
    UNITS = "units", _("Unit organisasi")
    STAFF = "staff", _("Pegawai")
    TRAINING = "training", _("Riwayat pelatihan")
    ASSESSMENT = "assessment", _("Hasil asesmen kompetensi")
    PLAN = "plan", _("Peta jabatan")


class ImportState(models.TextChoices):
    MAPPING = "mapping", _("Menunggu kolom ditetapkan")
    STAGED = "staged", _("Menunggu diperiksa")
    COMMITTED = "committed", _("Sudah dimasukkan")
    CANCELLED = "cancelled", _("Dibatalkan")
    UNDONE = "undone", _("Diurungkan")


OPEN_IMPORTS = (ImportState.MAPPING, ImportState.STAGED)


class ImportSessionQuerySet(models.QuerySet["ImportSession"]):
    def visible_to(self, user: Any) -> Self:
        """HR's sheets, and those of the plan for Bagian Organisasi; a higher package asks for its own
        kind (``of_kind``)."""
        access = access_of(user)
        hr = models.Q(kind__in=[kind for kind in ImportKind.values if kind != ImportKind.PLAN])
        return self.filter(
            (access.hr_q("unit__path") & hr)
            | (access.units_q("unit__path", {Role.PLANNER}) & models.Q(kind=ImportKind.PLAN))
        )

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)


class ImportSession(models.Model):
    """One upload, its counts, and who let it in.

    ``layout`` says how its sheets were read: {"sheets": [{"name", "header_row", "headers", "columns":
    {field: place} or null, "whole": {field: text}, "skipped": [lines]}], "units": [[written, rows]]}.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=10, choices=ImportKind)
    unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, related_name="imports"
    )
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    headers = models.JSONField(default=list)  # as written, for the sheet of wrong rows
    layout = models.JSONField(default=dict)
    plan = models.ForeignKey(
        "participants.StaffingPlan", models.CASCADE, null=True, blank=True, related_name="imports"
    )
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.STAGED)
    counts = models.JSONField(default=dict)  # {"new": 12, "changed": 3, "same": 900, "wrong": 2}
    staged_at = models.DateTimeField()
    staged_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ImportSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["staged", "mapping"], decided_at=None, decided_by=None
                )
                | models.Q(
                    ~models.Q(state__in=["staged", "mapping"]),
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="participants_importsession_decided_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(state="undone", undone_at__isnull=False, undone_by__isnull=False)
                | models.Q(~models.Q(state="undone"), undone_at=None, undone_by=None),
                name="participants_importsession_undone_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"


class RowOutcome(models.TextChoices):
    NEW = "new", _("Baru")
    CHANGED = "changed", _("Berubah")
    SAME = "same", _("Sama")
    WRONG = "wrong", _("Salah")


class ImportRow(models.Model):
    """One line of the sheet. ``values`` as read (a NIK only sealed); ``faults`` name column, value
    and what was expected; ``changes`` are {field: [old, new]}; ``words`` is what it is searched by.
    Once let in, ``undo`` is what restoring a changed record needs."""

    session = models.ForeignKey(ImportSession, models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=60)
    line = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=RowOutcome)
    values = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    changes = models.JSONField(default=dict)
    target_id = models.BigIntegerField(null=True, blank=True)
    words = models.CharField(max_length=200, blank=True)
    undo = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "sheet", "line"], name="participants_importrow_line_once"
            )
        ]
        indexes = [models.Index(fields=["session", "outcome", "line"], name="importrow_by_outcome")]

    def __str__(self) -> str:
        return f"{self.sheet}:{self.line} {self.outcome}"


class ImportSource(models.Model):
    """The sheets of an upload as they were read, sealed, until it is decided: what a mapping, a
    decided unit or a mended cell is read from again. Afterwards ``made`` are the keys of what its new
    lines made, in their order."""

    session = models.OneToOneField(ImportSession, models.CASCADE, related_name="source")
    sealed = models.TextField(blank=True)
    made = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return f"#{self.session_id}"


class ColumnMapping(models.Model):
    """What the columns of a source hold, as somebody said once; found by the words of its header.
    ``fields`` is {header: field}."""

    unit = models.ForeignKey("participants.OrganisationUnit", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    signature = models.CharField(max_length=64)
    fields = models.JSONField(default=dict)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "signature"],
                name="participants_columnmapping_one_per_source",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.signature[:8]}"


class UnitSpellingQuerySet(models.QuerySet["UnitSpelling"]):
    def visible_to(self, user: Any) -> Self:
        access = access_of(user)
        return self.filter(access.units_q("unit__path", {Role.HR, Role.PLANNER}))


class UnitSpelling(models.Model):
    """Which unit of a Pemda a spelling means, as somebody decided; asked for never again."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    unit = models.ForeignKey("participants.OrganisationUnit", models.CASCADE, related_name="+")
    written = models.CharField(max_length=200)  # as rules.unit_names.plain makes it
    meant = models.ForeignKey(
        "participants.OrganisationUnit", models.CASCADE, related_name="spellings"
    )
    said_at = models.DateTimeField()
    said_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    objects = UnitSpellingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "written"], name="participants_unitspelling_means_one_unit"
            )
        ]

    def __str__(self) -> str:
        return self.written
