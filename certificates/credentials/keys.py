"""An issuer's Ed25519 key, in the spellings that documents want: Multikey and JWK."""

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519_PUBLIC = b"\xed\x01"  # multicodec's prefix


def base58(raw: bytes) -> str:
    number, letters = int.from_bytes(raw, "big"), ""
    while number:
        number, place = divmod(number, 58)
        letters = BITCOIN[place] + letters
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + letters


def from_base58(text: str) -> bytes:
    """Raises ValueError for a letter that base58 does not have."""
    number = 0
    for letter in text:
        number = number * 58 + BITCOIN.index(letter)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(frozen=True)
class PublicKey:
    raw: bytes

    @classmethod
    def from_multibase(cls, text: str) -> Self:
        """Raises ValueError for anything but an Ed25519 Multikey."""
        content = from_base58(text[1:]) if text.startswith("z") else b""
        if len(content) != 34 or not content.startswith(ED25519_PUBLIC):
            raise ValueError("Not an Ed25519 Multikey")
        return cls(content[2:])

    @property
    def multibase(self) -> str:
        return "z" + base58(ED25519_PUBLIC + self.raw)

    @property
    def jwk(self) -> dict[str, str]:
        return {"kty": "OKP", "crv": "Ed25519", "x": base64url(self.raw)}

    @property
    def thumbprint(self) -> str:
        """RFC 7638: names the key as JWK."""
        members = json.dumps(self.jwk, sort_keys=True, separators=(",", ":"))
        return base64url(hashlib.sha256(members.encode()).digest())

    def has_signed(self, signature: bytes, message: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class PrivateKey:
    raw: bytes

    def __repr__(self) -> str:  # a key never stands in a traceback
        return "PrivateKey(…)"

    @classmethod
    def new(cls) -> Self:
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def public(self) -> PublicKey:
        private = Ed25519PrivateKey.from_private_bytes(self.raw)
        return PublicKey(private.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.raw).sign(message)
