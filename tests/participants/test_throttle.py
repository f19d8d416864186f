"""Counting tries in the shared cache."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from participants.throttle import Limit, address_of

pytestmark = pytest.mark.django_db
THREE = Limit("test:three", most=3, window=60)


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(db):
    cache.clear()


def test_a_limit_is_reached_by_whoever_tried_and_by_nobody_else():
    counts = [THREE.count("sari"), THREE.count("sari", times=2)]

    assert counts == [1, 3]
    assert THREE.is_exhausted("sari")
    assert not THREE.is_exhausted("budi")


def test_who_is_forgotten_starts_afresh():
    THREE.count("sari", times=3)

    THREE.forget("sari")

    assert not THREE.is_exhausted("sari")


def test_neither_name_nor_address_stands_in_the_cache():
    assert "sari" not in THREE.key("sari", "10.0.0.1")
    assert THREE.key("a", "b") != THREE.key("ab")


@pytest.mark.parametrize(
    ("behind_our_proxy", "expected"), [(True, "10.9.9.9"), (False, "127.0.0.1")]
)
def test_an_address_is_what_our_proxy_added_last_and_never_what_a_caller_claims(
    settings, behind_our_proxy, expected
):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X", "https") if behind_our_proxy else None
    request = RequestFactory().get("/", headers={"x-forwarded-for": "1.1.1.1, 10.9.9.9"})

    assert address_of(request) == expected
