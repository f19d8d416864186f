"""Units and people. No phone, no birth date, no NIK; a NIP for those alone who keep the record."""

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from participants.api.base import ReadSet
from participants.models import (
    Employment,
    IdentifierKind,
    MatchState,
    OrganisationUnit,
    Person,
    Role,
    UnitKind,
    User,
)
from participants.models.scope import access_of


class UnitRef(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)

    class Meta:
        model = OrganisationUnit
        fields = ("id", "name")


class UnitSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)
    # A field of this name, as the API calls it; the class attribute of DRF is of the instance.
    parent = serializers.CharField(source="parent.public_id", default=None, read_only=True)  # type: ignore[assignment]

    class Meta:
        model = OrganisationUnit
        fields = (
            "id",
            "parent",
            "kind",
            "name",
            "short_name",
            "code",
            "timezone",
            "valid_from",
            "valid_to",
        )


class UnitFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(choices=UnitKind.choices)
    parent = django_filters.CharFilter(field_name="parent__public_id")

    class Meta:
        model = OrganisationUnit
        fields: list[str] = []


class UnitSet(ReadSet):
    """Units of the Pemda in which the caller holds a role."""

    model = OrganisationUnit
    serializer_class = UnitSerializer
    filterset_class = UnitFilter

    def rows(self, user: User) -> QuerySet[OrganisationUnit]:
        found = OrganisationUnit.objects.visible_to(user)
        return found.select_related("parent").in_tree_order()


class EmploymentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Employment
        fields = ("status", "rank", "job_title", "valid_from")


class PersonRef(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)
    name = serializers.CharField(source="printed_name", read_only=True)

    class Meta:
        model = Person
        fields = ("id", "name")


class PersonSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)
    name = serializers.CharField(source="printed_name", read_only=True)
    home_unit = UnitRef(read_only=True)
    employment = EmploymentSerializer(source="current_employment", read_only=True, allow_null=True)
    nip = serializers.SerializerMethodField(
        help_text="NIP or NI PPPK; null for callers who do not keep this person's record."
    )

    class Meta:
        model = Person
        fields = (
            "id",
            "name",
            "full_name",
            "title_prefix",
            "title_suffix",
            "home_unit",
            "employment",
            "match_state",
            "nip",
        )

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_nip(self, person: Person) -> str | None:
        access = access_of(self.context["request"].user)
        if not access.has_on(person.home_unit, Role.HR, Role.UNIT_ADMIN):
            return None
        for identifier in person.identifiers.all():
            if identifier.kind in (IdentifierKind.NIP, IdentifierKind.NI_PPPK):
                return identifier.value
        return None


class PersonFilter(django_filters.FilterSet):
    unit = django_filters.CharFilter(field_name="home_unit__public_id")
    state = django_filters.ChoiceFilter(field_name="match_state", choices=MatchState.choices)

    class Meta:
        model = Person
        fields: list[str] = []


class PersonSet(ReadSet):
    """People whose record the caller may open."""

    model = Person
    serializer_class = PersonSerializer
    filterset_class = PersonFilter

    def rows(self, user: User) -> QuerySet[Person]:
        return Person.objects.visible_to(user).for_list()
