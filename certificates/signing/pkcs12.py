"""PAdES by a PKCS#12 key: B-B, and B-T with a time stamp authority. The one module that knows pyHanko's
signing (0.x: its interface moves).

pyHanko's own signer reads and checks the private key again for every signature, and signs twice
when it does not know how much room a signature takes. Here a key is read once, and room is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certificates.signing.appearance import MarkStyle
from certificates.signing.at_once import at_once
from certificates.signing.configured import Key, Tsa
from certificates.signing.port import Answer, Paper, Passphrase, Trouble
from certificates.signing.timestamp import Stamper, StampTrouble

DIGEST = "sha256"
ROOM = 8192  # bytes of CMS; a leaf with its CA takes 2 to 4 thousand
ROOM_WITH_TIME = 24576  # a time stamp brings its own certificates


@dataclass(frozen=True)
class Loaded:
    """A key and its certificates, read once."""

    key: Any
    leaf: Certificate
    chain: tuple[Certificate, ...]

    def usable(self, at: datetime) -> None:
        """Raises Trouble outside the certificate's validity."""
        if not self.leaf.not_valid_before_utc <= at <= self.leaf.not_valid_after_utc:
            raise Trouble("sign-certificate-unusable", stops=True, status="EXPIRED")


def load(content: bytes, passphrase: Passphrase) -> Loaded:
    """Raises Trouble for a wrong passphrase (a broken file answers alike), or a key that cannot sign."""
    try:
        key, leaf, chain = pkcs12.load_key_and_certificates(
            content, passphrase.reveal().encode() or None
        )
    except (ValueError, UnsupportedAlgorithm):
        raise Trouble("sign-passphrase-wrong", stops=True) from None
    if leaf is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise Trouble("sign-key-unreadable", stops=True) from None
    return Loaded(key, leaf, tuple(chain))


@lru_cache(maxsize=16)
def _of_file(file: str, _changed: int, passphrase: "_Hidden") -> Loaded:
    try:
        content = Path(file).read_bytes()
    except OSError:
        raise Trouble("sign-key-unreadable", stops=True) from None
    return load(content, passphrase.inner)


class _Hidden:
    """Any passphrase is as good as another for the cache: the file and its time tell keys apart."""

    def __init__(self, inner: Passphrase) -> None:
        self.inner = inner

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hidden)

    def __hash__(self) -> int:
        return 0


def on_server(key: Key, *, at: datetime) -> "Pkcs12":
    """Signs with a key of this server; the process that reads it keeps it until the file changes."""
    try:
        changed = Path(key.file).stat().st_mtime_ns
    except OSError:
        raise Trouble("sign-key-unreadable", stops=True) from None
    return Pkcs12(_of_file(key.file, changed, _Hidden(key.passphrase)), key.tsa, at=at)


class _Keeping(signers.Signer):
    """pyHanko's signer over a key that is loaded already."""

    def __init__(self, loaded: Loaded) -> None:
        self.key = loaded.key
        leaf, *chain = (
            asn1_x509.Certificate.load(one.public_bytes(Encoding.DER))
            for one in (loaded.leaf, *loaded.chain)
        )
        store = SimpleCertificateStore()
        store.register_multiple(chain)
        super().__init__(signing_cert=leaf, cert_registry=store)

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002
    ) -> bytes:
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), SHA256())
        return self.key.sign(data, ec.ECDSA(SHA256()))


class Pkcs12:
    """The port over one loaded key. ``at`` is the moment that is written into the signatures."""

    batch = 1

    def __init__(self, loaded: Loaded, tsa: Tsa | None, *, at: datetime) -> None:
        loaded.usable(at)
        self._loaded, self._at = loaded, at
        self._stamper = Stamper(tsa) if tsa else None

    @property
    def subject(self) -> str:
        return self._loaded.leaf.subject.rfc4514_string()

    @property
    def valid_to(self) -> datetime:
        return self._loaded.leaf.not_valid_after_utc

    def check(self) -> str:
        return "ISSUE"

    def sign(self, papers: Sequence[Paper]) -> list[Answer]:
        return [Answer(pdf=self._sign(paper)) for paper in papers]

    def fetch(self, external_id: str) -> bytes:
        raise Trouble("sign-answer-missing")

    def _sign(self, paper: Paper) -> bytes:
        place = paper.mark.place if paper.mark else 1
        name = f"Tandatangan{place}"
        try:
            writer = IncrementalPdfFileWriter(BytesIO(paper.pdf))
            signer = _signer(self._loaded)
            done = at_once(
                signers.PdfSigner(
                    signers.PdfSignatureMetadata(
                        field_name=name,
                        md_algorithm=DIGEST,
                        subfilter=fields.SigSeedSubFilter.PADES,
                        reason=paper.reason or None,
                        location=paper.location or None,
                    ),
                    signer,
                    timestamper=self._stamper,
                    stamp_style=MarkStyle(link=paper.mark.link) if paper.mark else None,
                    new_field_spec=_field(name, paper),
                ).async_sign_pdf(writer, bytes_reserved=ROOM_WITH_TIME if self._stamper else ROOM)
            )
        except StampTrouble:
            raise Trouble("sign-time-stamp-missing") from None
        except (PdfError, SigningError, ValueError):
            raise Trouble("sign-failed") from None
        return done.getvalue()


@lru_cache(maxsize=16)
def _signer(loaded: Loaded) -> _Keeping:
    return _Keeping(loaded)


def _field(name: str, paper: Paper) -> fields.SigFieldSpec:
    mark = paper.mark
    if mark is None:
        return fields.SigFieldSpec(name)
    box = tuple(round(edge) for edge in (mark.left, mark.bottom, mark.right, mark.top))
    return fields.SigFieldSpec(name, on_page=mark.page - 1, box=box)  # type: ignore[arg-type]


def looks_like_pkcs12(content: bytes) -> bool:
    """Whether the bytes have the outer shape of a PKCS#12 file, which says nothing of its inside."""
    from asn1crypto.pkcs12 import Pfx  # noqa: PLC0415 - only a form asks

    try:
        return Pfx.load(content, strict=True)["version"].native == "v3"
    except (ValueError, TypeError, KeyError):
        return False
