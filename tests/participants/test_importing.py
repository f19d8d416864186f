"""Staff from sheets: staged, judged by line, written whole or not at all."""

import json
from datetime import date, timedelta

import pytest

from participants.actions.importing import commit
from participants.errors import Reason, Refused
from participants.models import (
    Employment,
    Identifier,
    ImportRow,
    ImportState,
    MatchState,
    Person,
)
from participants.models.sealed import unseal
from tests.factories import NOW, make_pemda, make_person, make_system, make_unit
from tests.factories_people import (
    NI_PPPK,
    NIK,
    NIP,
    OTHER_NIP,
    csv_sheet,
    fault_codes,
    make_employee,
    outcomes,
    stage,
    xlsx_sheet,
)

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def pemda():
    return make_pemda()


@pytest.fixture
def dinas(pemda):
    return make_unit(pemda, name="Dinas Kesehatan", short_name="Dinkes", code="1.02")


def let_in(content, pemda, *, set_aside=0, at=NOW):
    session = stage(content, pemda, at=at)
    return commit(session=session, set_aside=set_aside, by=make_system(), at=at)


def test_a_new_line_becomes_a_matched_person_with_numbers_and_a_post(pemda, dinas):
    sheet = csv_sheet(
        (NIP, NIK, "Dr. Sari Wulandari, M.T.", "Dinkes", "PNS", "III/d", "Dokter", "01/02/2024")
    )

    session = let_in(sheet, pemda)

    person = Person.objects.get()
    post = person.current_employment
    assert outcomes(session) == {"new": 1}
    assert person.printed_name() == "Dr. Sari Wulandari, M.T."
    assert person.match_state == MatchState.MATCHED
    assert person.home_unit == dinas
    assert (person.birth_date, person.sex) == (date(1986, 9, 26), "L")  # as the NIP says
    assert (post.unit, post.status, post.rank, post.job_title) == (dinas, "pns", "III/d", "Dokter")
    assert (post.valid_from, post.valid_to) == (date(2024, 2, 1), None)
    assert person.identifiers.get(kind="nip").value == NIP
    assert unseal(person.identifiers.get(kind="nik").sealed) == NIK


def test_nothing_but_the_staged_rows_is_written_before_the_commit(pemda, dinas):
    session = stage(csv_sheet((NIP, "", "Sari", "Dinkes")), pemda)

    assert outcomes(session) == {"new": 1}
    assert Person.objects.count() == 0


def test_the_same_sheet_again_changes_nothing_even_on_another_day(pemda, dinas):
    sheet = csv_sheet(
        (NIP, NIK, "Sari", "Dinkes", "PNS", "III/d", "Dokter"),
        ("", "", "Budi Tanpa Nomor", "Dinkes", "Honorer"),
    )
    let_in(sheet, pemda)

    again = stage(sheet, pemda, at=TOMORROW)

    assert outcomes(again) == {"same": 2}


def test_another_post_closes_the_one_before_the_day_it_begins(pemda, dinas):
    other = make_unit(pemda, name="Dinas Pendidikan")
    let_in(csv_sheet((NIP, "", "Sari", "Dinkes", "", "", "Dokter", "2024-01-01")), pemda)

    session = let_in(
        csv_sheet((NIP, "", "Sari", "Dinas Pendidikan", "", "", "", "2025-06-01")), pemda
    )

    first, second = Employment.objects.order_by("valid_from")
    person = Person.objects.get()
    assert outcomes(session) == {"changed": 1}
    assert first.valid_to == date(2025, 5, 31)
    assert (second.unit, second.job_title) == (other, "Dokter")
    assert (person.home_unit, person.current_employment) == (other, second)


def test_a_change_names_every_field_with_old_and_new(pemda, dinas):
    make_employee(dinas, nip=NIP, full_name="Sari", job_title="Perawat")

    session = stage(
        csv_sheet((NIP, "", "Sari Dewi", "Dinkes", "", "", "Dokter", "2025-06-01", "081234567890")),
        pemda,
    )

    changes = ImportRow.objects.get().changes
    assert outcomes(session) == {"changed": 1}
    assert changes["full_name"] == ["Sari", "Sari Dewi"]
    assert changes["job_title"] == ["Perawat", "Dokter"]
    assert changes["phone"] == ["", "+6281234567890"]
    assert changes["valid_from"] == ["2020-01-02", "2025-06-01"]


def test_an_empty_cell_takes_nothing_away(pemda, dinas):
    make_employee(dinas, nip=NIP, full_name="Sari", phone="+6281234567890", rank="III/a")

    session = stage(csv_sheet((NIP, "", "Sari", "Dinkes")), pemda)

    assert "phone" not in ImportRow.objects.get().changes
    assert "rank" not in ImportRow.objects.get().changes
    assert fault_codes(session) == [[]]


