"""Who came how many days, who spoke how long, who is on the committee."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from participants.rules.wording import number
from workshops.models import (
    PRESENT,
    Attendance,
    Office,
    Official,
    Registration,
    RegistrationKind,
    Session,
    Stage,
    Workshop,
    WorkshopRoleKind,
)
from workshops.queries.document.values import numbered, people
from workshops.queries.expected import expected_at

HOUR = Decimal(60)  # OJ: orang jam of 60 minutes; JP are of 45 (domain.md §2.6)
_SEVERAL = re.compile(r"[;\n]+")
_TITLES = re.compile(r"[^a-z]+")


def days_came(stage: Stage) -> dict[int, set[date]]:
    """{registration's key: the days of the stage on which it was present at least once}."""
    found: dict[int, set[date]] = defaultdict(set)
    rows = Attendance.objects.filter(slot__stage=stage, status__in=PRESENT)
    for registration, day in rows.values_list("registration_id", "slot__day"):
        found[registration].add(day)
    return found


def attended(stage: Stage) -> list[dict[str, str]]:
    """Participants with the days they came. Before anybody came: who is expected, with the days to
    be written in; afterwards those who came at least once."""
    came = days_came(stage)
    rows = Registration.objects.filter(
        workshop=stage.workshop_id, kind=RegistrationKind.PARTICIPANT
    ).select_related("unit", "employment__job")
    chosen = (
        rows.filter(pk__in=came) if came else rows.filter(pk__in=expected_at(stage).values("pk"))
    )
    listed = list(chosen.order_by("unit__name", "unit_id", "printed_name", "pk"))
    return [
        row | {"hari": str(len(came[one.pk])) if one.pk in came else ""}
        for row, one in zip(people(listed), listed, strict=True)
    ]


@dataclass(frozen=True)
class Speaker:
    """One name on the schedule. ``minutes`` of all its sessions."""

    name: str
    sessions: int
    minutes: int
    registration: Registration | None

    @property
    def hours(self) -> str:
        """OJ as people write it: 1,5."""
        exact = (Decimal(self.minutes) / HOUR).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return number(exact)


def speakers_of(stage: Stage) -> list[Speaker]:
    """Everybody whom the schedule names, in the order of their first session; several in one session
    are parted by a semicolon, and each is paid for all of it."""
    known = {
        _plain(one.printed_name): one
        for one in Registration.objects.live()
        .filter(workshop=stage.workshop_id, kind=RegistrationKind.SPEAKER)
        .select_related("unit", "employment__job")
        .order_by("pk")
    }
    told: dict[str, tuple[str, list[Session]]] = {}
    for session in stage.sessions.order_by("starts_at", "pk"):
        for name in _SEVERAL.split(session.speaker):
            if key := _plain(name):
                told.setdefault(key, (name.strip(), []))[1].append(session)
    return [
        Speaker(
            name=name,
            sessions=len(sessions),
            minutes=sum(
                int((one.ends_at - one.starts_at).total_seconds()) // 60 for one in sessions
            ),
            registration=known.get(key) or _alike(key, known),
        )
        for key, (name, sessions) in told.items()
    ]


def _plain(name: str) -> str:
    return _TITLES.sub(" ", name.lower()).strip()


def _alike(key: str, known: dict[str, Registration]) -> Registration | None:
    """The one registered speaker whose name stands in this one, or this one in it (titles differ)."""
    found = [
        one
        for other, one in known.items()
        if f" {other} " in f" {key} " or f" {key} " in f" {other} "
    ]
    return found[0] if len(found) == 1 else None


def speaker_rows(speakers: list[Speaker]) -> list[dict[str, str]]:
    registered = [one.registration for one in speakers if one.registration]
    told = dict(zip([one.pk for one in registered], people(registered), strict=True))
    unknown = {"nip": "", "pangkat": "", "jabatan": "", "instansi": ""}
    return numbered(
        {
            **(told[one.registration.pk] if one.registration else unknown),
            "nama": one.registration.printed_name if one.registration else one.name,
            "sesi": str(one.sessions),
            "menit": str(one.minutes),
            "oj": one.hours,
        }
        | {"no": str(place)}
        for place, one in enumerate(speakers, start=1)
    )


def all_hours(speakers: list[Speaker]) -> str:
    whole = Decimal(sum(one.minutes for one in speakers)) / HOUR
    return number(whole.quantize(Decimal("0.01"), ROUND_HALF_UP))


def committee(workshop: Workshop) -> list[dict[str, str]]:
    """Who carries the event: the officials as they were written down, then the committee as
    registered, then accounts on the committee; each name once."""
    posts = {Office.KPA: "Penanggung jawab", Office.CHAIR: "Ketua", Office.TREASURER: "Bendahara",
             Office.PPTK: "PPTK", Office.NOTES: "Sekretaris/notulis"}  # fmt: skip
    rows: dict[str, dict[str, str]] = {}
    known = {one.office: one for one in Official.objects.filter(workshop=workshop)}
    for office, post in posts.items():
        if one := known.get(office):
            rows.setdefault(
                _plain(one.name),
                {"nama": one.name, "nip": one.nip or "-", "pangkat": one.rank,
                 "jabatan": one.post, "instansi": workshop.unit.name, "kedudukan": post},
            )  # fmt: skip
    registered = (
        Registration.objects.live()
        .filter(workshop=workshop, kind=RegistrationKind.COMMITTEE)
        .select_related("unit", "employment__job")
        .order_by("printed_name", "pk")
    )
    for row in people(registered):
        rows.setdefault(_plain(row["nama"]), row | {"kedudukan": "Anggota"})
    accounts = workshop.roles.filter(role=WorkshopRoleKind.COMMITTEE).select_related("user")
    for role in accounts.order_by("pk"):
        rows.setdefault(
            _plain(role.user.full_name),
            {"nama": role.user.full_name, "nip": "", "pangkat": "", "jabatan": "",
             "instansi": workshop.unit.name, "kedudukan": "Anggota"},
        )  # fmt: skip
    return numbered({**row, "no": str(place)} for place, row in enumerate(rows.values(), start=1))
