"""An invented authority and the keys it certifies, as PKCS#12 files. Made once a test run."""

from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

FROM, TO = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
PASSPHRASE = "Melati-7-Kuning-Rahasia"
OFFICIAL = "Drs. La Ode Contoh, M.Si."
SECOND = "Dr. Wa Ode Sekretaris, M.T."


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Pemerintah Kabupaten Contoh"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


@cache
def authority() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    return key, _certify("OSD Contoh", key, key, None, TO, ca=True)


def _certify(common, key, signing_key, issuer, to, *, ca=False, stamps=False):
    subject = _name(common)
    key_id = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(to)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(key_id, critical=False)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not ca,
                content_commitment=not ca,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=ca,
                crl_sign=ca,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
    )
    if stamps:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        built = built.add_extension(purpose, critical=True)
    return built.sign(signing_key, SHA256())


@cache
def certified(
    common: str = OFFICIAL, kind: str = "rsa", to: datetime = TO, *, stamps: bool = False
):
    """A key with its certificate of the invented authority."""
    key = (
        rsa.generate_private_key(public_exponent=65537, key_size=2048)
        if kind == "rsa"
        else ec.generate_private_key(ec.SECP256R1())
    )
    ca_key, ca = authority()
    return key, _certify(common, key, ca_key, ca, to, stamps=stamps)


@cache
def p12(
    common: str = OFFICIAL, kind: str = "rsa", to: datetime = TO, passphrase: str = PASSPHRASE
) -> bytes:
    key, leaf = certified(common, kind, to)
    return pkcs12.serialize_key_and_certificates(
        common.encode(), key, leaf, [authority()[1]], BestAvailableEncryption(passphrase.encode())
    )
