"""Builds the two Pemda: units, staff with their numbers and employments, accounts with grants."""

from dataclasses import dataclass
from datetime import date, datetime

from participants.actions.person import grant
from participants.actions.unit import create_unit, create_units
from participants.models import (
    EmployeeStatus,
    Employment,
    Identifier,
    IdentifierKind,
    JobKind,
    JobTitle,
    MatchState,
    OrganisationUnit,
    Person,
    Role,
    TimeZone,
    UnitKind,
    User,
)
from participants.models.sealed import lookup
from project.demo import places
from project.demo.accounts import PASSWORD
from project.demo.people import Invented, Inventor

JOBS = (
    # name, kind, class; the first are for heads
    ("Kepala Dinas", JobKind.JPT, 14),
    ("Sekretaris", JobKind.ADMINISTRATOR, 12),
    ("Kepala Subbagian Umum dan Kepegawaian", JobKind.SUPERVISOR, 9),
    ("Perencana Ahli Muda", JobKind.FUNCTIONAL, 9),
    ("Perencana Ahli Pertama", JobKind.FUNCTIONAL, 8),
    ("Analis Kebijakan Ahli Muda", JobKind.FUNCTIONAL, 9),
    ("Pengelola Data dan Informasi", JobKind.EXECUTOR, 6),
    ("Pengadministrasi Umum", JobKind.EXECUTOR, 5),
    ("Pranata Komputer Ahli Pertama", JobKind.FUNCTIONAL, 8),
    ("Panewu", JobKind.ADMINISTRATOR, 12),
    ("Camat", JobKind.ADMINISTRATOR, 12),
)


@dataclass(frozen=True)
class Region:
    root: OrganisationUnit
    units: dict[str, OrganisationUnit]  # by short name, else by name
    staff: dict[int, list[Person]]  # unit key → people, the head first


def job_titles() -> dict[str, JobTitle]:
    """The reference list, made once."""
    JobTitle.objects.bulk_create(
        [JobTitle(name=name, kind=kind, job_class=job_class) for name, kind, job_class in JOBS],
        ignore_conflicts=True,
    )
    return {job.name: job for job in JobTitle.objects.filter(name__in=[row[0] for row in JOBS])}


def bantul(*, by: User, at: datetime) -> Region:
    """Kabupaten Bantul, WIB: 29 perangkat daerah, 8 Bagian, 17 kapanewon, one outside body."""
    root = create_unit(
        parent=None,
        kind=UnitKind.PEMDA,
        name="Kabupaten Bantul",
        short_name="Bantul",
        timezone=TimeZone.WIB,
        words={"kecamatan": "kapanewon", "desa": "kalurahan", "camat": "panewu"},
        by=by,
        at=at,
    )
    units = {}
    for code, kind, name, short in places.BANTUL:
        units[short] = create_unit(
            parent=root, kind=kind, name=name, short_name=short, code=code, by=by, at=at
        )
    for code, name in places.BANTUL_DIVISIONS:
        units[name] = create_unit(
            parent=units["Setda"], kind=UnitKind.DIVISION, name=name, code=code, by=by, at=at
        )
    for unit in create_units(
        parent=root,
        names=[f"Kapanewon {name}" for name in places.BANTUL_DISTRICTS],
        kind=UnitKind.DISTRICT,
        by=by,
        at=at,
    ):
        units[unit.name] = unit
    units["outside"] = create_unit(
        parent=root,
        kind=UnitKind.EXTERNAL,
        name="Relawan TIK Projotamansari (rekaan)",
        by=by,
        at=at,
    )
    return Region(root, units, _staff(units, "bantul", 7, by, at))


def buton(*, by: User, at: datetime) -> Region:
    """Kabupaten Buton, WITA, as in 2021: 26 perangkat daerah (17 of them invented), 7 kecamatan."""
    root = create_unit(
        parent=None,
        kind=UnitKind.PEMDA,
        name="Kabupaten Buton",
        short_name="Buton",
        timezone=TimeZone.WITA,
        by=by,
        at=at,
    )
    units = {}
    for kind, name, short in places.BUTON + places.INVENTED:
        units[short] = create_unit(
            parent=root, kind=kind, name=name, short_name=short, by=by, at=at
        )
    for unit in create_units(
        parent=root,
        names=[f"Kecamatan {name}" for name in places.BUTON_DISTRICTS],
        kind=UnitKind.DISTRICT,
        by=by,
        at=at,
    ):
        units[unit.name] = unit
    units["outside"] = create_unit(
        parent=root,
        kind=UnitKind.EXTERNAL,
        name="Bank Pembangunan Daerah Cabang Pasarwajo (rekaan)",
        by=by,
        at=at,
    )
    return Region(root, units, _staff(units, "buton", 4, by, at))


