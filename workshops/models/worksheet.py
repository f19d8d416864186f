"""What is being filled in on the page, before it is handed in."""

from typing import Any, Self

from django.db import models

from .deliverable import Duty


class WorksheetDraftQuerySet(models.QuerySet["WorksheetDraft"]):
    def visible_to(self, user: Any) -> Self:
        """Of every duty the user may see."""
        return self.filter(duty__in=Duty.objects.visible_to(user))


class WorksheetDraft(models.Model):
    """The worksheet of one duty as it stands now; ``rules.worksheets`` tells its shape.

    ``revision`` counts the savings that changed something. ``stamps`` says of each place when it was
    last changed and by which page: ``{path: {"revision": …, "tab": …, "at": …}}``. ``removed`` keeps
    the last rows that were taken out. ``version``: the version it goes on from.
    """

    duty = models.OneToOneField(Duty, models.PROTECT, related_name="draft")
    content = models.JSONField()
    revision = models.PositiveIntegerField(default=0)
    version = models.PositiveSmallIntegerField(default=0)
    stamps = models.JSONField(default=dict, blank=True)
    removed = models.JSONField(default=list, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    objects = WorksheetDraftQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.duty} r{self.revision}"
