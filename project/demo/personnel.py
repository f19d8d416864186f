"""What makes a staffing plan a living one: job standards, who is away and who stands in, next year's
draft with its workload."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from participants.actions.absence import record_absence
from participants.actions.plan_copy import copy_plan_as_draft
from participants.actions.staffing import appoint, change_headcount, plan_post
from participants.actions.standard import Item, set_standard
from participants.actions.workload import Line, keep_workload, take_need
from participants.models import (
    AbsenceKind,
    AppointmentKind,
    Competency,
    Importance,
    JobTitle,
    RequirementKind,
    StaffingPlan,
    User,
)
from project.demo import story
from project.demo.regions import Region
from project.demo.staffing import INTEGRATION, PROGRAMMER, PROGRAMMING, WANTED_LEVEL

# What the ABK of a programmer counts: task, result, a year's volume, minutes each.
TASKS = (
    ("Membangun dan memelihara aplikasi layanan OPD", "modul", 60, 1200),
    ("Menghubungkan data OPD ke portal data daerah", "layanan data", 36, 900),
    ("Menangani gangguan aplikasi", "laporan", 400, 90),
    ("Melatih pengguna aplikasi", "kegiatan", 24, 480),
)


def standards(
    titles: dict[str, JobTitle], skills: dict[str, Competency], *, by: User, on: date, at: datetime
) -> None:
    """Two jobs whose standard Bagian Organisasi keeps; drafts take them over."""
    set_standard(
        job=titles[PROGRAMMER],
        basis="PermenPANRB 32/2020 tentang Jabatan Fungsional Pranata Komputer",
        valid_from=on,
        items=[
            Item(kind=RequirementKind.EDUCATION, importance=Importance.MUST, text="D3"),
            _level(skills[PROGRAMMING], WANTED_LEVEL, Importance.MUST),
            _level(skills[INTEGRATION], 2, Importance.SHOULD),
        ],
        by=by,
        at=at,
    )
    set_standard(
        job=titles["Pengelola Data dan Informasi"],
        basis="Keputusan Bupati tentang Standar Kompetensi (rekaan untuk demo)",
        valid_from=on,
        items=[
            Item(kind=RequirementKind.EDUCATION, importance=Importance.MUST, text="D3"),
            _level(skills[INTEGRATION], 2, Importance.SHOULD),
        ],
        by=by,
        at=at,
    )


def _level(competency: Competency, level: int, importance: str) -> Item:
    return Item(
        kind=RequirementKind.COMPETENCY, importance=importance, competency=competency, level=level
    )


def away(region: Region, *, as_of: date, by: User) -> None:
    """A head on study duty whose Sekretaris stands in, a long leave, somebody seconded."""
    at = region.root.moment(as_of - timedelta(days=60), story.MORNING)
    starts = as_of - timedelta(days=45)
    head, deputy, *_others = region.staff[region.units["Dispusip"].pk]
    study = record_absence(
        person=head,
        kind=AbsenceKind.STUDY_DUTY,
        valid_from=starts,
        valid_to=as_of + timedelta(days=500),
        decree="824/112/BKPSDM (rekaan)",
        by=by,
        at=at,
    )
    held = head.appointments.get(kind=AppointmentKind.DEFINITIVE)
    appoint(
        person=deputy,
        post=held.post,
        kind=AppointmentKind.ACTING,
        valid_from=study.valid_from,
        valid_to=as_of + timedelta(days=135),
        decree="821/45/BKPSDM (rekaan)",
        by=by,
        at=at,
    )
    record_absence(
        person=region.staff[region.units["Dinsos"].pk][3],
        kind=AbsenceKind.LONG_LEAVE,
        valid_from=as_of - timedelta(days=20),
        valid_to=as_of + timedelta(days=70),
        by=by,
        at=at,
    )
    record_absence(
        person=region.staff[region.units["Bappeda"].pk][4],
        kind=AbsenceKind.SECONDED,
        valid_from=as_of - timedelta(days=120),
        valid_to=None,
        decree="824/77/BKPSDM (rekaan)",
        by=by,
        at=at,
    )


def next_plan(region: Region, *, as_of: date, by: User) -> StaffingPlan:
    """Next year's draft: one post more, one need by its workload, and one that is still to be
    taken over."""
    at = region.root.moment(as_of - timedelta(days=9), story.MORNING)
    now = StaffingPlan.objects.get(unit=region.root)
    draft = copy_plan_as_draft(
        plan=now,
        title=f"Rancangan Peta Jabatan Kabupaten Bantul {as_of.year + 1}",
        valid_from=date(as_of.year + 1, 1, 1),
        by=by,
        at=at,
    )
    plan_post(
        plan=draft,
        unit=region.units["Diskominfo"],
        job_name="Manggala Informatika Ahli Pertama",
        headcount=2,
        job_class=8,
        by=by,
        at=at,
    )
    wanted = draft.planned_posts.filter(post__job__name=PROGRAMMER).select_related("plan", "post")
    for unit, factor in (("Diskominfo", 3), ("Dinkes", 1)):
        planned = wanted.get(post__unit=region.units[unit])
        keep_workload(
            planned_post=planned,
            lines=[
                Line(
                    task=task,
                    output=output,
                    volume=Decimal(volume * factor),
                    minutes=Decimal(minutes),
                )
                for task, output, volume, minutes in TASKS
            ],
            source="Laporan kinerja dan wawancara pemegang jabatan (rekaan untuk demo)",
            by=by,
            at=at,
        )
        if unit == "Diskominfo":
            take_need(planned_post=planned, by=by, at=at)
    fewer = draft.planned_posts.filter(
        post__job__name="Pengelola Data dan Informasi", headcount__gt=1
    ).select_related("plan", "post__unit")
    for planned in fewer.order_by("pk")[:3]:
        change_headcount(planned_post=planned, headcount=1, by=by, at=at)
    return draft
