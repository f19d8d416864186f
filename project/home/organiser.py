"""What needs the people who run a Bimtek: organiser and committee, expert, check-in officer."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from certificates.queries import waiting_among
from participants.rules.wording import clock_range, date_long, date_range, titled
from project.home.parts import Row, Section, Task, counted
from project.navigation import address
from workshops.models import (
    AssignmentLetter,
    AttendanceSlot,
    CheckIn,
    Invitation,
    LetterState,
    Registration,
    Stage,
    Workshop,
    WorkshopRoleKind,
    WorkshopState,
)
from workshops.queries.deliverable import reviewable_by
from workshops.queries.invitation import with_seats

SHOWN = 6
TONES = {
    WorkshopState.DRAFT: "idle",
    WorkshopState.OPEN: "info",
    WorkshopState.RUNNING: "ok",
    WorkshopState.CLOSED: "idle",
}


def organising(user: Any, at: datetime) -> Section:
    """The newest Bimtek one runs that are not done with, in seven queries however many."""
    managed = Workshop.objects.managed_by(user)
    owed = waiting_among(managed).order_by().values("closing__workshop")
    workshops = list(
        managed.filter(~Q(state=WorkshopState.CLOSED) | Q(pk__in=owed))
        .select_related("unit")
        .prefetch_related("stages")
        .newest_first()[:SHOWN]
    )
    waits = _waiting_in(workshops)
    return Section(
        key="organiser",
        title=_("Bimtek yang Anda jalankan"),
        icon="school",
        rows=tuple(_workshop_row(one, waits, at) for one in workshops),
        all_url=address("workshops:workshop-list"),
        all_label=_("Semua Bimtek"),
        empty_title=_("Tidak ada Bimtek yang sedang berjalan"),
        empty_text=_("Rancang Bimtek berikutnya: jadwal dahulu, lalu undang OPD."),
        empty_url=address("workshops:workshop-plan"),
        empty_label=_("Rancang Bimtek"),
    )


def _waiting_in(workshops: list[Workshop]) -> dict[str, dict[int, int]]:
    """{what: {Bimtek: how many}}, each in one query."""

    def per(rows: QuerySet, key: str = "workshop") -> dict[int, int]:
        return counted(rows.order_by().values(key).annotate(n=Count("pk", distinct=True)), key)

    people = Registration.objects.filter(workshop__in=workshops).live().participants()
    standing = Invitation.objects.filter(workshop__in=workshops, withdrawn_at=None)
    nameless = with_seats(standing).filter(named_count=0, seat_count__gt=0)
    letters = AssignmentLetter.objects.filter(workshop__in=workshops, state=LetterState.TO_FOLLOW)
    return {
        "without-names": per(nameless),
        "letters": per(letters),
        "unconfirmed": per(people.filter(confirmed_at=None)),
        "scans": per(CheckIn.objects.filter(workshop__in=workshops).needing_review()),
        "certificates": per(waiting_among(workshops), "closing__workshop"),
    }


def _workshop_row(workshop: Workshop, waits: dict[str, dict[int, int]], at: datetime) -> Row:
    stages = sorted(workshop.stages.all(), key=lambda stage: stage.order)
    today = workshop.unit.localdate(at)
    count = {what: found.get(workshop.pk, 0) for what, found in waits.items()}
    return Row(
        title=workshop.title_id,
        detail=_where_it_stands(workshop, stages, today),
        url=address("workshops:workshop-detail", workshop.public_id),
        tone=TONES[WorkshopState(workshop.state)],
        word=str(workshop.get_state_display()),
        tasks=tuple(_tasks(workshop, stages, count, today)),
    )


def _where_it_stands(workshop: Workshop, stages: list[Stage], today: date) -> str:
    coming = next((stage for stage in stages if stage.ends_on >= today), None)
    if coming is None:
        return _("Semua tahap sudah lewat.") if stages else _("Belum ada tahap.")
    if coming.starts_on <= today:
        when = _("hari ini")
    else:
        when = date_range(coming.starts_on, coming.ends_on, get_language() or "id")
    return " · ".join(filter(None, (titled(coming, get_language() or "id"), when, coming.venue)))


def _tasks(
    workshop: Workshop, stages: list[Stage], count: dict[str, int], today: date
) -> list[Task]:
    """Most urgent first; each leads to the page where it is dealt with."""
    found = []

    def add(text: str, page: str) -> None:
        found.append(Task(text, address(page, workshop.public_id)))

    closed = workshop.state == WorkshopState.CLOSED
    if stages and not closed and max(stage.ends_on for stage in stages) < today:
        add(_("Semua tahap selesai: tutup kegiatan."), "workshops:closing-detail")
    if number := count["certificates"]:
        words = ngettext(
            "%(n)s sertifikat belum diterbitkan", "%(n)s sertifikat belum diterbitkan", number
        )
        add(words % {"n": number}, "certificates:certificate-list")
    if closed:
        return found
    if number := count["without-names"]:
        words = ngettext(
            "%(n)s OPD belum menunjuk peserta", "%(n)s OPD belum menunjuk peserta", number
        )
        add(words % {"n": number}, "workshops:invitation-list")
    if number := count["scans"]:
        words = ngettext(
            "%(n)s pemindaian perlu diperiksa", "%(n)s pemindaian perlu diperiksa", number
        )
        add(words % {"n": number}, "workshops:attendance-list")
    if number := count["unconfirmed"]:
        words = ngettext("%(n)s nama belum dikonfirmasi", "%(n)s nama belum dikonfirmasi", number)
        add(words % {"n": number}, "workshops:registration-list")
    if number := count["letters"]:
        words = ngettext("%(n)s surat tugas menyusul", "%(n)s surat tugas menyusul", number)
        add(words % {"n": number}, "workshops:letter-list")
    return found


def advising(user: Any, at: datetime) -> Section:
    """What waits for an expert's word, oldest first, in two queries."""
    waiting = reviewable_by(user).waiting().defer("content", "text")
    return Section(
        key="expert",
        title=_("Hasil kerja yang menunggu tinjauan Anda"),
        icon="clipboard-check",
        rows=tuple(
            Row(
                title=f"{titled(one.duty.deliverable, get_language() or 'id')} – {one.duty.shown_as}",
                detail=_("Versi %(version)s, dikirim %(day)s")
                % {
                    "version": one.version,
                    "day": date_long(
                        one.duty.deliverable.stage.workshop.unit.localdate(one.submitted_at),
                        get_language() or "id",
                    ),
                },
                url=address("workshops:submission-detail", one.public_id)
                or address(
                    "workshops:deliverable-board", one.duty.deliverable.stage.workshop.public_id
                ),
                waits=True,
            )
            for one in waiting[:SHOWN]
        ),
        all_url=address("workshops:review-queue"),
        all_label=_("Semua yang menunggu"),
        empty_title=_("Tidak ada yang menunggu tinjauan"),
        empty_text=_("Begitu OPD mengirim hasil kerja, hasilnya muncul di sini."),
    )


