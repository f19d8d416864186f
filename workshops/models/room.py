"""The room: a rotating code on the wall, who checked themselves in by it, and the spot checks."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models.sealed import unseal

from .checkin import CheckIn
from .registration import Registration
from .stage import AttendanceSlot
from .workshop import Workshop


class RoomQuerySet(models.QuerySet["Room"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(slot__stage__workshop__in=Workshop.objects.visible_to(user))

    def open(self) -> Self:
        return self.filter(closed_at=None)


class Room(models.Model):
    """Self check-in to one slot, while it is switched on; off unless somebody switches it on.

    ``key_sealed`` makes the codes on the wall and is emptied when the room closes. ``number`` says
    which room a code belongs to, and is free again then. ``user`` acts for those who have no link.
    """

    slot = models.ForeignKey(AttendanceSlot, models.PROTECT, related_name="rooms")
    number = models.CharField(max_length=4)
    key_sealed = models.CharField(max_length=160, blank=True)
    user = models.OneToOneField("participants.User", models.PROTECT, related_name="room")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RoomQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slot"],
                condition=models.Q(closed_at=None),
                name="workshops_room_open_once_per_slot",
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=models.Q(closed_at=None),
                name="workshops_room_number_once_while_open",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, closed_by=None)
                | models.Q(closed_at__isnull=False, closed_by__isnull=False),
                name="workshops_room_closed_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(key_sealed=""),
                name="workshops_room_closed_keeps_no_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot} ({self.number})"

    def key(self) -> bytes:
        """What the codes are computed from; only for checking one, and for the presenter's page."""
        return bytes.fromhex(unseal(self.key_sealed))


class SelfCheckInWay(models.TextChoices):
    PHONE = "phone", _("HP yang dikenali")
    LINK = "link", _("Halaman peserta")
    DECLARED = "declared", _("Mengaku sendiri")


class SelfCheckIn(models.Model):
    """How somebody checked themselves in: beside the event, never instead of it.

    ``device`` and ``address`` are keyed hashes that can be compared with each other and with nothing
    else: a random mark of the browser (within one Bimtek), and the network address (within one room).
    """

    checkin = models.OneToOneField(CheckIn, models.PROTECT, related_name="by_self")
    room = models.ForeignKey(Room, models.PROTECT, related_name="arrivals")
    way = models.CharField(max_length=8, choices=SelfCheckInWay)
    device = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=64, blank=True)
    read_at = models.DateTimeField()  # when the code on the wall was read

    def __str__(self) -> str:
        return f"{self.room}: {self.way}"


class SpotCheck(models.Model):
    """A few people drawn by lot, whom an officer looks for in the room. ``seed`` says which draw it
    was, so that anybody can draw it again."""

    slot = models.ForeignKey(AttendanceSlot, models.PROTECT, related_name="spot_checks")
    seed = models.CharField(max_length=26)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.slot}: {self.seed}"


class SpotCheckLine(models.Model):
    """One person of a spot check; ``found`` None: not looked for yet."""

    check_of = models.ForeignKey(SpotCheck, models.PROTECT, related_name="lines")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="spot_checks")
    position = models.PositiveSmallIntegerField()
    found = models.BooleanField(null=True)
    ticked_at = models.DateTimeField(null=True, blank=True)
    ticked_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["check_of", "registration"],
                name="workshops_spotcheckline_once_per_person",
            ),
            models.CheckConstraint(
                condition=models.Q(found=None, ticked_at=None, ticked_by=None)
                | models.Q(found__isnull=False, ticked_at__isnull=False, ticked_by__isnull=False),
                name="workshops_spotcheckline_ticked_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.found}"
