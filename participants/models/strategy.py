"""What a Pemda promised for its staff over the years of an RPJMD: targets a year, and how they are
measured, as dated versions that are never rewritten."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id
from .scope import PEMDA_WIDE, PEOPLE_READERS, access_of

# Whose figures one may read: the Pemda's own offices of all its units, an OPD of its own.
STRATEGY_READERS = PEMDA_WIDE | PEOPLE_READERS


class Indicator(models.TextChoices):
    """The three actions of the strategy; JP a head stands beside the coverage by trainings."""

    PLACEMENT = "placement", _("Kesesuaian penempatan")
    TRAINING = "training", _("Cakupan Bimtek dan pelatihan")
    HOURS = "hours", _("JP per orang")
    ROLE = "role", _("OPD dengan peran yang dipantau")


class StaffGroup(models.TextChoices):
    """ASN and Non-ASN are counted apart; ``ANY`` is of OPD alone, where either will do."""

    ANY = "any", _("ASN atau Non-ASN")
    ASN = "asn", _("ASN")
    NON_ASN = "non_asn", _("Non-ASN")


class PlacementBase(models.TextChoices):
    ASSESSED = "assessed", _("Pegawai yang sudah dapat dinilai")
    EVERYBODY = "everybody", _("Semua pegawai")


class StrategyQuerySet(models.QuerySet["Strategy"]):
    def visible_to(self, user: Any) -> Self:
        """Of every Pemda in which the user may read somebody's figures."""
        access = access_of(user)
        if access.everywhere:
            return self
        roots = {
            grant.path.split(".", 1)[0] + "."
            for grant in access.grants
            if grant.role in STRATEGY_READERS
        }
        return self.filter(unit__path__in=roots)

    def covering(self, year: int) -> Self:
        return self.filter(first_year__lte=year, last_year__gte=year)


class Strategy(models.Model):
    """One Pemda's targets for one period; two periods of a Pemda never overlap."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, related_name="strategies"
    )
    first_year = models.PositiveSmallIntegerField(_("tahun pertama"))
    last_year = models.PositiveSmallIntegerField(_("tahun terakhir"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    objects = StrategyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    first_year__gte=2000,
                    last_year__gte=models.F("first_year"),
                    last_year__lte=models.F("first_year") + 9,
                ),
                name="participants_strategy_is_of_one_to_ten_years",
                violation_error_message=_("Periode paling lama sepuluh tahun."),
            ),
            models.UniqueConstraint(
                fields=["unit", "first_year"], name="participants_strategy_one_from_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.first_year}-{self.last_year}"

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)


class StrategyVersionQuerySet(models.QuerySet["StrategyVersion"]):
    def in_order(self) -> Self:
        """Oldest first; of two that begin on one day the later written one counts."""
        return self.order_by("valid_from", "pk")


class StrategyVersion(models.Model):
    """The targets and rules from a day on, with what they rest on.

    ``minimum_jp``: JP of the year from which somebody counts as trained; ``bimtek_only`` leaves
    other forms out; ``role`` is what every OPD is to have.
    """

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="versions")
    valid_from = models.DateField(_("berlaku mulai"))
    legal_basis = models.CharField(_("dasar hukum"), max_length=300)
    role = models.ForeignKey(
        "participants.StaffRole", models.PROTECT, null=True, blank=True, related_name="+"
    )
    placement_base = models.CharField(
        _("pembagi kesesuaian penempatan"),
        max_length=9,
        choices=PlacementBase,
        default=PlacementBase.ASSESSED,
    )
    minimum_jp = models.PositiveSmallIntegerField(_("JP paling sedikit"), default=1)
    bimtek_only = models.BooleanField(_("hanya Bimtek"), default=False)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    objects = StrategyVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minimum_jp__gte=1, minimum_jp__lte=400),
                name="participants_strategyversion_minimum_is_of_a_year",
                violation_error_message=_("JP paling sedikit antara 1 dan 400."),
            ),
            models.CheckConstraint(
                condition=~models.Q(legal_basis=""),
                name="participants_strategyversion_says_what_it_rests_on",
                violation_error_message=_("Tuliskan dasar hukumnya."),
            ),
        ]
        indexes = [models.Index(fields=["strategy", "valid_from"], name="version_of_strategy")]

    def __str__(self) -> str:
        return self.legal_basis

    def in_force_on(self, day: date) -> bool:
        return self.valid_from <= day


class StrategyTarget(models.Model):
    """One cell: what an indicator is to reach for a group by the end of a year (percent, or JP)."""

    version = models.ForeignKey(StrategyVersion, models.CASCADE, related_name="targets")
    indicator = models.CharField(max_length=9, choices=Indicator)
    group = models.CharField(max_length=7, choices=StaffGroup)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=5, decimal_places=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "indicator", "group", "year"],
                name="participants_strategytarget_one_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(value__gte=0)
                & (models.Q(value__lte=100) | models.Q(indicator="hours", value__lte=400)),
                name="participants_strategytarget_is_a_share_or_hours",
                violation_error_message=_("Sasaran antara 0 dan 100 persen, atau 0 dan 400 JP."),
            ),
            models.CheckConstraint(
                condition=~models.Q(group="any") | models.Q(indicator="role"),
                name="participants_strategytarget_any_is_of_units_alone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.group} {self.year}: {self.value}"
