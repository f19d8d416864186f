"""Bantul's strategy over the RPJMD: what was promised a year, and six years of records behind it."""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from participants.actions.development import Answer, plan_development
from participants.actions.strategy import Measuring, set_targets
from participants.models import (
    ASN,
    Competency,
    Evidence,
    EvidenceAct,
    EvidenceMethod,
    Funding,
    Indicator,
    Person,
    StaffGroup,
    StaffRole,
    TrainingForm,
    TrainingRecord,
    TrainingState,
    User,
)
from project.demo import story
from project.demo.regions import Region
from project.demo.staffing import INTEGRATION

YEARS = 4  # before the demo's own; the fifth is the year itself
# How eagerly staff took trainings in each of those years and in the demo's own, ASN and Non-ASN.
TRAINED = ((0.32, 0.12), (0.41, 0.2), (0.5, 0.28), (0.58, 0.36), (0.62, 0.4))
COURSES = (
    ("Bimtek Pengelolaan Arsip Digital", TrainingForm.BIMTEK, 16),
    ("Bimtek Penyusunan Indikator Kinerja", TrainingForm.BIMTEK, 20),
    ("Pelatihan Pelayanan Publik Digital", TrainingForm.TECHNICAL, 24),
    ("Sosialisasi Satu Data Indonesia", TrainingForm.SOCIALISATION, 6),
    ("E-Learning Literasi Digital", TrainingForm.E_LEARNING, 12),
)
PROMISED: dict[tuple[str, str], tuple[str, ...]] = {
    (Indicator.PLACEMENT, StaffGroup.ASN): ("84", "85", "86", "87", "88", "90"),
    (Indicator.PLACEMENT, StaffGroup.NON_ASN): ("80", "82", "84", "85", "87", "90"),
    (Indicator.TRAINING, StaffGroup.ASN): ("45", "55", "65", "72", "78", "85"),
    (Indicator.TRAINING, StaffGroup.NON_ASN): ("15", "25", "40", "50", "60", "70"),
    (Indicator.HOURS, StaffGroup.ASN): ("4", "6", "8", "12", "16", "20"),
    (Indicator.HOURS, StaffGroup.NON_ASN): ("2", "3", "4", "6", "8", "10"),
    (Indicator.ROLE, StaffGroup.ANY): ("10", "20", "30", "45", "60", "75"),
}


def promise(region: Region, *, as_of: date, by: User) -> None:
    """Two versions: the period's own, and the change of its fourth year, when the counting of trainings
    became stricter and the role was named."""
    first = as_of.year - YEARS
    role = StaffRole.objects.filter(unit=region.root, name="Programmer").get()
    for year, basis in (
        (first, f"Perda tentang RPJMD Kabupaten Bantul {first}-{first + 5} (rekaan untuk demo)"),
        (as_of.year, f"Perda Perubahan RPJMD {first}-{first + 5} (rekaan untuk demo)"),
    ):
        starts = date(year, 1, 1)
        set_targets(
            unit=region.root,
            first_year=first,
            last_year=first + 5,
            valid_from=starts,
            legal_basis=basis,
            measuring=Measuring(role=role, minimum_jp=1 if year == first else 6),
            targets={
                (indicator, group, first + place): Decimal(value)
                for (indicator, group), values in PROMISED.items()
                for place, value in enumerate(values)
            },
            by=by,
            at=region.root.moment(min(starts + timedelta(days=20), as_of), story.MORNING),
        )


def train(region: Region, people: Iterable[Person], *, as_of: date, by: User) -> None:
    """A growing share of the staff takes a training a year; verified long ago."""
    chance = random.Random("strategi-bantul")
    found = list(people)
    rows: list[TrainingRecord] = []
    for place, shares in enumerate(TRAINED):
        year = as_of.year - YEARS + place
        for person in found:
            held = person.current_employment
            if held is None or held.valid_from.year > year:
                continue
            share = shares[0] if held.status in ASN else shares[1]
            taken = [one for one in COURSES if chance.random() < share / 2.5]
            for number, (title, form, jp) in enumerate(taken):
                day = date(year, chance.randint(2, 11), chance.randint(1, 27))
                if day > as_of - timedelta(days=30):
                    continue
                at = region.root.moment(day + timedelta(days=14), story.MORNING)
                rows.append(
                    TrainingRecord(
                        person=person,
                        title=f"{title} {year}",
                        organiser="BKPSDM Kabupaten Bantul",
                        form=form,
                        jp=jp,
                        started_on=day,
                        ended_on=day + timedelta(days=1),
                        year=year,
                        number=f"893/{len(rows) + 1:04}/{number + 1}/{year}",
                        state=TrainingState.VERIFIED,
                        recorded_at=at,
                        recorded_by=by,
                        decided_at=at,
                        decided_by=by,
                    )
                )
    TrainingRecord.objects.bulk_create(rows, batch_size=500)


def close_gaps(region: Region, skills: dict[str, Competency], *, as_of: date, by: User) -> None:
    """What the year's plan has for the gaps of data managers, and what is known of some of them."""
    at = region.root.moment(as_of - timedelta(days=30), story.MORNING)
    managers = (
        Person.objects.filter(
            home_unit__path__startswith=region.root.path,
            current_employment__job__name="Pengelola Data dan Informasi",
        )
        .order_by("pk")
        .only("pk")
    )
    Evidence.objects.bulk_create(
        Evidence(
            person=person,
            competency=skills[INTEGRATION],
            level=1,
            act=EvidenceAct.GRANT,
            method=EvidenceMethod.SUPERIOR,
            assessor="Sekretaris (rekaan)",
            acquired_on=date(as_of.year - 1, 11, 10),
            note="Mengolah data OPD",
            at=at,
            by=by,
        )
        for place, person in enumerate(managers)
        if place % 3 == 0
    )
    for year in (as_of.year, as_of.year + 1):
        plan_development(
            unit=region.root,
            year=year,
            competency=skills[INTEGRATION],
            level=2,
            answer=Answer(
                "Pelatihan Integrasi Data dan Portal Satu Data (rekaan)",
                TrainingForm.TECHNICAL,
                24,
                Funding.APBD,
                "BKPSDM Kabupaten Bantul",
                850_000,
            ),
            by=by,
            at=at,
        )
