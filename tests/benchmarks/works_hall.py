"""A region as large as the largest that was read of: what issue 4's pages have to show."""

from datetime import date, timedelta
from typing import Any

from tests.factories import (
    NOW,
    make_registration,
    make_role,
    make_system,
    make_user,
    make_workshop,
)
from tests.factories_links import make_deliverable, make_link
from tests.factories_programmes import make_programme, plan_row
from workshops.actions.evaluation import open_evaluation
from workshops.actions.group import make_group
from workshops.models import (
    Deliverable,
    Dimension,
    Duty,
    EvaluationScore,
    Group,
    GroupMember,
    OwedBy,
    Pillar,
    ProgrammeReport,
    ProgrammeYear,
    Submission,
    WorkProgramme,
    WorkshopRole,
)
from workshops.rules.evaluation import USUAL_WEIGHTS

DELIVERABLES, VERSIONS = 12, 5
PROGRAMMES = 473  # Bantul's
OPD = 60
YEARS, REPORTS = range(2022, 2027), 4


class Hall:
    """Grows by OPD: each with its hasil kerja, its share of the programmes, its kelompok."""

    def __init__(self) -> None:
        self.workshop = make_workshop(stages=2)
        self.office = self.workshop.unit
        self.by = make_system()
        self.organiser, self.expert = make_role("organiser", self.office), make_user()
        self.leader = make_role("leader", self.office.parent)
        WorkshopRole.objects.create(workshop=self.workshop, user=self.expert, role="expert")
        first = self.workshop.stages.get(order=1)
        # In the past, so that entry to the second stage asks for them.
        first.starts_on = first.ends_on = first.starts_on - timedelta(days=60)
        first.save()
        due = first.ends_on + timedelta(days=20)
        for _number in range(DELIVERABLES):
            make_deliverable(first, form="note", due_on=due, required_after=due)
        self.asked = list(Deliverable.objects.filter(stage=first))
        self.plan = make_deliverable(
            self.workshop.stages.get(order=2),
            title_id="Rencana aksi",
            form="worksheet",
            worksheet="rencana-aksi",
            owed_by=OwedBy.PILLAR,
        )
        self.team = make_group(
            workshop=self.workshop,
            kind="pillar",
            pillar="living",
            name="Tim Living",
            by=self.by,
            at=NOW,
        )
        self.evaluations = [self._evaluation(year) for year in (2024, 2025)]

    def pages(self) -> dict[str, tuple[Any, str]]:
        """Each page with who opens it."""
        bimtek = f"/bimtek/{self.workshop.public_id}"
        second = self.workshop.stages.get(order=2)
        link = self.team.links.get().token()
        return {
            "the board": (self.organiser, f"{bimtek}/hasil-kerja/"),
            "the experts' queue": (self.expert, "/tinjauan/"),
            "the reminders": (self.organiser, f"{bimtek}/hasil-kerja/ingatkan/"),
            "the entry to a stage": (
                self.organiser,
                f"{bimtek}/jadwal/tahap/{second.public_id}/syarat-masuk/",
            ),
            "the groups": (self.organiser, f"{bimtek}/kelompok/"),
            "the book's progress": (self.organiser, f"{bimtek}/buku/"),
            "the worksheet": (None, f"/o/{link}/lembar-kerja/{self.plan.public_id}/"),
            "the register": (self.organiser, "/program/"),
            "the status grid": (self.organiser, "/program/status/"),
            "the shares": (self.organiser, "/program/berjalan/?per=2026-11-03"),
            "the comparison": (self.organiser, f"/evaluasi/{self.evaluations[-1].public_id}/"),
            "the leader's Smart City": (self.leader, "/pimpinan/smart-city/"),
        }

    def fill(self, size: int) -> None:
        """Until that many OPD are there; at the largest all programmes and forty rows of a plan."""
        for number in range(self.workshop.invitations.count(), size):
            self._unit(number)
        if size == OPD:
            self._programmes(PROGRAMMES)
        self._plan(40 if size == OPD else 2)

    def _unit(self, number: int) -> None:
        person = make_registration(self.workshop)
        invitation = self.workshop.invitations.order_by("-pk")[0]
        make_link(invitation)
        group = Group.objects.create(
            workshop=self.workshop,
            kind="group",
            name=f"Kelompok {number}",
            made_at=NOW,
            made_by=self.by,
        )
        GroupMember.objects.create(
            group=group, registration=person, joined_at=NOW, joined_by=self.by
        )
        self._versions(number, invitation)
        make_programme(
            person.unit,
            keeper=self.office,
            workshop=self.workshop,
            title=f"Program {number}",
            pillar=Pillar.values[number % 6],
            years={2026: (None, 1_000_000)},
        )

    def _versions(self, number: int, invitation: Any) -> None:
        """Five of each deliverable; of the newest a third waits, a third came back, a third is
        accepted."""
        states = ("submitted", "returned", "accepted")
        duties = Duty.objects.bulk_create(
            Duty(deliverable=one, invitation=invitation) for one in self.asked
        )
        previous: dict[int, Any] = {}
        for version in range(1, VERSIONS + 1):
            last = version == VERSIONS
            made = Submission.objects.bulk_create(
                Submission(
                    duty=duty,
                    version=version,
                    previous=previous.get(duty.pk),
                    text="Isu daerah. " * 200,
                    content_hash="0" * 64,
                    state=states[(number + place) % 3] if last else "returned",
                    submitted_at=NOW - timedelta(days=10 - version, minutes=number),
                    submitted_by=self.by,
                )
                for place, duty in enumerate(duties)
            )
            previous = {one.duty_id: one for one in made}

    def _programmes(self, size: int) -> None:
        """The rest of the register, with five planned years and four reports each."""
        units = [one.unit for one in self.workshop.invitations.select_related("unit")]
        made = WorkProgramme.objects.bulk_create(
            WorkProgramme(
                keeper=self.office,
                unit=units[number % len(units)],
                workshop=self.workshop,
                title=f"Integrasi layanan nomor {number}",
                pillar=Pillar.values[number % 6],
                quick_win=number % 7 == 0,
                starts_year=YEARS[0],
                ends_year=YEARS[-1],
                code_program="2.16.03",
                code_kegiatan="2.16.03.2.02",
                made_at=NOW,
                made_by=self.by,
            )
            for number in range(WorkProgramme.objects.count(), size)
        )
        ProgrammeYear.objects.bulk_create(
            ProgrammeYear(programme=one, year=year, target=10, budget=150_000_000)
            for one in made
            for year in YEARS
        )
        ProgrammeReport.objects.bulk_create(
            ProgrammeReport(
                programme=one,
                period_on=date(2026, 2 * month, 3),
                state="not_running" if number % 9 == 0 else "running",
                cause="refocusing" if number % 9 == 0 else "",
                reported_at=NOW,
                reported_by=self.by,
            )
            for number, one in enumerate(made)
            for month in range(1, REPORTS + 1)
        )

    def _plan(self, rows: int) -> None:
        """What the team has handed in so far, as long as the longest plan."""
        from workshops.rules.worksheets import tidy, worksheet_for  # noqa: PLC0415

        row = plan_row("r", owner=self.office.name, starts=2026, ends=2030, indicator="Warga")
        held = [{**row, "id": f"r{number}"} for number in range(rows)]
        content, _notes = tidy(
            worksheet_for("rencana-aksi", group=True),
            {"sections": {"programmes": {"rows": held}}},
        )
        duty, _made = Duty.objects.get_or_create(deliverable=self.plan, group=self.team)
        Submission.objects.update_or_create(
            duty=duty,
            version=1,
            defaults={
                "content": content,
                "content_hash": "0" * 64,
                "state": "returned",
                "submitted_at": NOW,
                "submitted_by": self.by,
            },
        )

    def _evaluation(self, year: int) -> Any:
        made = open_evaluation(
            keeper=self.office, year=year, weights=USUAL_WEIGHTS, by=self.by, at=NOW
        )
        EvaluationScore.objects.bulk_create(
            EvaluationScore(
                evaluation=made,
                round=round_,
                dimension=dimension,
                score=3,
                scored_at=NOW,
                scored_by=self.by,
            )
            for round_ in ("self", "assessor")
            for dimension in Dimension.values
            if dimension != "impact"
        )
        return made
