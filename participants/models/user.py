"""Everybody and everything that can act: people with an account, links, devices, the system."""

from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .merging import OnMerge


class UserKind(models.TextChoices):
    PERSON = "person", _("Orang")
    LINK = "link", _("Tautan")
    DEVICE = "device", _("Perangkat")
    SYSTEM = "system", _("Sistem")


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str, **fields: object) -> "User":
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)

    def create_actor(self, kind: UserKind, username: str, full_name: str) -> "User":
        """A row that can act but never logs in: a link, a device, the system."""
        return self.create_user(username, None, kind=kind, full_name=full_name)

    def system(self) -> "User":
        """The row in whose name the worker and scheduled commands act."""
        user, _created = self.get_or_create(
            username="sistem",
            defaults={"kind": UserKind.SYSTEM, "full_name": "Sistem", "password": "!"},
        )
        return user

    def able_to_log_in(self) -> "models.QuerySet[User]":
        return self.filter(kind=UserKind.PERSON, is_active=True)


class User(AbstractBaseUser, PermissionsMixin):
    """Whoever acts. Logs in (kind person alone) by username, e-mail or NIP.

    A personal link or a door device acts as a row of its own, so that every "by" in the system is
    one kind of thing and the audit trail never has a hole (docs/decisions/0002).
    """

    username = models.CharField(_("nama pengguna"), max_length=64, unique=True)
    email = models.EmailField(_("surel"), blank=True)
    full_name = models.CharField(_("nama lengkap"), max_length=200)
    kind = models.CharField(max_length=8, choices=UserKind, default=UserKind.PERSON)
    person = models.OneToOneField(
        "participants.Person", models.PROTECT, null=True, blank=True, related_name="user"
    )
    language = models.CharField(_("bahasa"), max_length=2, default="id")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    on_merge = {"person": OnMerge.MOVE}

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="participants_user_username_once",
                violation_error_message=_("Nama pengguna ini sudah dipakai."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="participants_user_email_once",
                violation_error_message=_("Surel ini sudah dipakai."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name


class Role(models.TextChoices):
    """What somebody may do for a unit, and below it when the grant says so."""

    ORGANISER = "organiser", _("Panitia penyelenggara")
    UNIT_ADMIN = "unit_admin", _("Pengelola kepegawaian OPD")
    HR = "hr", _("BKPSDM")
    PLANNER = "planner", _("Bagian Organisasi")
    SIGNER = "signer", _("Penandatangan")
    AUDITOR = "auditor", _("Inspektorat")
    LEADER = "leader", _("Pimpinan")
    ADMIN = "admin", _("Pengelola sistem")


class AccessGrantQuerySet(models.QuerySet["AccessGrant"]):
    def of(self, user: User) -> Self:
        return self.filter(user=user).select_related("unit").order_by("role", "pk")


class AccessGrant(models.Model):
    """A role for a unit, from a day to a day (dates of the unit's own time zone)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=12, choices=Role)
    unit = models.ForeignKey("participants.OrganisationUnit", models.PROTECT, related_name="grants")
    with_subtree = models.BooleanField(_("termasuk unit di bawahnya"), default=True)
    valid_from = models.DateField(_("berlaku mulai"))
    valid_to = models.DateField(_("berlaku sampai"), null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    objects = AccessGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="participants_accessgrant_ends_after_it_starts",
                violation_error_message=_("Tanggal akhir mendahului tanggal awal."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit", "valid_from"],
                name="participants_accessgrant_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} – {self.unit}"