def _staff(
    units: dict[str, OrganisationUnit], seed: str, per_unit: int, by: User, at: datetime
) -> dict[int, list[Person]]:
    """``per_unit`` people in every unit of the government and two in the outside body, bulk-made."""
    inventor, titles = Inventor(seed), job_titles()
    planned: list[tuple[OrganisationUnit, Invented, JobTitle | None]] = []
    for unit in units.values():
        if unit.kind == UnitKind.EXTERNAL:
            planned += [(unit, inventor.person(EmployeeStatus.EXTERNAL), None) for _ in range(2)]
            continue
        for position in range(per_unit):
            status = EmployeeStatus.PNS if position < 4 else None
            planned.append((unit, inventor.person(status), _job(unit, position, titles)))
    people = Person.objects.bulk_create(
        Person(
            full_name=one.full_name,
            title_prefix=one.title_prefix,
            title_suffix=one.title_suffix,
            sex=one.sex,
            birth_date=one.birth_date,
            phone=one.phone,
            education=one.education,
            home_unit=unit,
            match_state=MatchState.MATCHED,
            created_at=at,
            created_by=by,
        )
        for unit, one, _job_title in planned
    )
    employments = Employment.objects.bulk_create(
        Employment(
            person=person,
            unit=unit,
            status=one.status,
            rank=one.rank,
            job=job,
            job_title=job.name if job else "",
            valid_from=one.started_on,
        )
        for person, (unit, one, job) in zip(people, planned, strict=True)
    )
    for person, employment in zip(people, employments, strict=True):
        person.current_employment = employment
    Person.objects.bulk_update(people, ["current_employment"], batch_size=500)
    Identifier.objects.bulk_create(
        Identifier(
            person=person, kind=_kind(one), value=one.number, lookup=lookup(_kind(one), one.number)
        )
        for person, (_unit, one, _job_title) in zip(people, planned, strict=True)
        if one.number
    )
    staff: dict[int, list[Person]] = {unit.pk: [] for unit in units.values()}
    for person, (unit, _one, _job_title) in zip(people, planned, strict=True):
        staff[unit.pk].append(person)
    return staff


def _kind(one: Invented) -> str:
    return IdentifierKind.NI_PPPK if one.status == EmployeeStatus.PPPK else IdentifierKind.NIP


def _job(unit: OrganisationUnit, position: int, titles: dict[str, JobTitle]) -> JobTitle:
    head = "Kepala Dinas"
    if unit.kind == UnitKind.DISTRICT:
        head = "Panewu" if unit.timezone == TimeZone.WIB else "Camat"
    ladder = [
        head,
        "Sekretaris",
        "Kepala Subbagian Umum dan Kepegawaian",
        "Perencana Ahli Muda",
        "Pengelola Data dan Informasi",
        "Pengadministrasi Umum",
        "Perencana Ahli Pertama",
    ]
    return titles[ladder[position % len(ladder)]]


SHOWN_AS = {
    "panitia": "Panitia Bimtek Diskominfo",
    "opd": "Kasubbag Umum dan Kepegawaian Dinas Kesehatan",
    "timahli": "Tim Ahli",
    "petugas": "Petugas presensi",
    "bkpsdm": "Pengelola pengembangan kompetensi BKPSDM",
    "organisasi": "Analis Bagian Organisasi",
    "penandatangan": "Kepala Dinas Kominfo",
    "inspektorat": "Auditor Inspektorat",
    "pimpinan": "Sekretaris Daerah",
    "admin": "Pengelola sistem",
}


def make_accounts(
    bantul: Region, buton: Region, *, by: User, at: datetime, since: date
) -> dict[str, User]:
    """The ten accounts with their grants in both regions; all with the same printed password."""
    users = {
        username: User.objects.create_user(
            username,
            PASSWORD,
            full_name=shown,
            is_staff=username == "admin",
            is_superuser=username == "admin",
        )
        for username, shown in SHOWN_AS.items()
    }
    for region in (bantul, buton):
        held = (
            ("panitia", Role.ORGANISER, region.units["Diskominfo"]),
            ("bkpsdm", Role.HR, region.root),
            ("organisasi", Role.PLANNER, region.root),
            ("penandatangan", Role.SIGNER, region.units["Diskominfo"]),
            ("inspektorat", Role.AUDITOR, region.root),
            ("pimpinan", Role.LEADER, region.root),
            ("admin", Role.ADMIN, region.root),
        )
        for username, role, unit in held:
            grant(user=users[username], role=role, unit=unit, valid_from=since, by=by, at=at)
    grant(
        user=users["opd"],
        role=Role.UNIT_ADMIN,
        unit=bantul.units["Dinkes"],
        valid_from=since,
        by=by,
        at=at,
    )
    return users
