"""Names and their titles; all people are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.rules import titles
from participants.rules.names import Name, matching_key, split_titles

WORDS = st.sampled_from(("Budi", "Santoso", "Siti", "Aminah", "La", "Ode", "Nur", "Ma'ruf"))
PREFIXES = st.lists(st.sampled_from(sorted(set(titles.PREFIXES.values()))), max_size=3, unique=True)
SUFFIXES = st.lists(st.sampled_from(sorted(set(titles.SUFFIXES.values()))), max_size=3)


@pytest.mark.parametrize(
    ("written", "prefix", "name", "suffix"),
    [
        ("Dr. Ir. H. Budi Santoso, S.Kom., M.T.", "Dr. Ir. H.", "Budi Santoso", "S.Kom., M.T."),
        ("Dr.Ir.H.Budi Santoso,S.Kom.,M.T", "Dr. Ir. H.", "Budi Santoso", "S.Kom., M.T."),
        ("BUDI SANTOSO, SKOM, MT", "", "BUDI SANTOSO", "S.Kom., M.T."),
        ("Budi Santoso S.Kom M.T", "", "Budi Santoso", "S.Kom., M.T."),
        ("Budi Santoso SE", "", "Budi Santoso", "S.E."),
        ("BUDI SANTOSO SE", "", "BUDI SANTOSO SE", ""),
        ("Budi Santoso, ST MT", "", "Budi Santoso", "S.T., M.T."),
        ("Budi, S. Kom, M. Si", "", "Budi", "S.Kom., M.Si."),
        ("Budi, A. Md. Kom", "", "Budi", "A.Md.Kom."),
        ("Drs. La Ode Sadar, M.Si", "Drs.", "La Ode Sadar", "M.Si."),
        ("dr. Siti Aminah", "dr.", "Siti Aminah", ""),
        ("Dr Siti Aminah", "Dr.", "Siti Aminah", ""),
        ("R. Ay. Sri Rahayu", "R.Ay.", "Sri Rahayu", ""),
        ("R Sri Rahayu", "", "R Sri Rahayu", ""),
        ("K.R.T. Sosro, S. Sos", "K.R.T.", "Sosro", "S.Sos."),
        ("Hj. Wa Ode Nur, S.Pd, M.Pd", "Hj.", "Wa Ode Nur", "S.Pd., M.Pd."),
        ("H.M. Nur", "H.", "M. Nur", ""),
        ("M. Nur", "", "M. Nur", ""),
        ("Andi A. Baso, SE., M.Ak", "", "Andi A. Baso", "S.E., M.Ak."),
        ("Bpk. H. Ahmad", "H.", "Ahmad", ""),
        ("Ns. Rina, S.Kep., M.Kep", "Ns.", "Rina", "S.Kep., M.Kep."),
        ("I Made Putra, S.T., IPM., ASEAN Eng.", "", "I Made Putra", "S.T., IPM, ASEAN Eng."),
        ("Budi, S.Xyz., M.T", "", "Budi", "S.Xyz., M.T."),
        ("Santoso, Budi", "", "Santoso, Budi", ""),
        ("Siti", "", "Siti", ""),
        ("Dr.", "", "Dr", ""),
        ("  Siti\u00a0 Aminah\u200b ", "", "Siti Aminah", ""),
        ("-", "", "", ""),
    ],
)
def test_titles_are_taken_from_both_ends_of_a_name(written, prefix, name, suffix):
    assert split_titles(written) == Name(prefix, name, suffix)


@given(PREFIXES, st.lists(WORDS, min_size=2, max_size=4), SUFFIXES)
def test_a_name_with_known_titles_is_read_back_from_its_print(prefixes, words, suffixes):
    built = Name(" ".join(prefixes), " ".join(words), ", ".join(suffixes))

    assert split_titles(str(built)) == built


@given(st.text(max_size=40))
def test_no_text_loses_its_name_and_splitting_settles(text):
    once = split_titles(text)
    again = split_titles(str(once))

    assert bool(once.name) or not any(character.isalnum() for character in text)
    assert again.name in once.name or once.name in again.name


@given(st.lists(WORDS, min_size=2, max_size=4), PREFIXES, SUFFIXES)
def test_titles_case_and_dots_do_not_hide_the_same_person(words, prefixes, suffixes):
    plain = " ".join(words)
    dressed = str(Name(" ".join(prefixes), plain, ", ".join(suffixes)))

    assert matching_key(dressed) == matching_key(plain) == matching_key(plain.upper())
    assert matching_key(matching_key(plain)) == matching_key(plain)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Moh. Nur Hidayat, S.T.", "MUHAMMAD NOOR HIDAYAT"),
        ("Ma’ruf Amin", "Maruf Amin"),
        ("Abd. Rahman", "Abdul Rahman"),
        ("José Soares", "Jose Soares"),
        ("Andi A.Baso", "Andi A. Baso"),
    ],
)
def test_usual_spellings_of_one_name_have_one_key(one, other):
    assert matching_key(one) == matching_key(other)


def test_different_people_keep_different_keys():
    assert matching_key("Budi Santoso") != matching_key("Budi Santosa")
