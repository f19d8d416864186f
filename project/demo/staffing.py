"""Bantul's staffing plan: a programmer wanted in every perangkat daerah, and who is there."""

from dataclasses import dataclass
from datetime import date, datetime

from participants.models import (
    Appointment,
    Competency,
    CompetencyKind,
    EmployeeStatus,
    Employment,
    Evidence,
    EvidenceAct,
    EvidenceMethod,
    Identifier,
    IdentifierKind,
    Importance,
    JobTitle,
    MatchState,
    OrganisationUnit,
    Person,
    PlannedPost,
    PlanState,
    Post,
    Requirement,
    RequirementKind,
    StaffingPlan,
    UnitKind,
    User,
)
from participants.models.sealed import lookup
from participants.rules.dictionary import STANDARD
from project.demo.people import Inventor
from project.demo.regions import Region

PROGRAMMER = "Pranata Komputer Ahli Pertama"
PROGRAMMING, INTEGRATION, PLANNING = "TIK.PRG", "TIK.DAT", "PRC.SPB"
WANTED_LEVEL = 3
WITHOUT_PROGRAMMER = 21  # units, of 53
BELOW_LEVEL, WITHOUT_DATA = 8, 6  # of the 32 who are there

SCHOOLING = {  # what a plan asks of a job's holder; of every other one SMA
    "Kepala Dinas": "S1",
    "Panewu": "S1",
    "Sekretaris": "S1",
    "Kepala Subbagian Umum dan Kepegawaian": "D3",
    "Perencana Ahli Muda": "S1",
    "Perencana Ahli Pertama": "S1",
    "Pengelola Data dan Informasi": "D3",
}
DICTIONARY = (
    (PROGRAMMING, CompetencyKind.TECHNICAL, "Pemrograman Web", "Web programming"),
    (INTEGRATION, CompetencyKind.TECHNICAL, "Integrasi Data", "Data integration"),
    (PLANNING, CompetencyKind.TECHNICAL, "Perencanaan Kota Cerdas", "Smart city planning"),
    ("TIK.JAR", CompetencyKind.TECHNICAL, "Jaringan Komputer", "Computer networks"),
    ("TIK.MUL", CompetencyKind.TECHNICAL, "Produksi Multimedia", "Multimedia production"),
    ("TIK.KAM", CompetencyKind.TECHNICAL, "Keamanan Informasi", "Information security"),
)
INDICATORS = {
    "1": "Memahami konsep dasar",
    "2": "Mengerjakan tugas sederhana dengan bimbingan",
    "3": "Mengerjakan tugas secara mandiri",
    "4": "Membimbing orang lain dan menyelesaikan masalah baru",
    "5": "Menjadi rujukan dan mengembangkan metode",
}


@dataclass(frozen=True)
class Programmers:
    """Who holds the programmer's post, by what is known of their level."""

    fit: list[Person]
    below: list[Person]
    unknown: list[Person]


def dictionary() -> dict[str, Competency]:
    """The competencies, by code: the nine of the law, and three technical ones."""
    Competency.objects.bulk_create(
        Competency(
            code=entry.code,
            kind=entry.kind,
            name_id=entry.name_id,
            name_en=entry.name_en,
            indicators={str(level): text for level, text in enumerate(entry.indicators, start=1)},
        )
        for entry in STANDARD
    )
    Competency.objects.bulk_create(
        [
            Competency(code=code, kind=kind, name_id=name, name_en=english, indicators=INDICATORS)
            for code, kind, name, english in DICTIONARY
        ]
    )
    return {one.code: one for one in Competency.objects.all()}


def plan(
    region: Region,
    titles: dict[str, JobTitle],
    skills: dict[str, Competency],
    *,
    by: User,
    at: datetime,
) -> Programmers:
    """An approved plan over all units of the region, everybody appointed, 32 of 53 programmers."""
    units = [unit for unit in region.units.values() if unit.kind != UnitKind.EXTERNAL]
    units = [unit for unit in units if unit.short_name != "Setda"]
    programmers = _programmers(units[: len(units) - WITHOUT_PROGRAMMER], titles, by, at)
    posts = _posts(units, region, titles)
    plan = StaffingPlan.objects.create(
        unit=region.root,
        title="Peta Jabatan Kabupaten Bantul",
        legal_basis="Peraturan Bupati tentang Peta Jabatan (rekaan untuk demo)",
        state=PlanState.APPROVED,
        valid_from=date(at.year - 4, 1, 1),
        approved_at=at,
        approved_by=by,
    )
    _planned(plan, posts, skills)
    _appoint(region, posts, programmers, by, at)
    return _assess(programmers, skills[PROGRAMMING], by, at)


