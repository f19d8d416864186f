"""The demo on the local network: a certificate for the machine's own address."""

from datetime import UTC, datetime
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from project import lan


def test_the_certificate_is_for_the_address_the_phone_will_type(tmp_path):
    paths = lan.make_certificate(tmp_path / "lan", "192.168.1.20", datetime.now(UTC))

    certificate = x509.load_pem_x509_certificate(paths[0].read_bytes())
    key = serialization.load_pem_private_key(paths[1].read_bytes(), password=None)
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.IPAddress) == [ip_address("192.168.1.20")]
    assert certificate.public_key() == key.public_key()
    assert paths[1].stat().st_mode & 0o077 == 0
