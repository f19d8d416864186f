"""What was handed in, version by version, and what was said to each version."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models.ids import new_public_id

from .deliverable import Duty
from .group import Group
from .invitation import Invitation


class SubmissionState(models.TextChoices):
    SUBMITTED = "submitted", _("Menunggu tinjauan")
    ACCEPTED = "accepted", _("Diterima")
    RETURNED = "returned", _("Dikembalikan")
    REPLACED = "replaced", _("Diganti Tim Ahli")
    TO_CONFIRM = "to_confirm", _("Menunggu konfirmasi")
    DECLINED = "declined", _("Usulan ditolak")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: Any) -> Self:
        """Of every duty the user may see, all versions."""
        return self.filter(duty__in=Duty.objects.visible_to(user))

    def waiting(self) -> Self:
        """What the experts owe a word to, oldest first; not of those who are asked no more."""
        return self.filter(
            state=SubmissionState.SUBMITTED,
            newer=None,
            duty__invitation__withdrawn_at=None,
            duty__group__dissolved_at=None,
        ).order_by("submitted_at", "pk")

    def newest(self) -> Self:
        """The last version of each duty."""
        return self.filter(newer=None)

    def of(self, workshop: Any) -> Self:
        """Those of one Bimtek."""
        return self.filter(duty__deliverable__stage__workshop=workshop)

    def owed_by(self, owner: Invitation | Group) -> Self:
        """Those of one OPD or one group."""
        which = "duty__group" if isinstance(owner, Group) else "duty__invitation"
        return self.filter(**{which: owner})

    def with_duty(self) -> Self:
        """With whose it is and what it is for, as pages and audit read it."""
        return self.select_related(
            "duty__deliverable__stage__workshop__unit",
            "duty__invitation__unit",
            "duty__group",
            "file",
        )


class Submission(models.Model):
    """One version, immutable but for its state; ``previous`` is the version it follows.

    Its body is one of ``file``, ``link``, ``text`` and ``content`` (a worksheet), by the form asked;
    ``note`` is a word to the experts beside it. ``corrects``: the version whose corrected copy an
    expert handed back in this one.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="submissions")
    version = models.PositiveSmallIntegerField()
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="newer"
    )
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected"
    )
    file = models.ForeignKey(
        "participants.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.URLField(_("tautan"), max_length=500, blank=True)
    text = models.TextField(_("isi"), blank=True)
    content = models.JSONField(null=True, blank=True)
    content_hash = models.CharField(max_length=64)
    note = models.TextField(_("catatan"), blank=True)
    state = models.CharField(
        max_length=10, choices=SubmissionState, default=SubmissionState.SUBMITTED
    )
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "version"],
                name="workshops_submission_version_once",
                violation_error_message=_("Versi ini sudah dikirim."),
            ),
            models.CheckConstraint(
                condition=models.Q(file__isnull=False, link="", text="", content__isnull=True)
                | models.Q(~models.Q(link=""), file=None, text="", content__isnull=True)
                | models.Q(~models.Q(text=""), file=None, link="", content__isnull=True)
                | models.Q(content__isnull=False, file=None, link="", text=""),
                name="workshops_submission_has_one_body",
            ),
        ]
        # What waits for the experts, oldest first.
        indexes = [models.Index(fields=["state", "submitted_at"], name="submission_waiting")]

    def __str__(self) -> str:
        return f"{self.duty} v{self.version}"


class Verdict(models.TextChoices):
    ACCEPT = "accept", _("Diterima")
    REVISE = "revise", _("Perlu diperbaiki")
    CORRECT = "correct", _("Dikembalikan dengan perbaikan")
    REOPEN = "reopen", _("Dibuka kembali")
    CONFIRM = "confirm", _("Perbaikan disetujui")
    DECLINE = "decline", _("Perbaikan tidak disetujui")


class Review(models.Model):
    """What was done to a version, and the words to it; append-only. ``file``: a marked-up copy."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="reviews")
    verdict = models.CharField(max_length=7, choices=Verdict)
    comment = models.TextField(_("komentar"), blank=True)
    file = models.ForeignKey(
        "participants.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(verdict__in=["reopen", "decline"]) | ~models.Q(comment=""),
                name="workshops_review_undoing_says_why",
                violation_error_message=_("Tuliskan alasannya."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.verdict}"


class ReviewComment(models.Model):
    """A word pinned to a place: a cell of the worksheet (``section.row.column``), a page of the file
    (``halaman:3``), or the whole (an empty path)."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="comments")
    path = models.CharField(max_length=120, blank=True)
    text = models.TextField(_("komentar"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""), name="workshops_reviewcomment_says_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.path}: {self.text}"