def _programmers(
    units: list[OrganisationUnit], titles: dict[str, JobTitle], by: User, at: datetime
) -> list[Person]:
    inventor = Inventor("programmer")
    invented = [inventor.person(EmployeeStatus.PNS) for _unit in units]
    people = Person.objects.bulk_create(
        Person(
            full_name=one.full_name,
            title_suffix="S.Kom.",
            sex=one.sex,
            birth_date=one.birth_date,
            phone=one.phone,
            education="S1 Teknik Informatika",
            home_unit=unit,
            match_state=MatchState.MATCHED,
            created_at=at,
            created_by=by,
        )
        for unit, one in zip(units, invented, strict=True)
    )
    employments = Employment.objects.bulk_create(
        Employment(
            person=person,
            unit=person.home_unit,
            status=EmployeeStatus.PNS,
            rank="III/a",
            job=titles[PROGRAMMER],
            job_title=PROGRAMMER,
            valid_from=one.started_on,
        )
        for person, one in zip(people, invented, strict=True)
    )
    for person, employment in zip(people, employments, strict=True):
        person.current_employment = employment
    Person.objects.bulk_update(people, ["current_employment"])
    Identifier.objects.bulk_create(
        Identifier(
            person=person,
            kind=IdentifierKind.NIP,
            value=one.number,
            lookup=lookup(IdentifierKind.NIP, one.number),
        )
        for person, one in zip(people, invented, strict=True)
    )
    return people


def _posts(
    units: list[OrganisationUnit], region: Region, titles: dict[str, JobTitle]
) -> dict[tuple[int, int], Post]:
    wanted = {
        (unit.pk, person.current_employment.job_id): (unit, person.current_employment.job)
        for unit in region.units.values()
        for person in region.staff[unit.pk]
        if person.current_employment and person.current_employment.job
    }
    for unit in units:
        wanted[unit.pk, titles[PROGRAMMER].pk] = (unit, titles[PROGRAMMER])
    posts = Post.objects.bulk_create(Post(unit=unit, job=job) for unit, job in wanted.values())
    return {(post.unit_id, post.job_id): post for post in posts}


def _planned(
    plan: StaffingPlan, posts: dict[tuple[int, int], Post], skills: dict[str, Competency]
) -> None:
    planned = PlannedPost.objects.bulk_create(
        PlannedPost(
            plan=plan,
            post=post,
            headcount=2 if post.job.name == "Pengelola Data dan Informasi" else 1,
        )
        for post in posts.values()
    )
    asked = []
    for row in planned:
        name = row.post.job.name
        if name == PROGRAMMER:
            asked.append(Requirement(planned_post=row, kind=RequirementKind.EDUCATION, text="D3"))
            asked.append(
                Requirement(
                    planned_post=row,
                    kind=RequirementKind.COMPETENCY,
                    competency=skills[PROGRAMMING],
                    level=WANTED_LEVEL,
                )
            )
            continue
        asked.append(
            Requirement(
                planned_post=row, kind=RequirementKind.EDUCATION, text=SCHOOLING.get(name, "SMA")
            )
        )
        if name == "Pengelola Data dan Informasi":
            asked.append(
                Requirement(
                    planned_post=row,
                    kind=RequirementKind.COMPETENCY,
                    importance=Importance.SHOULD,
                    competency=skills[INTEGRATION],
                    level=2,
                )
            )
    Requirement.objects.bulk_create(asked)


def _appoint(
    region: Region,
    posts: dict[tuple[int, int], Post],
    programmers: list[Person],
    by: User,
    at: datetime,
) -> None:
    people = [person for several in region.staff.values() for person in several] + programmers
    Appointment.objects.bulk_create(
        Appointment(
            person=person,
            post=posts[employment.unit_id, employment.job_id],
            valid_from=employment.valid_from,
            appointed_at=at,
            appointed_by=by,
        )
        for person in people
        if (employment := person.current_employment) and employment.job_id
    )


def _assess(people: list[Person], skill: Competency, by: User, at: datetime) -> Programmers:
    """Levels found by an assessor in one of the last four years, more of them each year; the last six
    people have never been looked at."""
    assessed = len(people) - WITHOUT_DATA
    fit, below = people[: assessed - BELOW_LEVEL], people[assessed - BELOW_LEVEL : assessed]
    Evidence.objects.bulk_create(
        Evidence(
            person=person,
            competency=skill,
            level=WANTED_LEVEL if person in fit else WANTED_LEVEL - 1,
            act=EvidenceAct.GRANT,
            method=EvidenceMethod.ASSESSOR,
            assessor="Tim Asesor BKPSDM (rekaan)",
            acquired_on=date(at.year - 1 - (0, 0, 0, 1, 1, 1, 2, 2, 3)[place % 9], 9, 15),
            note="Uji kompetensi internal",
            at=at,
            by=by,
        )
        for place, person in enumerate(fit + below)
    )
    return Programmers(fit, below, people[assessed:])
