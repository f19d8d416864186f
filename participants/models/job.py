"""Work that outlives a request: its state is rows, so that a killed worker loses nothing."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id


class JobState(models.TextChoices):
    WAITING = "waiting", _("Menunggu")
    RUNNING = "running", _("Berjalan")
    PAUSED = "paused", _("Dijeda")  # of a job alone
    DONE = "done", _("Selesai")
    FAILED = "failed", _("Gagal")


UNFINISHED = (JobState.WAITING, JobState.RUNNING, JobState.PAUSED)


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: Any) -> Self:
        """One's own jobs; an administrator's all."""
        return self if user.is_superuser else self.filter(requested_by=user)

    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED).order_by("pk")


class Job(models.Model):
    """One button pressed: so many items of one kind. ``args`` hold ids only, never a secret."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=60)  # "certificates.issue"
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=JobState, default=JobState.WAITING)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey("participants.User", models.PROTECT, related_name="jobs")
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="job_by_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class JobItemQuerySet(models.QuerySet["JobItem"]):
    def takeable(self, at: datetime) -> Self:
        """Items a worker may take now: waiting, or left behind by a worker whose lease ran out; none of
        a job that was paused."""
        free = self.filter(
            models.Q(state=JobState.WAITING) | models.Q(state=JobState.RUNNING, lease_until__lt=at)
        )
        return free.exclude(job__state=JobState.PAUSED).order_by("pk")


class JobItem(models.Model):
    """One piece of work; ``key`` makes it the same piece however often it is asked for."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="items")
    key = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=JobState, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    leased_by = models.CharField(max_length=60, blank=True)
    result = models.JSONField(default=dict, blank=True)
    error = models.JSONField(default=list, blank=True)  # reasons as code and args

    objects = JobItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "key"], name="participants_jobitem_key_once"),
        ]
        indexes = [models.Index(fields=["state", "lease_until", "id"], name="jobitem_takeable")]

    def __str__(self) -> str:
        return f"{self.job} / {self.key}"
