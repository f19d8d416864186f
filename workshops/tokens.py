"""Codes and tokens: minted at random, checked without a database.

The check-in code is 25 random Crockford characters and one check character (130 bits in all, 125
of them random), bare and in upper case so that a QR code holds it in alphanumeric mode.

The check character. Read the 32 symbols as the elements of GF(32), the polynomials over GF(2)
modulo x⁵+x²+1, in which x is primitive: x⁰ … x³⁰ are the 31 different non-zero elements. A code
c₀…c₂₅ is well formed when  x²⁶ + Σ cᵢ·x²⁵⁻ⁱ = 0.  All 26 weights are different and none is zero, so
- one wrong symbol changes the sum by (a−b)·xᵏ, which is not 0: every substitution is caught;
- two symbols swapped, adjacent or not, change it by (a−b)·(xʲ−xᵏ): every swap is caught;
- a pair aa read as bb changes it by (a−b)·(xʲ+xᵏ), and in GF(32) plus is minus: caught too.
The constant x²⁶ makes a row of zeros ill formed. A digit sum modulo 31 cannot do the first over 32
symbols, since two of them would be the same number. The JavaScript twin is
``static/workshops/door/code.js``; both are held to ``tests/workshops/code_vectors.json``.
"""

import base64
import hmac
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
CODE_LENGTH = 26
PROVISIONING_LENGTH = 8
SHEET_LENGTH = 8
ROW_CODE_LENGTH = 16
MOST_ROWS = 1023  # of one sheet
GROUPS = (5, 5, 5, 5, 6)

_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
# Spaces, line ends (a USB scanner sends one), and every dash a keyboard or Word may put in.
_IGNORED = " \t\r\n\u00a0-\u2010\u2011\u2012\u2013\u2014\u2212"
# ASCII alone is raised to capitals: str.upper() knows letters that JavaScript treats otherwise.
_TYPED = (
    {ord(letter): letter.upper() for letter in "abcdefghijklmnopqrstuvwxyz"}
    | {ord(letter): "0" for letter in "oO"}
    | {ord(letter): "1" for letter in "iIlL"}
    | {ord(mark): None for mark in _IGNORED}
)


def normalise(typed: str) -> str:
    """The code as it is stored, from what a camera, a scanner or a hand gave.

    Lower case, spaces and dashes are accepted; O is read as 0, I and L as 1. What belongs to no
    code stays in, so that ``is_well_formed`` says no to it.
    """
    return typed.translate(_TYPED)


def check_character(payload: str) -> str:
    """The 26th symbol for 25 symbols of the alphabet; KeyError for any other symbol."""
    total = 1
    for symbol in payload:
        total = _TIMES_X[total ^ _VALUES[symbol]]
    return ALPHABET[total]


def is_well_formed(code: str) -> bool:
    """Whether a normalised code has 26 symbols and the right last one."""
    return (
        len(code) == CODE_LENGTH
        and _VALUES.keys() >= set(code)
        and check_character(code[:-1]) == code[-1]
    )


def grouped(code: str) -> str:
    """A check-in code as people read it aloud: groups of 5, 5, 5, 5 and 6."""
    parts, start = [], 0
    for width in GROUPS:
        parts.append(code[start : start + width])
        start += width
    return "-".join(parts)


def new_check_in_code() -> str:
    """A fresh check-in code, 125 random bits and its check character."""
    payload = _random(CODE_LENGTH - 1)
    return payload + check_character(payload)


def new_nonce() -> str:
    """26 random symbols (130 bits), minted once for each scan; no check character."""
    return _random(26)


def new_provisioning_code() -> str:
    """8 symbols (40 bits) that turn a phone into a door device once, within minutes."""
    return _random(PROVISIONING_LENGTH)


def new_link_token() -> str:
    """32 url-safe characters (192 bits) for a personal, OPD, expert or signer's link."""
    return secrets.token_urlsafe(24)


def new_device_token() -> str:
    """43 url-safe characters (256 bits) that a door device sends as its bearer token."""
    return secrets.token_urlsafe(32)


def new_sheet_number() -> str:
    """8 symbols (40 bits) that name a printed sign-in sheet."""
    return _random(SHEET_LENGTH)


def new_sheet_key() -> str:
    """64 hexadecimal characters (256 bits) that sign the rows of one sheet."""
    return secrets.token_hex(32)


def row_code(sheet: str, row: int, key: str) -> str:
    """The 16 symbols in a row's QR: sheet (8), row (2), signature (6 symbols, 30 bits).

    It cannot be taken for a check-in code, which has 26; and nothing follows from it about one.
    """
    named = sheet + ALPHABET[row // 32] + ALPHABET[row % 32]
    digest = hmac.new(bytes.fromhex(key), named.encode("ascii"), "sha256").digest()
    bits = int.from_bytes(digest[:4], "big") >> 2
    return named + "".join(ALPHABET[bits >> shift & 31] for shift in range(25, -1, -5))


def read_row_code(code: str) -> tuple[str, int] | None:
    """Sheet and row of a normalised row code; None for any other text. Whether it is genuine is
    known by making it again with the sheet's key."""
    if len(code) != ROW_CODE_LENGTH or not _VALUES.keys() >= set(code):
        return None
    return code[:SHEET_LENGTH], _VALUES[code[8]] * 32 + _VALUES[code[9]]


def roster_key(code: str) -> bytes:
    """32 bytes that open this person's line of the offline roster.

    HKDF-SHA-256 over the 26 ASCII characters of the normalised code. Salt and info never change:
    phones hold rosters that were sealed with them.
    """
    return HKDF(algorithm=SHA256(), length=32, salt=b"bimtek/roster/v1", info=b"person").derive(
        code.encode("ascii")
    )


def roster_index(code: str) -> str:
    """32 hex characters under which this person's line of the offline roster is found. Derived like
    the key and telling nothing of it, so that only who shows the QR finds the line and opens it."""
    derived = HKDF(algorithm=SHA256(), length=16, salt=b"bimtek/roster/v1", info=b"index")
    return derived.derive(code.encode("ascii")).hex()


def seal_line(code: str, plain: bytes) -> str:
    """``plain`` under the code's roster key: base64 of a nonce of 12 bytes and AES-GCM's output, bound
    to the index. The nonce is the HMAC of the text under that key: the same line is sealed alike, so
    that a roster that did not change is the same bytes, and one nonce never seals two texts."""
    key = roster_key(code)
    nonce = hmac.digest(key, plain, "sha256")[:12]
    sealed = AESGCM(key).encrypt(nonce, plain, roster_index(code).encode("ascii"))
    return base64.b64encode(nonce + sealed).decode("ascii")


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def _times_x(element: int) -> int:
    """Multiply by x in GF(32): shift, and reduce by x⁵+x²+1 (binary 100101)."""
    shifted = element << 1
    return shifted ^ 0b100101 if shifted & 0b100000 else shifted


_TIMES_X = tuple(_times_x(element) for element in range(32))
