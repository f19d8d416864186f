"""Records of people that are one person, or look it and are not."""

from typing import Any, Self

from django.db import models

from .ids import new_public_id
from .merging import OnMerge
from .scope import access_of


class PersonMergeQuerySet(models.QuerySet["PersonMerge"]):
    def visible_to(self, user: Any) -> Self:
        """Merges whose both records the user is HR of."""
        access = access_of(user)
        return self.filter(
            access.hr_q("winner__home_unit__path"), access.hr_q("loser__home_unit__path")
        )

    def standing(self) -> Self:
        return self.filter(undone_at=None)


class PersonMerge(models.Model):
    """Two records that were made one, with what it takes to part them again.

    ``moved`` is {"app.model.field": [keys]}, ``before`` the winner's own fields as they were,
    ``after`` as the merge left them.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    winner = models.ForeignKey("participants.Person", models.PROTECT, related_name="+")
    loser = models.ForeignKey("participants.Person", models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    on_merge = {"winner": OnMerge.KEEP, "loser": OnMerge.KEEP}

    objects = PersonMergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_at=None, undone_by=None)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="participants_personmerge_undone_says_when_and_by_whom",
            ),
            models.UniqueConstraint(
                fields=["loser"],
                condition=models.Q(undone_at=None),
                name="participants_personmerge_a_record_is_merged_once",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.loser_id} → #{self.winner_id}"


class DifferentPeople(models.Model):
    """Two records that look alike and are two people, as somebody said; never suggested again.
    ``first`` has the smaller key."""

    first = models.ForeignKey("participants.Person", models.CASCADE, related_name="+")
    second = models.ForeignKey("participants.Person", models.CASCADE, related_name="+")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    on_merge = {"first": OnMerge.KEEP, "second": OnMerge.KEEP}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], name="participants_differentpeople_said_once"
            ),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")),
                name="participants_differentpeople_smaller_key_first",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.first_id} ≠ #{self.second_id}"
