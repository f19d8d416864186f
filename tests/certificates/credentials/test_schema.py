"""What we issue against 1EdTech's own JSON schema of Open Badges 3.0 (``tests/schemas.py``)."""

import copy
import hashlib
import json
import os
import re
from datetime import datetime
from decimal import Decimal

import pytest
from jsonschema import Draft201909Validator, FormatChecker

from certificates.credentials import jwt
from tests import papers, schemas
from tests.factories import make_registration, make_workshop
from tests.factories_certificates import (
    make_certificate,
    make_certificate_of_one_with_numbers,
    make_entitlement,
    make_layout,
)

pytestmark = pytest.mark.django_db

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
formats = FormatChecker(formats=())


@formats.checks("date-time", raises=ValueError)
def is_a_moment(value: object) -> bool:
    return not isinstance(value, str) or (
        bool(MOMENT.fullmatch(value)) and bool(datetime.fromisoformat(value))
    )


@pytest.fixture(scope="module")
def schema() -> Draft201909Validator:
    if not schemas.OPEN_BADGES.exists():
        if os.environ.get("CI"):
            pytest.fail("make build/schemas/.ok brings 1EdTech's schema, and has not run.")
        pytest.skip("1EdTech's schema is not here: make build/schemas/.ok")
    content = schemas.OPEN_BADGES.read_bytes()
    assert hashlib.sha256(content).hexdigest() == schemas.SHA256
    return Draft201909Validator(json.loads(content), format_checker=formats)


def faults(schema, document) -> list[str]:
    return [f"{fault.json_path}: {fault.message}" for fault in schema.iter_errors(document)]


def test_what_we_issue_is_valid_by_1edtechs_schema_and_so_is_its_jwt(schema, files):
    papers.ensure_faces()
    workshop = make_workshop(title_id="Bimtek Kota Cerdas", title_en="Smart City Workshop")
    passed = make_entitlement(make_registration(workshop), kind="completed", jp=Decimal("7.5"))
    english = make_layout(workshop.unit, language="en")
    for certificate in (
        make_certificate_of_one_with_numbers(),
        make_certificate(passed.registration.workshop, template=english),
    ):
        kept = certificate.credential

        assert faults(schema, json.loads(kept.content)) == []
        assert faults(schema, json.loads(jwt.from_base64url(kept.token.split(".")[1]))) == []


# None: it is left out.
WRONG = (
    ("@context", ["https://www.w3.org/ns/credentials/v2"]),
    ("@context.1", "https://contoh.example/konteks.json"),
    ("id", None),
    ("type", ["VerifiableCredential"]),
    ("issuer", None),
    ("issuer.type", ["Organisasi"]),
    ("validFrom", None),
    ("validFrom", "1 Desember 2026"),
    ("credentialSubject", None),
    ("credentialSubject.type", ["Person"]),
    ("credentialSubject.activityEndDate", "2026-12-01"),
    ("credentialSubject.creditsEarned", "8 JP"),
    ("credentialSubject.achievement", None),
    ("credentialSubject.achievement.criteria", None),
    ("credentialSubject.achievement.description", None),
    ("credentialSubject.achievement.name", None),
    ("credentialSubject.achievement.achievementType", "Bimtek"),
    ("credentialSubject.achievement.inLanguage", "Indonesia"),
    ("credentialSubject.identifier.0.hashed", None),
    ("credentialSubject.identifier.0.identityType", "nama"),
    ("credentialStatus.type", None),
    ("proof.type", None),
)


def test_the_schema_finds_what_is_missing_or_wrong(schema, files):
    papers.ensure_faces()
    issued = json.loads(make_certificate().credential.content)
    unseen = []
    for path, value in WRONG:
        changed = copy.deepcopy(issued)
        *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
        inner = changed
        for step in steps:
            inner = inner[step]
        assert inner[last] != value
        if value is None:
            del inner[last]
        else:
            inner[last] = value
        if not faults(schema, changed):
            unseen.append((path, value))

    assert unseen == []
