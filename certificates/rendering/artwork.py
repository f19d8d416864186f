"""``python -m certificates.rendering.artwork PLACE``: makes the picture on its standard input small, in
a process of its own with little memory and a few seconds (decisions 19 and 29); ``make_small`` is
what others call."""

import base64
import sys
from collections.abc import Mapping
from typing import Any

from certificates.rules.artwork import MOST_BYTES, Artwork, prepared
from participants.errors import Refused
from participants.rules.filetype import size_fault
from participants.verification import apart
from participants.verification.confined import answer

MODULE = "certificates.rendering.artwork"


def make_small(upload: Any, place: str) -> Artwork:
    """An uploaded picture as it may lie on a certificate. Refused: as ``prepared``, and as every upload
    that is looked at apart."""
    upload.seek(0)
    content = upload.read(MOST_BYTES + 1)
    upload.seek(0)
    if fault := size_fault(len(content), MOST_BYTES):
        raise Refused(fault)
    told = apart(MODULE, [place], content)
    return Artwork(base64.b64decode(told["content"]), *(told[name] for name in FACTS))


FACTS = ("extension", "width", "height")


def _told(data: bytes, place: str) -> Mapping[str, Any]:
    made = prepared(data, place)
    return {name: getattr(made, name) for name in FACTS} | {
        "content": base64.b64encode(made.content).decode()
    }


def main() -> None:
    place = sys.argv[1]
    answer(lambda data: _told(data, place), most=MOST_BYTES)


if __name__ == "__main__":
    main()
