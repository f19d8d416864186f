"""What every address of the API has in common: public ids, scope, pages, refusals."""

from collections.abc import Sequence
from typing import Any, cast

from django.db.models import Model, QuerySet
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from participants.models import User


class Pages(LimitOffsetPagination):
    """Fifty rows unless asked otherwise, two hundred at the most."""

    default_limit = 50
    max_limit = 200


class ReadSet(ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """Lists and single things of one kind, by public id, as far as the caller may see.

    A subclass names its rows in ``rows``: always through ``visible_to``, in an order that ends in
    the key. What is out of reach does not exist (404).
    """

    lookup_field = "public_id"
    lookup_url_kwarg = "id"
    lookup_value_regex = "[0-9a-z]+"
    pagination_class = Pages
    model: type[Model]

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):  # only the shape is asked for
            return self.model._default_manager.none()
        return self.rows(self.caller)

    def rows(self, user: User) -> QuerySet[Any]:
        raise NotImplementedError

    @property
    def caller(self) -> User:
        return cast(User, self.request.user)


def given(request: Request, serializer: Any) -> dict[str, Any]:
    """The checked values of the body. Raises ValidationError (400)."""
    read = serializer(data=request.data)
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)


__all__: Sequence[str] = ["Pages", "ReadSet", "given"]
