"""The plan in time: stages, sessions with their JP, and the slots people are counted in."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models.ids import new_public_id

from .workshop import Workshop


class StageState(models.TextChoices):
    PLANNED = "planned", _("Direncanakan")
    RUNNING = "running", _("Sedang berjalan")
    HELD = "held", _("Selesai")


class StageQuerySet(models.QuerySet["Stage"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(workshop__in=Workshop.objects.visible_to(user))

    def in_order(self) -> Self:
        return self.order_by("workshop_id", "order", "pk")


class Stage(models.Model):
    """A tahap: one or more days at one place. Moving its dates moves nothing that happened."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="stages")
    order = models.PositiveSmallIntegerField(_("urutan"))
    title_id = models.CharField(_("nama tahap"), max_length=200)
    title_en = models.CharField(_("nama tahap (Inggris)"), max_length=200, blank=True)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("selesai"))
    venue = models.CharField(_("tempat"), max_length=200, blank=True)
    venue_map = models.URLField(_("tautan peta"), blank=True)
    state = models.CharField(max_length=8, choices=StageState, default=StageState.PLANNED)
    # Whether who lacks what entry asks waits at the door; else they are only warned.
    entry_blocks = models.BooleanField(_("syarat masuk menahan"), default=False)

    objects = StageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "order"], name="workshops_stage_order_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="workshops_stage_ends_after_it_starts",
                violation_error_message=_("Tanggal selesai mendahului tanggal mulai."),
            ),
        ]

    def __str__(self) -> str:
        return self.title_id


class SlotKind(models.TextChoices):
    MORNING = "pagi", _("Pagi")
    AFTERNOON = "siang", _("Siang")
    LEAVING = "pulang", _("Pulang")


class SlotState(models.TextChoices):
    PLANNED = "planned", _("Belum dibuka")
    OPEN = "open", _("Dibuka")
    CLOSED = "closed", _("Ditutup")
    SIGNED_OFF = "signed_off", _("Disahkan")


class AttendanceSlotQuerySet(models.QuerySet["AttendanceSlot"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(stage__workshop__in=Workshop.objects.visible_to(user))

    def in_order(self) -> Self:
        return self.order_by("stage_id", "opens_at", "pk")

    def at(self, moment: datetime) -> Self:
        """The slots whose window holds this moment; the door takes the first."""
        return self.filter(opens_at__lte=moment, closes_at__gte=moment).order_by("opens_at", "pk")


class AttendanceSlot(models.Model):
    """What a check-in is to: by default pagi and siang of each day. ``opens_at`` to ``closes_at`` is
    when the door picks it by the clock; after ``late_after`` somebody is late (aware moments)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="slots")
    day = models.DateField(_("hari"))
    kind = models.CharField(_("waktu"), max_length=6, choices=SlotKind)
    opens_at = models.DateTimeField(_("dibuka"))
    late_after = models.DateTimeField(_("terlambat sesudah"))
    closes_at = models.DateTimeField(_("ditutup"))
    state = models.CharField(max_length=10, choices=SlotState, default=SlotState.PLANNED)
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AttendanceSlotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "day", "kind"], name="workshops_attendanceslot_once_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="workshops_attendanceslot_closes_after_it_opens",
                violation_error_message=_("Waktu tutup harus sesudah waktu buka."),
            ),
            models.CheckConstraint(
                condition=models.Q(signed_off_at=None, signed_off_by=None)
                | models.Q(signed_off_at__isnull=False, signed_off_by__isnull=False),
                name="workshops_attendanceslot_signed_off_says_when_and_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["opens_at", "closes_at"], name="slot_by_window")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(stage__workshop__in=Workshop.objects.visible_to(user))

    def in_order(self) -> Self:
        return self.order_by("stage_id", "starts_at", "pk")


class Session(models.Model):
    """A sesi: a topic with its JP (whole hours of 45 minutes; 0 for openings and breaks).

    Attendance at ``slot`` is attendance at the session.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="sessions")
    slot = models.ForeignKey(
        AttendanceSlot, models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    starts_at = models.DateTimeField(_("mulai"))
    ends_at = models.DateTimeField(_("selesai"))
    jp = models.PositiveSmallIntegerField(_("JP"), default=0)
    topic_id = models.CharField(_("materi"), max_length=250)
    topic_en = models.CharField(_("materi (Inggris)"), max_length=250, blank=True)
    speaker = models.CharField(_("narasumber"), max_length=200, blank=True)
    mandatory = models.BooleanField(_("wajib"), default=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="workshops_session_ends_after_it_starts",
                violation_error_message=_("Waktu selesai harus sesudah waktu mulai."),
            ),
        ]
        indexes = [models.Index(fields=["stage", "starts_at"], name="session_of_stage")]

    def __str__(self) -> str:
        return self.topic_id
