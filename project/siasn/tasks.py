"""What the worker does for SIASN: a batch as one zip, and its records over the API one by one."""

import io
import zipfile
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from participants.actions import siasn as actions
from participants.actions.file import store_made
from participants.errors import Reason, Refused
from participants.exporting.sheet import as_workbook
from participants.exporting.siasn import SiasnResource
from participants.models import Job, JobItem, SiasnBatch, SiasnEntry, SyncState, TrainingRecord
from participants.queries.siasn import course_of, loaded, records_of
from participants.rules.siasn import file_names
from project.siasn.client import Client, Refusal, Trouble
from project.siasn.configured import connection_for
from project.siasn.papers import as_pdf, papers_of

PACK, SEND = "siasn.pack", "siasn.send"
LANGUAGE = "id"  # SIASN's own, whoever asks


def pack(job: Job, item: JobItem, at: datetime) -> dict[str, Any]:
    """The one item of "siasn.pack": the batch its key names, as a workbook with its PDFs."""
    batch = SiasnBatch.objects.select_related("unit").get(public_id=item.key)
    records = records_of(batch)
    courses = [course_of(record) for record in records]
    papers = papers_of(records)
    names = file_names(one for one in courses if one.key in papers)
    kept = io.BytesIO()
    with override(LANGUAGE), zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"siasn-{batch.year}.xlsx", as_workbook(SiasnResource(names), courses))
        for key, name in names.items():
            archive.writestr(f"pdf/{name}", as_pdf(papers[key]), zipfile.ZIP_STORED)
        about = {"batch": batch, "rows": len(courses), "papers": len(names)}
        archive.writestr("BACA-SAYA.txt", render_to_string("project/siasn_package.txt", about))
    made = store_made(
        name=f"siasn-{batch.year}-{batch.public_id}.zip",
        content=kept.getvalue(),
        content_type="application/zip",
        unit=batch.unit,
        by=job.requested_by,
        at=at,
        key=f"{PACK}/{batch.public_id}",
    )
    return {"file": made.public_id, "rows": len(courses), "papers": len(names)}


def send(job: Job, item: JobItem, at: datetime) -> dict[str, Any]:
    """One item of "siasn.send": the record its key names.

    What went out without an answer is looked for in SIASN before it goes again, so that nothing is
    stored twice there. A ``Trouble`` is tried again by the job; SIASN's own no is final.
    """
    record = loaded(TrainingRecord.objects.filter(public_id=item.key)).get()
    entry = SiasnEntry.objects.select_related("record__person__home_unit").get(record=record)
    if entry.state not in (SyncState.PREPARED, SyncState.SENT) or entry.file_sent:
        return {"sent": False}
    connection = connection_for(record.person.home_unit)
    if connection is None:
        raise Refused(Reason("siasn-not-configured"))
    client = Client(connection)
    by = job.requested_by
    try:
        remote_id = _stored(client, record, entry, job, at)
        if paper := papers_of([record]).get(record.public_id):
            name = f"{course_of(record).nip}.pdf"
            client.upload(remote_id, name, as_pdf(paper))
        actions.note_file_sent(entry=entry, by=by, at=at)
    except Refusal as refusal:
        actions.note_refused(entry=entry, reason=refusal.words, by=by, at=at)
        no = Refused(Reason("siasn-said-no", reason=refusal.words))
    except Trouble as trouble:
        if trouble.code != "siasn-login":
            raise
        no = Refused(Reason("siasn-login"))
    else:
        return {"sent": True}
    raise no


send.waits_outside = True  # type: ignore[attr-defined]


def _stored(
    client: Client, record: TrainingRecord, entry: SiasnEntry, job: Job, at: datetime
) -> str:
    """SIASN's id of the course, stored now or found there."""
    if entry.state == SyncState.SENT:
        return entry.remote_id
    course = course_of(record)
    by = job.requested_by
    if not course.person_id:
        found = client.person_id(course.nip)
        if not found:
            actions.note_refused(
                entry=entry, reason=str(Reason("siasn-unknown-person")), by=by, at=at
            )
            raise Refused(Reason("siasn-unknown-person"))
        actions.note_person(person=record.person, remote_id=found, by=by, at=at)
        course = course_of(loaded(TrainingRecord.objects.filter(pk=record.pk)).get())
    went_before = actions.begin_sending(entry=entry, by=by, at=at)
    remote_id = client.find(course) if went_before else ""
    if not remote_id:
        remote_id = client.store(course, entry.remote_id)
    actions.note_stored(entry=entry, remote_id=remote_id, by=by, at=at)
    return remote_id
