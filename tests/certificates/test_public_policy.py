"""What a stranger learns, in every state a certificate may be in: no field beyond the layout's policy."""

import io
import json
from datetime import date

import pikepdf
import pytest
from django.core.cache import cache

from certificates.actions.revoking import revoke, supersede
from certificates.models import Certificate
from participants.actions.person import add_identifier
from tests import papers
from tests.certificates.signing.accounts import own_key
from tests.certificates.signing.secrets import parts_of
from tests.factories import NOW, make_registration, make_system, make_workshop
from tests.factories_certificates import (
    NIK,
    NIP,
    PHONE,
    close,
    make_certificate,
    make_entitlement,
    make_layout,
)

pytestmark = pytest.mark.django_db
NAME, UNIT = "Wa Ode Rahmatia", "Bagian Umum Contoh"
NEVER = {  # whatever the policy, on no page, in no JSON and in no part of the PDF
    "nik": NIK,
    "phone": PHONE,
    "email": "rahmatia@contoh.example",
    "birth date": "1985-03-17",
}
ON_PAPER_ALONE = {
    "nip": NIP,
    "rank": "Penata Muda Contoh (III/a)",
    "post": "Arsiparis Contoh",
    "signatory's nip": "196801011993031005",
}
STATES = ("issued", "superseded", "revoked", "prepared", "withdrawn")


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()
    cache.clear()


def made(state: str, **policy) -> Certificate:
    workshop = make_workshop()
    registration = make_registration(
        workshop,
        printed_name=NAME,
        printed_rank=ON_PAPER_ALONE["rank"],
        printed_post=ON_PAPER_ALONE["post"],
    )
    registration.unit.name = UNIT
    registration.unit.save()
    person = registration.person
    person.phone, person.email, person.birth_date = PHONE, NEVER["email"], date(1985, 3, 17)
    person.save()
    for kind, digits in (("nip", NIP), ("nik", NIK)):
        add_identifier(person=person, kind=kind, digits=digits, by=make_system(), at=NOW)
    make_entitlement(registration, close(workshop))
    account = own_key(workshop.unit) if state in {"prepared", "withdrawn"} else None
    template = make_layout(
        workshop.unit,
        signatory_nip=ON_PAPER_ALONE["signatory's nip"],
        signing_account=account,
        **policy,
    )
    certificate = make_certificate(workshop, template=template)
    if state == "superseded":
        supersede(
            certificate=certificate,
            person_name=f"{NAME} Putri",
            reason="Ejaan",
            by=make_system(),
            at=NOW,
        )
    if state == "revoked":
        revoke(
            certificate=certificate,
            public_reason="Keliru",
            file_reason="",
            by=make_system(),
            at=NOW,
        )
    if state == "withdrawn":
        Certificate.objects.filter(pk=certificate.pk).update(state="withdrawn")
    certificate.refresh_from_db()
    assert certificate.state == state
    said = certificate.statement
    assert [said["nip"], said["rank"], said["post"]] == list(ON_PAPER_ALONE.values())[:3]
    return certificate


def paper(certificate) -> bytes:
    with certificate.pdf.content.open() as stored:
        return stored.read()


def told(client, certificate) -> str:
    """All that a stranger is answered: page, JSON, the dropped file, and what programs ask for."""
    address = f"/v/{certificate.public_id}"
    file = io.BytesIO(paper(certificate))
    file.name = "sertifikat.pdf"
    answers = [
        client.get(address),
        client.get(f"{address}.json"),
        client.post("/v/", {"cara": "berkas", "berkas": file}),
        client.get(f"{address}/kredensial.json"),
        client.get(f"{address}/kredensial.jwt"),
        client.get("/.well-known/did.json"),
        client.get("/kredensial/status/1"),
    ]
    return "\n".join(
        f"{answer.headers}\n{b''.join(answer).decode('latin-1')}" for answer in answers
    )


@pytest.mark.parametrize("state", STATES)
def test_no_state_tells_a_field_beyond_the_policy(client, state):
    certificate = made(state, public_name="initials", public_unit=False)

    said = told(client, certificate)

    beyond = {**NEVER, **ON_PAPER_ALONE, "name": NAME, "part of it": "Rahmatia", "unit": UNIT}
    assert [field for field, value in beyond.items() if value in said] == []
    assert (
        state not in {"issued", "superseded", "revoked"}
        or "W• O• R•".encode().decode("latin-1") in said
    )


@pytest.mark.parametrize("state", STATES)
def test_the_fullest_policy_tells_name_and_unit_and_of_what_never_was_issued_neither(client, state):
    said = told(client, made(state, public_name="full", public_unit=True))

    assert [field for field, value in {**NEVER, **ON_PAPER_ALONE}.items() if value in said] == []
    issued = state in {"issued", "superseded", "revoked"}
    assert (NAME in said) == issued
    assert (UNIT in said) == issued


@pytest.mark.parametrize("state", ["issued", "prepared"])
def test_a_pdf_has_what_is_printed_on_it_and_its_metadata_less(state):
    content = paper(made(state, public_name="initials", public_unit=False))

    with pikepdf.open(io.BytesIO(content)) as opened:
        metadata = " ".join([*map(str, opened.docinfo.values()), str(opened.open_metadata())])
    inside = b"\n".join(parts_of(content)).decode("latin-1")

    assert NAME in metadata  # it opens as "Sertifikat … – name" on the holder's own phone
    assert [field for field, value in ON_PAPER_ALONE.items() if value in metadata] == []
    assert NIP in inside  # so the search reads what is packed
    assert [field for field, value in NEVER.items() if value in inside] == []


def test_an_unknown_address_tells_nothing_of_a_certificate_that_is_there(client):
    certificate = made("issued")
    near = certificate.public_id[:-1] + ("0" if certificate.public_id[-1] != "0" else "1")

    page, facts = client.get(f"/v/{near}"), client.get(f"/v/{near}.json")

    assert (page.status_code, facts.status_code) == (404, 404)
    assert json.loads(facts.content) == {"state": "unknown"}
    assert NAME not in page.content.decode()
