"""What SIASN has, what it lacks, and what would stand in the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from participants.models import (
    ASN,
    IdentifierKind,
    OrganisationUnit,
    Person,
    SiasnBatch,
    SyncState,
    TrainingRecord,
    TrainingState,
)
from participants.models.scope import access_of
from participants.rules.siasn import Course

NUMBERS = (IdentifierKind.NIP, IdentifierKind.NI_PPPK)


@dataclass(frozen=True)
class Figures:
    """Records of a year by how they stand."""

    none: int
    prepared: int
    sent: int
    rejected: int
    accepted: int
    withdrawn: int  # SIASN still has what does not stand here any more


@dataclass(frozen=True)
class Blocked:
    """A unit SIASN would stumble over, with the records behind it."""

    unit: OrganisationUnit
    code: str  # "inactive", "ended" or "unknown"
    records: int


def offices_of(user: Any) -> list[OrganisationUnit]:
    """The uppermost units for whose people the user is HR; a Pemda each, as a rule."""
    held = OrganisationUnit.objects.filter(access_of(user).hr_q("path")).in_tree_order()
    top: list[OrganisationUnit] = []
    for unit in held.filter(valid_to=None):
        if not any(unit.path.startswith(above.path) for above in top):
            top.append(unit)
    return top


def due(office: OrganisationUnit, year: int) -> QuerySet[TrainingRecord]:
    """Verified records of the ASN of an office and below: SIASN knows PNS and PPPK alone."""
    return TrainingRecord.objects.filter(
        person__home_unit__path__startswith=office.path,
        person__current_employment__status__in=ASN,
        year=year,
        state=TrainingState.VERIFIED,
    )


def _gone(office: OrganisationUnit, year: int) -> QuerySet[TrainingRecord]:
    """What SIASN has and should not any more."""
    return TrainingRecord.objects.filter(
        person__home_unit__path__startswith=office.path,
        year=year,
        siasn__state__in=[SyncState.SENT, SyncState.ACCEPTED],
    ).exclude(state=TrainingState.VERIFIED)


def loaded(records: QuerySet[TrainingRecord]) -> QuerySet[TrainingRecord]:
    return (
        records.select_related("person__home_unit", "person__siasn", "siasn", "file")
        .prefetch_related("person__identifiers")
        .order_by("person__full_name", "started_on", "pk")
    )


def nip_of(person: Person) -> str:
    return next((row.value for row in person.identifiers.all() if row.kind in NUMBERS), "")


def course_of(record: TrainingRecord) -> Course:
    """From a record that is ``loaded``."""
    person = record.person
    known = getattr(person, "siasn", None)
    return Course(
        key=record.public_id,
        nip=nip_of(person),
        name=person.printed_name(),
        form=record.form,
        title=record.title,
        organiser=record.organiser,
        number=record.number,
        started_on=record.started_on,
        ended_on=record.ended_on,
        year=record.year,
        jp=record.jp,
        person_id=known.remote_id if known else "",
        unit_id=person.home_unit.siasn_id,
    )


def has_changed(record: TrainingRecord) -> bool:
    """Whether SIASN was told something else of it, or nothing."""
    entry = getattr(record, "siasn", None)
    return entry is None or entry.fingerprint != course_of(record).fingerprint()


def to_prepare(
    records: Iterable[TrainingRecord], most: int
) -> tuple[list[TrainingRecord], int, int]:
    """Those that go next (new, changed or rejected and mended), how many more there are, and how many
    wait for a NIP."""
    chosen: list[TrainingRecord] = []
    more = without = 0
    for record in records:
        if not has_changed(record):
            continue
        if not nip_of(record.person):
            without += 1
        elif len(chosen) < most:
            chosen.append(record)
        else:
            more += 1
    return chosen, more, without


def figures_of(office: OrganisationUnit, year: int) -> Figures:
    counted = due(office, year).aggregate(
        none=Count("pk", filter=Q(siasn=None)),
        **{str(state): Count("pk", filter=Q(siasn__state=state)) for state in SyncState},
    )
    return Figures(**counted, withdrawn=_gone(office, year).count())


def withdrawn_of(office: OrganisationUnit, year: int) -> list[TrainingRecord]:
    """What somebody deletes in SIASN by hand; a hundred at most."""
    return list(loaded(_gone(office, year))[:100])


def blocked_units(office: OrganisationUnit, year: int) -> list[Blocked]:
    """Units of records not yet accepted that SIASN calls inactive, that ended here, or that have no
    unor id; the worst first."""
    waiting = due(office, year).exclude(siasn__state=SyncState.ACCEPTED)
    counts = dict(waiting.order_by().values_list("person__home_unit").annotate(records=Count("pk")))
    found = []
    for unit in OrganisationUnit.objects.filter(pk__in=counts).in_tree_order():
        if unit.siasn_inactive_on:
            code = "inactive"
        elif unit.valid_to:
            code = "ended"
        elif not unit.siasn_id:
            code = "unknown"
        else:
            continue
        found.append(Blocked(unit, code, counts[unit.pk]))
    rank = {"inactive": 0, "ended": 1, "unknown": 2}
    return sorted(found, key=lambda one: rank[one.code])


def records_of(batch: SiasnBatch) -> list[TrainingRecord]:
    return list(loaded(TrainingRecord.objects.filter(siasn__batch=batch)))
