"""Hasil kerja of the world: one of an OPD with an answer, one of a group."""

from participants.actions import notice
from participants.models import NoticeChannel
from tests.factories import NOW, make_system
from tests.factories_links import make_deliverable, make_duty
from workshops.actions.worksheet import save_cells
from workshops.models import (
    Deliverable,
    Duty,
    Group,
    GroupMember,
    Invitation,
    OwedBy,
    Registration,
    Review,
    ReviewComment,
    Stage,
    Submission,
    WorkForm,
)
from workshops.rules.worksheets import Change

from .addresses import Arguments
from .books import paper_of


def works_of(
    invitation: Invitation, registration: Registration, stage: Stage, word: str
) -> Arguments:
    """Everything its addresses name; whatever is written in it carries the ``word``."""
    by = make_system()
    live, unit = invitation.workshop, invitation.unit
    work = live.stages.get().deliverables.first() or make_deliverable(stage)
    version = Submission.objects.create(
        duty=Duty.objects.get_or_create(deliverable=work, invitation=invitation)[0],
        version=1,
        content_hash="0" * 64,
        file=paper_of(unit, word, "lembar.pdf"),
        note=f"{word} catatan",
        submitted_at=NOW,
        submitted_by=by,
    )
    said = Review.objects.create(
        submission=version,
        verdict="revise",
        comment=f"{word} komentar",
        file=paper_of(unit, word, "bertanda.pdf"),
        at=NOW,
        by=by,
    )
    ReviewComment.objects.create(review=said, path="halaman:1", text=f"{word} di sini")
    group = Group.objects.create(
        workshop=live, name=f"{word} Kelompok", made_at=NOW, made_by=by, head=registration
    )
    GroupMember.objects.create(group=group, registration=registration, joined_at=NOW, joined_by=by)
    asked = make_deliverable(stage, owed_by="group")
    of_group = Submission.objects.create(
        duty=Duty.objects.create(deliverable=asked, group=group),
        version=1,
        content_hash="0" * 64,
        file=paper_of(unit, word, "kelompok.pdf"),
        submitted_at=NOW,
        submitted_by=by,
    )
    reminder = notice.post(
        code="workshops.works_owed",
        channel=NoticeChannel.WHATSAPP,
        about=invitation,
        by=by,
        at=NOW,
        unit=unit,
    )
    return {
        ("hasil-kerja", "work"): work.public_id,
        ("lembar-kerja", "work"): _worksheet(stage, invitation, word).public_id,
        ("lembar-kelompok", "work"): _worksheet(stage, group, word).public_id,
        ("hasil-kerja", "deliverable"): work.public_id,
        ("hasil-kerja", "deliverable_id"): work.public_id,
        ("berkas", "version"): version.public_id,
        ("kelompok", "group"): group.public_id,
        ("tugas", "work"): asked.public_id,
        ("kiriman", "version"): of_group.public_id,
        ("ingatkan", "notice"): reminder.public_id,
        "owner": invitation.public_id,
        "submission": version.public_id,
        "marked": said.file.public_id,
    }


def _worksheet(stage: Stage, owner: Invitation | Group, word: str) -> Deliverable:
    """A worksheet of this owner, with something in it."""
    owed_by = OwedBy.GROUP if isinstance(owner, Group) else OwedBy.UNIT
    asked = make_deliverable(stage, owed_by=owed_by, form=WorkForm.WORKSHEET, worksheet="visi-misi")
    save_cells(
        duty=make_duty(asked, owner),
        changes=[Change("vision.statement", "", f"{word} visi")],
        tab="",
        by=make_system(),
        at=NOW,
    )
    return asked
