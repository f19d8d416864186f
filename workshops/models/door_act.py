"""What an officer did at the door besides scanning, as facts of the device that did it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models.ids import new_public_id

from .checkin import Device
from .registration import Registration


class DoorActKind(models.TextChoices):
    WALK_IN = "walk_in", _("Didaftarkan di tempat")
    STAND_IN = "stand_in", _("Diwakili tahap ini saja")
    TAKE_OVER = "take_over", _("Diganti seterusnya")
    LETTER = "letter", _("Surat tugas menyusul")
    LET_IN = "let_in", _("Diizinkan masuk tahap")
    GUEST = "guest", _("Tamu dicentang")


class DoorAct(models.Model):
    """Immutable. The nonce is minted by the phone: sent again, it is the same act and gets the same
    answer. ``content`` is a hash of what was asked, so that one nonce never means two acts; the act
    itself is in what it made, and in the audit trail."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    nonce = models.CharField(max_length=26, unique=True)
    device = models.ForeignKey(Device, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=10, choices=DoorActKind)
    content = models.CharField(max_length=64)
    registration = models.ForeignKey(
        Registration, models.PROTECT, null=True, blank=True, related_name="door_acts"
    )
    guest = models.ForeignKey(
        "workshops.Guest", models.SET_NULL, null=True, blank=True, related_name="door_acts"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.device})"
