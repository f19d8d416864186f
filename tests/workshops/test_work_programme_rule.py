"""What a programme must say, how a row of a worksheet becomes one, and figures as offices write them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories_programmes import content, plan_row, planned
from workshops.rules.figures import read_figure, short_rupiah, written
from workshops.rules.work_programme import YearPlan, faults, names_in, rows_of


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("1.250.000", "1250000"),
        ("1.250", "1250"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.1250", "1.125"),
        ("0,125", "0.125"),
        ("Rp 1.250.000,-", "1250000"),
        ("Rp1.250.000,00", "1250000"),
        ("1,250,000.50", "1250000.5"),
        ("90 %", "90"),
        ("-3", "-3"),
    ],
)
def test_a_figure_is_read_as_offices_write_it(text, figure):
    assert read_figure(text) == Decimal(figure)


@pytest.mark.parametrize(
    "text", ["", "belum ada", "40 juta", "1.25.000", "NaN", "1e9", "1,2,3", "9" * 40]
)
def test_what_is_no_figure_is_not_guessed_at(text):
    assert read_figure(text) is None


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_figure_that_is_written_into_a_sheet_is_read_back(figure):
    cell = written(figure)

    assert read_figure(str(cell)) == figure


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"title": ""}, ["programme-title-missing"]),
        ({"title": "x" * 301}, ["programme-text-too-long"]),
        ({"pillar": "kota"}, ["programme-pillar-unknown"]),
        ({"sub_dimension": "living.health"}, ["programme-sub-dimension-elsewhere"]),
        ({"action_group": 5}, ["programme-choice-unknown"]),
        ({"horizon": "forever"}, ["programme-choice-unknown"]),
        ({"starts_year": 2027, "ends_year": 2026}, ["programme-years-reversed"]),
        ({"starts_year": 202}, ["programme-year-implausible"]),
        ({"years": {2026: YearPlan(None, -1)}}, ["programme-figure-out-of-range"]),
        ({"baseline": Decimal(10) ** 20}, ["programme-figure-out-of-range"]),
        ({"code_program": "dua"}, ["programme-code-malformed"]),
        (
            {"code_program": "2.16.03", "code_kegiatan": "2.16.02.2.01"},
            ["programme-code-not-below"],
        ),
        ({"code_program": "2.16.03", "code_kegiatan": "2.16.03.2.01"}, []),
    ],
)
def test_what_keeps_a_programme_out_is_said(change, codes):
    assert [reason.code for reason in faults(replace(planned(), **change))] == codes


def test_a_row_of_a_rencana_aksi_says_everything_a_programme_needs():
    row = plan_row(
        "r1",
        title="  Lapor   Bantul ",
        pillar="governance",
        sub_dimension="governance.service",
        action_group="3",
        horizon="short",
        indicator="Laporan terjawab",
        measure="%",
        baseline="87.5",
        starts=2026,
        ends=2027,
        source="apbd",
        quick_win=True,
        target_1=90,
        budget_1="150.000.000",
        target_2="92,5",
        owner="Diskominfo",
        supporting="Dinkes; RSUD",
    )

    (found,) = rows_of(content(row, {"id": "r2"}, plan_row("r3", title="", pillar="")))

    assert (found.row, found.owner, names_in(found.supporting)) == (
        "r1",
        "Diskominfo",
        ["Dinkes", "RSUD"],
    )
    assert found.planned == planned(
        title="Lapor Bantul",
        sub_dimension="governance.service",
        action_group=3,
        horizon="short",
        indicator="Laporan terjawab",
        measure="%",
        baseline=Decimal("87.5"),
        starts_year=2026,
        ends_year=2027,
        source="apbd",
        quick_win=True,
        years={2026: (Decimal(90), 150_000_000), 2027: (Decimal("92.5"), None)},
    )


def test_words_where_a_figure_was_asked_for_are_kept_in_the_note():
    (found,) = rows_of(content(plan_row("r1", baseline="belum diukur", note="Tahap awal")))

    assert (found.planned.baseline, found.planned.note) == (None, "belum diukur\nTahap awal")


@pytest.mark.parametrize(
    ("value", "said", "in_english"),
    [
        (1_030_000_000_000, "Rp1,03 triliun", "Rp1.03 trillion"),
        (24_525_000_000, "Rp24,52 miliar", "Rp24.52 billion"),
        (5_000_000, "Rp5 juta", "Rp5 million"),
        (2_000, "Rp2.000", "Rp2,000"),
    ],
)
def test_a_large_sum_is_said_short(value, said, in_english):
    assert (short_rupiah(value), short_rupiah(value, "en")) == (said, in_english)


@pytest.mark.parametrize("wild", [{}, {"sections": {"programmes": {"rows": ["x", 3, None]}}}])
def test_content_without_programmes_has_none(wild):
    assert rows_of(wild) == []
