"""What is handed to SIASN, and what it answered."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import (
    OrganisationUnit,
    Person,
    SiasnBatch,
    SiasnEntry,
    SiasnPerson,
    SyncState,
    TrainingRecord,
    User,
)
from participants.queries.siasn import course_of
from participants.rules.siasn import Answer

MOST_ROWS = 500  # of one batch: a file that opens quickly, and a job that ends


@transaction.atomic
def prepare(
    *,
    records: Collection[TrainingRecord],
    unit: OrganisationUnit,
    year: int,
    by: User,
    at: datetime,
) -> SiasnBatch:
    """A batch of the records that are new or changed since they were handed over; ``loaded`` ones.
    Refused when there are none."""
    # Whoever prepares for the same office waits here, and then sees what the first one prepared.
    unit = OrganisationUnit.objects.select_for_update().get(pk=unit.pk)
    known = {
        entry.record_id: entry
        for entry in SiasnEntry.objects.select_for_update().filter(
            record__in=[record.pk for record in records]
        )
    }
    told = {record.pk: course_of(record).fingerprint() for record in records}
    changed = [
        record
        for record in records
        if record.pk not in known or known[record.pk].fingerprint != told[record.pk]
    ][:MOST_ROWS]
    if not changed:
        raise Refused(Reason("siasn-nothing-new"))
    batch = SiasnBatch.objects.create(unit=unit, year=year, prepared_at=at, prepared_by=by)
    fresh: list[SiasnEntry] = []
    again: list[SiasnEntry] = []
    for record in changed:
        entry = known.get(record.pk) or SiasnEntry(record=record)
        entry.batch, entry.state, entry.reason = batch, SyncState.PREPARED, ""
        entry.fingerprint = told[record.pk]
        entry.file_sent = False
        entry.changed_at, entry.changed_by = at, by
        (again if entry.pk else fresh).append(entry)
    SiasnEntry.objects.bulk_create(fresh, batch_size=500)
    fields = ["batch", "state", "reason", "fingerprint", "file_sent", "changed_at", "changed_by"]
    SiasnEntry.objects.bulk_update(again, fields, batch_size=200)
    audit.record(
        "participants.siasn.prepared", batch, by=by, at=at, unit=unit, year=year, rows=len(changed)
    )
    return batch


@transaction.atomic
def note_answers(
    *, batch: SiasnBatch, answers: Collection[Answer], by: User, at: datetime
) -> tuple[int, list[Reason]]:
    """Writes down what SIASN answered about rows of the batch; gives how many, and a reason for each line
    that fits none."""
    entries = list(
        SiasnEntry.objects.select_for_update(of=("self",))
        .filter(batch=batch)
        .select_related("record__person")
        .prefetch_related("record__person__identifiers")
    )
    by_key = {entry.record.public_id: entry for entry in entries}
    by_number: dict[tuple[str, str], list[SiasnEntry]] = {}
    for entry in entries:
        nip = course_of_nip(entry)
        by_number.setdefault((nip, entry.record.number.casefold()), []).append(entry)
        by_number.setdefault((nip, ""), []).append(entry)
    noted: dict[int, SiasnEntry] = {}
    faults = []
    for answer in answers:
        found = [by_key[answer.key]] if answer.key in by_key else []
        if not found and answer.nip:
            found = by_number.get((answer.nip, answer.number.casefold()), [])
        if len(found) != 1:
            faults.append(Reason("siasn-line-unknown", line=answer.line))
        elif not answer.state:
            faults.append(Reason("siasn-result-unknown", line=answer.line))
        elif answer.reason == "?":
            faults.append(Reason("siasn-reason-missing", line=answer.line))
        else:
            entry = found[0]
            entry.state, entry.reason, entry.unanswered = answer.state, answer.reason, False
            entry.remote_id = answer.remote_id[:64] or entry.remote_id
            entry.changed_at, entry.changed_by = at, by
            noted[entry.pk] = entry
    _keep(noted.values())
    if noted:
        audit.record(
            "participants.siasn.answered", batch, by=by, at=at, unit=batch.unit, rows=len(noted)
        )
    return len(noted), faults


def course_of_nip(entry: SiasnEntry) -> str:
    return next((row.value for row in entry.record.person.identifiers.all() if row.value), "")


def _keep(entries: Collection[SiasnEntry]) -> None:
    fields = ["state", "reason", "unanswered", "remote_id", "changed_at", "changed_by"]
    SiasnEntry.objects.bulk_update(entries, fields, batch_size=200)


@transaction.atomic
def begin_sending(*, entry: SiasnEntry, by: User, at: datetime) -> bool:
    """Notes that it goes out now; True when it went out before and no answer came."""
    kept = SiasnEntry.objects.select_for_update().get(pk=entry.pk)
    before = kept.unanswered
    SiasnEntry.objects.filter(pk=kept.pk).update(unanswered=True, changed_at=at, changed_by=by)
    return before


@transaction.atomic
def note_stored(*, entry: SiasnEntry, remote_id: str, by: User, at: datetime) -> None:
    """SIASN stored it under this id."""
    SiasnEntry.objects.filter(pk=entry.pk).update(
        state=SyncState.SENT,
        remote_id=remote_id[:64],
        reason="",
        unanswered=False,
        changed_at=at,
        changed_by=by,
    )
    audit.record(
        "participants.siasn.sent", entry.record, by=by, at=at, unit=entry.record.person.home_unit
    )


@transaction.atomic
def note_file_sent(*, entry: SiasnEntry, by: User, at: datetime) -> None:
    SiasnEntry.objects.filter(pk=entry.pk).update(file_sent=True, changed_at=at, changed_by=by)


@transaction.atomic
def note_refused(*, entry: SiasnEntry, reason: str, by: User, at: datetime) -> None:
    """SIASN said no, in these words; an inactive unit is noted with the unit as well."""
    SiasnEntry.objects.filter(pk=entry.pk).update(
        state=SyncState.REJECTED,
        reason=reason[:300],
        unanswered=False,
        changed_at=at,
        changed_by=by,
    )
    unit = entry.record.person.home_unit
    if "unor" in reason.casefold() and "aktif" in reason.casefold():
        OrganisationUnit.objects.filter(pk=unit.pk, siasn_inactive_on=None).update(
            siasn_inactive_on=unit.localdate(at)
        )
    audit.record("participants.siasn.refused", entry.record, by=by, at=at, unit=unit)


@transaction.atomic
def note_person(*, person: Person, remote_id: str, by: User, at: datetime) -> None:
    """Somebody's pnsOrangId."""
    SiasnPerson.objects.update_or_create(
        person=person, defaults={"remote_id": remote_id[:64], "noted_at": at, "noted_by": by}
    )
    audit.record("participants.siasn.person_noted", person, by=by, at=at, unit=person.home_unit)


@transaction.atomic
def note_unit(
    *, unit: OrganisationUnit, remote_id: str, is_active: bool, by: User, at: datetime
) -> OrganisationUnit:
    """A unit's unor id, and whether SIASN calls it active."""
    unit = OrganisationUnit.objects.select_for_update().get(pk=unit.pk)
    unit.siasn_id = remote_id.strip()[:40]
    unit.siasn_inactive_on = None if is_active else unit.siasn_inactive_on or unit.localdate(at)
    unit.save(update_fields=["siasn_id", "siasn_inactive_on"])
    audit.record("participants.siasn.unit_noted", unit, by=by, at=at, unit=unit, active=is_active)
    return unit
