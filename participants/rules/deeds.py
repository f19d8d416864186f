"""What the audit trail says, in words: a verb is "package.thing.deed", shown as "Thing: deed".

Words are declared by whoever knows them; a verb nobody has worded is shown as it stands.
"""

from collections.abc import Mapping
from typing import Any

THINGS: dict[str, Any] = {}
DEEDS: dict[str, Any] = {}


def declare(*, things: Mapping[str, Any], deeds: Mapping[str, Any]) -> None:
    """Words for "package.thing" and for the last part of a verb."""
    THINGS.update(things)
    DEEDS.update(deeds)


def worded(verb: str) -> str:
    """``"certificates.certificate.issued"`` as "Sertifikat: diterbitkan"."""
    thing, _dot, deed = verb.rpartition(".")
    if thing in THINGS and deed in DEEDS:
        return f"{THINGS[thing]}: {DEEDS[deed]}"
    return verb


def deeds() -> list[tuple[str, str]]:
    """Every deed with its word, by the word."""
    return sorted(((key, str(word)) for key, word in DEEDS.items()), key=lambda pair: pair[1])


def things() -> list[tuple[str, str]]:
    """Every thing with its word, by the word; for a choice."""
    return sorted(((key, str(word)) for key, word in THINGS.items()), key=lambda pair: pair[1])
