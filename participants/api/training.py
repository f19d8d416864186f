"""Training history; BKPSDM accepts and rejects by the pages' own actions."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from participants.actions.training import accept_trainings, reject_training
from participants.api.base import ReadSet, given
from participants.api.person import PersonRef
from participants.models import Role, TrainingRecord, TrainingState, User
from participants.models.scope import access_of


class TrainingSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)
    person = PersonRef(read_only=True)

    class Meta:
        model = TrainingRecord
        fields = (
            "id",
            "person",
            "title",
            "organiser",
            "form",
            "jp",
            "started_on",
            "ended_on",
            "year",
            "number",
            "state",
            "reason",
            "recorded_at",
            "decided_at",
        )


class RejectSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=300, allow_blank=True)


class TrainingFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=TrainingState.choices)
    unit = django_filters.CharFilter(field_name="person__home_unit__public_id")
    person = django_filters.CharFilter(field_name="person__public_id")
    year = django_filters.NumberFilter()

    class Meta:
        model = TrainingRecord
        fields: list[str] = []


class TrainingSet(ReadSet):
    """Lines of the training history of people whose record the caller may open."""

    model = TrainingRecord
    serializer_class = TrainingSerializer
    filterset_class = TrainingFilter

    def rows(self, user: User) -> QuerySet[TrainingRecord]:
        return TrainingRecord.objects.visible_to(user).for_list()

    @extend_schema(
        request=None,
        responses=TrainingSerializer,
        description="Its JP count from now on. Asked again: 200, unchanged.",
    )
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def accept(self, request: Request, id: str) -> Response:  # noqa: A002
        record = self._for_deciding()
        if record.state != TrainingState.VERIFIED:
            accept_trainings(records=[record], by=self.caller, at=timezone.now())
            record.refresh_from_db(fields=["state", "reason", "decided_at"])
        return Response(self.get_serializer(record).data)

    @extend_schema(
        request=RejectSerializer,
        responses=TrainingSerializer,
        description="It does not count, for a reason the person will read. Asked again: 200.",
    )
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def reject(self, request: Request, id: str) -> Response:  # noqa: A002
        record = self._for_deciding()
        said = given(request, RejectSerializer)
        if record.state != TrainingState.REJECTED:
            reject_training(record=record, reason=said["reason"], by=self.caller, at=timezone.now())
            record.refresh_from_db(fields=["state", "reason", "decided_at"])
        return Response(self.get_serializer(record).data)

    def _for_deciding(self) -> TrainingRecord:
        record = self.get_object()
        if not access_of(self.caller).has_on(record.person.home_unit, Role.HR):
            raise PermissionDenied
        return record
