"""A role over all OPD: who can, who could after a training, and what a day knew."""

from datetime import UTC, date, datetime

import pytest

from participants.actions.ability import define_role, retire_role
from participants.errors import Refused
from participants.models import EvidenceAct, UnitKind
from participants.queries.ability import ability_wall, opds
from participants.rules.ability import Ability, Skill, is_schooled, judge_ability
from tests.factories import NOW, make_competency, make_pemda, make_system, make_unit
from tests.factories_record import make_employee, make_evidence

TODAY = date(2026, 11, 22)
WEB, DATA = Skill(1, 3), Skill(2, 3)


@pytest.mark.parametrize(
    ("levels", "schooled", "expected"),
    [
        ({1: 3}, False, (Ability.CAN, WEB, 3)),
        ({1: 2, 2: 4}, False, (Ability.CAN, DATA, 4)),
        ({1: 2}, False, (Ability.AFTER, WEB, 2)),
        ({1: 1}, True, None),
        ({}, True, (Ability.AFTER, WEB, None)),
        ({}, False, None),
    ],
)
def test_one_skill_is_enough_and_one_level_is_a_training(levels, schooled, expected):
    judged = judge_ability([WEB, DATA], levels, schooled=schooled)

    assert (judged and (judged.ability, judged.skill, judged.held)) == expected


def test_of_several_skills_a_candidate_is_trained_in_the_one_that_is_taught():
    assert judge_ability([WEB, DATA], {1: 2, 2: 2}, schooled=False).skill == WEB
    assert judge_ability([WEB, DATA], {1: 2, 2: 2}, schooled=False, taught={DATA}).skill == DATA


def test_a_field_of_study_is_found_as_whole_words():
    assert is_schooled("S1 Teknik Informatika", ["informatika"])
    assert not is_schooled("S1 Bioinformatika", ["informatika"])


@pytest.mark.django_db
class TestWall:
    @pytest.fixture
    def root(self):
        return make_pemda()

    def wall(self, root, competency, on=TODAY, **given):
        found = ability_wall(root, [Skill(competency.pk, 3)], on, **given)
        return {tile.unit.pk: tile.ability for tile in found}

    def test_each_opd_is_a_tile_and_what_lies_below_it_counts_for_it(self, root):
        office = make_unit(root)
        division = make_unit(office, kind=UnitKind.DIVISION)
        empty = make_unit(root)
        skill = make_competency()
        make_evidence(make_employee(division), skill, act=EvidenceAct.GRANT)

        assert self.wall(root, skill) == {office.pk: Ability.CAN, empty.pk: Ability.NOBODY}

    def test_a_secretariat_is_the_roof_of_its_bagian(self, root):
        roof = make_unit(root, kind=UnitKind.SECRETARIAT)
        part = make_unit(roof, kind=UnitKind.DIVISION)
        council = make_unit(root, kind=UnitKind.SECRETARIAT)

        assert [unit.pk for unit in opds(root, TODAY)[0]] == [part.pk, council.pk]

    def test_it_is_as_of_a_day_and_as_known_then(self, root):
        office, skill = make_unit(root), make_competency()
        make_evidence(
            make_employee(office),
            skill,
            act=EvidenceAct.GRANT,
            acquired_on=date(2026, 10, 9),
            at=NOW,
        )

        assert self.wall(root, skill, date(2026, 10, 8))[office.pk] == Ability.NOBODY
        assert self.wall(root, skill, date(2026, 10, 9))[office.pk] == Ability.CAN
        known = datetime(2026, 10, 10, tzinfo=UTC)
        assert self.wall(root, skill, date(2026, 10, 9), known_at=known)[office.pk] == (
            Ability.NOBODY
        )

    def test_a_withdrawn_level_takes_it_back(self, root):
        office, skill = make_unit(root), make_competency()
        person = make_employee(office)
        grant = make_evidence(person, skill, act=EvidenceAct.GRANT)
        make_evidence(person, skill, act=EvidenceAct.WITHDRAW, about=grant, acquired_on=TODAY)

        assert self.wall(root, skill)[office.pk] == Ability.NOBODY

    def test_who_is_elsewhere_that_day_counts_there(self, root):
        there, here, skill = make_unit(root), make_unit(root), make_competency()
        person = make_employee(there)
        make_evidence(person, skill, act=EvidenceAct.GRANT)
        from participants.actions.person import employ  # noqa: PLC0415

        employ(
            person=person,
            unit=here,
            status="pns",
            valid_from=date(2026, 11, 1),
            by=make_system(),
            at=NOW,
        )

        assert self.wall(root, skill, date(2026, 10, 31))[there.pk] == Ability.CAN
        assert self.wall(root, skill)[there.pk] == Ability.NOBODY
        assert self.wall(root, skill)[here.pk] == Ability.CAN

    def test_the_schooled_are_candidates(self, root):
        office, skill = make_unit(root), make_competency()
        make_employee(office, education="S1 Informatika")

        assert self.wall(root, skill, fields=["Informatika"])[office.pk] == Ability.AFTER

    def test_the_wall_takes_the_same_queries_for_one_and_many(
        self, root, django_assert_num_queries
    ):
        skill = make_competency()
        for _number in range(3):
            make_evidence(make_employee(make_unit(root)), skill, act=EvidenceAct.GRANT)

        with django_assert_num_queries(3):
            ability_wall(root, [Skill(skill.pk, 3)], TODAY)


@pytest.mark.django_db
def test_a_role_needs_a_skill_and_a_name_of_its_own():
    root, skill, by = make_pemda(), make_competency(), make_system()
    role = define_role(unit=root, name="Programmer", skills=[(skill, 3)], by=by, at=NOW)

    with pytest.raises(Refused) as nothing:
        define_role(unit=root, name="Lain", skills=[], by=by, at=NOW)
    with pytest.raises(Refused) as twice:
        define_role(unit=root, name=" programmer ", skills=[(skill, 2)], by=by, at=NOW)
    retire_role(role=role, by=by, at=NOW)
    define_role(unit=root, name="Programmer", skills=[(skill, 2)], by=by, at=NOW)

    assert nothing.value.reasons[0].code == "role-needs-a-skill"
    assert twice.value.reasons[0].code == "role-name-taken"
