"""Guessing one's way in: nothing that is typed otherwise gives another eight tries."""

from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from participants.actions.person import grant
from participants.models import UserKind
from participants.throttle import Limit, address_of
from project import throttle
from tests.factories import NOW, make_system, make_unit, make_user
from tests.factories_people import NIP, make_employee

pytestmark = pytest.mark.django_db
PASSWORD = "padi-menguning-2026"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(db):
    cache.clear()


@pytest.fixture
def siti():
    return make_user(
        username="siti",
        email="siti@buton.example",
        password=PASSWORD,
        person=make_employee(make_unit(), nip=NIP),
    )


def log_in(client, name, password=PASSWORD, **more):
    return client.post("/masuk/", {"username": name, "password": password}, **more)


def test_every_spelling_of_one_account_shares_its_tries(client, siti):
    spellings = ["siti", " SITI", "Siti@Buton.Example", NIP, NIP[:8] + " " + NIP[8:], NIP + "  "]
    for number in range(throttle.OF_A_NAME.most):
        log_in(client, spellings[number % len(spellings)], "salah")

    assert {log_in(client, name).status_code for name in spellings} == {429}


def test_a_made_up_forwarding_header_is_no_other_address(client, siti):
    for number in range(throttle.OF_A_NAME.most):
        log_in(client, "siti", "salah", headers={"X-Forwarded-For": f"10.0.0.{number}"})

    assert log_in(client, "siti").status_code == 429


def test_one_house_with_many_addresses_is_one(rf):
    given = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1", "10.1.2.3", "unix:"]

    told = [address_of(rf.get("/", REMOTE_ADDR=address)) for address in given]

    assert told == ["2001:db8:1:2::/64"] * 2 + ["2001:db8:1:3::/64", "10.1.2.3", "unix:"]


def test_a_count_ends_when_its_window_does_however_often_is_tried():
    limit = Limit("uji", most=3, window=3600)
    before = datetime.now(UTC)

    counted = [limit.count("siapa"), limit.count("siapa"), limit.count("siapa", times=5)]

    assert counted == [1, 2, 7]
    with connection.cursor() as cursor:
        cursor.execute("SELECT expires FROM cache")
        (expires,) = cursor.fetchone()
    ends = datetime.fromisoformat(str(expires))
    ends = ends if ends.tzinfo else ends.replace(tzinfo=UTC)
    assert 3500 < (ends - before).total_seconds() < 3700


def test_nothing_is_added_to_a_count_that_is_over():
    with pytest.raises(ValueError, match="Nothing is counted"):
        cache.incr("tiada")


@pytest.mark.parametrize("kind", [UserKind.LINK, UserKind.DEVICE, UserKind.SYSTEM])
def test_what_is_no_person_never_logs_in_even_with_a_password(client, kind):
    make_user(username="bukan-orang", kind=kind, password=PASSWORD)

    assert log_in(client, "bukan-orang").status_code == 422


def test_coming_in_changes_the_session(client, siti):
    client.get("/masuk/")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted

    log_in(client, "siti")

    assert client.cookies["sessionid"].value != planted


@pytest.mark.parametrize(
    "elsewhere",
    ["foo", "project:account", "/\\jahat.example", "\\\\jahat.example", "javascript:alert(1)",
     "https:jahat.example", " //jahat.example", "///jahat.example", "http:///jahat.example"],
)  # fmt: skip
def test_the_login_leads_to_none_but_our_own_addresses(client, siti, elsewhere):
    answer = client.post("/masuk/", {"username": "siti", "password": PASSWORD, "next": elsewhere})

    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize("address", ["/masuk/", "/bahasa/", "/keluar/", "/akun/", "/sematkan/"])
def test_every_form_needs_its_token(siti, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(siti)

    assert client.post(address, {"language": "en"}).status_code == 403


def test_a_method_in_a_field_or_header_changes_nothing(client, siti):
    client.force_login(siti)

    answer = client.get("/keluar/?_method=POST", headers={"X-HTTP-Method-Override": "POST"})

    assert answer.status_code == 405


def test_a_grant_that_ended_opens_nothing(client, siti):
    grant(
        user=siti,
        role="admin",
        unit=make_unit(),
        valid_from=date(2020, 1, 1),
        valid_to=date(2020, 1, 2),
        by=make_system(),
        at=NOW,
    )
    client.force_login(siti)

    assert client.get("/hak-akses/").status_code == 403
