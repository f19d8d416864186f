"""Registrations and attendance; naming and withdrawing by the pages' own actions."""

import django_filters
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from participants.api.base import ReadSet, given
from participants.api.person import UnitRef
from participants.models import OrganisationUnit, Person, Role, User
from participants.models.scope import access_of
from participants.rules.names import matching_key, split_titles
from workshops.access import manages
from workshops.actions.registration import name_person, withdraw
from workshops.models import (
    Attendance,
    AttendanceStatus,
    Invitation,
    Registration,
    RegistrationState,
    Workshop,
)


class RegistrationSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)
    workshop = serializers.CharField(source="workshop.public_id", read_only=True)
    person = serializers.CharField(source="person.public_id", read_only=True)
    unit = UnitRef(read_only=True)

    class Meta:
        model = Registration
        fields = (
            "id",
            "workshop",
            "person",
            "unit",
            "kind",
            "state",
            "printed_name",
            "printed_rank",
            "printed_post",
            "registered_at",
            "confirmed_at",
        )


class NameSerializer(serializers.Serializer):
    """Who is named for which unit; ``person`` is somebody on record, else name (and NIP) find them."""

    unit = serializers.CharField(max_length=20)
    full_name = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    nip = serializers.CharField(max_length=30, required=False, allow_blank=True, default="")
    job_title = serializers.CharField(max_length=150, required=False, allow_blank=True, default="")
    phone = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    person = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")


class WithdrawSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=300, allow_blank=True)


def name(workshop: Workshop, request: Request, user: User) -> tuple[Registration, bool]:
    """The registration made by the pages' own action, or the one that stands; and which of the two.

    Raises Http404 for a unit or person out of reach, PermissionDenied for whoever may only read.
    """
    said = given(request, NameSerializer)
    invitation = get_object_or_404(
        Invitation.objects.visible_to(user).select_related("unit").distinct(),
        workshop=workshop,
        unit__public_id=said["unit"],
        withdrawn_at=None,
    )
    _refuse_readers(user, workshop, invitation.unit)
    person = None
    if said["person"]:
        reachable = Person.objects.visible_to(user).living()
        person = get_object_or_404(reachable, public_id=said["person"])
    if standing := _standing(invitation, person, said["full_name"], said["nip"]):
        return standing, False
    made = name_person(
        invitation=invitation,
        full_name=said["full_name"] or (person.printed_name() if person else ""),
        nip=said["nip"],
        job_title=said["job_title"],
        phone=said["phone"],
        person=person,
        by=user,
        at=timezone.now(),
    )
    return made, True


def _refuse_readers(user: User, workshop: Workshop, unit: OrganisationUnit) -> None:
    if not (manages(user, workshop) or access_of(user).has_on(unit, Role.UNIT_ADMIN)):
        raise PermissionDenied


def _standing(
    invitation: Invitation, person: Person | None, full_name: str, nip: str
) -> Registration | None:
    """A live registration by this unit of the same person, NIP or (without either) name."""
    found = (
        Registration.objects.live()
        .filter(workshop=invitation.workshop_id, unit=invitation.unit_id)
        .select_related("workshop", "person", "unit")
        .order_by("pk")
    )
    if person is not None:
        return found.filter(person=person).first()
    if digits := "".join(filter(str.isdigit, nip)):
        return found.filter(person__identifiers__value=digits).first()
    key = matching_key(split_titles(full_name).name)
    return next((one for one in found if matching_key(one.person.full_name) == key), None)


class RegistrationFilter(django_filters.FilterSet):
    workshop = django_filters.CharFilter(field_name="workshop__public_id")
    unit = django_filters.CharFilter(field_name="unit__public_id")
    state = django_filters.ChoiceFilter(choices=RegistrationState.choices)

    class Meta:
        model = Registration
        fields: list[str] = []


class RegistrationSet(ReadSet):
    """People in Bimtek: whole lists for those who run one, their own people for an OPD."""

    model = Registration
    serializer_class = RegistrationSerializer
    filterset_class = RegistrationFilter

    def rows(self, user: User) -> QuerySet[Registration]:
        found = Registration.objects.visible_to(user).distinct()
        return found.select_related("workshop", "person", "unit").order_by("-registered_at", "-pk")

    @extend_schema(
        request=WithdrawSerializer,
        responses=RegistrationSerializer,
        description="The person will not come; the seat is free again. Asked again: 200, unchanged.",
    )
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def withdraw(self, request: Request, id: str) -> Response:  # noqa: A002
        registration = self.get_object()
        _refuse_readers(self.caller, registration.workshop, registration.unit)
        said = given(request, WithdrawSerializer)
        if registration.state != RegistrationState.WITHDRAWN:
            withdraw(
                registration=registration,
                reason=said["reason"],
                by=self.caller,
                at=timezone.now(),
            )
            registration.refresh_from_db(fields=["state"])
        return Response(self.get_serializer(registration).data)


class AttendanceSerializer(serializers.ModelSerializer):
    id = serializers.SerializerMethodField(help_text="registration-slot")
    registration = serializers.CharField(source="registration.public_id", read_only=True)
    slot = serializers.CharField(source="slot.public_id", read_only=True)
    workshop = serializers.CharField(source="registration.workshop.public_id", read_only=True)
    day = serializers.DateField(source="slot.day", read_only=True)

    class Meta:
        model = Attendance
        fields = ("id", "workshop", "registration", "slot", "day", "status", "arrived_at")

    @extend_schema_field(serializers.CharField())
    def get_id(self, attendance: Attendance) -> str:
        return f"{attendance.registration.public_id}-{attendance.slot.public_id}"


class AttendanceFilter(django_filters.FilterSet):
    workshop = django_filters.CharFilter(field_name="registration__workshop__public_id")
    unit = django_filters.CharFilter(field_name="registration__unit__public_id")
    registration = django_filters.CharFilter(field_name="registration__public_id")
    slot = django_filters.CharFilter(field_name="slot__public_id")
    state = django_filters.ChoiceFilter(field_name="status", choices=AttendanceStatus.choices)

    class Meta:
        model = Attendance
        fields: list[str] = []


class AttendanceSet(ReadSet):
    """What the check-ins add up to, per registration and slot."""

    model = Attendance
    serializer_class = AttendanceSerializer
    filterset_class = AttendanceFilter
    lookup_value_regex = "[0-9a-z]+-[0-9a-z]+"

    def rows(self, user: User) -> QuerySet[Attendance]:
        seen = Registration.objects.visible_to(user).order_by().values("pk")
        return (
            Attendance.objects.filter(registration__in=seen)
            .select_related("registration__workshop", "slot")
            .order_by("-noted_at", "-pk")
        )

    def get_object(self) -> Attendance:
        registration, _dash, slot = str(self.kwargs["id"]).partition("-")
        found = self.get_queryset().filter(
            registration__public_id=registration, slot__public_id=slot
        )
        if (attendance := found.first()) is None:
            raise Http404
        return attendance
