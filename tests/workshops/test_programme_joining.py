"""What a worksheet changes is taken, what somebody typed in the register stays."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.factories_programmes import planned
from workshops.rules.programme_joining import Whole, differences, join
from workshops.rules.work_programme import faults

CODES = [("", "", ""), ("2.16.03", "", ""), ("2.16.03", "2.16.03.2.02", ""), ("1.02.01", "", "")]
PILLARS = ["governance", "living", "economy"]
SPANS = [(None, None), (2026, 2028), (2029, 2030), (2027, None)]


@st.composite
def wholes(draw):
    program, kegiatan, sub = draw(st.sampled_from(CODES))
    starts, ends = draw(st.sampled_from(SPANS))
    figure = st.sampled_from([None, Decimal(5), Decimal("7.5")])
    years = {
        year: (draw(figure), draw(st.sampled_from([None, 100, 200])))
        for year in draw(st.sets(st.sampled_from([2026, 2027])))
    }
    return Whole(
        planned(
            title=draw(st.sampled_from(["Satu", "Dua"])),
            pillar=draw(st.sampled_from(PILLARS)),
            starts_year=starts,
            ends_year=ends,
            code_program=program,
            code_kegiatan=kegiatan,
            code_sub_kegiatan=sub,
            years={year: plan for year, plan in years.items() if any(plan)},
        ),
        draw(st.integers(1, 2)),
        draw(st.frozensets(st.integers(3, 4))),
    )


@given(wholes(), wholes(), wholes())
def test_joining_loses_nothing_and_invents_nothing(before, here, after):
    assert not differences(join(before=before, here=before, after=after).whole, after)
    assert not differences(join(before=before, here=here, after=before).whole, here)
    assert join(before=before, here=here, after=here).kept == ()

    joined = join(before=before, here=here, after=after)
    assert faults(joined.whole.planned) == []
    said = {one.name for one in joined.kept}
    mine, new, found = here.fields(), after.fields(), joined.whole.fields()
    for name in found:
        assert found[name] in (mine.get(name), new.get(name))
    for name in said:
        assert found.get(name) == mine.get(name) != new.get(name)


def test_codes_typed_by_hand_stay_and_a_new_title_is_taken():
    before = Whole(planned(title="Lama"), 1)
    here = replace(before, planned=planned(title="Lama", code_program="2.16.03"))
    after = Whole(planned(title="Baru"), 1)

    joined = join(before=before, here=here, after=after)

    assert joined.whole.planned == planned(title="Baru", code_program="2.16.03")
    assert joined.kept == ()


def test_where_both_changed_the_hand_s_word_stays_and_both_are_told():
    before = Whole(planned(years={2026: (None, 100)}), 1)
    here = Whole(planned(years={2026: (None, 150)}), 1)
    after = Whole(planned(years={2026: (None, 200)}), 1)

    joined = join(before=before, here=here, after=after)

    assert joined.whole == here
    assert [(one.name, one.here, one.plan) for one in joined.kept] == [("budget_2026", 150, 200)]


def test_a_code_of_one_is_never_put_below_a_code_of_the_other():
    before = Whole(planned(code_program="2.16.03"), 1)
    here = Whole(planned(code_program="1.02.01"), 1)
    after = Whole(planned(code_program="2.16.03", code_kegiatan="2.16.03.2.02"), 1)

    joined = join(before=before, here=here, after=after)

    assert joined.whole == here
    assert [one.name for one in joined.kept] == ["code_program", "code_kegiatan"]
