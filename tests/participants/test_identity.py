"""NIP, NI PPPK and NIK: reading, guessing, warning, printing, hiding. All numbers are invented."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from participants.rules.identity import (
    Kind,
    Sex,
    differences,
    guess_kind,
    masked,
    print_form,
    read_identifier,
)

NIP = "198609262015051001"
NI_PPPK = "199001012023212012"
NIK_MAN = "3402012609860001"
NIK_WOMAN = "7404275712900002"


def codes(faults):
    return [fault.code for fault in faults]


@st.composite
def nips(draw):
    born = draw(st.dates(date(1940, 1, 1), date(2005, 12, 31)))
    year = born.year + draw(st.integers(19, 40))
    month, sex = draw(st.integers(1, 12)), draw(st.sampled_from("12"))
    return f"{born:%Y%m%d}{year}{month:02}{sex}{draw(st.integers(1, 999)):03}"


@pytest.mark.parametrize(
    "written",
    [
        NIP,
        "19860926 201505 1 001",
        "'198609262015051001",
        "’19860926 201505 1 001 ",
        "NIP. 19860926 201505 1 001",
        "NIP : 19860926.201505.1.001",
        "nip 19860926-201505-1-001",
        "\u00a019860926\u00a0201505\u200b1001",
    ],
)
def test_a_nip_is_read_however_it_is_written(written):
    identity, faults = read_identifier(written)

    assert faults == []
    assert (identity.kind, identity.value, identity.born_on, identity.sex, identity.appointed) == (
        Kind.NIP,
        NIP,
        date(1986, 9, 26),
        Sex.MALE,
        (2015, 5),
    )


def test_digits_13_and_14_above_12_hint_at_a_pppk():
    identity, faults = read_identifier(NI_PPPK)

    assert faults == []
    assert (identity.kind, identity.born_on, identity.sex, identity.appointed) == (
        Kind.NI_PPPK,
        date(1990, 1, 1),
        Sex.FEMALE,
        (2023, None),
    )


@pytest.mark.parametrize("written", ["199001012023012012", "199001012023002012"])
def test_who_is_known_to_be_a_pppk_may_have_any_number_of_agreements(written):
    identity, faults = read_identifier(written, Kind.NI_PPPK)

    assert faults == []
    assert identity.kind is Kind.NI_PPPK
    assert identity.appointed == (2023, None)
    assert read_identifier(f"NI PPPK: {written}") == (identity, [])


@pytest.mark.parametrize(
    ("written", "kind", "expected"),
    [
        ("1,98E+17", None, ["identifier-damaged-by-excel"]),
        ("1.98E+17", None, ["identifier-damaged-by-excel"]),
        ("'1.98609262015051e+17", None, ["identifier-damaged-by-excel"]),
        ("3,40201E+15", None, ["identifier-damaged-by-excel"]),
        ("198609262015051000", None, ["identifier-damaged-by-excel"]),
        ("198609262015051001.0", None, ["identifier-damaged-by-excel"]),
        ("19860926201505100", None, ["identifier-wrong-length"]),
        ("1986092620150510011", None, ["identifier-wrong-length"]),
        (NIK_MAN, Kind.NIP, ["identifier-wrong-length"]),
        (NIP, Kind.NIK, ["identifier-wrong-length"]),
        ("131234567", None, ["identifier-old-nip"]),
        ("Non ASN", None, ["identifier-not-digits"]),
        ("19860926201505100l", None, ["identifier-not-digits"]),
        ("١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", None, ["identifier-not-digits"]),
        ("198602302015051001", None, ["identifier-birth-date-impossible"]),
        ("198613012015051001", None, ["identifier-birth-date-impossible"]),
        ("186609262015051001", None, ["identifier-birth-date-impossible"]),
        ("198609262015001001", None, ["identifier-appointment-impossible"]),
        ("198609262015131001", Kind.NIP, ["identifier-appointment-impossible"]),
        ("198609263015051001", None, ["identifier-appointment-impossible"]),
        ("198609262004091001", None, ["identifier-appointed-too-young"]),
        ("198609262003211001", None, ["identifier-appointed-too-young"]),
        ("198609262015053001", None, ["identifier-sex-impossible"]),
        (
            "198602302015053001",
            None,
            ["identifier-birth-date-impossible", "identifier-sex-impossible"],
        ),
    ],
)
def test_what_is_no_number_is_refused_with_its_reason(written, kind, expected):
    identity, faults = read_identifier(written, kind)

    assert identity is None
    assert codes(faults) == expected


def test_eighteen_years_at_the_first_of_the_month_are_enough():
    assert read_identifier("198609012004091001")[1] == []
    assert read_identifier("198609262004101001")[1] == []


@pytest.mark.parametrize("written", ["", " ", "-", "–", "---", "'", "NIP.", "NIP: -"])
def test_a_dash_means_that_no_number_is_given(written):
    assert read_identifier(written) == (None, [])


@given(nips(), st.data())
def test_every_true_nip_survives_any_spacing(nip, data):
    noise = st.sampled_from(["", " ", ".", "'", "-", "\u00a0"])
    written = "".join(data.draw(noise) + digit for digit in nip)

    identity, faults = read_identifier(written)

    assert faults == []
    assert identity.value == nip
    assert read_identifier(identity.shown) == (identity, [])
    assert guess_kind(nip) is identity.kind is Kind.NIP
    assert identity.born_on.strftime("%Y%m%d") == nip[:8]


@given(nips())
def test_a_nip_that_went_through_a_number_cell_is_never_taken_for_another(nip):
    kept = f"{nip[:15]}000"  # Excel keeps 15 digits

    for damaged in (kept, f"{float(nip):.14E}", f"{float(nip):.5e}".replace(".", ","), nip + ".0"):
        assert codes(read_identifier(damaged)[1]) == ["identifier-damaged-by-excel"]


@given(st.text(max_size=30), st.sampled_from([None, *Kind]))
def test_any_text_gives_a_number_or_reasons_or_nothing(text, kind):
    identity, faults = read_identifier(text, kind)

    assert identity is None or faults == []
    assert identity is None or len(identity.value) in (16, 18)


@pytest.mark.parametrize(
    ("value", "sex", "born_on"),
    [(NIK_MAN, "L", date(1986, 9, 26)), (NIK_WOMAN, "P", date(1990, 12, 17))],
)
def test_a_nik_says_sex_and_agrees_with_its_birth_date(value, sex, born_on):
    identity, faults = read_identifier(value)

    assert faults == []
    assert (identity.kind, identity.sex, identity.born_on) == (Kind.NIK, sex, None)
    assert differences(identity, born_on, sex) == []
    assert differences(identity, None, None) == []


@pytest.mark.parametrize(
    ("value", "born_on", "sex", "expected"),
    [
        (NIK_MAN, date(1986, 9, 27), "L", ["nik-birth-date-differs"]),
        (NIK_MAN, date(1986, 9, 26), "P", ["nik-sex-differs"]),
        (NIK_WOMAN, date(1990, 12, 18), "L", ["nik-birth-date-differs", "nik-sex-differs"]),
        ("3402013502860001", None, None, ["nik-birth-date-impossible"]),
        ("0102012609860001", None, None, ["nik-region-unknown"]),
        ("3402012609860000", None, None, ["nik-serial-zero"]),
        ("3402012902000001", date(2000, 2, 29), "L", []),
    ],
)
def test_an_odd_nik_is_read_and_only_warned_about(value, born_on, sex, expected):
    identity, faults = read_identifier(value)

    assert faults == []
    assert codes(differences(identity, born_on, sex)) == expected


def test_a_nip_that_differs_from_the_record_is_only_warned_about():
    identity, _ = read_identifier(NIP)

    assert differences(identity, date(1986, 9, 26), "L") == []
    assert codes(differences(identity, date(1986, 9, 25), "P")) == [
        "identifier-birth-date-differs",
        "identifier-sex-differs",
    ]


def test_numbers_are_printed_in_their_blocks():
    assert print_form(NIP) == "19860926 201505 1 001"
    assert print_form(NI_PPPK) == "19900101 202321 2 012"
    assert print_form(NIK_MAN) == "340201 260986 0001"
    assert print_form("12") == "12"


def test_masks_show_head_and_tail_alone():
    assert masked(NIK_MAN) == "3402••••••••0001"
    assert masked(NIP) == "1986•••••••••••001"
    assert masked("12345") == "•••••"


@given(st.text(alphabet="0123456789", max_size=20))
def test_a_mask_keeps_the_length_and_never_shows_more_than_eight_digits(value):
    assume(value)

    hidden = masked(value)

    assert len(hidden) == len(value)
    assert sum(character.isdigit() for character in hidden) <= 8
