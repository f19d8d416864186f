"""The two figures, so far and best still possible: no database, any agenda."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.errors import Reason
from tests.workshops.test_progress import Rule, progress
from workshops.rules.progress import (
    Ahead,
    Progress,
    Prospect,
    StageProgress,
    if_all_attended,
    outcome,
    reach,
    reach_reason,
    shortfalls,
)

SHARES = st.integers(0, 20).map(lambda n: Decimal(n) / 20)
RULES = st.builds(
    Rule,
    minimum_share=SHARES,
    minimum_share_per_stage=st.none() | SHARES,
    excused_leaves_denominator=st.booleans(),
    floor_jp=st.integers(0, 40),
)
SLOTS = st.builds(
    Ahead,
    kind=st.sampled_from(["pagi", "siang", "pulang"]),
    jp=st.integers(0, 6),
    mandatory=st.booleans(),
    excused=st.booleans(),
)


@st.composite
def stages(draw, order: int = 1) -> StageProgress:
    """Any stage whose figures can be: what was attended, excused or missed, and what is left."""
    ahead = tuple(draw(st.lists(SLOTS, max_size=3)))
    left = sum(slot.jp for slot in ahead)
    attended, excused, missed = (draw(st.integers(0, 16)) for _ in range(3))
    return StageProgress(
        order=order,
        title=f"Tahap {order}",
        jp_expected=attended + excused + missed + left,
        jp_attended=attended,
        jp_excused=excused + sum(slot.jp for slot in ahead if slot.excused),
        ahead=ahead,
    )


PEOPLE = st.builds(
    lambda *held, missed: Progress(stages=held, mandatory_missed=missed),
    stages(1),
    stages(2),
    stages(3),
    missed=st.sampled_from([(), (), (), ("Komitmen",)]),
)


def about_hours(person: Progress, rule: Rule) -> list[Reason]:
    """What the evaluator says is missing, of a person with nothing but hours to reach."""
    return shortfalls(replace(person, mandatory_ahead=()), rule)


def coming_to(person: Progress, chosen: tuple[tuple[int, int], ...]) -> Progress:
    """The person after coming to the chosen slots, as (stage, place), and to no other."""
    after = []
    for stage in person.stages:
        came = [slot for n, slot in enumerate(stage.ahead) if (stage.order, n) in chosen]
        after.append(
            replace(
                stage,
                jp_attended=stage.jp_attended + sum(slot.jp for slot in came),
                jp_excused=stage.jp_excused - sum(slot.jp for slot in came if slot.excused),
                ahead=(),
            )
        )
    skipped = tuple(
        "Wajib"
        for stage in person.stages
        for n, slot in enumerate(stage.ahead)
        if slot.mandatory and (stage.order, n) not in chosen
    )
    missed = (*person.mandatory_missed, *skipped)
    return Progress(stages=tuple(after), mandatory_missed=missed)


def choices(person: Progress, size: int):
    places = [(stage.order, n) for stage in person.stages for n in range(len(stage.ahead))]
    return combinations(places, size)


@given(PEOPLE, RULES)
def test_best_is_never_below_so_far_and_never_above_what_is_expected(person, rule):
    found = reach(person, rule)

    assert found.attended <= found.best <= person.jp_expected


@given(PEOPLE, RULES)
def test_coming_to_everything_that_is_left_reaches_best(person, rule):
    after = if_all_attended(person)

    assert after.ahead == ()
    assert reach(after, rule).attended == reach(person, rule).best


@given(PEOPLE, RULES)
def test_nothing_is_promised_that_cannot_be_and_nothing_denied_that_can(person, rule):
    found = reach(person, rule)

    best = if_all_attended(person)
    assert (found.prospect in (Prospect.TO_COME, Prospect.ENOUGH)) == (
        about_hours(best, rule) == []
    )


@given(PEOPLE, RULES)
def test_coming_so_often_is_enough_and_no_fewer_would_do(person, rule):
    found = reach(person, rule)
    if found.prospect != Prospect.TO_COME:
        assert found.times == 0
        return

    def enough(size: int) -> bool:
        return any(not about_hours(coming_to(person, c), rule) for c in choices(person, size))

    assert enough(found.times)
    if not rule.excused_leaves_denominator:
        assert not enough(found.times - 1)


@given(PEOPLE, RULES)
def test_the_kinds_that_are_named_are_enough_whichever_of_them_is_chosen(person, rule):
    person = replace(person, mandatory_missed=())
    for said in shortfalls(person, replace(rule, minimum_share_per_stage=None)):
        if said.code != "jp-to-come" or rule.excused_leaves_denominator:
            continue
        of_kind = sorted(
            slot.jp for slot in person.ahead if slot.kind in said.args["kinds"] if slot.jp
        )
        if of_kind:
            gained = sum(of_kind[: said.args["times"]])
            assert said.args["attended"] + gained >= said.args["needed"]


@given(PEOPLE, RULES)
def test_who_has_the_hours_now_is_told_so_and_gets_the_certificate_at_the_end(person, rule):
    if reach(person, rule).prospect == Prospect.ENOUGH:
        assert about_hours(person, rule) == []
        assert outcome(if_all_attended(person), rule)[0] == "attended"


@pytest.mark.parametrize(
    ("reached", "said"),
    [
        (
            progress(48, ahead=[("pagi", 4), ("siang", 4)]),
            "Sudah 48 JP. Perlu 52. Datang 1 kali lagi.",
        ),
        (
            progress(40, ahead=[("pagi", 4)]),
            "Sudah 40 JP. Paling banyak 44 JP; minimum 52 tidak terjangkau lagi.",
        ),
        (progress(56), "Sudah 56 JP. Minimum 52 JP tercapai."),
        (progress(0, expected=0), "Tidak memegang kursi pada tahap mana pun."),
        (
            progress(40, ahead=[("pagi", 4)] * 3, mandatory_missed=("Komitmen",)),
            "Sudah 40 JP. Minimum suatu tahap atau sesi wajib tidak terjangkau lagi.",
        ),
    ],
)
def test_the_two_figures_are_one_sentence(reached, said):
    assert str(reach_reason(reach(reached, Rule()))) == said


def test_which_slots_must_be_looked_up_is_said_where_not_every_one_will_do():
    (reason,) = shortfalls(progress(44, ahead=[("pagi", 6), ("pagi", 2), ("pagi", 2)]), Rule())

    assert str(reason) == (
        "Sudah 44 JP. Perlu 52. Datang 2 kali lagi, pada presensi yang JP-nya paling banyak."
    )


def test_an_excuse_for_what_is_still_to_come_takes_nothing_out_of_reach():
    stage = StageProgress(1, "Tahap I", 64, 48, 4, (Ahead("siang", 4, excused=True),))

    found = reach(Progress(stages=(stage,)), Rule())

    assert (found.prospect, found.best, found.times) == (Prospect.TO_COME, 52, 1)
