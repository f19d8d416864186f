"""A record of a person as it was prepared for SIASN, with its files."""

from participants.actions.job import enqueue
from participants.actions.siasn import prepare
from participants.models import JobState, OrganisationUnit, Person, TrainingRecord
from participants.queries.siasn import loaded
from tests.factories import NOW, make_system
from tests.factories_record import make_training
from tests.world.addresses import Arguments
from tests.world.books import paper_of


def siasn_of(person: Person, unit: OrganisationUnit, word: str) -> Arguments:
    by = make_system()
    record = make_training(person, title=f"{word} Diklat", state="verified")
    records = loaded(TrainingRecord.objects.filter(pk=record.pk))
    batch = prepare(records=list(records), unit=unit, year=record.year, by=by, at=NOW)
    job = enqueue(kind="siasn.pack", items=[batch.public_id], by=by, at=NOW, batch=batch.public_id)
    packed = paper_of(unit, word, "siasn.zip")
    job.items.update(state=JobState.DONE, result={"file": packed.public_id})
    return {("siasn", "public_id"): batch.public_id, ("hasil", "record"): record.public_id}
