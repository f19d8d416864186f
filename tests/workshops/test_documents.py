"""The papers of a stage: filled from what is known, blank where nothing is; templates of an office."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.urls import reverse

from participants.models import AuditEntry
from tests import papers
from tests.factories import (
    NOW,
    make_invitation,
    make_person,
    make_registration,
    make_unit,
    make_workshop,
)
from tests.factories_documents import lines_of, make_organised
from workshops import models
from workshops.actions.accounting import write_accounting
from workshops.exporting.document import xlsx
from workshops.models import (
    Attendance,
    Office,
    Official,
    Session,
)
from workshops.queries.document.lists import all_hours, attended, speakers_of
from workshops.queries.document.papers import values_of_assignment, values_of_stage
from workshops.queries.document.papers import values_of_workshop as whole
from workshops.rendering.document.paper import written
from workshops.rules.classification import proposed
from workshops.rules.document import BY_CODE, DOCUMENTS

pytestmark = pytest.mark.django_db
KEYWORDS = ("{{", "}}", "{%")


@pytest.fixture(autouse=True)
def _faces():
    papers.ensure_faces()


@pytest.fixture
def organised():
    return make_organised()


# --- what the papers say -------------------------------------------------------------------------


@pytest.mark.parametrize("code", [one.code for one in DOCUMENTS if one.per == "stage"])
def test_every_word_of_a_paper_has_a_value_even_when_nothing_is_known(code):
    if code == "daftar-isi":
        pytest.skip("is put together by the zip; tests/workshops/test_spj.py")
    workshop = make_workshop()
    stage = workshop.stages.get()
    stage.workshop = workshop

    values = values_of_stage(code, stage, at=NOW)

    document = BY_CODE[code]
    assert [word.name for word in document.words if word.name not in values] == []
    assert [name for name in document.lists if name not in values] == []


def test_what_accounting_needs_is_written_once_and_stands_on_every_paper(organised, client):
    workshop, stage, _unit, organiser, *_people = organised
    client.force_login(organiser)
    page = reverse("workshops:accounting-edit", args=[workshop.public_id])
    told = {
        "sub_activity_code": "2.16.02.2.01.01",
        "sub_activity_name": "Penataan Aplikasi",
        "account_code": "5.1.02.02",
        "account_name": "Honorarium",
        "office_address": "Jalan Contoh 1",
        "place": "Pasarwajo",
        "kpa-name": "Citra Contoh",
        "kpa-nip": "19850315 201001 1 001",
    }

    wrong = client.post(page, told | {"pptk-nip": "123"})
    right = client.post(page, told)

    assert wrong.status_code == 422
    assert "NIP terdiri atas 18 angka." in wrong.content.decode()
    assert "Isi namanya" in wrong.content.decode()
    assert right.status_code == 302
    values = values_of_stage("nominatif", stage, at=NOW)
    assert values["sub_kegiatan"] == "2.16.02.2.01.01 Penataan Aplikasi"
    assert (values["kpa_nama"], values["kpa_nip"]) == ("Citra Contoh", "198503152010011001")
    assert values["pptk_nama"].startswith("……")
    assert values["tempat_ttd"] == "Pasarwajo"
    facts = AuditEntry.objects.get(verb="workshops.accounting.written").facts
    assert facts == {"officials": 1}


def test_an_office_that_is_emptied_is_held_by_nobody(organised):
    workshop, _stage, _unit, organiser, *_people = organised
    for name in ("Citra", ""):
        write_accounting(
            workshop=workshop, told={}, officials={Office.KPA: {"name": name}}, by=organiser, at=NOW
        )

    assert list(Official.objects.all()) == []


def test_the_nominative_list_has_names_and_days_and_no_amount(organised):
    _workshop, stage, _unit, _organiser, came, _missed = organised

    content = xlsx("nominatif", values_of_stage("nominatif", stage, at=NOW))

    assert [(row["nama"], row["hari"]) for row in attended(stage)] == [(came.printed_name, "1")]
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    rows = {page.cell(row, 2).value: row for row in range(1, page.max_row + 1)}
    row = rows[came.printed_name]
    head = [page.cell(rows["Nama"], column).value for column in range(1, 11)]
    assert head[6:9] == ["Hari", "Uang per hari (Rp)", "Jumlah (Rp)"]
    assert page.cell(row, 7).value == 1
    assert page.cell(row, 8).value is None
    assert page.cell(row, 9).value == f'=IF(H{row}="","",G{row}*H{row})'
    assert page.cell(row, 3).data_type == "s"


def test_before_anybody_came_everybody_expected_is_listed_without_days(organised):
    _workshop, stage, *_rest = organised
    Attendance.objects.all().delete()

    assert [row["hari"] for row in attended(stage)] == ["", ""]


def test_speakers_are_counted_in_hours_of_sixty_minutes_not_in_jp(organised):
    workshop, stage, *_rest = organised
    Session.objects.filter(stage=stage).delete()
    speaker = make_registration(
        workshop,
        make_person(full_name="Dewi Contoh"),
        kind="speaker",
        printed_name="Dr. Dewi Contoh, M.T.",
    )
    for begin, minutes, who in ((0, 90, "Dewi Contoh"), (2, 45, "Eko; dewi contoh")):
        starts = NOW + timedelta(hours=begin)
        Session.objects.create(
            stage=stage,
            topic_id="Materi",
            speaker=who,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=minutes),
            jp=minutes // 45,
        )

    dewi, eko = speakers_of(stage)

    assert (dewi.minutes, dewi.hours, dewi.sessions) == (135, "2,25", 2)
    assert (eko.minutes, eko.hours, eko.registration) == (45, "0,75", None)
    assert dewi.registration == speaker
    assert all_hours([dewi, eko]) == "3"


def test_the_draft_spt_names_the_people_of_its_opd_alone(organised):
    workshop, stage, unit, *_people = organised
    other = make_unit(workshop.unit.parent, name="Dinas Lain")
    make_registration(
        workshop,
        make_person(other, full_name="Orang Lain"),
        invitation=make_invitation(workshop, other),
    )

    text = "\n".join(lines_of(written(code="spt", values=values_of_assignment(stage, unit))))

    assert "Ani Contoh, S.T." in text
    assert "Budi Contoh" in text
    assert "Orang Lain" not in text
    assert "Dinas Kesehatan" in text


def test_the_report_counts_who_came_and_what_was_scored(organised):
    workshop, stage, _unit, organiser, came, _missed = organised
    for kind, score in (("pre", 50), ("post", 75)):
        models.TestScore.objects.create(
            registration=came,
            stage=stage,
            kind=kind,
            score=score,
            scored_at=NOW,
            scored_by=organiser,
        )

    values = whole("laporan", workshop, at=NOW)

    assert (values["jumlah_hadir"], values["jumlah_peserta"]) == ("1", "2")
    assert values["rekap_opd"] == [
        {"no": "1", "opd": "Dinas Kesehatan", "peserta": "2", "hadir": "1"}
    ]
    (score,) = values["nilai"]
    assert (score["pre"], score["post"], score["kenaikan"], score["n_gain"]) == (
        "50,00", "75,00", "25,00", "0,50",
    )  # fmt: skip
    assert [row["hadir"] for row in values["presensi"]] == ["1", "0"]


def test_no_paper_carries_a_nik(organised):
    _workshop, stage, unit, _organiser, came, _missed = organised
    from participants.actions.person import add_identifier  # noqa: PLC0415
    from participants.models import IdentifierKind  # noqa: PLC0415
    from tests.factories import make_system  # noqa: PLC0415

    nik = "7401011503850001"
    add_identifier(
        person=came.person, kind=IdentifierKind.NIK, digits=nik, by=make_system(), at=NOW
    )

    said = str(values_of_stage("tanda-terima", stage, at=NOW)) + str(
        values_of_assignment(stage, unit)
    )

    assert came.printed_name in said
    assert nik not in said


@pytest.mark.parametrize(
    ("kind", "day", "code"),
    [
        ("undangan", date(2021, 8, 30), "005"),
        ("spt", date(2021, 8, 30), "094"),
        ("sk-panitia", date(2022, 12, 31), "893"),
        ("spt", date(2023, 1, 1), "800.1.11.1"),
        ("undangan", date(2026, 11, 22), "dipakai terakhir"),
    ],
)
def test_classification_codes_are_those_of_their_day(kind, day, code):
    assert proposed(kind, day, used="dipakai terakhir") == code


@pytest.mark.parametrize("people", [1, 3])
def test_the_documents_page_asks_as_often_for_three_people_as_for_one(
    people, organised, client, django_assert_max_num_queries
):
    workshop, _stage, unit, organiser, *_rest = organised
    invitation = workshop.invitations.get()
    for number in range(people - 1):
        make_registration(
            workshop, make_person(unit, full_name=f"Tambahan {number}"), invitation=invitation
        )
    client.force_login(organiser)

    with django_assert_max_num_queries(60):
        page = client.get(reverse("workshops:document-list", args=[workshop.public_id]))

    assert page.status_code == 200
    assert "Surat tugas belum diterima dari 1 OPD" in page.content.decode()
