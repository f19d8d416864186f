"""Who may do what: seen and changed by the administrators of the unit."""

import re

import pytest
from django.urls import reverse

from participants.models import AccessGrant, Role, User
from tests.factories import make_pemda, make_role, make_unit, make_user

pytestmark = pytest.mark.django_db
GRANT = {"role": "hr", "with_subtree": "on", "valid_from": "2026-01-01"}


@pytest.fixture
def pemda():
    return make_pemda()


@pytest.fixture
def admin(client, pemda):
    user = make_role(Role.ADMIN, pemda, full_name="Pengelola")
    client.force_login(user)
    return user


@pytest.mark.parametrize("grants", [1, 3])
def test_the_list_takes_the_same_queries_however_many(
    client, admin, pemda, grants, django_assert_num_queries
):
    for _number in range(grants):
        make_role(Role.HR, pemda)

    with django_assert_num_queries(5):  # session, user, grants, count, list
        response = client.get(reverse("participants:grant-list"))

    assert response.status_code == 200


def test_an_administrator_sees_no_grant_of_another_pemda(client, admin):
    make_role(Role.HR, make_pemda(), full_name="Orang Rahasia")

    assert "Orang Rahasia" not in client.get(reverse("participants:grant-list")).content.decode()


def test_a_role_is_given_and_ended(client, admin, pemda):
    user = make_user(username="sari")

    client.post(
        reverse("participants:grant-give"),
        {**GRANT, "username": "SARI", "unit": pemda.public_id},
    )
    grant = AccessGrant.objects.get(user=user)
    client.post(reverse("participants:grant-end"), {"hak": grant.pk})

    grant.refresh_from_db()
    assert (grant.role, grant.granted_by) == ("hr", admin)
    assert grant.valid_to is not None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"username": "tidakada"}, "Tidak ada akun"),
        ({"valid_to": "2025-01-01"}, "mendahului"),
        ({"unit": "elsewhere"}, "field-error"),
    ],
)
def test_a_grant_that_cannot_be_is_told_beside_the_field(client, admin, pemda, change, sentence):
    make_user(username="sari")
    elsewhere = make_unit()
    given = {**GRANT, "username": "sari", "unit": pemda.public_id, **change}
    if given["unit"] == "elsewhere":
        given["unit"] = elsewhere.public_id

    response = client.post(reverse("participants:grant-give"), given)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert AccessGrant.objects.filter(user__username="sari").count() == 0


def test_the_same_grant_twice_is_told_and_not_an_error(client, admin, pemda):
    make_user(username="sari")
    given = {**GRANT, "username": "sari", "unit": pemda.public_id}
    client.post(reverse("participants:grant-give"), given)

    response = client.post(reverse("participants:grant-give"), given)

    assert response.status_code == 422
    assert "sudah ada" in response.content.decode()


@pytest.mark.parametrize("asked", ["", "x", "-1", "9" * 30])
def test_ending_what_is_not_there_is_a_404(client, admin, asked):
    assert client.post(reverse("participants:grant-end"), {"hak": asked}).status_code == 404


def test_a_grant_of_another_pemda_cannot_be_ended(client, admin):
    other = make_role(Role.HR, make_pemda()).grants.get()

    response = client.post(reverse("participants:grant-end"), {"hak": other.pk})

    other.refresh_from_db()
    assert response.status_code == 404
    assert other.valid_to is None


def test_a_new_accounts_password_is_shown_once_and_works(client, admin):
    response = client.post(
        reverse("participants:account-create"),
        {"username": "sari", "full_name": "Sari Wulandari", "email": "sari@contoh.go.id"},
    )

    shown = re.search(r"data-copy-text>([^<]+)<", response.content.decode())
    user = User.objects.get(username="sari")
    assert shown is not None
    assert user.check_password(shown[1])
    assert "no-store" in response["Cache-Control"]
    assert shown[1] not in client.get(reverse("participants:grant-give")).content.decode()


def test_a_taken_username_is_told(client, admin):
    make_user(username="sari")

    response = client.post(
        reverse("participants:account-create"), {"username": "sari", "full_name": "Sari"}
    )

    assert response.status_code == 422
    assert "sudah dipakai" in response.content.decode()


@pytest.mark.parametrize("name", ["grant-list", "grant-give", "account-create"])
def test_hr_is_no_administrator(client, pemda, name):
    client.force_login(make_role(Role.HR, pemda))

    assert client.get(reverse(f"participants:{name}")).status_code == 403
