"""An outbox that reached the office as a file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models.ids import new_public_id

from .checkin import Device


class OutboxUpload(models.Model):
    """A file exported by a door device, looked at and then taken in, a piece at a time. ``content`` is
    the file as it came, sealed, since it carries check-in codes; it is emptied when the last scan is
    in. ``facts`` are counts seen before, ``outcomes`` counts of verdicts since; ``done`` is how many
    items are in."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    device = models.ForeignKey(Device, models.PROTECT, related_name="outboxes")
    sha256 = models.CharField(max_length=64)
    content = models.TextField(blank=True)
    exported_at = models.DateTimeField(_("diekspor"), null=True, blank=True)
    items = models.PositiveIntegerField()
    facts = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    outcomes = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["device", "sha256"], name="workshops_outboxupload_once_a_file"
            ),
            models.CheckConstraint(
                condition=models.Q(finished_at=None, finished_by=None)
                | models.Q(finished_at__isnull=False, finished_by__isnull=False, content=""),
                name="workshops_outboxupload_finished_says_when_by_whom_and_keeps_no_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.device} {self.public_id}"
