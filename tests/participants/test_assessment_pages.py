"""The pages of assessment sheets and of the dictionary."""

from datetime import date
from decimal import Decimal

import pytest

from participants.actions.assessment import Sheet, record_assessments
from participants.models import Assessment, Competency, Identifier, IdentifierKind, Role
from participants.models.sealed import lookup
from participants.queries.competency import levels_of
from participants.rules.dictionary_lines import read_lines
from tests.factories import NOW, make_competency, make_pemda, make_role, make_unit, make_user
from tests.factories_record import make_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit(make_pemda())


@pytest.fixture
def hr(unit):
    return make_role(Role.HR, unit.parent)


def levels(person):
    return levels_of([person.pk], date(2026, 11, 22)).get(person.pk, {})


def record(hr, person):
    scores = {make_competency(kind="managerial"): Decimal(3)}
    one = Sheet(person=person, assessed_on=date(2026, 9, 1), assessor="Pusat", scores=scores)
    return record_assessments(sheets=[one], by=hr, at=NOW)


SHEET = {
    "assessed_on": "2026-09-01",
    "assessor": "Pusat Asesmen",
    "jpm": "81.5",
    "advice": "Coaching",
}


def numbered(unit, **fields):
    person = make_employee(unit, **fields)
    nip = "198609262015051001"
    Identifier.objects.create(
        person=person, kind=IdentifierKind.NIP, value=nip, lookup=lookup(IdentifierKind.NIP, nip)
    )
    return person, nip


def test_hr_types_a_sheet_reads_it_and_withdraws_it(client, unit, hr):
    person, nip = numbered(unit, full_name="Nama Dinilai")
    client.force_login(hr)
    empty = client.get("/kompetensi/asesmen/").text
    client.post("/kompetensi/kamus/muat/")
    address = "/kompetensi/asesmen/baru/"

    faulty = [
        client.post(address, SHEET | given)
        for given in (
            {"digits": nip},
            {"digits": "123", "nilai-MAN.INT": "3"},
            {"digits": nip, "nilai-MAN.INT": "9"},
        )
    ]
    saved = client.post(
        address,
        SHEET | {"digits": "19860926 201505 1 001", "nilai-MAN.INT": "3", "nilai-MAN.KSM": "2"},
    )
    again = client.post(address, SHEET | {"digits": nip, "nilai-MAN.INT": "3"})
    one = Assessment.objects.get()
    page, listed = client.get(saved.url).text, client.get("/kompetensi/asesmen/").text
    sheet = client.get("/kompetensi/asesmen/unduh.csv").content.decode("utf-8-sig")
    integrity = Competency.objects.get(code="MAN.INT")
    evidence = client.get(f"/kompetensi/MAN.INT/{person.public_id}/").text
    unreasoned = client.post(f"{saved.url}tarik/", {"reason": ""})
    client.post(f"{saved.url}tarik/", {"reason": "Nilai tertukar"})

    assert "Kamus kompetensi masih kosong" in empty
    assert [answer.status_code for answer in (*faulty, again, unreasoned)] == [422] * 5
    assert "Pusat Asesmen" in faulty[0].text
    assert "Memenuhi syarat" in page
    assert "Coaching" in page
    assert "Nama Dinilai" in listed
    assert nip in sheet
    assert saved.url in evidence
    assert one.scores.get(competency=integrity).score == 3
    assert levels(person) == {}
    assert "Nama Dinilai" not in client.get("/kompetensi/asesmen/").text


def test_a_sheet_shows_to_its_scope_and_to_the_person_alone(client, unit, hr):
    person, _nip = numbered(unit)
    (one,) = record(hr, person)
    address = f"/kompetensi/asesmen/{one.public_id}/"
    themself = make_user(person=person)
    stranger = make_role(Role.HR, make_pemda())
    neighbour = make_role(Role.UNIT_ADMIN, make_unit(unit.parent))

    answers = {}
    for name, who in (
        ("hr", hr),
        ("themself", themself),
        ("stranger", stranger),
        ("neighbour", neighbour),
    ):
        client.force_login(who)
        answers[name] = client.get(address).status_code
    withdrawn = client.post(f"{address}tarik/", {"reason": "x"}).status_code

    assert answers == {"hr": 200, "themself": 200, "stranger": 404, "neighbour": 404}
    assert withdrawn == 403


def test_the_dictionary_is_loaded_typed_pasted_and_changed(client, unit, hr):
    client.force_login(hr)
    empty = client.get("/kompetensi/kamus/").text
    client.post("/kompetensi/kamus/muat/")
    typed = client.post(
        "/kompetensi/kamus/tambah/",
        {"code": "TIK-JAR", "kind": "technical", "name_id": "Jaringan", "level2": "Memasang"},
    )
    taken = client.post(
        "/kompetensi/kamus/tambah/", {"code": "TIK-JAR", "kind": "technical", "name_id": "Lain"}
    )
    text = "kode;jenis;nama\nTIK-KAM;Teknis;Keamanan;Mengenali;;Menjaga\n\nTIK-JAR;teknis;Jaringan;;Memasang"
    pasted = [client.post("/kompetensi/kamus/tempel/", {"text": text}) for _ in range(2)]
    wrong = client.post("/kompetensi/kamus/tempel/", {"text": "X;sakti;Nama"})
    security = Competency.objects.get(code="TIK-KAM")
    address = "/kompetensi/kamus/entri/TIK-KAM/"
    changed = client.post(
        address, {"kind": "technical", "name_id": "Keamanan informasi", "level5": "Merancang"}
    )
    page = client.get("/kompetensi/kamus/").text
    sheet = client.get("/kompetensi/kamus/unduh.csv").content.decode("utf-8-sig")

    assert "Kamus kompetensi masih kosong" in empty
    assert (typed.status_code, taken.status_code, wrong.status_code) == (302, 422, 422)
    assert "X;sakti;Nama" in wrong.text
    assert [one.status_code for one in (*pasted, changed)] == [302] * 3
    security.refresh_from_db()
    assert (security.name_id, security.indicators) == ("Keamanan informasi", {"5": "Merancang"})
    assert Competency.objects.count() == 11
    assert "Perekat Bangsa" in page
    assert len(sheet.splitlines()) == 12
    client.force_login(make_role(Role.PLANNER, unit.parent))
    assert client.get("/kompetensi/kamus/").status_code == 200
    assert client.post("/kompetensi/kamus/muat/").status_code == 403


def test_pasted_lines_are_read_with_tabs_too():
    (one,) = read_lines("Kode\tJenis\tNama\nA.1\tManajerial\tNama  satu\t\tdua\n")

    assert (one.code, one.kind, one.name, one.indicators) == (
        "A.1",
        "managerial",
        "Nama satu",
        {"2": "dua"},
    )
