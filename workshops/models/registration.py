"""People in a Bimtek: registrations, the seats they hold stage by stage, and their surat tugas."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from participants.models import Role
from participants.models.ids import new_public_id
from participants.models.merging import OnMerge
from participants.models.scope import access_of
from participants.models.sealed import unseal

from .invitation import Seat
from .workshop import ROSTER_READERS, Workshop, WorkshopRole


class RegistrationKind(models.TextChoices):
    PARTICIPANT = "participant", _("Peserta")
    SPEAKER = "speaker", _("Narasumber")
    COMMITTEE = "committee", _("Panitia")


class RegistrationState(models.TextChoices):
    CONFIRMED = "confirmed", _("Terdaftar")
    WITHDRAWN = "withdrawn", _("Mengundurkan diri")
    REPLACED = "replaced", _("Digantikan")


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def visible_to(self, user: Any) -> Self:
        """Whole lists for those who run, watch or advise the Bimtek (an expert limited to a unit:
        that unit's; one of a pillar: nobody's); an OPD sees whom it sent."""
        access = access_of(user)
        if access.everywhere:
            return self
        condition: Any = (
            access.units_q("workshop__unit__path", ROSTER_READERS)
            | access.units_q("unit__path", {Role.UNIT_ADMIN})
            | models.Q(
                models.Exists(
                    WorkshopRole.objects.filter(
                        models.Q(unit=None, pillar="") | models.Q(unit=models.OuterRef("unit")),
                        workshop=models.OuterRef("workshop"),
                        user=user,
                    )
                )
            )
        )
        if user.person_id:
            condition |= models.Q(person=user.person_id)
        return self.filter(condition)

    def live(self) -> Self:
        return self.filter(state=RegistrationState.CONFIRMED)

    def participants(self) -> Self:
        return self.filter(kind=RegistrationKind.PARTICIPANT)

    def for_list(self) -> Self:
        return self.select_related("person", "unit", "employment").order_by(
            "unit__name", "printed_name", "pk"
        )


class Registration(models.Model):
    """One person in one Bimtek, with the employment as it was that day.

    ``printed_*`` is what papers will say, confirmed by the person themself. The check-in code is
    kept sealed and found by its keyed hash. Rows are never deleted.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="registrations")
    person = models.ForeignKey("participants.Person", models.PROTECT, related_name="registrations")
    unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, related_name="registrations"
    )
    employment = models.ForeignKey(
        "participants.Employment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(
        max_length=12, choices=RegistrationKind, default=RegistrationKind.PARTICIPANT
    )
    state = models.CharField(
        max_length=10, choices=RegistrationState, default=RegistrationState.CONFIRMED
    )
    printed_name = models.CharField(_("nama pada sertifikat"), max_length=250)
    printed_rank = models.CharField(_("pangkat/golongan"), max_length=60, blank=True)
    printed_post = models.CharField(_("jabatan"), max_length=150, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    code_lookup = models.CharField(max_length=64, unique=True)
    code_sealed = models.CharField(max_length=160)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    on_merge = {"person": OnMerge.MOVE}

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "person"],
                condition=models.Q(state="confirmed"),
                name="workshops_registration_one_live_per_person",
                violation_error_message=_("Orang ini sudah terdaftar."),
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None, confirmed_by=None)
                | models.Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="workshops_registration_confirmed_says_when_and_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["workshop", "unit", "state"], name="registration_of_unit")]

    def __str__(self) -> str:
        return self.printed_name

    def check_in_code(self) -> str:
        """What the person's QR carries; only for drawing it."""
        return unseal(self.code_sealed)


class RegistrationStep(models.Model):
    """Append-only: how a registration came to the state it is in."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=RegistrationState)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.registration}: {self.state}"


class DelegationKind(models.TextChoices):
    NAMED = "named", _("Ditunjuk")
    STANDS_IN = "stands_in", _("Mewakili tahap ini saja")
    TAKES_OVER = "takes_over", _("Menggantikan seterusnya")
    RESUMES = "resumes", _("Kembali hadir")


class Delegation(models.Model):
    """Who holds a seat from a stage to a stage (None: to the end). Ranges of one seat never
    overlap: standing in for stage II cuts the holder's range in two, and the second half *resumes*.
    The slots of the stages held are where a person is expected: the denominator."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="delegations")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="delegations")
    first_stage = models.ForeignKey("workshops.Stage", models.PROTECT, related_name="+")
    last_stage = models.ForeignKey(
        "workshops.Stage", models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=DelegationKind, default=DelegationKind.NAMED)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)  # emptied: holds nothing any more
    ended_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by=None)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="workshops_delegation_ended_says_when_and_by_whom",
            ),
            models.UniqueConstraint(
                fields=["seat", "first_stage"],
                condition=models.Q(ended_at=None),
                name="workshops_delegation_one_holder_from_a_stage",
                violation_error_message=_("Kursi ini sudah terisi."),
            ),
        ]
        indexes = [models.Index(fields=["registration", "ended_at"], name="delegation_of")]

    def __str__(self) -> str:
        return f"{self.registration} / {self.seat}"


class LetterState(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("surat", "Diterima")
    TO_FOLLOW = "to_follow", _("Menyusul")


class AssignmentLetter(models.Model):
    """A surat tugas: one letter for several people of a unit, for one stage or (None) for all."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="letters")
    unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, related_name="assignment_letters"
    )
    stage = models.ForeignKey(
        "workshops.Stage", models.PROTECT, null=True, blank=True, related_name="letters"
    )
    registrations = models.ManyToManyField(Registration, related_name="letters")
    state = models.CharField(max_length=10, choices=LetterState)
    number = models.CharField(_("nomor surat"), max_length=120, blank=True)
    dated_on = models.DateField(_("tanggal surat"), null=True, blank=True)
    signer = models.CharField(_("penanda tangan"), max_length=200, blank=True)
    promised_on = models.DateField(_("menyusul tanggal"), null=True, blank=True)
    file = models.ForeignKey(
        "participants.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    handed_in_at = models.DateTimeField()
    handed_in_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="to_follow")
                | (~models.Q(number="") & models.Q(dated_on__isnull=False)),
                name="workshops_assignmentletter_received_has_number_and_date",
                violation_error_message=_("Surat tugas yang diterima mempunyai nomor dan tanggal."),
            )
        ]

    def __str__(self) -> str:
        return self.number or str(self.get_state_display())


class Guest(models.Model):
    """An official who is only ticked: never scanned, no JP."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="guests")
    name = models.CharField(_("nama"), max_length=200)
    position = models.CharField(_("jabatan"), max_length=200, blank=True)
    ticked_slots = models.ManyToManyField("workshops.AttendanceSlot", blank=True, related_name="+")

    def __str__(self) -> str:
        return self.name
