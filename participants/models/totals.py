"""Sums of each unit, kept in the transaction of whatever changes them; always what a recount gives."""

from django.db import models


class TotalsDay(models.Model):
    """The day the totals are of: one row, or none while they were never counted. A change that takes
    effect later is counted when the day moves on (``manage.py recount``)."""

    day = models.DateField()
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.day)


class UnitStaff(models.Model):
    """How many ASN work in a unit itself."""

    unit = models.OneToOneField(
        "participants.OrganisationUnit", models.CASCADE, primary_key=True, related_name="+"
    )
    people = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.people}"


class UnitYear(models.Model):
    """Verified JP of a unit's ASN in a year, and how many reached the 20."""

    unit = models.ForeignKey("participants.OrganisationUnit", models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    reached = models.IntegerField(default=0)
    jp = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "unit"], name="participants_unityear_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}: {self.jp}"


class UnitLevel(models.Model):
    """How many of a unit's ASN have each level of a competency as their highest in force."""

    unit = models.ForeignKey("participants.OrganisationUnit", models.CASCADE, related_name="+")
    competency = models.ForeignKey("participants.Competency", models.CASCADE, related_name="+")
    at_1 = models.IntegerField(default=0)
    at_2 = models.IntegerField(default=0)
    at_3 = models.IntegerField(default=0)
    at_4 = models.IntegerField(default=0)
    at_5 = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "competency"], name="participants_unitlevel_once_a_competency"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.competency_id}"