def at_the_door(user: Any, at: datetime) -> Section:
    """Today's slots of the Bimtek in which one is an officer, in one query."""
    slots = (
        AttendanceSlot.objects.filter(
            stage__workshop__roles__user=user,
            stage__workshop__roles__role=WorkshopRoleKind.OFFICER,
        )
        .exclude(stage__workshop__state=WorkshopState.CLOSED)
        .filter(closes_at__gte=at)
        .select_related("stage__workshop__unit")
        .order_by("opens_at", "pk")[:SHOWN]
    )
    today: list[Row] = []
    later: list[Row] = []
    for slot in slots:
        unit = slot.stage.workshop.unit
        row = Row(
            title=f"{slot.stage.workshop.title_id}, {titled(slot.stage, get_language() or 'id')}",
            detail=f"{slot.get_kind_display()} · {date_long(slot.day, get_language() or 'id')} · "
            + clock_range(slot.opens_at, slot.closes_at, unit.timezone, get_language() or "id"),
            url=address("workshops:door"),
            tone="ok" if slot.opens_at <= at else "idle",
            word=_("Dibuka") if slot.opens_at <= at else _("Belum dibuka"),
        )
        (today if slot.day == unit.localdate(at) else later).append(row)
    return Section(
        key="officer",
        title=_("Presensi hari ini") if today else _("Presensi berikutnya"),
        icon="scan",
        rows=tuple(today or later[:2]),
        all_url=address("workshops:door"),
        all_label=_("Buka pemindai"),
        empty_title=_("Tidak ada presensi yang dijadwalkan"),
        empty_text=_("Jadwal presensi dari panitia muncul di sini pada harinya."),
    )