def test_somebody_an_opd_typed_is_matched_by_the_number(pemda, dinas):
    person = make_employee(dinas, nip=NIP, full_name="Sari", match_state=MatchState.UNMATCHED)

    let_in(csv_sheet((NIP, "", "Sari", "Dinkes")), pemda)

    person.refresh_from_db()
    assert person.match_state == MatchState.MATCHED
    assert Person.objects.count() == 1


def test_somebody_an_opd_typed_without_number_is_never_matched_by_name_alone(pemda, dinas):
    make_person(dinas, full_name="Sari", match_state=MatchState.UNMATCHED)

    session = stage(csv_sheet((NIP, "", "Sari", "Dinkes"), ("", "", "Sari", "Dinkes")), pemda)

    assert outcomes(session) == {"new": 2}


def test_eighteen_digits_on_record_as_one_kind_are_not_made_again_as_the_other(pemda, dinas):
    let_in(csv_sheet((NIP, "", "Sari", "Dinkes", "PNS")), pemda)

    session = stage(csv_sheet((NIP, "", "Sari", "Dinkes", "PPPK")), pemda)

    assert session.counts["new"] == 0


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (("1,98609262015051E+17", "", "Sari", "Dinkes"), ["identifier-damaged-by-excel"]),
        (("198609262015051000", "", "Sari", "Dinkes"), ["identifier-damaged-by-excel"]),
        ((NIK, "", "Sari", "Dinkes"), ["identifier-wrong-length"]),
        ((NIP, "123", "Sari", "Dinkes"), ["identifier-wrong-length"]),
        ((NIP, "", "", "Dinkes"), ["import-cell-required"]),
        ((NIP, "", "12345", "Dinkes"), ["import-name-without-letters"]),
        ((NIP, "", f"Sari {NIK}", "Dinkes"), ["import-nik-out-of-place"]),
        ((NIP, "", "Sari " * 60, "Dinkes"), ["import-too-long"]),
        ((NIP, "", "Sari", ""), ["import-cell-required"]),
        ((NIP, "", "Sari", "Dinas Kesehatn"), ["unit-unknown-near"]),
        ((NIP, "", "Sari", "Xyzzy"), ["unit-unknown"]),
        ((NIP, "", "Sari", "Dinkes", "Raja"), ["import-not-understood"]),
        ((NIP, "", "Sari", "Dinkes", "PNS", "V/z"), ["rank-unknown"]),
        ((NIP, "", "Sari", "Dinkes", "PNS", "", "J" * 151), ["import-too-long"]),
        ((NIP, "", "Sari", "Dinkes", "PNS", "", "", "31/02/2024"), ["import-not-understood"]),
        ((NIP, "", "Sari", "Dinkes", "PNS", "", "", "01/01/2090"), ["import-day-in-future"]),
        ((NIP, "", "Sari", "Dinkes", "PNS", "", "", "", "0274-123"), ["phone-not-mobile"]),
    ],
)
def test_a_wrong_cell_is_named(pemda, dinas, row, codes):
    session = stage(csv_sheet(row), pemda)

    assert fault_codes(session) == [codes]
    assert outcomes(session) == {"wrong": 1}


def test_a_fault_says_sheet_line_column_value_and_the_nearest_unit(pemda, dinas):
    content = xlsx_sheet((NIP, "", "Sari", "Dinas Kesehatn"))

    stage(content, pemda, name="pegawai.xlsx")

    row = ImportRow.objects.get()
    (fault,) = row.faults
    assert (row.sheet, row.line) == ("Pegawai", 2)
    assert (fault["column"], fault["letter"], fault["value"]) == ("Unit", "D", "Dinas Kesehatn")
    assert str(Reason.from_json(fault)) == (
        "Unit “Dinas Kesehatn” tidak ditemukan. Maksudnya “Dinas Kesehatan”?"
    )


def test_the_same_number_twice_in_a_sheet_is_wrong_the_second_time(pemda, dinas):
    session = stage(csv_sheet((NIP, "", "Sari", "Dinkes"), (NIP, "", "Sari Lagi", "Dinkes")), pemda)

    assert fault_codes(session) == [[], ["import-twice-in-file"]]
    assert ImportRow.objects.last().faults[0]["args"] == {"sheet": "CSV", "line": 2}


def test_nip_of_one_and_nik_of_another_is_wrong(pemda, dinas):
    let_in(csv_sheet((NIP, "", "Sari", "Dinkes"), (OTHER_NIP, NIK, "Budi", "Dinkes")), pemda)

    session = stage(csv_sheet((NIP, NIK, "Sari", "Dinkes")), pemda)

    assert fault_codes(session) == [["import-numbers-of-two-people"]]


def test_a_person_of_another_pemda_is_neither_shown_nor_taken(pemda, dinas):
    elsewhere = make_unit(make_pemda())
    make_employee(elsewhere, nip=NIP, full_name="Rahasia")

    session = stage(csv_sheet((NIP, "", "Sari", "Dinkes")), pemda)

    row = ImportRow.objects.get()
    assert fault_codes(session) == [["import-person-elsewhere"]]
    assert "Rahasia" not in json.dumps([row.values, row.faults, row.changes])


