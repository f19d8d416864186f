"""What the office did about somebody's attendance, besides the scans."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .checkin import AttendanceStatus
from .registration import Registration
from .stage import AttendanceSlot


class CorrectionAct(models.TextChoices):
    CORRECTED = "corrected", _("Dicatat dari daftar kertas")
    UNDONE = "undone", _("Kehadiran dibatalkan")
    EXCUSED = "excused", _("Diberi keterangan")
    CLEARED = "cleared", _("Keterangan dihapus")


class Correction(models.Model):
    """Append-only: who, when, why, with which paper. One paper may stand behind many; ``nonce`` names
    the event that came of it, ``status`` the excuse."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="corrections")
    slot = models.ForeignKey(AttendanceSlot, models.PROTECT, related_name="corrections")
    act = models.CharField(max_length=10, choices=CorrectionAct)
    status = models.CharField(max_length=10, choices=AttendanceStatus, blank=True)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    nonce = models.CharField(max_length=26, blank=True)
    paper = models.ForeignKey(
        "participants.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(act="excused") | ~models.Q(reason=""),
                name="workshops_correction_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(act="excused") ^ models.Q(status=""),
                name="workshops_correction_of_an_excuse_says_which",
            ),
        ]
        indexes = [models.Index(fields=["registration", "slot"], name="correction_of_person")]

    def __str__(self) -> str:
        return f"{self.registration} {self.slot}: {self.act}"
