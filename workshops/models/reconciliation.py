"""What the devices had sent of a day, as somebody signed it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .workshop import Workshop


class Reconciliation(models.Model):
    """Immutable: the end of a day at the door, device by device, signed by a named person. What comes
    later stands beside it, and may be signed as the next ``ordinal``. ``content`` holds codes and
    figures (``queries.reconciliation``), ``sha256`` is over its canonical JSON."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="reconciliations")
    day = models.DateField(_("hari"))
    ordinal = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "day", "ordinal"],
                name="workshops_reconciliation_ordinal_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop} {self.day} #{self.ordinal}"
