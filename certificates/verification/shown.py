"""What a holder's link shows beside the public facts."""

import re
from dataclasses import dataclass
from datetime import datetime

from certificates.models import Disclosure
from certificates.statement import Lesson, Stage, Statement
from participants.models.ids import CROCKFORD
from participants.models.sealed import lookup

TOKEN = re.compile(f"[{CROCKFORD.lower()}]{{40}}")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The whole certificate but for its numbers of a person; ``public_id`` leads to its public page."""

    public_id: str
    person_name: str
    rank: str
    post: str
    unit: str
    stages: tuple[Stage, ...]
    lessons: tuple[Lesson, ...]
    valid_to: datetime


def shown_by(token: str, *, at: datetime) -> Shown | None:
    """What a working link shows; None for any other text. One statement."""
    if not TOKEN.fullmatch(token):
        return None
    found = (
        Disclosure.objects.working(at)
        .filter(lookup=lookup("disclosure", token))
        .select_related("certificate")
        .first()
    )
    if found is None:
        return None
    said = Statement.from_dict(found.certificate.statement)
    return Shown(
        public_id=found.certificate.public_id,
        person_name=said.person_name,
        rank=said.rank,
        post=said.post,
        unit=said.unit,
        stages=said.stages,
        lessons=said.lessons,
        valid_to=found.valid_to,
    )
