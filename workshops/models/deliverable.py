"""What each OPD hands in between the stages, and what the experts say to it."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import Role
from participants.models.ids import new_public_id
from participants.models.scope import access_of

from .invitation import Invitation
from .registration import Registration
from .stage import Stage
from .workshop import ROSTER_READERS, Workshop, WorkshopRoleKind

# Who sees what all OPD hand in; a check-in officer does not.
ADVISERS = frozenset({WorkshopRoleKind.COMMITTEE, WorkshopRoleKind.EXPERT})


class Deliverable(models.Model):
    """A hasil kerja that a stage asks of every invited OPD. ``due_on``: the last day for it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="deliverables")
    order = models.PositiveSmallIntegerField(default=1)
    title_id = models.CharField(_("nama hasil kerja"), max_length=200)
    title_en = models.CharField(_("nama hasil kerja (Inggris)"), max_length=200, blank=True)
    instructions = models.TextField(_("petunjuk"), blank=True)
    due_on = models.DateField(_("tenggat"), null=True, blank=True)
    frozen_after = models.DateField(_("dikunci sesudah"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "order"], name="workshops_deliverable_order_once"
            )
        ]

    def __str__(self) -> str:
        return self.title_id


class SubmissionState(models.TextChoices):
    SUBMITTED = "submitted", _("Menunggu tinjauan")
    ACCEPTED = "accepted", _("Diterima")
    RETURNED = "returned", _("Dikembalikan")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: Any) -> Self:
        """Those who run or advise the Bimtek see all of it (an expert limited to a unit, that
        unit's); an OPD its own."""
        access = access_of(user)
        if access.everywhere:
            return self
        advised = Workshop.objects.filter(
            roles__user=user, roles__unit=None, roles__role__in=ADVISERS
        ).order_by()
        return self.filter(
            access.units_q("invitation__workshop__unit__path", ROSTER_READERS)
            | access.units_q("invitation__unit__path", {Role.UNIT_ADMIN})
            | models.Q(invitation__workshop__in=advised)
            | models.Q(
                invitation__workshop__roles__user=user,
                invitation__workshop__roles__role__in=ADVISERS,
                invitation__workshop__roles__unit=models.F("invitation__unit"),
            )
        ).distinct()

    def waiting(self) -> Self:
        return self.filter(state=SubmissionState.SUBMITTED, newer=None).order_by(
            "submitted_at", "pk"
        )

    def newest(self) -> Self:
        """The last version of each deliverable and OPD."""
        return self.filter(newer=None)


class Submission(models.Model):
    """One version, immutable but for its state; ``previous`` is the version it follows."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    deliverable = models.ForeignKey(Deliverable, models.PROTECT, related_name="submissions")
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="submissions")
    version = models.PositiveSmallIntegerField()
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="newer"
    )
    file = models.ForeignKey("participants.StoredFile", models.PROTECT, related_name="+")
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
                fields=["deliverable", "invitation", "version"],
                name="workshops_submission_version_once",
                violation_error_message=_("Versi ini sudah dikirim."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.deliverable} v{self.version}"


class Verdict(models.TextChoices):
    ACCEPT = "accept", _("Diterima")
    REVISE = "revise", _("Perlu diperbaiki")


class Review(models.Model):
    """What an expert said to a version; append-only."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="reviews")
    verdict = models.CharField(max_length=6, choices=Verdict)
    comment = models.TextField(_("komentar"), blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(verdict="revise") | ~models.Q(comment=""),
                name="workshops_review_asking_to_revise_says_what",
                violation_error_message=_("Tuliskan apa yang perlu diperbaiki."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.verdict}"


class TestKind(models.TextChoices):
    PRE = "pre", _("Pre-test")
    POST = "post", _("Post-test")


class TestScore(models.Model):
    """A score of 0 to 100."""

    __test__ = False  # not a test case, whatever pytest thinks

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="scores")
    kind = models.CharField(max_length=4, choices=TestKind)
    score = models.DecimalField(_("nilai"), max_digits=5, decimal_places=2)
    scored_at = models.DateTimeField()
    scored_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "kind"], name="workshops_testscore_once_a_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(score__gte=0, score__lte=100),
                name="workshops_testscore_is_zero_to_a_hundred",
                violation_error_message=_("Nilai antara 0 dan 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration} {self.kind}: {self.score}"
