"""What needs those who sign, examine, lead and look after the system."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from certificates.models import Certificate, SigningAccount
from certificates.queries.signing import waiting_for
from participants.models import AccessGrant, AuditEntry, Job, JobState, Role
from participants.models.scope import access_of
from participants.rules.wording import number
from project.home.parts import Figure, Row, Section, Task
from project.navigation import address
from workshops.models import (
    PRESENT,
    AssignmentLetter,
    Attendance,
    CheckIn,
    Registration,
    Workshop,
    WorkshopState,
)

SHOWN = 6


def signing(user: Any, at: datetime) -> Section:
    """What waits for the signer's own hand, and the certificates issued last in their units."""
    waiting = waiting_for(SigningAccount.objects.of_user(user))
    words = ngettext(
        "%(n)s sertifikat menunggu tanda tangan Anda",
        "%(n)s sertifikat menunggu tanda tangan Anda",
        waiting,
    )
    task = Task(words % {"n": waiting}, address("certificates:signing-desk"))
    issued = (
        Certificate.objects.filter(access_of(user).units_q("workshop__unit__path", {Role.SIGNER}))
        .valid()
        .order_by()
        .values("workshop__title_id", "workshop__public_id")
        .annotate(n=Count("pk"))
        .order_by("-workshop__created_at", "workshop__public_id")[:SHOWN]
    )
    return Section(
        key="signer",
        title=_("Sertifikat atas nama Anda"),
        icon="signature",
        tasks=(task,) if waiting else (),
        rows=tuple(
            Row(
                title=row["workshop__title_id"],
                detail=ngettext("%(n)s sertifikat berlaku", "%(n)s sertifikat berlaku", row["n"])
                % {"n": row["n"]},
                url=address("certificates:certificate-list"),
                tone="gold",
                word=_("Terbit"),
            )
            for row in issued
        ),
        all_url=address("certificates:certificate-list"),
        all_label=_("Semua sertifikat"),
        empty_title=_("Belum ada sertifikat"),
        empty_text=_("Daftar sertifikat muncul di sini sesudah Bimtek ditutup dan diterbitkan."),
    )


def examining(user: Any, at: datetime) -> Section:
    """Where paper and event disagree: counted only, the pages behind say who."""
    access = access_of(user)
    inside = access.units_q("workshop__unit__path", {Role.AUDITOR})
    here = Attendance.objects.filter(registration=OuterRef("pk"), status__in=PRESENT)
    covered = AssignmentLetter.objects.filter(registrations=OuterRef("pk"))
    people = Registration.objects.filter(inside).participants()
    letterless = people.filter(Exists(here)).exclude(Exists(covered)).count()
    doubts = CheckIn.objects.filter(inside).needing_review().count()
    unseen = (
        Certificate.objects.filter(inside)
        .valid()
        .exclude(
            Exists(
                Attendance.objects.filter(registration=OuterRef("registration"), status__in=PRESENT)
            )
        )
        .count()
    )
    tasks = []
    if letterless:
        words = ngettext(
            "%(n)s peserta hadir tanpa surat tugas",
            "%(n)s peserta hadir tanpa surat tugas",
            letterless,
        )
        tasks.append(Task(words % {"n": letterless}, address("workshops:workshop-list")))
    if doubts:
        words = ngettext(
            "%(n)s pemindaian belum diperiksa", "%(n)s pemindaian belum diperiksa", doubts
        )
        tasks.append(Task(words % {"n": doubts}, address("workshops:workshop-list")))
    if unseen:
        words = ngettext(
            "%(n)s sertifikat tanpa catatan kehadiran",
            "%(n)s sertifikat tanpa catatan kehadiran",
            unseen,
        )
        tasks.append(Task(words % {"n": unseen}, address("certificates:certificate-list")))
    return Section(
        key="auditor",
        title=_("Pemeriksaan"),
        icon="shield-check",
        tasks=tuple(tasks),
        all_url=address("participants:audit-list"),
        all_label=_("Jejak audit"),
        empty_title=_("Tidak ada yang janggal"),
        empty_text=_("Surat tugas, kehadiran, dan sertifikat saling cocok."),
    )


def leading(user: Any, at: datetime) -> Section:
    """The leader's page, and how many Bimtek run."""
    is_closed = Q(state=WorkshopState.CLOSED)
    found = Workshop.objects.filter(access_of(user).units_q("unit__path", {Role.LEADER})).aggregate(
        live=Count("pk", filter=~is_closed), closed=Count("pk", filter=is_closed)
    )
    return Section(
        key="leader",
        title=_("Ringkasan pimpinan"),
        icon="layout-dashboard",
        figures=(
            Figure(
                _("Bimtek berjalan"), str(found["live"]), url=address("workshops:workshop-list")
            ),
            Figure(_("Bimtek selesai"), str(found["closed"])),
        ),
        all_url=address("project:leader"),
        all_label=_("Buka halaman pimpinan"),
    )


def looking_after(user: Any, at: datetime) -> Section:
    """Background work that failed, and how much is in the audit trail."""
    failed = Job.objects.visible_to(user).filter(state=JobState.FAILED).count()
    tasks: tuple[Task, ...] = ()
    if failed:
        words = ngettext("%(n)s pekerjaan gagal", "%(n)s pekerjaan gagal", failed)
        tasks = (Task(words % {"n": failed}, address("participants:job-list")),)
    return Section(
        key="admin",
        title=_("Pengelolaan sistem"),
        icon="settings",
        tasks=tasks,
        figures=(
            Figure(
                _("Akun dengan peran"),
                str(_accounts(user)),
                url=address("participants:grant-list"),
            ),
            Figure(
                _("Catatan jejak audit"),
                number(AuditEntry.objects.visible_to(user).count(), get_language() or "id"),
                url=address("participants:audit-list"),
            ),
        ),
        all_url=address("participants:unit-list"),
        all_label=_("Semua unit"),
    )


def _accounts(user: Any) -> int:
    held = AccessGrant.objects.filter(access_of(user).units_q("unit__path", {Role.ADMIN}))
    return held.order_by().values("user").distinct().count()
