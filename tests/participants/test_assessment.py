"""Assessment sheets set levels, and the dictionary that they speak of."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.actions.assessment import Sheet, record_assessments, withdraw_assessment
from participants.actions.dictionary import Written, load_standard, write_entries
from participants.errors import Refused
from participants.models import (
    Assessment,
    AssessmentScore,
    Competency,
    Evidence,
    Role,
)
from participants.queries.competency import levels_of
from participants.rules.assessment import band_of, level_of_score
from participants.rules.competency import Statement, level_in_force
from participants.rules.dictionary import STANDARD
from tests.factories import (
    NOW,
    make_competency,
    make_pemda,
    make_role,
    make_system,
    make_unit,
)
from tests.factories_record import make_employee

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


@pytest.fixture
def unit():
    return make_unit(make_pemda())


@pytest.fixture
def hr(unit):
    return make_role(Role.HR, unit.parent)


def sheet(person, scores, **told):
    told.setdefault("assessed_on", date(2026, 9, 1))
    return Sheet(
        person=person,
        assessor=told.pop("assessor", "Pusat Asesmen"),
        scores={one: Decimal(score) for one, score in scores.items()},
        **told,
    )


def record(hr, *sheets):
    return record_assessments(sheets=sheets, by=hr, at=NOW)


def levels(person, on=DAY):
    return {key: one.level for key, one in levels_of([person.pk], on).get(person.pk, {}).items()}


def test_a_sheet_sets_the_levels_its_scores_reach_from_its_day_until_it_expires(unit, hr):
    person = make_employee(unit)
    strong, weak, none = (make_competency() for _ in range(3))

    record(
        hr,
        sheet(
            person,
            {strong: "3.75", weak: "1", none: "0.5"},
            jpm=Decimal("81.5"),
            valid_until=date(2026, 12, 31),
        ),
    )

    assert levels(person, date(2026, 8, 31)) == {}
    assert levels(person) == {strong.pk: 3, weak.pk: 1}
    assert levels(person, date(2027, 1, 1)) == {}
    assert Evidence.objects.filter(method="assessor", act="grant").count() == 2


def test_a_withdrawn_sheet_takes_its_levels_back_and_may_be_recorded_anew(unit, hr):
    person, skill = make_employee(unit), make_competency()
    (wrong,) = record(hr, sheet(person, {skill: "4"}))
    with pytest.raises(Refused) as again:
        record(hr, sheet(person, {skill: "2"}))

    withdraw_assessment(assessment=wrong, reason="Nilai tertukar", by=hr, at=NOW)
    record(hr, sheet(person, {skill: "2"}))

    assert again.value.reasons[0].code == "assessment-recorded"
    assert levels(person) == {skill.pk: 2}
    for reason, code in (("x", "already-done"), ("", "already-done")):
        with pytest.raises(Refused) as twice:
            withdraw_assessment(assessment=wrong, reason=reason, by=hr, at=NOW)
        assert twice.value.reasons[0].code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"scores": {}}, "assessment-without-scores"),
        ({"score": "5.01"}, "assessment-score-out-of-range"),
        ({"assessor": " "}, "assessor-required"),
        ({"jpm": Decimal(151)}, "assessment-jpm-out-of-range"),
        ({"valid_until": date(2026, 8, 31)}, "assessment-ends-before-it-starts"),
    ],
)
def test_a_sheet_nobody_could_mean_is_refused_with_all_others(unit, hr, change, code):
    skill = make_competency()
    scores = change.pop("scores", {skill: change.pop("score", "3")})
    fine = sheet(make_employee(unit), {skill: "3"})

    with pytest.raises(Refused) as refusal:
        record(hr, fine, sheet(make_employee(unit), scores, **change))

    assert refusal.value.reasons[0].code == code
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("sheets", [1, 3])
def test_many_sheets_take_as_many_statements_as_one(unit, hr, sheets, django_assert_num_queries):
    nine = [make_competency() for _ in range(9)]
    given = [sheet(make_employee(unit), dict.fromkeys(nine, "3")) for _ in range(sheets)]

    # savepoint, known, sheets, scores, evidence, audit, savepoint
    with django_assert_num_queries(7):
        record(hr, *given)


def test_what_a_sheet_may_not_be_in_the_database(unit, hr):
    person, skill = make_employee(unit), make_competency()
    (one,) = record(hr, sheet(person, {skill: "3"}))
    own = {"assessed_on": one.assessed_on, "assessor": one.assessor, "person": person}
    made = {"recorded_at": NOW, "recorded_by": make_system()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(**own, **made)
    with pytest.raises(IntegrityError, match="jpm_is_a_percentage"), transaction.atomic():
        Assessment.objects.create(**(own | {"assessor": "lain"}), **made, jpm=151)
    with pytest.raises(IntegrityError, match="withdrawn_says"), transaction.atomic():
        Assessment.objects.create(**(own | {"assessor": "lain"}), **made, withdrawn_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        AssessmentScore.objects.create(assessment=one, competency=skill, score=2)
    with pytest.raises(IntegrityError, match="zero_to_five"), transaction.atomic():
        AssessmentScore.objects.create(assessment=one, competency=make_competency(), score=6)


@pytest.mark.parametrize(
    ("score", "level"), [("0", None), ("0.99", None), ("1", 1), ("2.75", 2), ("5", 5)]
)
def test_a_score_reaches_the_level_below_it(score, level):
    assert level_of_score(Decimal(score)) == level


@pytest.mark.parametrize(
    ("jpm", "band"), [(None, ""), ("67.99", "below"), ("68", "nearly"), ("80", "fits")]
)
def test_the_bands_of_the_jpm(jpm, band):
    assert band_of(jpm and Decimal(jpm)) == band


def test_the_nine_are_loaded_once_and_leave_what_was_written(hr):
    Competency.objects.create(code="MAN.INT", kind="managerial", name_id="Integritas kita")

    made = [load_standard(by=hr, at=NOW) for _ in range(2)]

    assert made == [8, 0]
    assert Competency.objects.get(code="MAN.INT").name_id == "Integritas kita"
    assert Competency.objects.filter(kind="managerial").count() == 8
    assert sorted(Competency.objects.get(code="SOS.PRB").indicators) == ["1", "2", "3", "4", "5"]
    assert len({text for entry in STANDARD for text in entry.indicators}) == 45


def test_entries_are_written_by_their_codes_and_the_same_again_changes_nothing(hr):
    entries = [
        Written(code="TIK.JAR", kind="technical", name_id="Jaringan", indicators={"2": "Memasang"}),
        Written(code="TIK.KAM", kind="technical", name_id="Keamanan", indicators={}),
    ]

    first = write_entries(entries=entries, by=hr, at=NOW)
    again = write_entries(entries=entries, by=hr, at=NOW)
    changed = write_entries(
        entries=[
            Written(
                code="TIK.JAR", kind="technical", name_id="Jaringan", indicators={"4": "Merancang"}
            )
        ],
        by=hr,
        at=NOW,
    )

    assert (first, again, changed) == ((2, 0, 0), (0, 0, 2), (0, 1, 0))
    assert Competency.objects.get(code="TIK.JAR").indicators == {"4": "Merancang"}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ([{"code": "A"}, {"code": "A"}], "competency-written-twice"),
        ([{"kind": "sakti"}], "competency-unreadable"),
        ([{"name_id": ""}], "competency-unreadable"),
        ([{"indicators": {"6": "x"}}], "competency-level-unreadable"),
    ],
)
def test_an_entry_nobody_could_use_is_refused(hr, fields, code):
    basic = {"code": "T", "kind": "technical", "name_id": "Uji", "indicators": {}}

    with pytest.raises(Refused) as refusal:
        write_entries(entries=[Written(**(basic | one)) for one in fields], by=hr, at=NOW)

    assert refusal.value.reasons[0].code == code


ACTS = st.sampled_from(["propose", "grant", "reject", "withdraw"])
ROWS = st.lists(
    st.tuples(ACTS, st.integers(1, 5), st.integers(0, 40), st.none() | st.integers(0, 40)),
    max_size=8,
)


def day(offset):
    return date(2026, 1, 1) + timedelta(days=offset)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, order=st.randoms(use_true_random=False))
def test_the_level_on_a_date_is_a_function_of_the_evidence_valid_on_it(unit, rows, order):
    with transaction.atomic():
        person, skill, by = make_employee(unit), make_competency(), make_system()
        made = []
        for act, level, start, end in rows:
            free = [one for one in made if one.act in ("propose", "grant") and not one.answered]
            about = free[0] if act in ("reject", "withdraw") and free else None
            if act in ("reject", "withdraw") and about is None:
                continue
            one = Evidence.objects.create(
                person=person,
                competency=skill,
                level=level,
                act=act,
                method="test",
                acquired_on=day(start),
                valid_until=None if end is None or end < start else day(end),
                about=about,
                at=NOW,
                by=by,
            )
            one.answered = False
            if about is not None:
                about.answered = True
            made.append(one)
        statements = [
            Statement(one.pk, one.act, one.level, one.acquired_on, one.valid_until, one.about_id)
            for one in made
        ]
        for offset in range(0, 42, 6):
            on = day(offset)
            taken = {
                one.about_id for one in made if one.act == "withdraw" and one.acquired_on <= on
            }
            valid = [
                one.level
                for one in made
                if one.act == "grant"
                and one.acquired_on <= on
                and (one.valid_until is None or one.valid_until >= on)
                and one.pk not in taken
                and one.about_id not in taken
            ]
            found = levels_of([person.pk], on).get(person.pk, {}).get(skill.pk)
            assert (found.level if found else None) == (max(valid) if valid else None)
            order.shuffle(statements)
            again = level_in_force(statements, on)
            assert (again.level if again else None) == (found.level if found else None)
        transaction.set_rollback(True)
