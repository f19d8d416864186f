"""Badges (A6, four to a sheet) and cards (85 × 54 mm, ten to a sheet) with cut marks. Pure: PDF out.

The QR carries the check-in code alone, at level Q: it is read over a crease or under a lanyard's clip.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext as _

from participants.rendering import qr, typeset

TEMPLATE = Path(__file__).parent / "badge.typ"
# Any mask decodes; trying all eight would cost more than setting the page.
QR_MASK = 2

Shape = Literal["badge", "card"]
TO_A_SHEET: dict[Shape, int] = {"badge": 4, "card": 10}


@dataclass(frozen=True, kw_only=True)
class Badge:
    """One person; ``role`` is a word in the reader's language, ``kind`` its code."""

    name: str
    unit: str
    role: str
    kind: str
    code: str


def pdf(
    badges: Sequence[Badge],
    *,
    shape: Shape,
    title: str,
    dates: str,
    language: str,
    at: datetime,
) -> bytes:
    """A4 sheets in the order given; the last one is filled from its top left."""
    data = {
        "language": language,
        "document_title": f"{_('Lencana')} – {title}",
        "shape": shape,
        "title": title,
        "dates": dates,
        "qr_alt": _("Kode QR presensi"),
        "badges": [
            {"name": one.name, "unit": one.unit, "role": one.role, "kind": one.kind}
            for one in badges
        ],
    }
    codes = json.dumps([qr.svg(one.code, mask=QR_MASK) for one in badges])
    return typeset.pdf(TEMPLATE, data, at=at, files={"codes": codes})
