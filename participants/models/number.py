"""Registers of numbers, for letters as for certificates: gapless, per year, voids explained."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id


class NumberSeries(models.Model):
    """A register of one unit: its pattern (rules/numbering.py) and since when it is valid."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, related_name="number_series"
    )
    register = models.CharField(_("register"), max_length=40)  # "certificate", "letter-out"
    pattern = models.CharField(_("pola"), max_length=120)
    valid_from = models.DateField(_("berlaku mulai"))
    valid_to = models.DateField(_("berlaku sampai"), null=True, blank=True)

    def __str__(self) -> str:
        return self.pattern


class NumberCounter(models.Model):
    """The row that is locked to draw the next number of a register and year."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="counters")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year"], name="participants_numbercounter_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


class NumberState(models.TextChoices):
    RESERVED = "reserved", _("Disediakan")
    USED = "used", _("Dipakai")
    VOID = "void", _("Batal")


class Number(models.Model):
    """One line of the register. ``ordinal`` counts from 1 in its year; a typed number (from the
    agenda book) takes its place in the same register."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="numbers")
    year = models.PositiveSmallIntegerField()
    ordinal = models.PositiveIntegerField()
    text = models.CharField(_("nomor"), max_length=120)
    state = models.CharField(max_length=8, choices=NumberState)
    used_for_kind = models.CharField(max_length=40, blank=True)
    used_for_id = models.CharField(max_length=40, blank=True)
    reason = models.CharField(_("keterangan"), max_length=200, blank=True)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "ordinal"], name="participants_number_ordinal_once"
            ),
            models.UniqueConstraint(
                fields=["series", "year", "text"],
                name="participants_number_text_once",
                violation_error_message=_("Nomor ini sudah dipakai pada register ini."),
            ),
            models.UniqueConstraint(
                fields=["used_for_kind", "used_for_id"],
                condition=models.Q(state="used") & ~models.Q(used_for_id=""),
                name="participants_number_one_per_paper",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="void") | ~models.Q(reason=""),
                name="participants_number_void_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.text
