"""An assessment sheet of a person, and the dictionary, which is the same for every region."""

from datetime import date
from decimal import Decimal

from participants.actions.assessment import Sheet, record_assessments
from participants.actions.dictionary import load_standard
from participants.models import Competency, Person
from tests.factories import NOW, make_system
from tests.world.addresses import Arguments


def assessed(person: Person, competency: Competency, word: str) -> Arguments:
    by = make_system()
    load_standard(by=by, at=NOW)
    sheet = Sheet(
        person=person,
        assessed_on=date(2026, 9, 1),
        assessor=f"{word} Asesor",
        scores={competency: Decimal(3)},
        advice=f"{word} saran",
    )
    (made,) = record_assessments(sheets=[sheet], by=by, at=NOW)
    return {("asesmen", "public_id"): made.public_id}
