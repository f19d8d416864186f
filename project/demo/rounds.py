"""Rounds of review in the demo: groups, works of every form, comments on a page, a corrected version, an
OPD that is late. All of it is invented."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from participants.models import User
from project.demo.works import sheet
from workshops.actions.deliverable import define_deliverable, open_duty
from workshops.actions.group import add_members, make_group, make_pillar_teams, name_head
from workshops.actions.review import Pin, Words, accept, ask_to_revise, hand_back
from workshops.actions.submission import Body, submit
from workshops.models import (
    Deliverable,
    Group,
    Invitation,
    OwedBy,
    Registration,
    Submission,
    WorkForm,
    Workshop,
    WorkshopRole,
)

GROUPS = ("Kelompok Wisata dan Budaya", "Kelompok Layanan Publik")
TALKED = (
    "Isu: promosi berjalan sendiri-sendiri.\nUsulan: satu kalender wisata, dikelola bersama.\n"
    "Dinas Pariwisata memimpin; Diskominfo dan Dinas Perdagangan mendukung."
)


def hold(
    workshop: Workshop,
    invitations: Sequence[Invitation],
    *,
    expert: User,
    by: User,
    at: datetime,
    due: date,
    chance: random.Random,
) -> None:
    """On top of the template: two groups with a note each, a link and a file from OPD. Of the first
    five OPD one is accepted, one returned with comments on pages, one handed back corrected, one
    waits, and one has sent nothing."""
    role = WorkshopRole.objects.filter(workshop=workshop, user=expert).first()
    make_pillar_teams(workshop=workshop, by=by, at=at)
    groups = [_group(workshop, number, role, by, at) for number in range(len(GROUPS))]
    stage = workshop.stages.order_by("order")[0]
    asked = {
        form: define_deliverable(
            stage=stage,
            title_id=title,
            title_en=title_en,
            owed_by=owed_by,
            form=form,
            due_on=due,
            by=by,
            at=at,
        )
        for form, owed_by, title, title_en in (
            (WorkForm.NOTE, OwedBy.GROUP, "Catatan diskusi kelompok", "Notes of the group"),
            (WorkForm.LINK, OwedBy.UNIT, "Tautan data sektoral", "Link to sectoral data"),
            (WorkForm.FILE, OwedBy.UNIT, "Peta potensi wilayah", "Map of local potential"),
        )
    }
    for group in groups:
        sent = _send(asked[WorkForm.NOTE], group, Body(text=TALKED), at + timedelta(days=1))
        accept(submission=sent, by=expert, at=at + timedelta(days=2))
    _of_units(asked, invitations, expert, at, chance)


def _of_units(
    asked: dict[WorkForm, Deliverable],
    invitations: Sequence[Invitation],
    expert: User,
    at: datetime,
    chance: random.Random,
) -> None:
    first, second, third, fourth = invitations[:4]
    shared = f"https://data.contoh.go.id/{first.public_id}"
    _send(asked[WorkForm.LINK], first, Body(link=shared), at + timedelta(days=2))
    sent = {
        one: _send(
            asked[WorkForm.FILE],
            one,
            Body(sheet("Peta potensi wilayah", one.unit.name, chance)),
            at + timedelta(days=3, hours=number),
        )
        for number, one in enumerate((first, second, third, fourth))
    }
    answered = at + timedelta(days=4)
    accept(submission=sent[first], by=expert, at=answered)
    ask_to_revise(
        submission=sent[second],
        words=Words(
            "Sudah baik. Mohon dua hal ini dilengkapi.",
            [
                Pin("halaman:1", "Cantumkan tahun data pada setiap angka."),
                Pin("halaman:2", "Peta belum menyebut sumbernya."),
            ],
        ),
        by=expert,
        at=answered,
    )
    hand_back(
        submission=sent[third],
        body=Body(sheet("Peta potensi wilayah, diperbaiki", third.unit.name, chance)),
        words=Words("Angka kunjungan kami sesuaikan dengan statistik daerah."),
        by=expert,
        at=answered,
    )


def _send(work: Deliverable, owner: Invitation | Group, body: Body, at: datetime) -> Submission:
    link = owner.links.get(revoked_at=None)
    duty = open_duty(deliverable=work, owner=owner, by=link.user, at=at)
    return submit(duty=duty, body=body, by=link.user, at=at)


def _group(
    workshop: Workshop, number: int, role: WorkshopRole | None, by: User, at: datetime
) -> Group:
    """Six people, each of another OPD."""
    group = make_group(workshop=workshop, name=GROUPS[number], facilitator_role=role, by=by, at=at)
    people: dict[int, Registration] = {}
    for one in Registration.objects.live().participants().filter(workshop=workshop).order_by("pk"):
        people.setdefault(one.unit_id, one)
    chosen = list(people.values())[number::2][:6]
    add_members(group=group, registrations=chosen, by=by, at=at)
    name_head(group=group, registration=chosen[0], by=by, at=at)
    return group
