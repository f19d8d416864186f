"""Pasted lists of OPD and of people; everybody is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.errors import Refused
from participants.rules.pasting import read_people, read_units

NIP = "198609262015051001"
NIP_2 = "199012172019032002"
PHONE = "+6281234567890"


def told(lines):
    return [(line.line, line.name, line.phone) for line in lines]


def codes(line):
    return [fault.code for fault in line.faults]


@pytest.mark.parametrize(
    "pasted",
    [
        "Dinas Kesehatan\t081234567890",
        "Dinas Kesehatan; 0812-3456-7890",
        "Dinas Kesehatan, 0812 3456 7890",
        "Dinas Kesehatan,081234567890",
        "Dinas Kesehatan 081234567890",
        "Dinas Kesehatan - +62 812-3456-7890",
        "Dinas Kesehatan (0812-3456-7890)",
        "Dinas Kesehatan: 081234567890",
        "1. Dinas Kesehatan\t081234567890",
        "1) Dinas Kesehatan, 081234567890",
        "1\tDinas Kesehatan\t081234567890",
        "1.\tDinas Kesehatan\t0812 3456 7890",
        "• Dinas Kesehatan; 081234567890",
        "081234567890\tDinas Kesehatan",
        "Dinas Kesehatan | 81234567890",
        '"Dinas\nKesehatan"\t081234567890',
    ],
)
def test_a_unit_and_its_number_are_read_however_they_are_pasted(pasted):
    lines = read_units(pasted)

    assert told(lines) == [(1, "Dinas Kesehatan", PHONE)]
    assert lines[0].faults == ()


def test_forty_lines_keep_their_numbers_and_a_header_is_no_unit():
    pasted = "No\tNama OPD\tNo. HP\r\n\r\n1\tDinas Sosial\t081234567890\r\n2\tBadan Keuangan\t\r\n"

    assert told(read_units(pasted)) == [(3, "Dinas Sosial", PHONE), (4, "Badan Keuangan", None)]


def test_commas_and_figures_inside_a_name_stay_there():
    pasted = (
        "Dinas Koperasi, UKM, Perindustrian dan Perdagangan, 081234567890\nSMP Negeri 3 Pasarwajo"
    )

    assert told(read_units(pasted)) == [
        (1, "Dinas Koperasi, UKM, Perindustrian dan Perdagangan", PHONE),
        (2, "SMP Negeri 3 Pasarwajo", None),
    ]


def test_a_unit_named_twice_points_to_the_first_line():
    lines = read_units("Dinas Sosial\nDinas Kesehatan\ndinas  sosial.\nDINAS SOSIAL; 081234567890")

    assert [line.duplicate_of for line in lines] == [None, None, 1, 1]


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("Dinas Sosial; 0274367509", ["phone-not-mobile"]),
        ("Dinas Sosial; 081234567890 / 081398765432", ["phone-several"]),
        ("Dinas Sosial\t081234567890\t081398765432", ["phone-several"]),
        ("\t081234567890", ["pasted-name-missing"]),
        ("x" * 201, ["pasted-name-too-long"]),
    ],
)
def test_a_faulty_unit_is_kept_with_its_reason(pasted, expected):
    (line,) = read_units(pasted)

    assert codes(line) == expected


@pytest.mark.parametrize(
    "pasted",
    [
        f"Budi Santoso, S.Kom.\t{NIP}\tPerencana Ahli Muda\t081234567890",
        f"1\tBudi Santoso, S.Kom.\t{NIP}\tPenata, III/c\tPerencana Ahli Muda\t081234567890",
        "1.\tBudi Santoso, S.Kom.\tL\t19860926 201505 1 001\tPerencana Ahli Muda\t0812-3456-7890",
        f"{NIP}\t081234567890\tBudi Santoso, S.Kom.\tPerencana Ahli Muda",
        f"Budi Santoso, S.Kom.; Perencana Ahli Muda; 081234567890; {NIP}",
        f"Budi Santoso, S.Kom., {NIP}, Perencana Ahli Muda, 0812 3456 7890",
        f"1. Budi Santoso, S.Kom, NIP. {NIP}, Perencana Ahli Muda, +6281234567890",
        f"Budi Santoso, S.Kom. (Perencana Ahli Muda) {NIP} HP 081234567890",
        "1. Budi Santoso, S.Kom – Perencana Ahli Muda – NIP 19860926 201505 1 001 – 0812 3456 7890",
        f"Budi Santoso S.Kom / {NIP} / Perencana Ahli Muda / 0812-3456-7890",
        f"NIP\tHP\tJabatan\tNama\n{NIP}\t081234567890\tPerencana Ahli Muda\tBudi Santoso, S.Kom.",
        (
            "No;Nama Lengkap dan Gelar;NIP (bila ada);Pangkat/Gol. Ruang;Jabatan;No. HP/WA;Paraf\n"
            f"1;Budi Santoso, S.Kom.;{NIP};III/c;Perencana Ahli Muda;081234567890;"
        ),
    ],
)
def test_a_person_is_read_whatever_the_order_of_columns(pasted):
    (person,) = read_people(pasted)

    assert person.faults == ()
    assert (str(person.name), person.job, person.phone, person.identity.value) == (
        "Budi Santoso, S.Kom.",
        "Perencana Ahli Muda",
        PHONE,
        NIP,
    )
    assert person.rank is None or person.rank.code == "III/c"


def test_who_has_no_nip_has_none_and_no_fault():
    people = read_people("Siti Aminah\t-\tDosen\t081234567890\nMade Putra")

    assert [(str(p.name), p.identity, p.job, p.faults) for p in people] == [
        ("Siti Aminah", None, "Dosen", ()),
        ("Made Putra", None, "", ()),
    ]


def test_the_same_person_pasted_twice_points_to_the_first_line():
    pasted = f"Budi Santoso\t{NIP}\nBudi S.\t{NIP}\nSiti Aminah\nDra. SITI AMINAH, M.Si.\nSiti A."

    assert [person.duplicate_of for person in read_people(pasted)] == [None, 1, None, 3, None]


def test_two_people_of_one_name_with_two_numbers_are_two():
    pasted = f"Budi Santoso\t{NIP}\nBudi Santoso\t{NIP_2}"

    assert [person.duplicate_of for person in read_people(pasted)] == [None, None]


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("Budi\t1,98609E+17\tKasubbag", ["identifier-damaged-by-excel"]),
        ("Budi\t19860926201505100\tKasubbag", ["identifier-wrong-length"]),
        ("Budi\t0274367509", ["phone-not-mobile"]),
        (f"{NIP}\t081234567890", ["pasted-name-missing"]),
        ("Nama\tGol\nBudi\tabc", ["rank-unknown"]),
    ],
)
def test_a_faulty_person_is_kept_with_its_reasons(pasted, expected):
    (person,) = read_people(pasted)

    assert codes(person) == expected


def test_a_list_that_nobody_could_check_is_refused():
    for read in (read_units, read_people):
        with pytest.raises(Refused):
            read("Dinas Sosial\n" * 2_001)


def test_a_quote_sign_that_closes_nowhere_swallows_no_lines():
    pasted = '"Dinas Sosial\t081234567890\nDinas Kesehatan\t081234567890'

    assert len(read_units(pasted)) == 2


ANYTHING = st.text(st.sampled_from('aB 1209.,;|\t\n"-()/+\u200bé'), max_size=80) | st.text()


@given(ANYTHING)
def test_any_text_is_read_and_no_line_is_invented(text):
    for read in (read_units, read_people):
        lines = [line.line for line in read(text)]

        assert lines == sorted(set(lines))
        assert all(1 <= line <= text.count("\n") + text.count("\r") + 1 for line in lines)


@given(
    st.lists(
        st.sampled_from(["Dinas Sosial", "Dinas Kesehatan", "Badan Keuangan", "Kecamatan Wabula"]),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(["\t", "; ", ", ", " "]),
    st.booleans(),
)
def test_every_unit_is_there_in_order_and_only_repetitions_are_flagged(names, between, numbered):
    pasted = "\n".join(
        f"{f'{n}. ' if numbered else ''}{name}{between}08123456{n:04}"
        for n, name in enumerate(names, start=1)
    )

    lines = read_units(pasted)

    assert told(lines) == [(n, name, f"+628123456{n:04}") for n, name in enumerate(names, 1)]
    for line in lines:
        first = names.index(line.name) + 1
        assert line.duplicate_of == (None if first == line.line else first)


def test_a_number_too_short_to_be_anything_is_asked_about_and_not_taken_for_a_post():
    (line,) = read_people("Siti Nur\t12345\tStaf")

    assert line.job == "Staf"
    assert line.faults
