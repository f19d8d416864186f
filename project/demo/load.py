"""Loads the demo for a day: two regions, three Bimtek, certificates, and what HR made of them."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from certificates.actions.issuing import request_issue
from certificates.actions.signer import issue_link
from certificates.actions.template import make_template
from certificates.models import Certificate, Template
from participants.actions.competency import grant_levels
from participants.actions.job import perform, take
from participants.actions.totals import recount
from participants.actions.training import accept_trainings
from participants.models import (
    Competency,
    Evidence,
    EvidenceMethod,
    JobTitle,
    OrganisationUnit,
    Person,
    TrainingRecord,
    UnitKind,
    User,
)
from project.demo import (
    abilities,
    bantul,
    buton,
    live,
    official,
    outside,
    personnel,
    programmes,
    regions,
    staffing,
    story,
    strategy,
)
from project.jobs import HANDLERS
from workshops.actions.closing import close_workshop
from workshops.models import Workshop

BUTON_SIGNATORY = {
    "office": "Dinas Komunikasi, Informatika dan Persandian",
    "place": "Pasarwajo",
    "signatory_name": "Drs. La Ode Contoh, M.Si. (rekaan)",
    "signatory_post": "Kepala Dinas Komunikasi, Informatika dan Persandian",
    "signatory_rank": "Pembina Utama Muda (IV/c)",
}
BANTUL_SIGNATORY = {
    "office": "Dinas Komunikasi dan Informatika",
    "place": "Bantul",
    "signatory_name": official.NAME,
    "signatory_post": "Kepala Dinas Komunikasi dan Informatika",
    "signatory_rank": "Pembina Utama Muda (IV/c)",
}

BANTUL_PATTERN = "800.2.3/{urut:03}/DISKOMINFO/{bulan_romawi}/{tahun}"


def load(as_of: date, say: Callable[[str], None]) -> None:
    """Everything, in an empty database; ``as_of`` is the day of the live Bimtek's first stage.

    Raises whatever an action refuses: the demo is made by the same actions as everything else.
    """
    since = datetime(2021, 1, 4, 2, tzinfo=UTC)
    system = User.objects.system()
    with transaction.atomic():
        say("Kabupaten Bantul dan Kabupaten Buton, pegawai rekaan, akun …")
        region_bantul = regions.bantul(by=system, at=since)
        region_buton = regions.buton(by=system, at=since)
        users = regions.make_accounts(
            region_bantul, region_buton, by=system, at=since, since=date(2021, 1, 4)
        )
        skills = staffing.dictionary()
        year_starts = datetime.combine(date(as_of.year, 1, 2), time(2), tzinfo=UTC)
        titles = regions.job_titles()
        programmers = staffing.plan(
            region_bantul, titles, skills, by=users["organisasi"], at=year_starts
        )
        abilities.watch(
            region_bantul, titles, skills, programmers, by=users["organisasi"], at=year_starts
        )
    with transaction.atomic():
        say("Bimtek Buton 2021, empat tahap …")
        past = buton.hold(region_buton, users, skills[staffing.PLANNING])
        template = _template(region_buton.units["Diskominfo"], BUTON_SIGNATORY, users)
        _close_and_ask(past, template, "893.3/{urut:03}/DISKOMINFO/{tahun}", users, hours_later=2)
    with transaction.atomic():
        say("Bimtek programmer Bantul tahun ini …")
        recent = bantul.hold(region_bantul, users, programmers, skills[staffing.PROGRAMMING], as_of)
        account = official.appoint(region_bantul, users, recent.created_at)
        signed = BANTUL_SIGNATORY | {"signing_account": account}
        template = _template(region_bantul.units["Diskominfo"], signed, users)
        _close_and_ask(recent, template, BANTUL_PATTERN, users, hours_later=2)
    with transaction.atomic():
        say("Bimtek Smart City Bantul, tahap pertama hari ini …")
        live.hold(region_bantul, users, as_of)
        abilities.plan_next(region_bantul, users, skills, as_of)
    with transaction.atomic():
        say("Kelas pekan lalu yang sertifikatnya menunggu tanda tangan …")
        waiting = official.hold(region_bantul, users, as_of)
        _close_and_ask(waiting, template, BANTUL_PATTERN, users, hours_later=2)
        issue_link(
            account=account,
            by=users["panitia"],
            at=region_bantul.root.moment(as_of, story.MORNING),
        )
    with transaction.atomic():
        say("Program Smart City, statusnya, dan evaluasi tahunan …")
        programmes.buton(region_buton, users)
        programmes.bantul(region_bantul, users, as_of)
    with transaction.atomic():
        say("Peta jabatan yang hidup, sasaran strategi, riwayat empat tahun …")
        _years(region_bantul, titles, skills, users, as_of, year_starts)
    say("Menerbitkan sertifikat, sebagian ditandatangani secara elektronik …")
    _work()
    official.sign_all(recent, account, users["penandatangan"])
    with transaction.atomic():
        say("BKPSDM menerima riwayat dan menetapkan tingkat kompetensi …")
        _decide(past, users, leave=0)
        _decide(recent, users, leave=6)
        staff = region_bantul.staff[region_bantul.units["Dinkes"].pk]
        outside.bring(staff[1:], by=users["opd"], as_of=as_of)
        recount(day=as_of, by=system, at=region_bantul.root.moment(as_of, time(0, 5)))


def _years(
    region: regions.Region,
    titles: dict[str, JobTitle],
    skills: dict[str, Competency],
    users: dict[str, User],
    as_of: date,
    year_starts: datetime,
) -> None:
    """Standards, absences, next year's draft; targets, and the trainings of the years before."""
    planner, hr = users["organisasi"], users["bkpsdm"]
    personnel.standards(titles, skills, by=planner, on=date(as_of.year - 1, 1, 1), at=year_starts)
    personnel.away(region, as_of=as_of, by=hr)
    personnel.next_plan(region, as_of=as_of, by=planner)
    strategy.promise(region, as_of=as_of, by=hr)
    strategy.close_gaps(region, skills, as_of=as_of, by=hr)
    strategy.train(
        region,
        Person.objects.filter(home_unit__path__startswith=region.root.path)
        .exclude(home_unit__kind=UnitKind.EXTERNAL)
        .select_related("current_employment")
        .order_by("pk"),
        as_of=as_of,
        by=hr,
    )


