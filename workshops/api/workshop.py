"""Bimtek with their stages; in the detail also sessions and attendance slots."""

import django_filters
from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participants.api.base import ReadSet
from participants.api.person import UnitRef
from participants.models import User
from workshops.api.registration import NameSerializer, RegistrationSerializer, name
from workshops.models import (
    AttendanceSlot,
    Session,
    Stage,
    Workshop,
    WorkshopState,
)


class SessionSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)
    slot = serializers.CharField(source="slot.public_id", default=None, read_only=True)

    class Meta:
        model = Session
        fields = (
            "id",
            "slot",
            "starts_at",
            "ends_at",
            "jp",
            "topic_id",
            "topic_en",
            "speaker",
            "mandatory",
        )


class SlotSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)

    class Meta:
        model = AttendanceSlot
        fields = ("id", "day", "kind", "opens_at", "late_after", "closes_at", "state")


class StageSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)

    class Meta:
        model = Stage
        fields: tuple[str, ...] = (
            "id",
            "order",
            "title_id",
            "title_en",
            "starts_on",
            "ends_on",
            "venue",
            "state",
        )


class StageDetailSerializer(StageSerializer):
    sessions = SessionSerializer(many=True, read_only=True)
    slots = SlotSerializer(many=True, read_only=True)

    class Meta(StageSerializer.Meta):
        fields = (*StageSerializer.Meta.fields, "sessions", "slots")


class WorkshopSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)
    unit = UnitRef(read_only=True)
    stages = StageSerializer(many=True, read_only=True)

    class Meta:
        model = Workshop
        fields: tuple[str, ...] = (
            "id",
            "title_id",
            "title_en",
            "unit",
            "form",
            "places",
            "state",
            "closed_at",
            "stages",
        )


class WorkshopDetailSerializer(WorkshopSerializer):
    stages = StageDetailSerializer(many=True, read_only=True)

    class Meta(WorkshopSerializer.Meta):
        fields = (*WorkshopSerializer.Meta.fields, "legal_basis", "description")


class WorkshopFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=WorkshopState.choices)
    unit = django_filters.CharFilter(field_name="unit__public_id")

    class Meta:
        model = Workshop
        fields: list[str] = []


class WorkshopSet(ReadSet):
    """Bimtek the caller may see: by a role, an invitation or a place."""

    model = Workshop
    serializer_class = WorkshopSerializer
    filterset_class = WorkshopFilter

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return WorkshopDetailSerializer if self.action == "retrieve" else WorkshopSerializer

    def rows(self, user: User) -> QuerySet[Workshop]:
        stages = Stage.objects.order_by("order", "pk")
        if self.action == "retrieve":
            stages = stages.prefetch_related(
                Prefetch("sessions", Session.objects.select_related("slot").in_order()),
                Prefetch("slots", AttendanceSlot.objects.in_order()),
            )
        return (
            Workshop.objects.visible_to(user)
            .select_related("unit")
            .prefetch_related(Prefetch("stages", stages))
            .newest_first()
        )

    @extend_schema(
        request=NameSerializer,
        responses={200: RegistrationSerializer, 201: RegistrationSerializer},
        description="Names a person for a free seat of an invited unit. Asked again for somebody "
        "who is registered already by that unit (same NIP, person or name), it answers 200 with "
        "that registration.",
    )
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def registrations(self, request: Request, id: str) -> Response:  # noqa: A002
        registration, created = name(self.get_object(), request, self.caller)
        shown = RegistrationSerializer(registration, context=self.get_serializer_context())
        return Response(shown.data, status=201 if created else 200)
