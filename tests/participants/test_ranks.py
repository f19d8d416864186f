"""Golongan and pangkat: the two ladders, their spellings, their order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.rules.ranks import PNS, PPPK, Scheme, at_least, read_rank


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Penata Tk. I, III/d", "III/d"),
        ("Penata Tingkat I (III/d)", "III/d"),
        ("PENATA TK.I / III.d", "III/d"),
        ("III/d", "III/d"),
        ("III / D", "III/d"),
        ("iiid", "III/d"),
        ("3d", "III/d"),
        ("3/d", "III/d"),
        ("Gol. III-d", "III/d"),
        ("Golongan Ruang: IV e", "IV/e"),
        ("Penata", "III/c"),
        ("Penata Muda", "III/a"),
        ("Penata Muda Tkt. 1", "III/b"),
        ("Pembina Utama Muda", "IV/c"),
        ("Pembina Utama", "IV/e"),
        ("Pembina TkI", "IV/b"),
        ("Juru Tingkat I - I/d", "I/d"),
        ("II/a (Pengatur Muda)", "II/a"),
        ("IX", "IX"),
        ("9", "IX"),
        ("Gol. X", "X"),
        ("PPPK - V", "V"),
        ("PPPK III", "III"),
        ("xvii", "XVII"),
        ("17", "XVII"),
    ],
)
def test_a_rank_is_read_however_it_is_written(written, code):
    rank, faults = read_rank(written)

    assert faults == []
    assert rank.code == code


@pytest.mark.parametrize(
    ("written", "scheme", "code"),
    [
        ("III/e", None, "rank-unknown"),
        ("V/a", None, "rank-unknown"),
        ("XVIII", None, "rank-unknown"),
        ("XIX", None, "rank-unknown"),
        ("18", None, "rank-unknown"),
        ("0", None, "rank-unknown"),
        ("Kepala Bidang", None, "rank-unknown"),
        ("Kasi III/d", None, "rank-unknown"),
        ("III", None, "rank-room-missing"),
        ("IX", Scheme.PNS, "rank-room-missing"),
        ("III/d", Scheme.PPPK, "rank-unknown"),
        ("Penata", Scheme.PPPK, "rank-unknown"),
        ("Penata, III/d", None, "rank-name-and-code-differ"),
    ],
)
def test_what_is_no_rank_is_refused_with_its_reason(written, scheme, code):
    rank, faults = read_rank(written, scheme)

    assert rank is None
    assert [fault.code for fault in faults] == [code]


@pytest.mark.parametrize("written", ["", " - ", "–", "Gol. -"])
def test_a_dash_means_that_no_rank_is_given(written):
    assert read_rank(written) == (None, [])


@pytest.mark.parametrize("rank", PNS + PPPK, ids=str)
def test_every_rank_is_read_back_from_its_print_and_its_code(rank):
    assert read_rank(str(rank), rank.scheme) == (rank, [])
    assert read_rank(rank.code, rank.scheme) == (rank, [])
    assert read_rank(rank.code.lower().replace("/", ""), rank.scheme) == (rank, [])


@pytest.mark.parametrize("rank", PNS, ids=str)
def test_every_pangkat_is_read_from_its_name_alone(rank):
    assert read_rank(rank.name) == (rank, [])
    assert read_rank(rank.name.replace("Tingkat", "Tk.").upper()) == (rank, [])


def test_the_ladders_have_seventeen_rungs_in_order():
    assert [rank.code for rank in PNS][:5] == ["I/a", "I/b", "I/c", "I/d", "II/a"]
    assert [rank.order for rank in PNS] == [rank.order for rank in PPPK] == list(range(1, 18))
    assert (str(PNS[-1]), str(PPPK[8])) == ("Pembina Utama (IV/e)", "IX")


@given(st.sampled_from(PNS + PPPK), st.sampled_from(PNS + PPPK))
def test_only_ranks_of_one_ladder_are_compared(one, other):
    if one.scheme is not other.scheme:
        assert at_least(one, other) is None
    else:
        assert at_least(one, other) == (one.order >= other.order)


@given(st.text(max_size=20))
def test_any_text_gives_a_rank_or_reasons_or_nothing(text):
    rank, faults = read_rank(text)

    assert rank is None or not faults