def _decide(workshop: Workshop, users: dict[str, User], *, leave: int) -> None:
    """BKPSDM accepts the trainings two days later, and levels by what the test or an assessor
    found; the last ``leave`` of each wait for whoever plays HR."""
    workshop.refresh_from_db()  # closed since it was read
    at = (workshop.closed_at or workshop.created_at) + timedelta(days=2)
    numbers = [
        one.public_id for one in Certificate.objects.filter(workshop=workshop).order_by("pk")
    ]
    trainings = TrainingRecord.objects.awaiting().filter(source_id__in=numbers).order_by("pk")
    accept_trainings(records=_but_last(trainings, leave), by=users["bkpsdm"], at=at)
    proposals = Evidence.objects.waiting_for_a_verdict().filter(source_id__in=numbers)
    by_test = [one for one in proposals if one.method == EvidenceMethod.TEST]
    others = [one for one in proposals if one.method != EvidenceMethod.TEST]
    for found, method, assessor in (
        (_but_last(by_test, leave // 2), EvidenceMethod.TEST, ""),
        (others, EvidenceMethod.ASSESSOR, "Tim Ahli (rekaan)"),
    ):
        if found:
            grant_levels(
                proposals=found, method=method, assessor=assessor, by=users["bkpsdm"], at=at
            )


def _but_last(things: Iterable[Any], leave: int) -> list[Any]:
    kept = list(things)
    return kept[: len(kept) - leave]


def _template(unit: OrganisationUnit, told: dict[str, Any], users: dict[str, User]) -> Template:
    return make_template(
        unit=unit,
        name="Telah mengikuti",
        by=users["panitia"],
        at=datetime(2021, 6, 1, 2, tzinfo=UTC),
        **told,
    )


def _close_and_ask(
    workshop: Workshop,
    template: Template,
    pattern: str,
    users: dict[str, User],
    *,
    hours_later: int,
) -> None:
    """Closes the afternoon of the last day, and asks for the certificates two hours later."""
    last = workshop.stages.order_by("-ends_on")[0]
    closing_at = workshop.unit.moment(last.ends_on, story.AFTERNOON) + timedelta(minutes=40)
    close_workshop(workshop=workshop, by=users["panitia"], at=closing_at)
    request_issue(
        workshop=workshop,
        template=template,
        issued_on=last.ends_on,
        pattern=pattern,
        by=users["panitia"],
        at=closing_at + timedelta(hours=hours_later),
    )


def _work() -> None:
    """Does the waiting jobs here and now, each at the moment it was asked for."""
    while True:
        item = take(worker="demo", at=datetime(2100, 1, 1, tzinfo=UTC), kinds=HANDLERS.keys())
        if item is None:
            return
        perform(item=item, handler=HANDLERS[item.job.kind], at=item.job.requested_at)
