"""A daftar hadir as data: as it stands now, and as it was signed off."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from participants.models import Identifier, IdentifierKind, OrganisationUnit
from workshops.models import (
    PRESENT,
    Attendance,
    AttendanceSlot,
    AttendanceStatus,
    Guest,
    ListKind,
    Office,
    Official,
    Registration,
    RegistrationKind,
    SignedList,
    Workshop,
    WorkshopRoleKind,
)
from workshops.queries.expected import expected_at
from workshops.statement import SCHEMA

KINDS: dict[str, str] = {
    ListKind.PARTICIPANTS: RegistrationKind.PARTICIPANT,
    ListKind.SPEAKERS: RegistrationKind.SPEAKER,
    ListKind.COMMITTEE: RegistrationKind.COMMITTEE,
}


def living_lists(slots: Sequence[AttendanceSlot], of: str) -> dict[int, dict[str, Any]]:
    """{slot's key: the list as it stands}, for slots of one day; everybody of it, by unit and name.
    Eight queries however many people and slots."""
    if not slots:
        return {}
    head = _head(slots[0])
    rows = _guests(slots) if of == ListKind.GUESTS else _people(slots, KINDS[of])
    hours = {slot.pk: _hours(slot) for slot in slots}
    return {
        slot.pk: {
            **head,
            "of": str(of),
            "slot": slot.public_id,
            "kind": slot.kind,
            "day": slot.day.isoformat(),
            "starts_at": hours[slot.pk][0].isoformat(),
            "ends_at": hours[slot.pk][1].isoformat(),
            "rows": rows[slot.pk],
        }
        for slot in slots
    }


def signed_lists(slots: Sequence[AttendanceSlot], of: str) -> dict[int, SignedList]:
    """{slot's key: its list as it was last signed off}."""
    rows = SignedList.objects.filter(slot__in=slots, of=of).newest()
    return {row.slot_id: row for row in rows.select_related("signed_by").order_by("pk")}


def _head(slot: AttendanceSlot) -> dict[str, Any]:
    stage = slot.stage
    workshop = stage.workshop
    government = OrganisationUnit.objects.get(path=workshop.unit.root_path)
    return {
        "schema": SCHEMA,
        "government": government.name,
        "organiser": workshop.unit.name,
        "title": workshop.title_id,
        "stage": stage.title_id,
        "venue": stage.venue,
        "timezone": workshop.unit.timezone,
        "place": government.name.removeprefix("Kabupaten ").removeprefix("Kota "),
        "chair": _chair(workshop),
    }


def _people(slots: Sequence[AttendanceSlot], kind: str) -> dict[int, list[dict[str, Any]]]:
    stage = slots[0].stage
    noted = {
        (row.registration_id, row.slot_id): row for row in Attendance.objects.filter(slot__in=slots)
    }
    came = {key[0] for key, row in noted.items() if row.status in PRESENT}
    people = list(
        Registration.objects.filter(workshop=stage.workshop_id, kind=kind)
        .filter(pk__in=came | set(expected_at(stage).values_list("pk", flat=True)))
        .select_related("unit", "person", "employment__job")
        .order_by("unit__name", "unit_id", "printed_name", "pk")
    )
    numbers = _numbers(people)
    return {
        slot.pk: [_row(one, noted.get((one.pk, slot.pk)), numbers) for one in people]
        for slot in slots
    }


def _row(
    person: Registration, attendance: Attendance | None, numbers: dict[int, str]
) -> dict[str, Any]:
    employment = person.employment
    return {
        "key": person.public_id,
        "name": person.printed_name,
        "unit": person.unit.name,
        "post": person.printed_post or (employment.job_title if employment else ""),
        "rank": person.printed_rank or (employment.rank if employment else ""),
        "nip": numbers.get(person.person_id, ""),
        "sex": person.person.sex,
        "status": str(attendance.status) if attendance else str(AttendanceStatus.ABSENT),
        "arrived_at": _moment(attendance.arrived_at if attendance else None),
    }


def _guests(slots: Sequence[AttendanceSlot]) -> dict[int, list[dict[str, Any]]]:
    """Everybody who may come as a guest; ticked is present, and nobody asks at what time."""
    ticked: dict[int, set[int]] = defaultdict(set)
    ticks = Guest.ticked_slots.through.objects.filter(attendanceslot__in=slots)
    for guest, slot in ticks.values_list("guest_id", "attendanceslot_id"):
        ticked[slot].add(guest)
    guests = list(Guest.objects.filter(workshop=slots[0].stage.workshop_id).order_by("name", "pk"))
    blank = {"unit": "", "rank": "", "nip": "", "sex": "", "arrived_at": ""}
    return {
        slot.pk: [
            {
                "key": f"guest-{guest.pk}",
                "name": guest.name,
                "post": guest.position,
                "status": str(
                    AttendanceStatus.PRESENT
                    if guest.pk in ticked[slot.pk]
                    else AttendanceStatus.ABSENT
                ),
                **blank,
            }
            for guest in guests
        ]
        for slot in slots
    }


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _numbers(people: Iterable[Registration]) -> dict[int, str]:
    """NIP or NI PPPK by person; never a NIK."""
    rows = Identifier.objects.filter(
        person__in=[person.person_id for person in people],
        kind__in=[IdentifierKind.NIP, IdentifierKind.NI_PPPK],
    ).order_by("person_id", "kind", "pk")
    return {row.person_id: row.value for row in rows}


def _hours(slot: AttendanceSlot) -> tuple[datetime, datetime]:
    """From the first session of the slot to its last; its window where there is none."""
    times = [
        moment for session in slot.sessions.all() for moment in (session.starts_at, session.ends_at)
    ]
    return (min(times), max(times)) if times else (slot.opens_at, slot.closes_at)


def _chair(workshop: Workshop) -> dict[str, str]:
    """Ketua Panitia as written down for accounting; else the first on the committee who is a known
    person."""
    with override("id"):
        chair = {"name": "", "post": _("Ketua Panitia"), "rank": "", "nip": ""}
    named = Official.objects.filter(workshop=workshop, office=Office.CHAIR).first()
    if named is not None:
        return chair | {"name": named.name, "rank": named.rank, "nip": named.nip}
    role = (
        workshop.roles.filter(role=WorkshopRoleKind.COMMITTEE)
        .select_related("user__person__current_employment")
        .order_by("pk")
        .first()
    )
    if role is None:
        return chair
    person = role.user.person
    if person is None:
        return chair | {"name": role.user.full_name}
    employment = person.current_employment
    nip = person.identifiers.filter(kind=IdentifierKind.NIP).values_list("value", flat=True).first()
    return chair | {
        "name": person.printed_name(),
        "rank": employment.rank if employment else "",
        "nip": nip or "",
    }
