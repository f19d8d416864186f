"""An invented official who signs electronically, and the class whose certificates wait for them."""

import random
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from django.conf import settings

from certificates.actions.signer import make_account
from certificates.actions.signing import sign
from certificates.models import Signature, SigningAccount, SigningMethod
from certificates.signing.adapters import adapter_for
from certificates.signing.port import Passphrase
from participants.models import User
from project.demo import story
from project.demo.regions import Region
from workshops.actions.invitation import invite
from workshops.actions.workshop import create_workshop
from workshops.models import InvitationBody, Workshop
from workshops.rules.inviting import AskedUnit
from workshops.rules.programme import PROGRAMMES, plan_of

NAME = "Ir. Contoh Suryanto, M.T. (rekaan)"
AUTHORITY = "Otoritas sertifikat rekaan (demo)"
PASSPHRASE = "demo-tanda-tangan"  # noqa: S105 printed on the demo's own page
AT_ONCE = 12  # signatures by one call
PEOPLE = 8
LASTS = timedelta(days=10 * 365)


def appoint(region: Region, users: dict[str, User], at: datetime) -> SigningAccount:
    """The head of Bantul's Diskominfo with a key of their own, whose authority the demo trusts."""
    key, trusted = _key(at)
    folder = Path(settings.TRUST_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "demo.pem").write_bytes(trusted)
    return make_account(
        unit=region.units["Diskominfo"],
        name=NAME,
        method=SigningMethod.OWN_KEY,
        user=users["penandatangan"],
        key=key,
        by=users["panitia"],
        at=at,
    )


def _key(at: datetime) -> tuple[bytes, bytes]:
    """A PKCS#12 file, and the PEM of the authority behind it, whose own key nobody keeps."""
    above, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = _certified(AUTHORITY, above, None, above, at)
    leaf = _certified(NAME, own, authority, above, at)
    content = pkcs12.serialize_key_and_certificates(
        NAME.encode(), own, leaf, [authority], BestAvailableEncryption(PASSPHRASE.encode())
    )
    return content, authority.public_bytes(Encoding.PEM)


def _certified(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    authority: x509.Certificate | None,
    by: ec.EllipticCurvePrivateKey,
    at: datetime,
) -> x509.Certificate:
    said = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    signs = authority is not None
    return (
        x509.CertificateBuilder()
        .subject_name(said)
        .issuer_name(authority.subject if authority else said)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at)
        .not_valid_after(at + LASTS)
        .add_extension(x509.BasicConstraints(ca=not signs, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=signs,
                content_commitment=signs,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=not signs,
                crl_sign=not signs,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(by, SHA256())
    )


def hold(region: Region, users: dict[str, User], as_of: date) -> Workshop:
    """A morning's class of last week, up to its end: one of each of eight OPD, all of them there."""
    by, root = users["panitia"], region.root
    template = PROGRAMMES["satu-tahap"]
    day = as_of - timedelta(days=7)
    planned_at = root.moment(day - timedelta(days=14), story.MORNING)
    workshop = create_workshop(
        unit=region.units["Diskominfo"],
        title_id="Bimbingan Teknis Tanda Tangan Elektronik bagi Admin Perangkat Daerah",
        title_en="Technical Guidance on Electronic Signatures for Administrators of Regional Units",
        programme=template.code,
        stages=[
            plan_of(stage, day, day, "Ruang Mandala Saba Pracima, Kompleks Parasamya")
            for stage in template.stages
        ],
        legal_basis="RPJMD Kabupaten Bantul 2021-2026",
        by=by,
        at=planned_at,
    )
    staffed = [people for people in region.staff.values() if len(people) > 3]
    units = {people[3].home_unit: people for people in staffed[-PEOPLE:]}
    invite(
        workshop=workshop,
        units=[AskedUnit(unit.name, people[2].phone) for unit, people in units.items()],
        body=InvitationBody.UNIT,
        seats=1,
        open_now=True,
        by=by,
        at=planned_at,
    )
    invitations = workshop.invitations.by_unit_name()
    named_at = planned_at + timedelta(days=5)
    people = story.name(invitations, region.staff, each=1, from_position=3, by=by, at=named_at)
    chance = random.Random("bantul-tanda-tangan")
    for stage in workshop.stages.in_order():
        story.hold_stage(stage, people, share=1.0, chance=chance, by=users["petugas"])
    return workshop


def sign_all(workshop: Workshop, account: SigningAccount, by: User) -> None:
    """Every certificate of the class that waits for this official, on the morning after its closing."""
    workshop.refresh_from_db()  # closed since it was read
    day = workshop.unit.localdate(workshop.closed_at or workshop.created_at)
    at = datetime.combine(day + timedelta(days=1), time(2), tzinfo=UTC)
    signer = adapter_for(account, Passphrase(PASSPHRASE), at=at)
    while rows := list(
        Signature.objects.for_signing()
        .filter(account=account, certificate__workshop=workshop)
        .select_related("certificate")[:AT_ONCE]
    ):
        sign(signatures=rows, signer=signer, by=by, at=at)
