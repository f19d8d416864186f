"""Hasil kerja of the demo: small workbooks handed in by OPD and answered by the Tim Ahli."""

import io
import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from openpyxl import Workbook

from participants.models import User
from project.demo import worksheets
from workshops.actions.deliverable import open_duty
from workshops.actions.review import Words, accept, ask_to_revise
from workshops.actions.submission import Body, submit
from workshops.models import Deliverable, Invitation, WorkForm

ISSUES = (
    ("Layanan publik belum terpadu", "Portal layanan satu pintu"),
    ("Data antarbidang belum terhubung", "Integrasi data sektoral"),
    ("Promosi potensi daerah terbatas", "Kalender wisata dan produk unggulan digital"),
    ("Literasi digital warga rendah", "Pendampingan relawan TIK"),
)


def sheet(title: str, unit: str, chance: random.Random) -> io.BytesIO:
    """A worksheet as an OPD fills it in: issue, programme, target."""
    book = Workbook()
    page = book.active
    page.title = "Lembar kerja"
    page.append([title])
    page.append([unit])
    page.append(["No.", "Isu daerah", "Usulan program", "Target"])
    for number, (issue, programme) in enumerate(chance.sample(ISSUES, 3), start=1):
        page.append([number, issue, programme, f"{chance.randint(40, 90)} %"])
    kept = io.BytesIO()
    book.save(kept)
    kept.seek(0)
    kept.name = f"{title[:40]}.xlsx"
    return kept


def body_of(work: Deliverable, unit: str, at: datetime, chance: random.Random) -> Body:
    """What this OPD hands in for it: the worksheet filled in, else a small workbook."""
    if work.form == WorkForm.WORKSHEET:
        return Body(content=worksheets.content_of(work.worksheet, unit, at.year, chance))
    return Body(sheet(work.title_id, unit, chance))


def hand_in(
    works: Iterable[Deliverable],
    invitations: Sequence[Invitation],
    *,
    expert: User | None,
    at: datetime,
    chance: random.Random,
) -> None:
    """Each unit hands in each work through its link; the expert accepts most at once, and some
    only in their second version. Without ``expert`` they wait for an answer."""
    for work in works:
        for invitation in invitations:
            link = invitation.links.get(revoked_at=None)
            duty = open_duty(deliverable=work, owner=invitation, by=link.user, at=at)
            first = submit(
                duty=duty,
                body=body_of(work, invitation.unit.name, at, chance),
                by=link.user,
                at=at,
            )
            if expert is None:
                continue
            answered_at = at + timedelta(days=2)
            if chance.random() < 0.2:
                ask_to_revise(
                    submission=first,
                    words=Words(
                        "Target belum terukur. Mohon lengkapi angka dasar dan tahun capaian."
                    ),
                    by=expert,
                    at=answered_at,
                )
                answered_at += timedelta(days=3)
                first = submit(
                    duty=duty,
                    body=body_of(work, invitation.unit.name, at, chance),
                    by=link.user,
                    at=answered_at,
                    note="Sudah dilengkapi angka dasar.",
                )
            accept(submission=first, by=expert, at=answered_at + timedelta(hours=4))
