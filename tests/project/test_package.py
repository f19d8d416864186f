"""What somebody earned, as one zip: all of their own, nothing of anybody else's, and it opens alone."""

import io
import json
import re
import zipfile

import pytest

from certificates.actions.revoking import revoke
from certificates.credentials import jwt
from certificates.credentials.keys import PublicKey
from certificates.credentials.proof import is_genuine
from certificates.models import Certificate
from project.people.package import package
from tests import papers
from tests.factories import NOW, make_registration, make_system, make_user, make_workshop
from tests.factories_certificates import make_certificate, make_entitlement
from tests.factories_links import make_link

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()


def earned(count: int):
    """A person with an account, and so many certificates of so many Bimtek."""
    person, made = None, []
    for place in range(count):
        workshop = make_workshop(title_id=f"Bimtek ke-{place}")
        registration = (
            make_registration(workshop, person) if person else make_registration(workshop)
        )
        person = registration.person
        make_entitlement(registration)
        made.append(make_certificate(workshop))
    return person, make_user(person=person), made


def opened(response) -> zipfile.ZipFile:
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_the_own_record_is_one_zip_with_papers_credentials_lists_and_a_page(client):
    person, user, made = earned(2)
    client.force_login(user)

    response = client.get(f"/pegawai/{person.public_id}/paket/")
    archive = opened(response)

    assert response["Cache-Control"] == "private, no-store"
    names = set(archive.namelist())
    assert {"index.html", "BACA-SAYA.txt", "sertifikat.csv", "riwayat.csv"} <= names
    assert len([name for name in names if name.endswith(".pdf")]) == 2
    page = archive.read("index.html").decode()
    for link in re.findall(r'href="((?!http)[^"]+)"', page):
        assert link in names
    assert "Bimtek ke-0" in page
    assert made[0].number in archive.read("sertifikat.csv").decode("utf-8-sig")


def test_the_credentials_in_it_verify_with_nothing_but_the_zip(client):
    person, user, _made = earned(1)
    client.force_login(user)
    archive = opened(client.get(f"/pegawai/{person.public_id}/paket/"))
    methods = {
        one["id"]: one
        for one in json.loads(archive.read("kredensial/did.json"))["verificationMethod"]
    }

    def key(address):
        found = methods[address]
        if "publicKeyMultibase" in found:
            return PublicKey.from_multibase(found["publicKeyMultibase"])
        return PublicKey(jwt.from_base64url(found["publicKeyJwk"]["x"]))

    names = [n for n in archive.namelist() if n.startswith("kredensial/") and "did" not in n]
    (credential,) = [name for name in names if name.endswith(".json")]
    (token,) = [name for name in names if name.endswith(".jwt")]

    assert is_genuine(json.loads(archive.read(credential)), key)
    assert jwt.read(archive.read(token).decode(), key)


def test_nobody_else_takes_it_not_even_who_reads_the_record(client):
    person, _user, _made = earned(1)
    for other in (make_user(), make_user(is_superuser=True)):
        client.force_login(other)
        assert client.get(f"/pegawai/{person.public_id}/paket/").status_code == 404


def test_a_revoked_one_is_listed_without_its_paper(client):
    person, user, made = earned(1)
    revoke(certificate=made[0], public_reason="Salah", file_reason="", by=make_system(), at=NOW)
    client.force_login(user)

    archive = opened(client.get(f"/pegawai/{person.public_id}/paket/"))

    assert not [name for name in archive.namelist() if name.endswith(".pdf")]
    assert "Dicabut" in archive.read("sertifikat.csv").decode("utf-8-sig")


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_database_as_often_for_three_as_for_one(count, django_assert_num_queries):
    person, user, _made = earned(count)

    with django_assert_num_queries(2):  # certificates with files and credentials; keys
        certificates = list(Certificate.objects.filter(registration__person=person).for_package())
        package(person, certificates, [], by=user, at=NOW).close()


def test_a_link_hands_out_what_was_earned_in_its_own_bimtek_alone(client):
    _person, _user, made = earned(2)
    address = f"/p/{make_link(made[0].registration).token()}/paket.zip"

    archive = opened(client.get(address))

    assert len([name for name in archive.namelist() if name.endswith(".pdf")]) == 1
    assert "Bimtek ke-1" not in archive.read("index.html").decode()
    assert "riwayat.csv" not in archive.namelist()
    empty = make_link(make_registration(make_workshop())).token()
    assert client.get(f"/p/{empty}/paket.zip").status_code == 404
