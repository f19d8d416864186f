"""The strategy's targets and figures against small cases counted by hand."""

from datetime import date
from decimal import Decimal

import pytest

from participants.actions.ability import define_role
from participants.actions.person import employ
from participants.actions.staffing import appoint
from participants.actions.strategy import Measuring, set_targets
from participants.errors import Refused
from participants.models import (
    AuditEntry,
    EvidenceAct,
    Indicator,
    Role,
    StaffGroup,
    Strategy,
    StrategyTarget,
    StrategyVersion,
)
from participants.queries.strategy import (
    Rule,
    roll,
    scope_below,
    scope_of,
    versions_of,
    year_line,
)
from participants.rules.strategy import Fit, Measured
from tests.factories import (
    NOW,
    make_competency,
    make_pemda,
    make_role,
    make_system,
    make_unit,
)
from tests.factories_record import (
    make_employee,
    make_evidence,
    make_job,
    make_plan,
    make_planned,
    make_training,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
ASN, NON_ASN, ANY = StaffGroup.ASN, StaffGroup.NON_ASN, StaffGroup.ANY


@pytest.fixture
def root():
    return make_pemda()


def keep(root, **fields):
    """Targets of 2024 to 2026 with one cell."""
    fields.setdefault("first_year", 2024)
    fields.setdefault("last_year", 2026)
    fields.setdefault("valid_from", date(2024, 1, 1))
    fields.setdefault("legal_basis", "Perda RPJMD")
    fields.setdefault("measuring", Measuring())
    fields.setdefault("targets", {(Indicator.PLACEMENT, ASN, 2026): Decimal(80)})
    return set_targets(unit=root, by=make_system(), at=NOW, **fields)


def seat(unit, job, **fields):
    """Somebody who works in the unit as ``job`` since 2020, without an appointment."""
    person = make_employee(unit, **fields)
    row = person.employments.get()
    row.job, row.job_title = job, job.name
    row.save()
    return person


def test_each_person_is_judged_by_the_post_they_work_at(root):
    unit, job = make_unit(root), make_job("Programmer")
    plan = make_plan(root, approved=True, valid_from=date(2021, 1, 1))
    planned = make_planned(plan, unit, job=job, headcount=5)
    planned.requirements.create(kind="education", text="S1")
    easy = make_job("Pramu")
    make_planned(plan, unit, job=easy)
    fits = seat(unit, job, education="S2 Informatika")
    below = seat(unit, job, education="SMA")
    unknown = seat(unit, job, education="")
    unasked = seat(unit, easy, education="S1")
    nowhere = make_employee(unit, education="S1")
    temporary = seat(unit, job, education="S1", status="non_asn")

    found = roll(root, Rule(), TODAY, scope_below(root))

    assert {one.person: one.placed.fit for one in found.members} == {
        fits.pk: Fit.MET,
        below.pk: Fit.NOT_MET,
        unknown.pk: Fit.NO_DATA,
        unasked.pk: Fit.UNASKED,
        nowhere.pk: Fit.NO_POST,
        temporary.pk: Fit.MET,
    }
    assert found.measure(Indicator.PLACEMENT, ASN) == Measured(1, 2, 3, Decimal("50.0"))
    assert found.measure(Indicator.PLACEMENT, NON_ASN) == Measured(1, 1, 0, Decimal("100.0"))


def test_a_definitive_post_goes_before_what_the_employment_is_called(root):
    unit, job = make_unit(root), make_job("Programmer")
    plan = make_plan(root, approved=True, valid_from=date(2021, 1, 1))
    strict = make_planned(plan, unit, job=make_job("Kepala"))
    strict.requirements.create(kind="education", text="S2")
    easy = make_planned(plan, unit, job=job)
    easy.requirements.create(kind="education", text="SMA")
    person = seat(unit, job, education="S1")
    before = roll(root, Rule(), TODAY, scope_below(root)).members[0].placed.fit

    appoint(
        person=person,
        post=strict.post,
        kind="definitive",
        valid_from=date(2026, 6, 1),
        by=make_system(),
        at=NOW,
    )

    then = roll(root, Rule(), date(2026, 5, 31), scope_below(root)).members[0].placed.fit
    now = roll(root, Rule(), TODAY, scope_below(root)).members[0].placed.fit
    assert (before, then, now) == (Fit.MET, Fit.MET, Fit.NOT_MET)


def test_training_counts_verified_jp_of_the_year_that_ended_by_the_day(root):
    unit = make_unit(root)
    trained, waiting, idle = (make_employee(unit) for _number in range(3))
    helper = make_employee(unit, status="non_asn")
    make_training(trained, state="verified", jp=20, ended_on=date(2026, 3, 5))
    make_training(trained, state="verified", jp=10, form=9, ended_on=date(2026, 12, 1))
    make_training(trained, state="verified", jp=30, ended_on=date(2025, 3, 5))
    make_training(waiting, jp=20)
    make_training(helper, state="verified", jp=6, form=9, ended_on=date(2026, 4, 1))

    everything = roll(root, Rule(), TODAY, scope_below(root))
    bimtek = roll(root, Rule(minimum_jp=20, bimtek_only=True), TODAY, scope_below(root))
    year_end = roll(root, Rule(), date(2026, 12, 31), scope_below(root))

    assert everything.measure(Indicator.TRAINING, ASN) == Measured(1, 3, 0, Decimal("33.3"))
    assert everything.measure(Indicator.TRAINING, NON_ASN) == Measured(1, 1, 0, Decimal("100.0"))
    assert everything.measure(Indicator.HOURS, ASN) == Measured(20, 3, 0, Decimal("6.7"))
    assert bimtek.measure(Indicator.TRAINING, NON_ASN) == Measured(0, 1, 0, Decimal("0.0"))
    assert year_end.measure(Indicator.HOURS, ASN) == Measured(30, 3, 0, Decimal("10.0"))
    assert idle.pk in {one.person for one in everything.members}


def test_a_role_is_counted_by_opd_and_by_whose_status_fills_it(root):
    skill = make_competency()
    role = define_role(unit=root, name="Programmer", skills=[(skill, 3)], by=make_system(), at=NOW)
    by_asn, by_other, by_both, _empty = (make_unit(root) for _number in range(4))
    for unit, status in (
        (by_asn, "pns"),
        (by_other, "non_asn"),
        (by_both, "pppk"),
        (by_both, "non_asn"),
    ):
        make_evidence(make_employee(unit, status=status), skill, act=EvidenceAct.GRANT)

    found = roll(root, Rule(role=role), TODAY, scope_below(root))

    assert found.measure(Indicator.ROLE, ANY) == Measured(3, 4, 0, Decimal("75.0"))
    assert found.measure(Indicator.ROLE, ASN) == Measured(2, 4, 0, Decimal("50.0"))
    assert found.measure(Indicator.ROLE, NON_ASN) == Measured(2, 4, 0, Decimal("50.0"))


def test_somebody_counts_where_and_as_what_they_worked_that_day(root):
    first, second = make_unit(root), make_unit(root)
    person = make_employee(first, status="non_asn")
    employ(
        person=person,
        unit=second,
        status="pppk",
        valid_from=date(2026, 6, 1),
        by=make_system(),
        at=NOW,
    )

    then = roll(root, Rule(), date(2026, 5, 31), scope_below(root)).members
    now = roll(root, Rule(), TODAY, scope_below(root)).members

    assert [(one.opd, one.group) for one in then] == [(first.pk, NON_ASN)]
    assert [(one.opd, one.group) for one in now] == [(second.pk, ASN)]


def test_outsiders_and_those_merged_away_count_nowhere(root):
    make_employee(make_unit(root, kind="external"), status="external")
    twin, real = make_employee(make_unit(root)), make_employee(make_unit(root))
    twin.merged_into = real
    twin.save()

    assert [one.person for one in roll(root, Rule(), TODAY, scope_below(root)).members] == [real.pk]


def test_an_opd_measures_its_own_people_alone(root):
    skill = make_competency()
    role = define_role(unit=root, name="Programmer", skills=[(skill, 3)], by=make_system(), at=NOW)
    mine, theirs = make_unit(root), make_unit(root)
    own, other = make_employee(mine), make_employee(theirs)
    for one in (own, other):
        make_evidence(one, skill, act=EvidenceAct.GRANT)
        make_training(one, state="verified")

    found = roll(root, Rule(role=role), TODAY, scope_of(make_role(Role.UNIT_ADMIN, mine)))

    assert [one.person for one in found.members] == [own.pk]
    assert [tile.unit.pk for tile in found.tiles] == [mine.pk]
    assert found.measure(Indicator.TRAINING, ASN).base == 1


def test_a_year_stands_beside_the_target_of_the_version_in_force_then(root):
    make_training(make_employee(make_unit(root)), state="verified", ended_on=date(2025, 5, 5), jp=8)
    key = (Indicator.TRAINING, ASN)
    keep(root, targets={(*key, 2025): Decimal(50), (*key, 2026): Decimal(60)})
    keep(
        root,
        valid_from=date(2026, 1, 1),
        legal_basis="Perubahan RPJMD",
        measuring=Measuring(minimum_jp=20),
        targets={(*key, 2025): Decimal(90), (*key, 2026): Decimal(90)},
    )
    versions = versions_of(Strategy.objects.get())

    lines = {
        year: year_line(root, versions, year, TODAY, scope_below(root))
        for year in (2025, 2026, 2027)
    }

    assert (lines[2025].day, lines[2025].cells[key].target) == (date(2025, 12, 31), 50)
    assert lines[2025].cells[key].value == Decimal("100.0")
    assert (lines[2026].day, lines[2026].cells[key].target) == (TODAY, 90)
    assert lines[2026].cells[key].away == Decimal("-90.0")
    assert (lines[2027].day, lines[2027].cells[key].measured) == (None, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_year_takes_the_same_queries_however_many_people(root, rows, django_assert_num_queries):
    skill, job = make_competency(), make_job()
    role = define_role(unit=root, name="Programmer", skills=[(skill, 3)], by=make_system(), at=NOW)
    plan = make_plan(root, approved=True, valid_from=date(2021, 1, 1))
    for _number in range(rows):
        unit = make_unit(root)
        planned = make_planned(plan, unit, job=job, competency=skill)
        planned.requirements.create(kind="training", text="Bimtek")
        person = seat(unit, job)
        make_evidence(person, skill, act=EvidenceAct.GRANT)
        make_training(person, state="verified")
    rule = Rule(role=role)

    # OPD; people; plan, posts, holders, requirements, levels, trainings; JP; skills of the role;
    # the wall: OPD, people, levels; names of units
    with django_assert_num_queries(14):
        roll(root, rule, TODAY, scope_below(root))


def test_a_new_version_leaves_the_one_before_as_it_was(root):
    first = keep(root)
    second = keep(
        root,
        last_year=2027,
        legal_basis="  Perubahan   RPJMD ",
        valid_from=date(2026, 1, 1),
        targets={(Indicator.HOURS, NON_ASN, 2027): Decimal("20.5")},
    )

    assert Strategy.objects.get().last_year == 2027
    assert [one.value for one in first.targets.all()] == [Decimal("80.0")]
    assert (second.legal_basis, second.targets.get().value) == ("Perubahan RPJMD", Decimal("20.5"))
    assert AuditEntry.objects.filter(verb="participants.strategy.targets_set").count() == 2


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"targets": {}}, "strategy-without-targets"),
        ({"targets": {(Indicator.ROLE, ANY, 2030): Decimal(1)}}, "strategy-target-outside"),
        ({"targets": {(Indicator.ROLE, ANY, 2026): Decimal(101)}}, "strategy-target-too-high"),
        ({"targets": {(Indicator.HOURS, ASN, 2026): Decimal(401)}}, "strategy-target-too-high"),
        ({"targets": {(Indicator.ROLE, ANY, 2026): Decimal(-1)}}, "strategy-target-too-high"),
        ({"first_year": 2026, "last_year": 2029}, "strategy-overlaps"),
        ({}, "strategy-unchanged"),
    ],
)
def test_what_cannot_be_a_target_is_refused_and_nothing_is_written(root, fields, code):
    keep(root)

    with pytest.raises(Refused) as refused:
        keep(root, **fields)

    assert refused.value.reasons[0].code == code
    assert (StrategyVersion.objects.count(), StrategyTarget.objects.count()) == (1, 1)


def test_targets_are_of_a_pemda_and_of_its_own_role(root):
    elsewhere = define_role(
        unit=make_pemda(), name="X", skills=[(make_competency(), 3)], by=make_system(), at=NOW
    )

    with pytest.raises(Refused, match="Peran"):
        keep(root, measuring=Measuring(role=elsewhere))
    with pytest.raises(Refused, match="pemerintah daerah"):
        keep(make_unit(root))

    assert not Strategy.objects.exists()
