"""What the words of a credential mean: the two contexts we use, out of the packages that the lock file
names (``project/assets.py``) and from nowhere else. A proof is made over that meaning, so what they say is
held by its SHA-256: of the JSON with sorted keys and no spaces, since packages lay it out as they like."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
FOLDER = Path(settings.BASE_DIR) / "build" / "contexts"
FILES = {
    CREDENTIALS: (
        "credentials-v2.json",
        "b463c8d6a066214123ddd9827b135e1b50e1fc73322cc52a9b12a4f1fc7d86cf",
    ),
    OPEN_BADGES: (
        "open-badges-3.0.3.json",
        "c5e555a91a5cf48e32ae0a05674c61ddd5c053b680b5643b2f57f9965e386d99",
    ),
}


class UnknownContext(ValueError):
    """A credential speaks with words whose meaning is not kept here."""


def kept(address: str) -> dict[str, Any]:
    """The context of this address; UnknownContext for any other, and for a file that was changed."""
    if address not in FILES:
        raise UnknownContext(address)
    return _read(*FILES[address])


@cache
def _read(name: str, sha256: str) -> dict[str, Any]:
    context: dict[str, Any] = json.loads((FOLDER / name).read_bytes())
    said = json.dumps(context, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if hashlib.sha256(said.encode()).hexdigest() != sha256:
        raise UnknownContext(f"{name} does not say what it should")
    return context


def load(address: str, _options: Mapping[str, Any]) -> dict[str, Any]:
    """For PyLD, which would otherwise ask the network."""
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": kept(address),
    }