def test_a_unit_of_another_pemda_is_unknown_here(pemda, dinas):
    make_unit(make_pemda(), name="Dinas Rahasia")

    session = stage(csv_sheet((NIP, "", "Sari", "Dinas Rahasia")), pemda)

    assert fault_codes(session)[0][0] in ("unit-unknown", "unit-unknown-near")


def test_one_of_several_units_of_a_name_is_found_by_the_one_above_it(pemda, dinas):
    other = make_unit(pemda, name="Dinas Pendidikan")
    make_unit(dinas, name="Sekretariat")
    wanted = make_unit(other, name="Sekretariat")

    session = stage(
        csv_sheet(
            (NIP, "", "Sari", "Sekretariat"),
            (OTHER_NIP, "", "Budi", "Dinas Pendidikan / Sekretariat"),
        ),
        pemda,
    )

    assert fault_codes(session) == [["unit-ambiguous"], []]
    assert session.rows.get(outcome="new").values["unit"] == wanted.pk


def test_a_post_that_changes_with_an_older_tmt_would_rewrite_history(pemda, dinas):
    make_employee(dinas, nip=NIP, full_name="Sari", job_title="Perawat")

    session = stage(csv_sheet((NIP, "", "Sari", "Dinkes", "", "", "Dokter", "01/01/2019")), pemda)

    assert fault_codes(session) == [["tmt-before-current"]]


def test_a_nik_that_says_another_birth_date_only_warns(pemda, dinas):
    headers = ("NIP", "NIK", "Nama", "Unit", "Tanggal Lahir")
    sheet = csv_sheet((NIP, NIK, "Sari", "Dinkes", "27/09/1986"), headers=headers)

    session = stage(sheet, pemda)

    faults = ImportRow.objects.get().faults
    assert outcomes(session) == {"new": 1}
    assert {fault["code"] for fault in faults} == {
        "identifier-birth-date-differs",
        "nik-birth-date-differs",
    }
    assert all(fault["mild"] for fault in faults)


@pytest.mark.parametrize(
    "row",
    [
        (NIP, NIK, "Sari", "Dinkes"),
        (NIK, "", "Sari", "Dinkes"),
        (NIP, "", f"Sari {NIK}", "Nirgendwo"),
        (NIP, f"{NIK}7", "Sari", "Dinkes"),
        (NIP, NIK[:6] + " " + NIK[6:12] + " " + NIK[12:], "Sari", "Nirgendwo"),
    ],
)
def test_a_nik_never_lies_plain_in_the_staged_rows(pemda, dinas, row):
    stage(csv_sheet(row), pemda)

    staged = ImportRow.objects.get()
    told = json.dumps([staged.values, staged.faults, staged.changes])
    assert NIK not in told.replace(" ", "")
    assert ImportRow.objects.count() == 1


def test_a_formula_is_text(pemda, dinas):
    let_in(csv_sheet((NIP, "", '=HYPERLINK("http://x")', "Dinkes")), pemda)

    assert Person.objects.get().full_name.startswith("=HYPERLINK")


def test_a_sheet_without_a_needed_column_waits_for_it_to_be_named_and_cannot_go_in(pemda):
    session = stage(csv_sheet((NIP, "Sari"), headers=("NIP", "Nama")), pemda)

    with pytest.raises(Refused) as refusal:
        commit(session=session, set_aside=0, by=make_system(), at=NOW)

    assert session.state == ImportState.MAPPING
    assert session.rows.count() == 0
    assert refusal.value.reasons == (Reason("import-columns-unnamed"),)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "kosong.csv", "sheet-empty"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 64, "gambar.xlsx", "sheet-not-a-spreadsheet"),
        (b"PK\x03\x04" + b"0" * 64, "rusak.xlsx", None),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_with_a_sentence(pemda, content, name, code):
    with pytest.raises(Refused) as refusal:
        stage(content, pemda, name=name)

    (reason,) = refusal.value.reasons
    assert code in (None, reason.code)
    assert str(reason) != reason.code


def test_headers_of_siasn_are_known(pemda, dinas):
    headers = ("NIP BARU", "NAMA", "GELAR BLK", "UNOR NAMA", "GOL AKHIR NAMA", "JABATAN NAMA")
    sheet = csv_sheet(
        (NIP, "SARI", "S.Kom.", "DINAS KESEHATAN", "III/d", "DOKTER"), headers=headers
    )

    session = stage(sheet, pemda)

    values = ImportRow.objects.get().values
    assert outcomes(session) == {"new": 1}
    assert (values["rank"], values["title_suffix"]) == ("III/d", "S.Kom.")


def test_a_pppk_gets_an_ni_pppk(pemda, dinas):
    let_in(csv_sheet((NI_PPPK, "", "Sari", "Dinkes", "PPPK", "IX")), pemda)

    assert Identifier.objects.get().kind == "ni_pppk"
    assert Employment.objects.get().rank == "IX"
