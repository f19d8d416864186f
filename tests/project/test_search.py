"""Search from anywhere: grouped, scoped, and never in an address."""

import pytest

from participants.actions.person import add_identifier
from participants.models import IdentifierKind, Role
from tests.factories import (
    NOW,
    make_pemda,
    make_person,
    make_role,
    make_system,
    make_unit,
    make_workshop,
)
from tests.factories_certificates import make_certificate, make_closed_workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit(make_pemda("Kabupaten Buton"), name="Dinas Kesehatan")


@pytest.fixture
def hr(unit, client):
    user = make_role(Role.HR, unit)
    client.force_login(user)
    return user


def found(answer):
    return {group.key: [hit.title for hit in group.hits] for group in answer.context["groups"]}


def test_one_term_finds_every_kind(client, hr, unit):
    make_person(unit, full_name="Sari Kesehatan")
    make_workshop(unit, title_id="Bimtek Kesehatan Ibu")

    assert found(client.post("/cari/", {"q": "kesehatan"})) == {
        "orang": ["Sari Kesehatan"],
        "unit": ["Dinas Kesehatan"],
        "bimtek": ["Bimtek Kesehatan Ibu"],
    }


def test_a_certificate_is_found_by_its_number(client, hr, unit, files):
    certificate = make_certificate(make_closed_workshop(unit=unit))

    assert found(client.post("/cari/", {"q": certificate.number})) == {
        "sertifikat": [certificate.number]
    }


def test_a_person_is_found_by_part_of_a_nip_however_spaced(client, hr, unit):
    person = make_person(unit, full_name="Wa Ode Sari")
    add_identifier(
        person=person,
        kind=IdentifierKind.NIP,
        digits="198503152010012001",
        by=make_system(),
        at=NOW,
    )

    assert found(client.post("/cari/", {"q": "19850315 201001"})) == {"orang": ["Wa Ode Sari"]}


def test_what_is_out_of_reach_is_not_searched(client, unit):
    other = make_unit(make_pemda("Kabupaten Bantul"), name="Dinas Rahasia")
    make_person(other, full_name="Orang Rahasia")
    make_workshop(other, title_id="Bimtek Rahasia")
    client.force_login(make_role(Role.HR, unit))

    answer = client.post("/cari/", {"q": "rahasia"})

    assert found(answer) == {}
    assert "Tidak ditemukan" in answer.text


@pytest.mark.parametrize("term", ["", " ", "a", " a "])
def test_less_than_two_characters_find_nothing_and_say_so(client, hr, term):
    answer = client.post("/cari/", {"q": term})

    assert answer.context["groups"] == []
    assert "sedikitnya dua huruf" in answer.text


def test_ten_are_shown_and_all_on_request(client, hr, unit):
    for number in range(12):
        make_person(unit, full_name=f"Budi {number:02}")

    short = client.post("/cari/", {"q": "budi"})
    full = client.post("/cari/", {"q": "budi", "kelompok": "orang"})

    assert len(found(short)["orang"]) == 10
    assert "Lihat semua" in short.text
    assert len(found(full)["orang"]) == 12


def test_the_term_is_not_taken_from_the_address(client, hr, unit):
    make_person(unit, full_name="Budi Santoso")

    assert found(client.get("/cari/?q=budi")) == {}


# session, user, grants; people, units, Bimtek, certificates
@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_hits(client, hr, unit, rows, django_assert_num_queries):
    for number in range(rows):
        make_person(unit, full_name=f"Budi {number}")

    with django_assert_num_queries(7):
        client.post("/cari/", {"q": "budi"})
