"""What needs those who keep people and posts: an OPD, BKPSDM, Bagian Organisasi."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from participants.models import (
    Evidence,
    EvidenceAct,
    OrganisationUnit,
    Person,
    PlanState,
    Role,
    StaffingPlan,
    TimeZone,
    TrainingRecord,
)
from participants.models.scope import access_of
from participants.queries.coverage import coverage, jobs_of
from participants.queries.hours import YEARLY_JP, UnitHours, hours_by_unit
from participants.rules.wording import date_long, date_range, titled
from project.home.parts import Figure, Row, Section, Task, counted
from project.navigation import address
from workshops.models import (
    AssignmentLetter,
    Deliverable,
    Invitation,
    InvitationBody,
    LetterState,
    OwedBy,
    Submission,
    SubmissionState,
    WorkshopState,
)
from workshops.queries.invitation import with_seats

SHOWN = 6


def sending(user: Any, at: datetime) -> Section:
    """An OPD's invitations with seats to fill, letters and worksheets owed; its people's JP."""
    access = access_of(user)
    own = access.units_q("unit__path", {Role.UNIT_ADMIN})
    invitations = list(
        with_seats(
            Invitation.objects.filter(own, withdrawn_at=None).exclude(
                workshop__state__in=[WorkshopState.CLOSED, WorkshopState.DRAFT]
            )
        )
        .select_related("workshop__unit", "unit")
        .prefetch_related("workshop__stages")
        .order_by("-workshop__created_at", "-pk")[:SHOWN]
    )
    letters = AssignmentLetter.objects.filter(
        own, workshop__in=[one.workshop_id for one in invitations], state=LetterState.TO_FOLLOW
    )
    following = counted(letters.order_by().values("workshop").annotate(n=Count("pk")), "workshop")
    today = _localdate(user, at, Role.UNIT_ADMIN)
    owed = _works_owed(invitations, today)
    rows = tuple(_invitation_row(one, following, owed, at) for one in invitations)
    year = today.year
    mine = _own_units(user)
    hours = [unit for unit in hours_by_unit(user, year, today) if unit.unit_id in mine]
    return Section(
        key="unit",
        title=_("OPD Anda"),
        icon="building",
        rows=rows,
        figures=_jp_figures(hours, year),
        all_url=address("participants:person-list"),
        all_label=_("Pegawai OPD Anda"),
        empty_title=_("Belum ada undangan Bimtek"),
        empty_text=_("Undangan dari panitia muncul di sini, dengan kursi yang perlu diisi."),
    )


def _own_units(user: Any) -> set[int]:
    found = OrganisationUnit.objects.filter(access_of(user).units_q("path", {Role.UNIT_ADMIN}))
    return set(found.values_list("pk", flat=True))


def _works_owed(invitations: list[Invitation], today: date) -> dict[int, int]:
    """{invitation: worksheets of stages begun, without an accepted or waiting version}, in one
    query. What a coming stage will ask for is not owed yet."""
    handed_in = Submission.objects.filter(
        duty__deliverable=OuterRef("pk"),
        duty__invitation=OuterRef("stage__workshop__invitations"),
        newer=None,
        state__in=[SubmissionState.SUBMITTED, SubmissionState.ACCEPTED],
    )
    asked = [one.pk for one in invitations if one.body != InvitationBody.DECREE]
    rows = (
        Deliverable.objects.filter(
            ~Exists(handed_in),
            owed_by=OwedBy.UNIT,
            stage__workshop__invitations__in=asked,
            stage__starts_on__lte=today,
        )
        .order_by()
        .values("stage__workshop__invitations")
        .annotate(n=Count("pk", distinct=True))
    )
    return counted(rows, "stage__workshop__invitations")


def _invitation_row(
    invitation: Any, following: dict[int, int], owed: dict[int, int], at: datetime
) -> Row:
    workshop = invitation.workshop
    url = address("workshops:unit-desk", invitation.public_id)
    free = invitation.seat_count - invitation.named_count
    tasks = []
    if free > 0:
        words = ngettext("%(n)s kursi belum terisi", "%(n)s kursi belum terisi", free)
        tasks.append(Task(words % {"n": free}, url))
    if number := following.get(workshop.pk, 0):
        words = ngettext("%(n)s surat tugas menyusul", "%(n)s surat tugas menyusul", number)
        tasks.append(Task(words % {"n": number}, url))
    if number := owed.get(invitation.pk, 0):
        words = ngettext(
            "%(n)s hasil kerja belum dikirim", "%(n)s hasil kerja belum dikirim", number
        )
        tasks.append(Task(words % {"n": number}, url))
    today = workshop.unit.localdate(at)
    stages = sorted(workshop.stages.all(), key=lambda stage: stage.order)
    coming = next((stage for stage in stages if stage.ends_on >= today), None)
    when = (
        f"{titled(coming, get_language() or 'id')} · "
        + date_range(coming.starts_on, coming.ends_on, get_language() or "id")
        if coming
        else ""
    )
    return Row(
        title=workshop.title_id,
        detail=" · ".join(filter(None, (str(invitation.unit), when))),
        url=url,
        tone="warn" if tasks else "ok",
        word=_("Perlu dilengkapi") if tasks else _("Lengkap"),
        tasks=tuple(tasks),
    )


def _jp_figures(hours: list[UnitHours], year: int) -> tuple[Figure, ...]:
    people, reached = sum(one.people for one in hours), sum(one.reached for one in hours)
    if not people:
        return ()
    return (
        Figure(
            label=_("ASN dengan %(jp)s JP pada tahun %(year)s") % {"jp": YEARLY_JP, "year": year},
            value=str(reached),
            of=_("dari %(people)s") % {"people": people},
            url=address("participants:hours-list"),
            earned=reached == people,
        ),
    )


def keeping_records(user: Any, at: datetime) -> Section:
    """What waits for BKPSDM: trainings, proposed levels, unmatched people, units below 20 JP."""
    access = access_of(user)
    today = _localdate(user, at, Role.HR)
    year = today.year
    trainings = TrainingRecord.objects.filter(access.hr_q("person__home_unit__path")).awaiting()
    proposals = Evidence.objects.filter(
        access.hr_q("person__home_unit__path"), act=EvidenceAct.PROPOSE, answers=None
    )
    unmatched = Person.objects.filter(access.hr_q("home_unit__path")).waiting_for_a_match()
    hours = hours_by_unit(user, year, today)
    below = sum(1 for unit in hours if unit.reached < unit.people)
    tasks = []

    def add(count: int, words: str, page: str) -> None:
        if count:
            tasks.append(Task(words % {"n": count}, address(page)))

    count = trainings.count()
    add(
        count,
        ngettext(
            "%(n)s riwayat pelatihan menunggu verifikasi",
            "%(n)s riwayat pelatihan menunggu verifikasi",
            count,
        ),
        "participants:training-list",
    )
    count = proposals.count()
    add(
        count,
        ngettext(
            "%(n)s usulan tingkat kompetensi menunggu keputusan",
            "%(n)s usulan tingkat kompetensi menunggu keputusan",
            count,
        ),
        "participants:competency-list",
    )
    count = unmatched.count()
    add(
        count,
        ngettext("%(n)s orang belum dicocokkan", "%(n)s orang belum dicocokkan", count),
        "participants:match-list",
    )
    figures = _jp_figures(hours, year)
    if below:
        figures += (
            Figure(
                label=_("Unit yang belum semua ASN-nya mencapai %(jp)s JP") % {"jp": YEARLY_JP},
                value=str(below),
                of=_("dari %(units)s") % {"units": len(hours)},
                url=address("participants:hours-list"),
            ),
        )
    figures += _gap(user, today)
    return Section(
        key="hr",
        title=_("Kepegawaian"),
        icon="users",
        tasks=tuple(tasks),
        figures=figures,
        all_url=address("participants:person-list"),
        all_label=_("Semua pegawai"),
        empty_title=_("Tidak ada yang menunggu"),
        empty_text=_("Mulailah dengan memasukkan data pegawai dari berkas Excel."),
        empty_url=address("participants:import-list"),
        empty_label=_("Impor pegawai"),
    )


def _gap(user: Any, on: date) -> tuple[Figure, ...]:
    """OPD without anybody fit for the first post of the plan in force (say, a programmer)."""
    plan = StaffingPlan.objects.visible_to(user).in_force_on(on).select_related("unit").first()
    jobs = jobs_of(plan) if plan else []
    if plan is None or not jobs:
        return ()
    tiles = coverage(plan, jobs[0], on).tiles
    return (
        Figure(
            label=_("OPD tanpa %(job)s yang memenuhi syarat") % {"job": jobs[0].name},
            value=str(sum(not tile.post.qualified for tile in tiles)),
            of=_("dari %(units)s") % {"units": len(tiles)},
            url=address("participants:coverage"),
        ),
    )


def planning_posts(user: Any, at: datetime) -> Section:
    """Drafts of staffing plans, and the plan in force."""
    plans = (
        StaffingPlan.objects.filter(access_of(user).units_q("unit__path", {Role.PLANNER}))
        .select_related("unit")
        .order_by("-valid_from", "-pk")[:SHOWN]
    )
    return Section(
        key="planner",
        title=_("Peta jabatan"),
        icon="hierarchy-2",
        rows=tuple(
            Row(
                title=plan.title,
                detail=_("%(unit)s, berlaku mulai %(day)s")
                % {
                    "unit": plan.unit.name,
                    "day": date_long(plan.valid_from, get_language() or "id"),
                },
                url=address("participants:staffing-detail", plan.public_id)
                or address("participants:staffing-list"),
                tone="warn" if plan.state == PlanState.DRAFT else "ok",
                word=str(plan.get_state_display()),
            )
            for plan in plans
        ),
        all_url=address("participants:staffing-list"),
        all_label=_("Semua peta jabatan"),
        empty_title=_("Belum ada peta jabatan"),
        empty_text=_("Masukkan kebutuhan jabatan per unit, lalu tetapkan."),
        empty_url=address("participants:staffing-list"),
        empty_label=_("Buka peta jabatan"),
    )


def _localdate(user: Any, at: datetime, role: str) -> date:
    """The date at the topmost unit for which the user holds the role."""
    found = OrganisationUnit.objects.filter(access_of(user).units_q("path", {role}))
    unit = found.in_tree_order().first()
    return (unit or OrganisationUnit(timezone=TimeZone.WITA)).localdate(at)
