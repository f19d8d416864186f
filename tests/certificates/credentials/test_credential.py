"""A certificate as Open Badges 3.0: who can verify it, and what makes it fail."""

import json
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, transaction

from certificates.actions.credential import credential_of, rotate_key
from certificates.actions.revoking import revoke, supersede
from certificates.credentials import badge, contexts, jwt, proof, status
from certificates.credentials.canonical import Unprovable
from certificates.credentials.keys import PublicKey
from certificates.credentials.proof import is_genuine
from certificates.models import Credential, IssuerKey, StatusList
from certificates.models.credential import PLACES
from participants.models.sealed import unseal
from tests import papers
from tests.factories import NOW, make_registration, make_system, make_workshop
from tests.factories_certificates import (
    NIK,
    NIP,
    PHONE,
    make_certificate,
    make_certificate_of_one_with_numbers,
    make_closed_workshop,
    make_entitlement,
)

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent
needs_node = pytest.mark.skipif(not shutil.which("node"), reason="no node on this machine")


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()
    cache.clear()


def content_of(certificate) -> dict:
    return json.loads(Credential.objects.get(certificate=certificate).content)


def did_of(client) -> dict:
    return json.loads(client.get("/.well-known/did.json").content)


def keys_of(client):
    """What a stranger verifies with: the keys of the published DID document."""
    methods = {one["id"]: one for one in did_of(client)["verificationMethod"]}

    def find(address: str) -> PublicKey | None:
        method = methods.get(address)
        if method is None:
            return None
        if "publicKeyMultibase" in method:
            return PublicKey.from_multibase(method["publicKeyMultibase"])
        return PublicKey(jwt.from_base64url(method["publicKeyJwk"]["x"]))

    return find


def list_of(client, credential) -> dict:
    address = credential["credentialStatus"]["statusListCredential"]
    return json.loads(client.get(address.removeprefix(settings.PUBLIC_URL)).content)


def has_fallen(client, credential) -> bool:
    published = list_of(client, credential)
    assert is_genuine(published, keys_of(client))
    place = int(credential["credentialStatus"]["statusListIndex"])
    return status.is_set(published["credentialSubject"]["encodedList"], place)


def by_node(client, certificate, tmp_path, **changed) -> dict:
    kept = Credential.objects.get(certificate=certificate)
    given = {
        "credential": json.loads(kept.content),
        "token": kept.token,
        "did": did_of(client),
        "list": list_of(client, json.loads(kept.content)),
    }
    file = tmp_path / "given.json"
    file.write_text(json.dumps({**given, **changed}))
    done = subprocess.run(
        ["node", HERE / "verify.mjs", file], capture_output=True, check=True, text=True
    )
    return json.loads(done.stdout)


def test_a_certificate_is_issued_with_a_genuine_credential(client):
    certificate = make_certificate()

    credential = content_of(certificate)

    assert is_genuine(credential, keys_of(client))
    assert credential["id"].endswith(f"/v/{certificate.public_id}")
    assert credential["credentialSubject"]["creditsEarned"] == 8
    assert credential["credentialSubject"]["licenseNumber"] == certificate.number
    assert not has_fallen(client, credential)


@needs_node
def test_another_implementation_verifies_proof_status_and_jwt_offline(client, tmp_path):
    certificate = make_certificate_of_one_with_numbers()

    told = by_node(client, certificate, tmp_path)

    assert told == {"proof": True, "why": "", "stands": True, "whyStatus": "", "jwt": True}


@needs_node
def test_another_implementation_refuses_what_was_changed_and_what_was_revoked(client, tmp_path):
    certificate = make_certificate_of_one_with_numbers()
    changed = content_of(certificate)
    changed["credentialSubject"]["creditsEarned"] = 80
    revoke(certificate=certificate, public_reason="Salah", file_reason="", by=make_system(), at=NOW)

    told = by_node(client, certificate, tmp_path, credential=changed)

    assert (told["proof"], told["stands"]) == (False, False)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("credentialSubject", "creditsEarned"), 80),
        (("credentialSubject", "achievement", "name"), "Bimtek lain"),
        (("credentialSubject", "identifier", 0, "identityHash"), "sha256$00"),
        (("credentialStatus", "statusListIndex"), "1"),
        (("validFrom",), "2020-01-01T00:00:00Z"),
        (("proof", "created"), "2020-01-01T00:00:00Z"),
        (("issuer", "name"), "Dinas lain"),
    ],
    ids=lambda value: "-".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_a_changed_field_is_found(client, path, value):
    credential = content_of(make_certificate())
    inner = credential
    for step in path[:-1]:
        inner = inner[step]
    assert inner[path[-1]] != value
    inner[path[-1]] = value

    assert not is_genuine(credential, keys_of(client))


