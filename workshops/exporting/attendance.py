"""The daftar hadir of a slot or a day, filled from the roll call for the official paper."""

from collections.abc import Sequence
from typing import Any, Literal, cast

from django.utils.translation import gettext as _

from participants.models import Identifier, IdentifierKind, OrganisationUnit
from workshops.exporting.roll_call import Chair, RollCallRow, RollCallSheet
from workshops.models import (
    EXCUSED,
    PRESENT,
    Attendance,
    AttendanceSlot,
    AttendanceStatus,
    Registration,
    RegistrationKind,
    Workshop,
    WorkshopRoleKind,
)
from workshops.queries.expected import expected_at

LISTS: dict[str, tuple[Literal["participants", "speakers", "committee"], str]] = {
    "peserta": ("participants", RegistrationKind.PARTICIPANT),
    "narasumber": ("speakers", RegistrationKind.SPEAKER),
    "panitia": ("committee", RegistrationKind.COMMITTEE),
}


def sheet_of(slots: Sequence[AttendanceSlot], user: Any, *, of: str = "peserta") -> RollCallSheet:
    """One list over the slots of one day, of the people ``user`` may see; ``of`` is a key of LISTS.

    No NIK and no phone. Seven queries however many people.
    """
    stage = slots[0].stage
    workshop = stage.workshop
    kind, wanted = LISTS[of]
    noted = {
        (row.registration_id, row.slot_id): row for row in Attendance.objects.filter(slot__in=slots)
    }
    came = {key[0] for key, row in noted.items() if row.status in PRESENT}
    people = list(
        Registration.objects.visible_to(user)
        .filter(workshop=workshop, kind=wanted)
        .filter(pk__in=came | set(expected_at(stage).values_list("pk", flat=True)))
        .select_related("unit", "person", "employment__job")
        .distinct()
        .order_by("unit__name", "unit_id", "printed_name", "pk")
    )
    numbers = _numbers(people)
    opens, closes = _hours(slots)
    government = OrganisationUnit.objects.get(path=workshop.unit.root_path)
    return RollCallSheet(
        of=kind,
        government=government.name,
        organiser=workshop.unit.name,
        title=workshop.title_id,
        stage=stage.title_id,
        session=str(slots[0].get_kind_display()) if len(slots) == 1 else "",
        held_on=slots[0].day,
        starts_at=opens,
        ends_at=closes,
        timezone=workshop.unit.timezone,
        venue=stage.venue,
        columns=("",) if len(slots) == 1 else tuple(str(s.get_kind_display()) for s in slots),
        rows=tuple(_row(person, slots, noted, numbers) for person in people),
        place=government.name.removeprefix("Kabupaten ").removeprefix("Kota "),
        chair=_chair(workshop),
    )


def _row(
    person: Registration,
    slots: Sequence[AttendanceSlot],
    noted: dict[tuple[int, int], Attendance],
    numbers: dict[int, str],
) -> RollCallRow:
    employment = person.employment
    return RollCallRow(
        name=person.printed_name,
        unit=person.unit.name,
        post=person.printed_post or (employment.job_title if employment else ""),
        rank=person.printed_rank or (employment.rank if employment else ""),
        nip=numbers.get(person.person_id, ""),
        sex=cast(Literal["L", "P", ""], person.person.sex),
        marks=tuple(_mark(noted.get((person.pk, slot.pk))) for slot in slots),
    )


def _mark(attendance: Attendance | None) -> Any:
    if attendance is None:
        return None
    if attendance.status in PRESENT:
        return attendance.arrived_at
    if attendance.status in EXCUSED:
        return str(AttendanceStatus(attendance.status).label).lower()
    return None


def _numbers(people: Sequence[Registration]) -> dict[int, str]:
    """NIP or NI PPPK by person; never a NIK."""
    rows = Identifier.objects.filter(
        person__in=[person.person_id for person in people],
        kind__in=[IdentifierKind.NIP, IdentifierKind.NI_PPPK],
    ).order_by("person_id", "kind", "pk")
    return {row.person_id: row.value for row in rows}


def _hours(slots: Sequence[AttendanceSlot]) -> tuple[Any, Any]:
    """From the first session to the last of these slots; their windows where there is none."""
    times = [
        moment
        for slot in slots
        for session in slot.sessions.all()
        for moment in (session.starts_at, session.ends_at)
    ]
    times = times or [moment for slot in slots for moment in (slot.opens_at, slot.closes_at)]
    return min(times), max(times)


def _chair(workshop: Workshop) -> Chair:
    """Ketua Panitia: the first on the committee who is a known person."""
    role = (
        workshop.roles.filter(role=WorkshopRoleKind.COMMITTEE)
        .select_related("user__person__current_employment")
        .order_by("pk")
        .first()
    )
    if role is None:
        return Chair(name="", post=_("Ketua Panitia"))
    person = role.user.person
    employment = person.current_employment if person else None
    nip = (
        person.identifiers.filter(kind=IdentifierKind.NIP).values_list("value", flat=True).first()
        if person
        else None
    )
    return Chair(
        name=person.printed_name() if person else role.user.full_name,
        post=_("Ketua Panitia"),
        rank=employment.rank if employment else "",
        nip=nip or "",
    )
