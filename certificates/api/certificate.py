"""Certificates: what was issued and whether it stands; revoking by the pages' own action."""

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from certificates.actions.revoking import revoke
from certificates.models import Certificate, CertificateState
from participants.api.base import ReadSet, given
from participants.api.person import UnitRef
from participants.models import User
from workshops.access import manages


class CertificateSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)
    workshop = serializers.CharField(source="workshop.public_id", read_only=True)
    registration = serializers.CharField(source="registration.public_id", read_only=True)
    unit = UnitRef(source="registration.unit", read_only=True)
    name = serializers.SerializerMethodField(help_text="As printed.")
    url = serializers.SerializerMethodField(help_text="The public page that verifies it.")

    class Meta:
        model = Certificate
        fields = (
            "id",
            "number",
            "version",
            "kind",
            "state",
            "name",
            "unit",
            "workshop",
            "registration",
            "issued_at",
            "url",
        )

    @extend_schema_field(serializers.CharField())
    def get_name(self, certificate: Certificate) -> str:
        return str(certificate.statement.get("person_name", ""))

    @extend_schema_field(serializers.URLField())
    def get_url(self, certificate: Certificate) -> str:
        return f"{settings.PUBLIC_URL}/v/{certificate.public_id}"


class RevokeSerializer(serializers.Serializer):
    public_reason = serializers.CharField(max_length=200, allow_blank=True)
    file_reason = serializers.CharField(
        max_length=300, required=False, allow_blank=True, default=""
    )


class CertificateFilter(django_filters.FilterSet):
    workshop = django_filters.CharFilter(field_name="workshop__public_id")
    unit = django_filters.CharFilter(field_name="registration__unit__public_id")
    state = django_filters.ChoiceFilter(choices=CertificateState.choices)

    class Meta:
        model = Certificate
        fields: list[str] = []


class CertificateSet(ReadSet):
    """Certificates of the Bimtek one runs or watches, of one's OPD, and one's own."""

    model = Certificate
    serializer_class = CertificateSerializer
    filterset_class = CertificateFilter

    def rows(self, user: User) -> QuerySet[Certificate]:
        return Certificate.objects.visible_to(user).for_list()

    @extend_schema(
        request=RevokeSerializer,
        responses=CertificateSerializer,
        description="Withdraws the certificate with the training record and evidence that rest on "
        "it. Asked again: 200, unchanged.",
    )
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def revoke(self, request: Request, id: str) -> Response:  # noqa: A002
        certificate = self.get_object()
        if not manages(self.caller, certificate.workshop):
            raise PermissionDenied
        said = given(request, RevokeSerializer)
        if certificate.state != CertificateState.REVOKED:
            revoke(certificate=certificate, by=self.caller, at=timezone.now(), **said)
            certificate.refresh_from_db(fields=["state"])
        return Response(self.get_serializer(certificate).data)
