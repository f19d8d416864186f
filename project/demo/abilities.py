"""What Bantul wants in every OPD, who is nearly there, and the Bimtek that is to close the gaps."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from participants.actions.ability import define_role
from participants.models import (
    Competency,
    Evidence,
    EvidenceAct,
    EvidenceMethod,
    JobTitle,
    Person,
    User,
)
from project.demo import story
from project.demo.regions import Region
from project.demo.staffing import PROGRAMMER, PROGRAMMING, WANTED_LEVEL, Programmers
from workshops.actions.workshop import create_workshop, set_award_rule
from workshops.models import Workshop
from workshops.rules.programme import PROGRAMMES, plan_of, propose_dates

# The families of a real inventory of staff (programmer, jaringan, multimedia, keamanan informasi).
FAMILIES = (
    ("Programmer", PROGRAMMING, ("Informatika", "Ilmu Komputer", "Sistem Informasi")),
    ("Tenaga jaringan", "TIK.JAR", ("Teknik Komputer",)),
    ("Tenaga multimedia", "TIK.MUL", ("Desain Komunikasi Visual",)),
    ("Tenaga keamanan informasi", "TIK.KAM", ()),
)
NEARLY = 9  # people one level below, in units without a programmer


def watch(
    region: Region,
    titles: dict[str, JobTitle],
    skills: dict[str, Competency],
    programmers: Programmers,
    *,
    by: User,
    at: datetime,
) -> None:
    """The four families as roles, and nine people who lack one level."""
    for name, code, fields in FAMILIES:
        define_role(
            unit=region.root,
            name=name,
            skills=[(skills[code], WANTED_LEVEL)],
            schooling="\n".join(fields),
            job=titles[PROGRAMMER] if code == PROGRAMMING else None,
            by=by,
            at=at,
        )
    Evidence.objects.bulk_create(
        Evidence(
            person=person,
            competency=skills[PROGRAMMING],
            level=WANTED_LEVEL - 1,
            act=EvidenceAct.GRANT,
            method=EvidenceMethod.SUPERIOR,
            assessor="Kepala Subbagian Umum (rekaan)",
            acquired_on=date(at.year - 1, 10, 1),
            note="Mengelola laman OPD",
            at=at,
            by=by,
        )
        for person in _nearly(region, programmers)
    )


def _nearly(region: Region, programmers: Programmers) -> list[Person]:
    held = {
        person.home_unit_id for person in programmers.fit + programmers.below + programmers.unknown
    }
    without = [
        people[5] for unit, people in region.staff.items() if unit not in held and people[5:]
    ]
    return without[-NEARLY:]


def plan_next(
    region: Region, users: dict[str, User], skills: dict[str, Competency], as_of: date
) -> Workshop:
    """A Bimtek five weeks from now, still a draft: whom to send is the open question."""
    template = PROGRAMMES["dua-tahap"]
    first = as_of + timedelta(days=35)
    dates = propose_dates(template, first)
    at = region.root.moment(as_of - timedelta(days=5), story.MORNING)
    workshop = create_workshop(
        unit=region.units["Diskominfo"],
        title_id="Bimbingan Teknis Pemrograman Web Lanjutan bagi OPD yang Belum Berprogrammer",
        title_en="Technical Guidance on Advanced Web Programming for Units without a Programmer",
        programme=template.code,
        stages=[
            plan_of(stage, starts, ends, "Laboratorium Komputer Diskominfo")
            for stage, (starts, ends) in zip(template.stages, dates, strict=True)
        ],
        legal_basis="RPJMD Kabupaten Bantul 2021-2026",
        by=users["panitia"],
        at=at,
    )
    set_award_rule(
        workshop=workshop,
        competency=skills[PROGRAMMING],
        level=WANTED_LEVEL,
        minimum_score=Decimal(70),
        by=users["panitia"],
        at=at,
    )
    return workshop
