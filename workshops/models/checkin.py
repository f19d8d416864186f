"""Check-in: immutable events, the attendance they add up to, and the devices that send them."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models.ids import new_public_id

from .registration import Registration
from .stage import AttendanceSlot
from .workshop import Workshop


class DeviceQuerySet(models.QuerySet["Device"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(workshop__in=Workshop.objects.managed_by(user))


class Device(models.Model):
    """A phone or laptop at the door, with a token of its own and no session. Made with a one-time
    code; revoked with effect at its next request. Acts as its own ``user`` row."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="devices")
    user = models.OneToOneField("participants.User", models.PROTECT, related_name="device")
    name = models.CharField(_("nama perangkat"), max_length=80)
    may_act = models.BooleanField(_("boleh mendaftarkan dan mengganti"), default=False)
    # Fixed when it is made; none means every stage. A scan for another is kept and looked at.
    stages = models.ManyToManyField("workshops.Stage", blank=True, related_name="+")
    code_lookup = models.CharField(max_length=64, blank=True)  # one-time; emptied when used
    code_valid_to = models.DateTimeField(null=True, blank=True)
    token_lookup = models.CharField(max_length=64, blank=True)
    provisioned_at = models.DateTimeField()
    provisioned_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    activated_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DeviceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["token_lookup"],
                condition=~models.Q(token_lookup=""),
                name="workshops_device_token_once",
            ),
            models.UniqueConstraint(
                fields=["code_lookup"],
                condition=~models.Q(code_lookup=""),
                name="workshops_device_code_once",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by=None)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="workshops_device_revoked_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CheckInKind(models.TextChoices):
    ARRIVE = "arrive", _("Hadir")
    ANNUL = "annul", _("Pembatalan")


class CheckInSource(models.TextChoices):
    CAMERA = "camera", _("Kamera")
    USB = "usb", _("Pemindai USB")
    TYPED = "typed", _("Kode diketik")
    NAME = "name", _("Dipilih dari nama")
    PAPER = "paper", _("Daftar hadir kertas")
    SELF = "self", _("Mandiri")


class CheckInOutcome(models.TextChoices):
    ACCEPTED = "accepted", _("Diterima")
    NEEDS_REVIEW = "needs_review", _("Perlu diperiksa")
    REJECTED = "rejected", _("Ditolak")


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(workshop__in=Workshop.objects.visible_to(user))

    def needing_review(self) -> Self:
        return self.filter(outcome=CheckInOutcome.NEEDS_REVIEW, reviewed_at=None).order_by("pk")


class CheckIn(models.Model):
    """One scan, tap or annulment, exactly as it came; never changed. The nonce makes a replay the
    same event. ``verdict`` and ``outcome`` are what was answered, so that a replay is answered
    alike; an unknown code is kept as its keyed hash alone. ``reviewed_*`` settle a needs-review."""

    nonce = models.CharField(max_length=26)
    kind = models.CharField(max_length=6, choices=CheckInKind)
    # Every index is paid for by every scan: none for what another one begins with, or nobody asks.
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="checkins")
    registration = models.ForeignKey(
        Registration, models.PROTECT, null=True, blank=True, related_name="checkins", db_index=False
    )
    slot = models.ForeignKey(
        AttendanceSlot, models.PROTECT, null=True, blank=True, related_name="checkins"
    )
    device = models.ForeignKey(
        Device, models.PROTECT, null=True, blank=True, related_name="checkins"
    )
    annuls = models.CharField(max_length=26, blank=True)
    code_lookup = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=6, choices=CheckInSource)
    seq = models.PositiveIntegerField(null=True, blank=True)
    chain = models.CharField(max_length=64, blank=True)
    device_at = models.DateTimeField(null=True, blank=True)
    mono_ms = models.PositiveBigIntegerField(null=True, blank=True)
    contact_at = models.DateTimeField(null=True, blank=True)  # the clocks: rules.clocks.Clocks
    skew_ms = models.BigIntegerField(null=True, blank=True)
    doubt_ms = models.PositiveBigIntegerField(null=True, blank=True)
    arrived_at = models.DateTimeField()  # the effective time, ± doubt_ms
    received_at = models.DateTimeField()  # the server's own clock
    verdict = models.CharField(max_length=16)
    outcome = models.CharField(max_length=12, choices=CheckInOutcome)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    by = models.ForeignKey("participants.User", models.PROTECT, related_name="+", db_index=False)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        "participants.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    objects = CheckInQuerySet.as_manager()

    class Meta:
        constraints = [
            # Not unique=True, which brings PostgreSQL a second index for LIKE that nobody uses.
            models.UniqueConstraint(fields=["nonce"], name="workshops_checkin_nonce_once"),
            models.CheckConstraint(
                condition=~models.Q(kind="annul") | (~models.Q(annuls="") & ~models.Q(reason="")),
                name="workshops_checkin_annulment_names_event_and_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_at=None, reviewed_by=None)
                | models.Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="workshops_checkin_reviewed_says_when_and_by_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["registration", "slot"], name="checkin_of_registration"),
            models.Index(
                fields=["workshop"],
                condition=models.Q(outcome="needs_review"),
                name="checkin_to_review",
            ),
            models.Index(
                fields=["annuls"], condition=~models.Q(annuls=""), name="checkin_annulled"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.nonce}"


class AttendanceStatus(models.TextChoices):
    PRESENT = "present", _("Hadir")
    LATE = "late", _("Terlambat")
    PERMITTED = "izin", _("Izin")
    SICK = "sakit", _("Sakit")
    ON_DUTY = "dinas_luar", _("Dinas luar")
    ON_LEAVE = "cuti", _("Cuti")
    ABSENT = "absent", _("Tidak hadir")


PRESENT = (AttendanceStatus.PRESENT, AttendanceStatus.LATE)
EXCUSED = (
    AttendanceStatus.PERMITTED,
    AttendanceStatus.SICK,
    AttendanceStatus.ON_DUTY,
    AttendanceStatus.ON_LEAVE,
)


class Attendance(models.Model):
    """What the events of one registration and slot add up to; rebuilt from them at any time.
    No row means: not there. An excuse is written here with its paper, and an arrival outweighs it."""

    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="attendances", db_index=False
    )
    slot = models.ForeignKey(
        AttendanceSlot, models.PROTECT, related_name="attendances", db_index=False
    )
    status = models.CharField(max_length=10, choices=AttendanceStatus)
    arrived_at = models.DateTimeField(null=True, blank=True)
    nonce = models.CharField(max_length=26, blank=True)  # the event that counts
    excuse = models.CharField(max_length=10, choices=AttendanceStatus, blank=True)
    note = models.CharField(_("keterangan"), max_length=300, blank=True)
    paper = models.ForeignKey(
        "participants.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        "participants.User", models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "slot"], name="workshops_attendance_once_per_slot"
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["present", "late"])
                | models.Q(arrived_at__isnull=False),
                name="workshops_attendance_present_says_since_when",
            ),
        ]
        indexes = [models.Index(fields=["slot", "status"], name="attendance_of_slot")]

    def __str__(self) -> str:
        return f"{self.registration} {self.slot}: {self.status}"
