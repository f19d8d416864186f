"""Patterns of numbers, typed blocks, Roman numerals."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.errors import Refused
from participants.rules.numbering import (
    FIELDS,
    expand_block,
    pattern_faults,
    render,
    to_roman,
)

DAY = date(2026, 5, 9)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{klasifikasi}/{urut:04}/{unit}/{bulan_romawi}/{tahun}", "800.1.11.1/0091/BKAD/V/2026"),
        ("{klasifikasi}/{urut}/{unit}/{tahun}", "800.1.11.1/91/BKAD/2026"),
        ("B/{urut:03}/{bulan:02}/{tahun}", "B/091/05/2026"),
        ("{urut}/{bulan}/{tahun} Tahap {tahap}", "91/5/2026 Tahap IV"),
        ("{urut}", "91"),
        ("{{{urut}}}", "{91}"),
    ],
)
def test_a_pattern_prints_its_number(pattern, expected):
    assert pattern_faults(pattern) == []
    assert (
        render(pattern, number=91, on=DAY, classification="800.1.11.1", unit="BKAD", stage=4)
        == expected
    )


@pytest.mark.parametrize(
    ("pattern", "codes"),
    [
        ("", ["pattern-without-counter"]),
        ("800/{unit}/{tahun}", ["pattern-without-counter"]),
        ("{nomor}", ["pattern-field-unknown", "pattern-without-counter"]),
        ("{urut}/{}", ["pattern-field-unknown"]),
        ("{urut.__class__}", ["pattern-field-unknown", "pattern-without-counter"]),
        ("{urut[0]}", ["pattern-field-unknown", "pattern-without-counter"]),
        ("{urut!r}", ["pattern-width-wrong"]),
        ("{urut:>9999999999}", ["pattern-width-wrong"]),
        ("{urut:{tahun}}", ["pattern-width-wrong"]),
        ("{urut:4}", ["pattern-width-wrong"]),
        ("{urut}/{unit:04}", ["pattern-width-wrong"]),
        ("{urut", ["pattern-braces-unbalanced"]),
        ("{urut}}", ["pattern-braces-unbalanced"]),
    ],
)
def test_a_faulty_pattern_says_what_is_wrong_and_never_prints(pattern, codes):
    assert [fault.code for fault in pattern_faults(pattern)] == codes
    with pytest.raises(Refused):
        render(pattern, number=1, on=DAY)


def test_a_pattern_that_asks_for_what_is_not_given_is_refused():
    with pytest.raises(Refused) as refusal:
        render("{klasifikasi}/{urut}/{unit}/{tahap}", number=1, on=DAY, unit="BKAD")

    assert [reason.args["field"] for reason in refusal.value.reasons] == ["klasifikasi", "tahap"]


@given(st.lists(st.sampled_from(FIELDS), max_size=6), st.integers(1, 99_999), st.dates())
def test_every_pattern_of_known_fields_with_a_counter_prints(fields, number, on):
    pattern = "/".join(["{urut:05}", *(f"{{{field}}}" for field in fields)])

    printed = render(pattern, number=number, on=on, classification="005", unit="X", stage=1)

    assert printed.split("/")[0] == f"{number:05}"
    assert len(printed.split("/")) == len(fields) + 1


@given(st.text(max_size=30))
def test_any_text_is_a_pattern_that_prints_or_has_faults(pattern):
    if pattern_faults(pattern):
        with pytest.raises(Refused):
            render(pattern, number=1, on=DAY)
    else:
        assert "1" in render(pattern, number=1, on=DAY, classification="a", unit="b", stage=1)


@pytest.mark.parametrize(
    ("typed", "first", "last", "count"),
    [
        ("090/ABC/2026 s.d. 137", "090/ABC/2026", "137/ABC/2026", 48),
        ("090/ABC/2026 s.d. 137/ABC/2026", "090/ABC/2026", "137/ABC/2026", 48),
        ("090/ABC/2026 s/d 137", "090/ABC/2026", "137/ABC/2026", 48),
        ("090/ABC/2026 sampai dengan 137", "090/ABC/2026", "137/ABC/2026", 48),
        ("090/ABC/2026 - 137", "090/ABC/2026", "137/ABC/2026", 48),
        ("1-48", "1", "48", 48),
        ("001–048", "001", "048", 48),
        ("1 s.d. 48", "1", "48", 48),
        ("98 - 102", "98", "102", 5),
        ("800.2/001/BKPSDM/2026 s.d. 048", "800.2/001/BKPSDM/2026", "800.2/048/BKPSDM/2026", 48),
        (
            "800.1.11.1/5/BKPSDM/2026 s.d. 9",
            "800.1.11.1/5/BKPSDM/2026",
            "800.1.11.1/9/BKPSDM/2026",
            5,
        ),
        (
            "800.1.11.1/5/BKPSDM/2026 s.d. 800.1.11.1/12/BKPSDM/2026",
            "800.1.11.1/5/BKPSDM/2026",
            "800.1.11.1/12/BKPSDM/2026",
            8,
        ),
        ("DIKLAT-007/2026", "DIKLAT-007/2026", "DIKLAT-007/2026", 1),
        ("7", "7", "7", 1),
        ("095/100 s.d. 099", "095/100", "099/100", 5),
    ],
)
def test_a_typed_block_is_spelled_out(typed, first, last, count):
    block = expand_block(typed)

    numbers = block.numbers()
    assert (numbers[0], numbers[-1], len(numbers), len(block)) == (first, last, count, count)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "block-unreadable"),
        ("abc", "block-unreadable"),
        ("9" * 5000, "block-unreadable"),
        ("137/ABC s.d. 090", "block-backwards"),
        ("48-1", "block-backwards"),
        ("1/2/ABC s.d. 48", "block-ambiguous"),
        ("1/ABC/2026 s.d. 48/ABD/2026", "block-ends-differ"),
        ("1/ABC/2025 s.d. 48/ABC/2026", "block-ends-differ"),
        ("1-999999999", "block-too-large"),
    ],
)
def test_a_block_that_cannot_be_read_says_why(typed, code):
    with pytest.raises(Refused) as refusal:
        expand_block(typed)

    assert [reason.code for reason in refusal.value.reasons] == [code]


@given(
    st.integers(1, 99_999),
    st.integers(0, 500),
    st.sampled_from([0, 3, 5]),
    st.sampled_from(["", "ABC/", "800.2/"]),
    st.sampled_from(["", "/BKPSDM", "/BKPSDM/V/2026"]),
)
def test_a_block_with_both_ends_written_out_is_read_back(first, more, width, prefix, suffix):
    ends = [f"{prefix}{n:0{width}}{suffix}" for n in (first, first + more)]

    numbers = expand_block(" s.d. ".join(ends)).numbers()

    assert [numbers[0], numbers[-1]] == ends
    assert len(set(numbers)) == more + 1


@given(st.text(max_size=40))
def test_any_text_is_a_block_or_refused(typed):
    try:
        block = expand_block(typed)
    except Refused:
        return

    assert 1 <= len(block) <= 5_000


def test_months_in_roman():
    assert [to_roman(month) for month in (1, 4, 9, 12)] == ["I", "IV", "IX", "XII"]
    for beyond in (0, -1, 4000):
        with pytest.raises(ValueError, match="Roman numeral"):
            to_roman(beyond)
