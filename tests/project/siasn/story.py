"""What the tests of SIASN do again and again."""

import io
import zipfile

from participants.actions.job import perform, take
from participants.actions.person import add_identifier
from participants.models import SiasnBatch, TrainingState
from project.jobs import HANDLERS
from tests.factories import NOW
from tests.factories_record import make_employee, make_training

NIPS = ("198609262015051001", "199001012015052002", "198503152010012003")


def verified(unit, by, at, nip, **fields):
    person = fields.pop("person", None) or make_employee(unit, full_name="=Sari Wulandari")
    if nip:
        add_identifier(person=person, kind="nip", digits=nip, by=by, at=at)
    return make_training(person, state=TrainingState.VERIFIED, **fields)


def prepare(client, hr):
    client.force_login(hr)
    answer = client.post("/siasn/siapkan/?tahun=2026", follow=True)
    work()
    return SiasnBatch.objects.order_by("pk").last(), answer


def work():
    """Everything that waits, as the worker does it."""
    for _turn in range(60):
        item = take(worker="coba", at=NOW, kinds=list(HANDLERS))
        if item is None:
            return
        perform(item=item, handler=HANDLERS[item.job.kind], at=NOW)


def archive_of(client, batch):
    taken = client.get(f"/siasn/{batch.public_id}/berkas.zip")
    return zipfile.ZipFile(io.BytesIO(b"".join(taken.streaming_content)))
