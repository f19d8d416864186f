"""``make demo-lan``: the demo on the local network with a certificate of its own making, so that a real
phone's camera works."""

import os
import socket
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LASTS = timedelta(days=30)
ADVICE = """
Buka di HP (Wi-Fi yang sama):   {address}/pindai/
Open it on a phone (same Wi-Fi): {address}/pindai/

Yang akan ditanyakan HP:
  1. "Koneksi Anda tidak pribadi": sertifikat ini buatan sendiri. Ketuk Lanjutan, lalu Lanjutkan.
  2. "Izinkan kamera?": ketuk Izinkan.
  3. Kode perangkat: buat di {address}, Bimtek, Kehadiran, Perangkat pintu.
What the phone will ask: a warning about the self-made certificate (Advanced, Proceed), then for the
camera (Allow), then for a device code. Without a trusted certificate the browser refuses the service
worker: camera and outbox work, opening without a network does not. To try that too, install
{certificate} on the phone as a CA certificate, or use localhost.
"""


def address_on_the_network() -> str:
    """This machine's address as its neighbours see it; nothing is sent to find out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def make_certificate(folder: Path, address: str, at: datetime) -> tuple[Path, Path]:
    """Certificate and key (PKCS#8, readable by the owner alone) for this address."""
    folder.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Bimtek demo {address}")])
    names = [x509.IPAddress(ip_address(address)), x509.DNSName("localhost")]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(hours=1))
        .not_valid_after(at + LASTS)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].touch(mode=0o600)
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths


def begin(*, at: datetime, port: str, folder: Path) -> None:
    """Says where and what the phone will ask, and becomes ``make demo`` on every interface."""
    host = address_on_the_network()
    certificate, key = make_certificate(folder, host, at)
    address = f"https://{host}:{port}"
    print(ADVICE.format(address=address, certificate=certificate), flush=True)  # noqa: T201 - to a person
    knobs = {
        "PUBLIC_URL": address,
        "ALLOWED_HOSTS": f"{host},127.0.0.1,localhost",
        "GRANIAN_SSL_CERTIFICATE": str(certificate),
        "GRANIAN_SSL_KEYFILE": str(key),
        "GRANIAN_SSL_PROTOCOL_MIN": "tls1.2",
    }
    command = ["make", "--no-print-directory", "demo", f"PORT={port}", "HOST=0.0.0.0"]
    os.execvpe("make", command, os.environ | knobs)  # noqa: S606, S607 - the developer's own make
