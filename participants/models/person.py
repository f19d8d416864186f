"""A human being, once, for years."""

from typing import Any, Self

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id
from .merging import OnMerge
from .scope import access_of


class Sex(models.TextChoices):
    MALE = "L", _("Laki-laki")
    FEMALE = "P", _("Perempuan")


class MatchState(models.TextChoices):
    MATCHED = "matched", _("Cocok dengan data kepegawaian")
    UNMATCHED = "unmatched", _("Belum dicocokkan")


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: Any) -> Self:
        """People whose record the user may open: by a grant on their home unit, or being them."""
        return self.filter(access_of(user).people_q("home_unit__path", own="pk"))

    def living(self) -> Self:
        """Records that were not merged into another."""
        return self.filter(merged_into=None)

    def waiting_for_a_match(self) -> Self:
        return self.living().filter(match_state=MatchState.UNMATCHED).order_by("created_at", "pk")

    def for_list(self) -> Self:
        return (
            self.living()
            .select_related("home_unit", "current_employment__job")
            .prefetch_related("identifiers")
            .order_by(Lower("full_name"), "pk")
        )


class Person(models.Model):
    """A person, whatever their status; outsiders have an external unit as their home.

    ``full_name`` is without titles; ``printed_name()`` puts them back. ``home_unit`` and
    ``current_employment`` are kept by the employment actions, for scope and for lists.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    full_name = models.CharField(_("nama tanpa gelar"), max_length=150)
    title_prefix = models.CharField(_("gelar depan"), max_length=60, blank=True)
    title_suffix = models.CharField(_("gelar belakang"), max_length=100, blank=True)
    sex = models.CharField(_("jenis kelamin"), max_length=1, choices=Sex, blank=True)
    birth_date = models.DateField(_("tanggal lahir"), null=True, blank=True)
    phone = models.CharField(_("nomor HP"), max_length=20, blank=True)
    email = models.EmailField(_("surel"), blank=True)
    education = models.CharField(_("pendidikan terakhir"), max_length=120, blank=True)
    home_unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, related_name="people"
    )
    current_employment = models.ForeignKey(
        "participants.Employment", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    match_state = models.CharField(max_length=10, choices=MatchState, default=MatchState.UNMATCHED)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    on_merge = {"merged_into": OnMerge.MOVE}

    objects = PersonQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(Lower("full_name"), "id", name="person_by_name"),
            models.Index(fields=["home_unit", "match_state"], name="person_of_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(full_name=""),
                name="participants_person_has_a_name",
                violation_error_message=_("Nama wajib diisi."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def printed_name(self) -> str:
        """With titles, as on a certificate: "Dr. Ir. Sari Wulandari, M.T."."""
        front = f"{self.title_prefix} " if self.title_prefix else ""
        back = f", {self.title_suffix}" if self.title_suffix else ""
        return f"{front}{self.full_name}{back}"


class IdentifierKind(models.TextChoices):
    NIP = "nip", _("NIP")
    NI_PPPK = "ni_pppk", _("NI PPPK")
    NIK = "nik", _("NIK")


class Identifier(models.Model):
    """A number that says who somebody is (domain.md §3). NIP and NI PPPK are stored plain in
    ``value``; a NIK only sealed, and found by ``lookup``, a keyed hash over kind and digits."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=8, choices=IdentifierKind)
    lookup = models.CharField(max_length=64)
    value = models.CharField(max_length=18, blank=True)
    sealed = models.CharField(max_length=120, blank=True)

    on_merge = {"person": OnMerge.MOVE}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lookup"],
                name="participants_identifier_belongs_to_one_person",
                violation_error_message=_("Nomor identitas ini sudah tercatat pada orang lain."),
            ),
            models.UniqueConstraint(
                fields=["person", "kind"], name="participants_identifier_one_of_a_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="nik", value="")
                | (~models.Q(kind="nik") & ~models.Q(value="")),
                name="participants_identifier_nik_is_never_plain",
            ),
        ]
        indexes = [models.Index(fields=["value"], name="identifier_by_value")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"
