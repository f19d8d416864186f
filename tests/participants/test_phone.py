"""Indonesian mobile numbers, as typed, as shown, as WhatsApp wants them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.rules.phone import print_phone, read_phone, whatsapp_number

NATIONAL = st.from_regex(r"8[1-9][0-9]{7,10}", fullmatch=True)


@pytest.mark.parametrize(
    "written",
    [
        "081234567890",
        "0812-3456-7890",
        "+62 812 3456 7890",
        "+62 0812-3456-7890",
        "62812 3456 7890",
        "0062 812 3456 7890",
        "812 3456 7890",
        "(0812) 3456.7890",
        "0812–3456–7890",
        "'081234567890",
        "81234567890.0",
        "HP. 081234567890",
        "No. WA: 0812 3456 7890",
        "\u202a+62 812-3456-7890\u202c",
        "0812,3456,7890",
    ],
)
def test_a_mobile_number_is_read_however_it_is_written(written):
    assert read_phone(written) == ("+6281234567890", [])


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("8,12346E+11", "phone-damaged-by-excel"),
        ("(0274) 367509", "phone-not-mobile"),
        ("+62 274 367509", "phone-not-mobile"),
        ("+60 12 345 6789", "phone-not-indonesian"),
        ("+1 812 345 6789", "phone-not-indonesian"),
        ("0812345", "phone-wrong-length"),
        ("08123456789012345", "phone-wrong-length"),
        ("0812 3456 789o", "phone-not-digits"),
        ("tidak ada", "phone-not-digits"),
        ("081234567890 / 081398765432", "phone-several"),
        ("081234567890 atau 081398765432", "phone-several"),
        ("12345", "phone-not-mobile"),
    ],
)
def test_what_is_no_mobile_number_is_refused_with_its_reason(written, code):
    number, faults = read_phone(written)

    assert number is None
    assert [fault.code for fault in faults] == [code]


@pytest.mark.parametrize("written", ["", " ", "-", "–", "HP: -"])
def test_a_dash_means_that_no_number_is_given(written):
    assert read_phone(written) == (None, [])


@given(NATIONAL, st.sampled_from(["0", "62", "+62", "+62 0", ""]), st.data())
def test_prefix_and_spacing_never_change_the_number(national, prefix, data):
    noise = st.sampled_from(["", " ", "-", "–"])
    written = prefix + "".join(digit + data.draw(noise) for digit in national)

    number, faults = read_phone(written)

    assert (number, faults) == (f"+62{national}", [])
    assert read_phone(number) == read_phone(print_phone(number)) == (number, [])


@given(st.text(max_size=25))
def test_any_text_gives_a_number_or_reasons_or_nothing(text):
    number, faults = read_phone(text)

    assert number is None or not faults


def test_numbers_are_written_as_people_and_as_whatsapp_want_them():
    assert print_phone("+6281234567890") == "0812-3456-7890"
    assert whatsapp_number("+6281234567890") == "6281234567890"
