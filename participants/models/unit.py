"""The tree of organisation units; its roots are the regional governments (Pemda)."""

from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id
from .scope import access_of


class TimeZone(models.TextChoices):
    WIB = "Asia/Jakarta", _("WIB")
    WITA = "Asia/Makassar", _("WITA")
    WIT = "Asia/Jayapura", _("WIT")


class UnitKind(models.TextChoices):
    PEMDA = "pemda", _("Pemerintah daerah")
    SECRETARIAT = "secretariat", _("Sekretariat")
    DIVISION = "division", _("Bagian atau bidang")
    DEPARTMENT = "department", _("Dinas")
    AGENCY = "agency", _("Badan")
    INSPECTORATE = "inspectorate", _("Inspektorat")
    DISTRICT = "district", _("Kecamatan")
    VILLAGE = "village", _("Kelurahan atau desa")
    SERVICE = "service", _("UPTD atau RSUD")
    OTHER = "other", _("Perangkat daerah lain")
    EXTERNAL = "external", _("Luar pemerintah daerah")


class OrganisationUnitQuerySet(models.QuerySet["OrganisationUnit"]):
    def visible_to(self, user: Any) -> Self:
        """Units whose existence the user may know: the whole of each Pemda where they hold a role."""
        return self.filter(access_of(user).pemda_q("path"))

    def under(self, unit: "OrganisationUnit") -> Self:
        """The unit itself and everything below it."""
        return self.filter(path__startswith=unit.path)

    def inside_government(self) -> Self:
        return self.exclude(kind=UnitKind.EXTERNAL)

    def in_force_on(self, day: date) -> Self:
        return self.filter(
            models.Q(valid_from=None) | models.Q(valid_from__lte=day),
            models.Q(valid_to=None) | models.Q(valid_to__gte=day),
        )

    def in_tree_order(self) -> Self:
        return self.order_by("path", "pk")


class OrganisationUnit(models.Model):
    """A Pemda, an OPD, a Bagian, or an outside body that belongs under a Pemda.

    ``path`` is materialised: every ancestor's step of six characters and a dot, the unit's own last,
    so that "below" is a prefix. ``timezone`` is copied from the root when the unit is made.
    ``words`` (root only) says how this region calls things: {"kecamatan": "kapanewon"}.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=120, unique=True, editable=False)
    kind = models.CharField(
        _("jenis"), max_length=12, choices=UnitKind, default=UnitKind.DEPARTMENT
    )
    name = models.CharField(_("nama"), max_length=200)
    short_name = models.CharField(_("singkatan"), max_length=60, blank=True)
    code = models.CharField(_("kode"), max_length=30, blank=True)
    phone = models.CharField(_("nomor HP penghubung"), max_length=20, blank=True)
    timezone = models.CharField(_("zona waktu"), max_length=20, choices=TimeZone)
    words = models.JSONField(default=dict, blank=True)
    valid_from = models.DateField(_("berlaku mulai"), null=True, blank=True)
    valid_to = models.DateField(_("berlaku sampai"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    siasn_id = models.CharField(max_length=40, blank=True)
    siasn_inactive_on = models.DateField(null=True, blank=True)  # the day SIASN called it inactive

    objects = OrganisationUnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=models.Q(valid_to=None),
                name="participants_organisationunit_one_name_under_a_parent",
                violation_error_message=_("Sudah ada unit dengan nama ini."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind=UnitKind.PEMDA, parent=None)
                | (~models.Q(kind=UnitKind.PEMDA) & models.Q(parent__isnull=False)),
                name="participants_organisationunit_pemda_is_the_root",
                violation_error_message=_("Hanya pemerintah daerah yang berada di puncak."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None)
                | models.Q(valid_from=None)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="participants_organisationunit_ends_after_it_starts",
                violation_error_message=_("Tanggal akhir mendahului tanggal awal."),
            ),
        ]
        indexes = [models.Index(fields=["code"], name="unit_by_code")]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_as(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name

    @property
    def root_path(self) -> str:
        """The path of the Pemda this unit belongs to."""
        return self.path.split(".", 1)[0] + "."

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def localdate(self, at: datetime) -> date:
        """The calendar date of an aware moment where this unit is; the only way to get one."""
        return at.astimezone(self.zone).date()

    def localtime(self, at: datetime) -> datetime:
        """The same moment on this unit's clocks."""
        return at.astimezone(self.zone)

    def moment(self, day: date, clock: Any) -> datetime:
        """The aware moment of a date and a wall-clock time at this unit."""
        return datetime.combine(day, clock, tzinfo=self.zone)


class UnitName(models.Model):
    """What a unit was called before; renames keep history."""

    unit = models.ForeignKey(OrganisationUnit, models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    valid_to = models.DateField()

    def __str__(self) -> str:
        return self.name
