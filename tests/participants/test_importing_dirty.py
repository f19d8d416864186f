"""Staff lists as offices keep them: several sheets, headers of two rows, sums, spellings."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from participants.actions.importing import commit, forget_spelling, keep_spellings
from participants.errors import Refused
from participants.importing.columns import STAFF, guess_columns
from participants.importing.mapping import answered, asked
from participants.importing.places import Places
from participants.importing.sheet import read_sheets
from participants.importing.source import unpack
from participants.importing.staging import decide_units, read_again
from participants.models import (
    ColumnMapping,
    ImportSession,
    ImportSource,
    Person,
    Role,
    UnitSpelling,
)
from tests.factories import NOW, make_pemda, make_role, make_system, make_unit
from tests.factories_people import NIK, NIP, OTHER_NIP, csv_sheet, fault_codes, outcomes, stage

pytestmark = pytest.mark.django_db
FOREIGN = ("Kolom A", "Kolom B", "Kolom C")


@pytest.fixture
def pemda():
    return make_pemda("Kabupaten Buton")


@pytest.fixture
def health(pemda):
    return make_unit(pemda, name="Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def informatics(pemda):
    return make_unit(pemda, name="Dinas Komunikasi dan Informatika")


@pytest.fixture
def hr(client, pemda):
    user = make_role(Role.HR, pemda)
    client.force_login(user)
    return user


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name.replace("_", " "))
        for row in rows:
            page.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def stage_book(pemda, **sheets):
    return stage(workbook(**sheets), pemda, name="pegawai.xlsx")


def test_every_sheet_is_one_opd_by_its_name_or_by_what_stands_above(pemda, health, informatics):
    session = stage_book(
        pemda,
        Dinkes=[["No", "Nama", "NIP"], [1, "Sari", NIP]],
        Sheet2=[
            ["UNIT KERJA : DISKOMINFO KAB. BUTON"],
            ["No", "Nama", "NIP"],
            [1, "Budi", OTHER_NIP],
        ],
    )

    commit(session=session, set_aside=0, by=make_system(), at=NOW)

    homes = dict(Person.objects.values_list("full_name", "home_unit__name"))
    assert homes == {"Sari": health.name, "Budi": informatics.name}


@pytest.mark.parametrize(
    "written",
    [
        "Dinas Komunikasi & Informatika",
        "DINAS KOMUNIKASI DAN INFORMATIKA KAB. BUTON",
        "Diskominfo",
        "Din. Komunikasi dan Informatika",
        "Dinas Kominfo",
        "Dinas  Komunikasi, Informatika Kabupaten Buton",
    ],
)
def test_usual_spellings_of_a_unit_are_known(pemda, health, informatics, written):
    place, _reason = Places(pemda).find(written)

    assert place is not None
    assert place.key == informatics.pk


def test_a_misspelled_unit_is_never_guessed_but_suggested(pemda, health, informatics):
    places = Places(pemda)

    place, reason = places.find("Dinas Komunikasai dan Infromatika")

    assert place is None
    assert reason.code == "unit-unknown-near"
    assert places.candidates("Dinas Komunikasai dan Infromatika")[0].key == informatics.pk
    assert places.missed == {"Dinas Komunikasai dan Infromatika": 1}


def test_a_decided_spelling_is_asked_for_never_again_until_it_is_taken_back(pemda, health):
    sheet = csv_sheet((NIP, "", "Sari", "Kesmas Raya"))
    session = stage(sheet, pemda)
    assert session.layout["units"] == [["Kesmas Raya", 1]]

    session = decide_units(session=session, meant={"Kesmas Raya": health}, by=make_system(), at=NOW)
    again = stage(csv_sheet((OTHER_NIP, "", "Budi", "KESMAS  RAYA")), pemda)

    assert outcomes(session) == outcomes(again) == {"new": 1}
    forget_spelling(spelling=UnitSpelling.objects.get(), by=make_system(), at=NOW)
    assert outcomes(stage(sheet, pemda)) == {"wrong": 1}


def test_a_spelling_means_nothing_in_another_pemda(pemda, health):
    keep_spellings(unit=pemda, meant={"Kesmas": health}, by=make_system(), at=NOW)

    assert Places(make_pemda("Kabupaten Bantul")).find("Kesmas")[0] is None


def test_a_header_of_two_rows_is_read_as_one(pemda, health):
    session = stage_book(
        pemda,
        Daftar=[
            ["DAFTAR NOMINATIF PEGAWAI"],
            ["NO", "NAMA", "NIP", "PANGKAT", None, "JABATAN", None, "UNIT KERJA"],
            [None, None, None, "GOL", "TMT", "NAMA", "TMT", None],
            [1, 2, 3, 4, 5, 6, 7, 8],
            [1, "Sari", NIP, "III/d", "01-04-2020", "Dokter", "1 Februari 2024", "Dinkes"],
        ],
    )

    values = session.rows.get().values
    assert outcomes(session) == {"new": 1}
    assert (values["rank"], values["job_title"], values["since"]) == (
        "III/d",
        "Dokter",
        "2024-02-01",
    )


def test_groups_above_a_header_do_not_hide_it(pemda, health):
    session = stage_book(
        pemda,
        Daftar=[
            ["DATA POKOK", None, None, "JABATAN", None],
            ["NIP", "NAMA", "UNIT KERJA", "NAMA", "TMT"],
            [NIP, "Sari", "Dinkes", "Dokter", "45292"],
        ],
    )

    values = session.rows.get().values
    assert (values["full_name"], values["job_title"]) == ("Sari", "Dokter")
    assert values["since"] == "2024-01-01"


def test_the_tmt_of_a_rank_is_no_tmt_of_the_post():
    headers = ("NAMA", "PANGKAT › GOL", "PANGKAT › TMT")

    assert guess_columns(STAFF, headers) == {"name": 0, "rank": 1}


def test_a_row_of_people_is_not_taken_for_a_second_header():
    (sheet,) = read_sheets(
        workbook(A=[["Nama", "NIP", "Catatan", None], ["Sari", NIP, "x", "y"]]),
        "a.xlsx",
        ["nama", "nip"],
    )

    assert [row.cells[0] for row in sheet.rows] == ["Sari"]


def test_sums_signatures_headings_and_repeated_headers_are_passed_over_and_told(
    pemda, health, informatics
):
    head = ["No", "Nama", "NIP", "Jabatan"]
    session = stage_book(
        pemda,
        Pegawai=[
            head,
            ["DINAS KESEHATAN"],
            [1, "Sari", NIP, "Dokter"],
            head,
            ["DISKOMINFO"],
            [2, "Budi", OTHER_NIP, "Guru"],
            ["JUMLAH", None, None, 2],
            [None, "JUMLAH PEGAWAI", None, None],
            [None, None, None, "Kepala Dinas,"],
        ],
    )

    assert outcomes(session) == {"new": 2}
    assert session.layout["sheets"][0]["skipped"] == [2, 4, 5, 7, 8, 9]
    units = set(session.rows.values_list("values__unit_name", flat=True))
    assert units == {health.name, informatics.name}


def test_a_summary_beside_the_lists_is_left_out_and_a_list_with_foreign_headers_is_asked_about(
    pemda, health
):
    staff = [["Nama", "NIP"], ["Sari", NIP]]
    summary = [["Golongan", "Banyaknya", "Keterangan"], ["III", "12", "cukup"]]
    foreign = [["Identitas", "Siapa", "Di mana"], [OTHER_NIP, "Budi", "Dinkes"]]

    session = stage_book(pemda, Dinkes=staff, Rekap=summary)
    asked_about = stage_book(pemda, Dinkes=staff, Lain=foreign)

    left_out = [told["name"] for told in session.layout["sheets"] if told["left_out"]]
    assert (outcomes(session), left_out) == ({"new": 1}, ["Rekap"])
    assert asked_about.state == "mapping"


def test_unknown_headers_are_asked_for_with_examples_and_then_remembered(pemda, health):
    content = csv_sheet((NIP, "Sari", "Dinkes"), (NIK, "", ""), headers=FOREIGN)
    session = stage(content, pemda)

    (group,) = asked(session, unpack(ImportSource.objects.get().sealed))
    settled = answered("staff", [group], {"0-0": "number", "0-1": "name", "0-2": "unit"}, {})
    session = read_again(session=session, by_hand=settled, by=make_system(), at=NOW)
    again = stage(csv_sheet((OTHER_NIP, "Budi", "Dinkes"), headers=FOREIGN), pemda)

    assert group.columns[0].examples[0] == NIP
    assert NIK not in str(group)
    assert session.counts["new"] == 1
    assert outcomes(again) == {"new": 1}
    assert ColumnMapping.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"0-0": "number"}, "import-columns-missing"),
        ({"0-0": "name", "0-1": "name", "0-2": "unit"}, "import-column-twice"),
        ({"0-lewati": "1"}, "import-nothing-read"),
    ],
)
def test_an_answer_that_cannot_be_read_by_is_refused(pemda, given, code):
    session = stage(csv_sheet((NIP, "Sari", "Dinkes"), headers=FOREIGN), pemda)
    groups = asked(session, unpack(ImportSource.objects.get().sealed))

    with pytest.raises(Refused) as refusal:
        answered("staff", groups, given, {})

    assert code in [reason.code for reason in refusal.value.reasons]


def test_the_sheets_of_an_upload_are_kept_sealed_and_only_until_it_is_decided(pemda, health):
    session = stage(csv_sheet((NIP, NIK, "Sari", "Dinkes")), pemda)
    assert NIK not in ImportSource.objects.get().sealed

    commit(session=session, set_aside=0, by=make_system(), at=NOW)

    assert ImportSource.objects.get().sealed == ""
    with pytest.raises(Refused):
        read_again(session=session, by=make_system(), at=NOW)


def test_from_unknown_columns_over_a_spelling_and_a_cell_to_people(client, hr, pemda, health):
    content = csv_sheet((NIP, "Sari", "Kesmas"), ("1,98E+17", "Budi", "Dinkes"), headers=FOREIGN)
    session = stage(content, pemda, by=hr)
    detail = reverse("participants:import-detail", args=[session.public_id])

    page = client.get(detail, follow=True).text
    assert "Kolom mana berisi apa?" in page
    client.post(
        reverse("participants:import-columns", args=[session.public_id]),
        {"0-0": "number", "0-1": "name", "0-2": "unit"},
    )
    page = client.get(detail).text
    assert "Putuskan 1 ejaan unit" in page
    assert "rusak oleh Excel" in page
    units = reverse("participants:import-units", args=[session.public_id])
    assert "“Kesmas”" in client.get(units).text
    client.post(units, {"ejaan-0": "Kesmas", "unit-0": "lain", "lain-0": "dinas kesehatan"})
    row = ImportSession.objects.get().rows.get(outcome="wrong")
    address = reverse("participants:import-row", args=[session.public_id, row.pk])
    assert "1,98E+17" in client.get(address).text
    client.post(address, {"sel-0": OTHER_NIP, "sel-1": "Budi", "sel-2": "Dinkes"})

    session.refresh_from_db()
    assert outcomes(session) == {"new": 2}


def test_a_hidden_nik_stays_unless_it_is_written_anew(client, hr, pemda, health):
    session = stage(csv_sheet((NIP, NIK, "", "Dinkes")), pemda, by=hr)
    address = reverse("participants:import-row", args=[session.public_id, session.rows.get().pk])

    assert NIK not in client.get(address).text
    client.post(address, {"sel-1": "", "sel-2": "Sari"})

    session.refresh_from_db()
    commit(session=session, set_aside=0, by=hr, at=NOW)
    assert Person.objects.get().identifiers.count() == 2


def test_lines_are_found_by_name_number_and_unit_without_an_address(client, hr, pemda, health):
    session = stage(
        csv_sheet((NIP, "", "Sari Wulandari", "Dinkes"), (OTHER_NIP, "", "Budi", "Dinkes")), pemda
    )
    detail = reverse("participants:import-detail", args=[session.public_id])

    by_name = client.post(detail, {"cari": "wulan"}).text
    by_number = client.post(detail, {"cari": f"{OTHER_NIP[:8]} {OTHER_NIP[8:]}"}).text

    assert "Sari Wulandari" in by_name
    assert "Budi" not in by_name
    assert "Budi" in by_number
    assert "Sari Wulandari" not in by_number


def test_the_wrong_lines_of_several_sheets_come_back_as_sheets_and_go_in_mended(
    client, hr, pemda, health, informatics
):
    session = stage_book(
        pemda,
        Dinkes=[["Nama", "NIP"], ["Sari", "1,9E+17"]],
        Diskominfo=[["NIP", "Nama Lengkap"], [OTHER_NIP, ""]],
    )

    answer = client.get(reverse("participants:import-wrong", args=[session.public_id]))
    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["Dinkes", "Diskominfo"]
    book["Dinkes"]["D2"] = NIP
    book["Diskominfo"]["D2"] = "Budi"
    kept = BytesIO()
    book.save(kept)
    again = stage(kept.getvalue(), pemda, name="salah.xlsx")

    assert fault_codes(again) == [[], []]
    commit(session=again, set_aside=0, by=hr, at=NOW)
    assert dict(Person.objects.values_list("full_name", "home_unit__name")) == {
        "Sari": health.name,
        "Budi": informatics.name,
    }


def test_the_spellings_page_takes_one_back(client, hr, pemda, health):
    (spelling,) = keep_spellings(unit=pemda, meant={"Kesmas": health}, by=hr, at=NOW)

    page = client.get(reverse("participants:import-spellings")).text
    client.post(reverse("participants:import-spelling-forget", args=[spelling.public_id]))

    assert "kesmas" in page
    assert not UnitSpelling.objects.exists()


def test_anothers_upload_and_spelling_do_not_exist_here(client, hr):
    elsewhere = make_pemda("Kabupaten Bantul")
    unit = make_unit(elsewhere, name="Dinas Rahasia")
    session = stage(csv_sheet((NIP, "", "", "Rahasia")), elsewhere)
    (spelling,) = keep_spellings(unit=elsewhere, meant={"Rhs": unit}, by=make_system(), at=NOW)
    row = session.rows.get()

    for name, args in (
        ("import-columns", [session.public_id]),
        ("import-units", [session.public_id]),
        ("import-row", [session.public_id, row.pk]),
    ):
        assert client.get(reverse(f"participants:{name}", args=args)).status_code == 404
    forget = reverse("participants:import-spelling-forget", args=[spelling.public_id])
    assert client.post(forget).status_code == 404