def test_a_word_that_no_context_explains_is_refused_because_no_proof_covers_it(client):
    credential = content_of(make_certificate())
    credential["credentialSubject"]["nilai"] = 100

    with pytest.raises(Unprovable):
        is_genuine(credential, keys_of(client))


def test_an_unknown_context_is_refused_and_never_fetched(client):
    credential = content_of(make_certificate())
    credential["@context"].append("https://contoh.example/konteks.json")

    with pytest.raises(contexts.UnknownContext, match=r"contoh\.example"):
        is_genuine(credential, keys_of(client))


def test_a_context_that_says_something_else_is_refused(monkeypatch, tmp_path):
    for name, _sha in contexts.FILES.values():
        said = (contexts.FOLDER / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(said.replace('"@type"', '"@id"', 1), encoding="utf-8")
    monkeypatch.setattr(contexts, "FOLDER", tmp_path)
    contexts._read.cache_clear()

    for address in contexts.FILES:
        with pytest.raises(contexts.UnknownContext):
            contexts.kept(address)


def test_a_proof_by_a_key_that_is_not_the_issuers_is_not_genuine(client):
    credential = content_of(make_certificate())
    credential["issuer"]["id"] = "did:web:lain.example"

    assert not is_genuine(credential, keys_of(client))


def test_revoking_sets_the_bit_of_that_credential_alone(client):
    first, second = make_certificate(), make_certificate()
    revoke(certificate=first, public_reason="Salah", file_reason="", by=make_system(), at=NOW)

    assert has_fallen(client, content_of(first))
    assert not has_fallen(client, content_of(second))


def test_a_superseded_credential_has_fallen_and_the_next_version_stands(client):
    first = make_certificate()
    later = supersede(
        certificate=first, person_name="Nama Betul", reason="Ejaan", by=make_system(), at=NOW
    )

    assert has_fallen(client, content_of(first))
    assert not has_fallen(client, content_of(later))
    assert is_genuine(content_of(later), keys_of(client))


def test_after_a_rotation_old_credentials_verify_and_new_ones_have_the_new_key(client):
    before = content_of(make_certificate())
    rotate_key(by=make_system(), at=NOW)
    after = content_of(make_certificate())

    assert before["proof"]["verificationMethod"] != after["proof"]["verificationMethod"]
    assert is_genuine(before, keys_of(client))
    assert is_genuine(after, keys_of(client))


def test_a_lost_key_is_taken_back_and_its_credentials_are_signed_anew_on_asking(client):
    certificate = make_certificate()
    before = content_of(certificate)
    rotate_key(by=make_system(), at=NOW, lost=True)

    assert not is_genuine(before, keys_of(client))

    credential_of(certificate=certificate, by=make_system(), at=NOW)
    after = content_of(certificate)
    assert is_genuine(after, keys_of(client))
    assert after["credentialStatus"] == before["credentialStatus"]


def test_the_command_rotates(capsys):
    call_command("rotate_issuer_key")
    call_command("rotate_issuer_key", "--lost")

    newest, former = IssuerKey.objects.order_by("-pk")
    assert newest.in_use
    assert former.lost_at
    assert newest.public in capsys.readouterr().out


def test_the_private_key_is_kept_sealed():
    certificate = make_certificate()
    key = certificate.credential.key

    assert len(bytes.fromhex(unseal(key.sealed))) == 32
    assert unseal(key.sealed) not in key.sealed
    assert repr(proof.PrivateKey(b"0" * 32)) == "PrivateKey(…)"


def test_one_key_is_in_use():
    rotate_key(by=make_system(), at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        IssuerKey.objects.create(public="z", sealed="", made_at=NOW, made_by=make_system())


def test_a_key_out_of_use_says_since_when():
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuerKey.objects.create(
            public="z", sealed="", in_use=False, made_at=NOW, made_by=make_system()
        )


def test_a_place_in_a_list_is_taken_once_and_lies_inside_it():
    first = make_certificate().credential
    second = make_certificate().credential

    with pytest.raises(IntegrityError), transaction.atomic():
        Credential.objects.filter(pk=second.pk).update(place=first.place)
    with pytest.raises(IntegrityError), transaction.atomic():
        Credential.objects.filter(pk=second.pk).update(place=PLACES)


def test_places_are_drawn_at_random_not_in_turn():
    workshop = make_workshop()
    for _person in range(5):
        make_entitlement(make_registration(workshop))
    places = [make_certificate(workshop).credential.place for _person in range(5)]

    assert len(set(places)) == 5
    assert places != sorted(places) or max(places) - min(places) > 1_000


def test_a_list_that_is_taken_is_followed_by_the_next(monkeypatch):
    first = make_certificate().credential
    monkeypatch.setattr("certificates.actions.credential.PLACES", 1)
    Credential.objects.update(place=0)

    second = make_certificate().credential

    assert (first.status_list.number, second.status_list.number) == (1, 2)


def test_the_list_is_as_long_as_the_herd_wants_and_may_be_kept_for_minutes(client):
    credential = content_of(make_certificate())
    address = credential["credentialStatus"]["statusListCredential"]
    response = client.get(address.removeprefix(settings.PUBLIC_URL))

    encoded = json.loads(response.content)["credentialSubject"]["encodedList"]
    assert status.is_set(encoded, PLACES - 1) is False
    with pytest.raises(ValueError, match="No such place"):
        status.is_set(encoded, PLACES)
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get("/kredensial/status/99").status_code == 404
    assert StatusList.objects.count() == 1


def test_the_jwt_carries_the_credential_and_no_header_but_the_allowed(client):
    certificate = make_certificate()
    token = certificate.credential.token
    header = json.loads(jwt.from_base64url(token.split(".")[0]))

    claims = jwt.read(token, keys_of(client))

    assert set(header) == {"alg", "typ", "kid"}
    assert claims["iss"] == did_of(client)["id"]
    assert claims["jti"] == claims["id"]
    assert claims["sub"] == claims["credentialSubject"]["id"]
    unsigned = {key: value for key, value in content_of(certificate).items() if key != "proof"}
    assert all(claims[key] == value for key, value in unsigned.items())


def test_a_changed_jwt_is_not_read(client):
    token = make_certificate().credential.token
    header, claims, signature = token.split(".")
    other = json.loads(jwt.from_base64url(claims)) | {"name": "Lain"}

    assert jwt.read(f"{header}.{jwt._part(other)}.{signature}", keys_of(client)) is None
    assert jwt.read("bukan.token", keys_of(client)) is None


def test_no_number_and_no_name_of_a_person_is_in_a_credential():
    certificate = make_certificate_of_one_with_numbers()
    kept = certificate.credential
    claims = json.dumps(json.loads(jwt.from_base64url(kept.token.split(".")[1])))

    for text in (kept.content, claims):
        assert not [said for said in (NIP, NIK, PHONE, "Wa Ode") if said in text]
    assert certificate.statement["nip"] == NIP


def test_whoever_has_the_paper_can_compare_the_name():
    certificate = make_certificate_of_one_with_numbers()
    (identity,) = content_of(certificate)["credentialSubject"]["identifier"]

    assert identity["identityHash"] == badge.identity_hash("Wa Ode Siti, S.Kom.", identity["salt"])
    assert len(identity["salt"]) == 32


def test_two_credentials_of_one_person_share_nothing_that_names_the_person():
    workshops = [make_workshop(), make_workshop()]
    person = make_registration(workshops[0], printed_name="Satu Orang").person
    make_registration(workshops[1], person=person, printed_name="Satu Orang")
    subjects = []
    for workshop in workshops:
        make_entitlement(workshop.registrations.get())
        subjects.append(content_of(make_certificate(workshop))["credentialSubject"])

    first, second = subjects
    assert first["id"] != second["id"]
    assert first["identifier"][0]["identityHash"] != second["identifier"][0]["identityHash"]


def test_control_characters_in_a_title_do_not_break_the_proof(client):
    credential = content_of(
        make_certificate(make_closed_workshop(title_id="Bimtek\tKota\x0bCerdas"))
    )

    assert credential["name"] == "Bimtek Kota Cerdas"
    assert is_genuine(credential, keys_of(client))


def test_a_certificate_without_a_credential_gets_one_on_asking_and_keeps_it(settings):
    settings.CREDENTIALS = False
    certificate = make_certificate()
    assert not Credential.objects.exists()

    first = credential_of(certificate=certificate, by=make_system(), at=NOW)
    again = credential_of(certificate=certificate, by=make_system(), at=NOW + timedelta(days=1))

    assert (first.pk, first.content) == (again.pk, again.content)


def test_the_issuer_is_named_by_the_installations_address(client):
    document = did_of(client)

    assert re.fullmatch(r"did:web:[a-z0-9.-]+(%3A\d+)?", document["id"])
    assert document["assertionMethod"] == [one["id"] for one in document["verificationMethod"]]
