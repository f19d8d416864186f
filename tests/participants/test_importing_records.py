"""Training history, assessments and posts of a plan through the import that staff come by."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from participants.actions.importing import commit, undo
from participants.errors import Refused
from participants.models import (
    Assessment,
    Evidence,
    EvidenceAct,
    ImportSession,
    PlannedPost,
    Role,
    TrainingRecord,
    TrainingState,
)
from tests.factories import NOW, make_pemda, make_role, make_system, make_unit
from tests.factories_people import (
    NIP,
    OTHER_NIP,
    csv_sheet,
    fault_codes,
    make_employee,
    outcomes,
    stage,
)
from tests.factories_record import make_competency, make_plan, make_training

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)
SIASN = (
    "NIP",
    "NAMA",
    "JENIS_DIKLAT_ID",
    "NAMA_KURSUS",
    "INSTITUSI_PENYELENGGARA",
    "NOMOR_SERTIPIKAT",
    "TANGGAL_MULAI",
    "TANGGAL_SELESAI",
    "JUMLAH_JAM",
)
LINE = (NIP, "Sari", "8", "Bimtek Satu Data", "BKPSDM", "12/2021", "07-12-2021", "08-12-2021", "20")
SCORED = ("NIP", "Nama", "Tanggal Asesmen", "Integritas", "Kerja Sama", "JPM %")


@pytest.fixture
def pemda():
    return make_pemda()


@pytest.fixture
def sari(pemda):
    unit = make_unit(pemda, name="Dinas Kesehatan", short_name="Dinkes")
    return make_employee(unit, nip=NIP, full_name="Sari")


def let_in(session, *, set_aside=0, at=NOW):
    return commit(session=session, set_aside=set_aside, by=make_system(), at=at)


def trainings(*rows, headers=SIASN):
    return csv_sheet(*rows, headers=headers)


def test_a_training_of_siasn_goes_in_verified_and_the_same_again_changes_nothing(pemda, sari):
    session = let_in(stage(trainings(LINE), pemda, kind="training"))

    record = TrainingRecord.objects.get()
    assert outcomes(session) == {"new": 1}
    assert (record.person, record.form, record.jp) == (sari, 8, 20)
    assert (record.state, record.year) == (TrainingState.VERIFIED, 2021)
    assert outcomes(stage(trainings(LINE), pemda, kind="training")) == {"same": 1}


def test_a_training_told_otherwise_replaces_what_a_sheet_said_and_undoing_brings_it_back(
    pemda, sari
):
    let_in(stage(trainings(LINE), pemda, kind="training"))

    session = stage(trainings((*LINE[:-1], "24")), pemda, kind="training", at=TOMORROW)
    assert session.rows.get().changes == {"jp": [20, 24]}
    session = let_in(session, at=TOMORROW)
    assert [one.jp for one in TrainingRecord.objects.counting()] == [24]
    undo(session=session, set_aside=0, by=make_system(), at=TOMORROW)

    assert [one.jp for one in TrainingRecord.objects.counting()] == [20]


def test_what_a_certificate_of_ours_wrote_is_never_touched(pemda, sari):
    make_training(sari, title="Bimtek Satu Data", ended_on=date(2021, 12, 8), jp=16)

    session = stage(trainings(LINE), pemda, kind="training")

    assert outcomes(session) == {"same": 1}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ((OTHER_NIP, "", *LINE[2:]), "import-person-unknown"),
        (("", "Orang Lain", *LINE[2:]), "import-person-unknown"),
        ((*LINE[:2], "26", *LINE[3:]), "import-not-understood"),
        ((*LINE[:3], "", *LINE[4:]), "import-cell-required"),
        ((*LINE[:7], "07-12-2020", "20"), "import-ends-before"),
        ((*LINE[:7], "07-12-2090", "20"), "import-day-in-future"),
        ((*LINE[:8], "banyak"), "import-not-understood"),
    ],
)
def test_a_wrong_training_is_named(pemda, sari, line, code):
    session = stage(trainings(line), pemda, kind="training")

    assert fault_codes(session) == [[code]]


def test_a_person_without_number_is_known_by_the_very_name_alone(pemda, sari):
    twin = ("", "Sari", *LINE[2:])
    assert outcomes(stage(trainings(twin), pemda, kind="training")) == {"new": 1}

    make_employee(make_unit(pemda, name="Dinas Pendidikan"), full_name="Sari")

    session = stage(trainings(twin), pemda, kind="training")
    assert fault_codes(session) == [["import-name-of-several-here"]]


def test_people_of_another_pemda_are_unknown_here(pemda, sari):
    elsewhere = make_pemda()

    session = stage(trainings(LINE), elsewhere, kind="training")

    assert fault_codes(session) == [["import-person-unknown"]]


def test_trainings_are_undone_by_withdrawing_them(pemda, sari):
    session = let_in(stage(trainings(LINE), pemda, kind="training"))

    undo(session=session, set_aside=0, by=make_system(), at=TOMORROW)

    assert TrainingRecord.objects.get().state == TrainingState.WITHDRAWN
    assert outcomes(stage(trainings(LINE), pemda, kind="training")) == {"new": 1}


def assessed(*rows):
    return csv_sheet(*rows, headers=SCORED)


@pytest.fixture
def dictionary():
    return [make_competency(name_id=name) for name in ("Integritas", "Kerja Sama")]


def test_an_assessment_grants_each_level_and_notes_the_jpm(pemda, sari, dictionary):
    sheet = assessed((NIP, "Sari", "7 Desember 2021", "3", "2", "78,5"))

    session = let_in(stage(sheet, pemda, kind="assessment"))

    grants = Evidence.objects.filter(act=EvidenceAct.GRANT).order_by("pk")
    assert outcomes(session) == {"new": 1}
    assert [(one.competency, one.level) for one in grants] == list(
        zip(dictionary, (3, 2), strict=True)
    )
    assert Assessment.objects.get().jpm == Decimal("78.5")
    assert outcomes(stage(sheet, pemda, kind="assessment")) == {"same": 1}


def test_another_score_of_the_same_day_replaces_the_one_before(pemda, sari, dictionary):
    let_in(stage(assessed((NIP, "Sari", "2021-12-07", "3", "2", "")), pemda, kind="assessment"))

    session = stage(
        assessed((NIP, "Sari", "2021-12-07", "4", "2", "")), pemda, kind="assessment", at=TOMORROW
    )
    assert session.rows.get().changes == {"Integritas": ["3", 4]}
    let_in(session, at=TOMORROW)

    standing = Evidence.objects.filter(act=EvidenceAct.GRANT, answers=None).order_by("competency")
    assert [one.level for one in standing] == [4, 2]


def test_an_assessment_undone_is_withdrawn(pemda, sari, dictionary):
    session = let_in(
        stage(assessed((NIP, "Sari", "2021-12-07", "3", "2", "")), pemda, kind="assessment")
    )

    undo(session=session, set_aside=0, by=make_system(), at=TOMORROW)

    assert not Evidence.objects.filter(act=EvidenceAct.GRANT, answers=None).exists()


def test_a_score_that_is_no_level_or_of_no_competency_is_named(pemda, sari, dictionary):
    dictionary[1].delete()

    session = stage(assessed((NIP, "Sari", "2021-12-07", "6", "2", "")), pemda, kind="assessment")

    assert fault_codes(session) == [["import-not-a-level", "import-competency-unknown"]]


def planned(*rows):
    return csv_sheet(*rows, headers=("Unit Kerja", "Nama Jabatan", "Kelas", "K"))


def test_a_peta_jabatan_fills_a_draft_changes_it_and_is_undone(pemda, sari):
    plan = make_plan(pemda)
    first = planned(("Dinkes", "Dokter", "9", "3"), ("Dinkes", "Perawat", "7", "5"))
    let_in(stage(first, pemda, kind="plan", plan=plan))

    session = stage(
        planned(("Dinkes", "Dokter", "9", "4"), ("Dinkes", "Perawat", "7", "5")),
        pemda,
        kind="plan",
        plan=plan,
    )
    assert outcomes(session) == {"changed": 1, "same": 1}
    session = let_in(session)
    wanted = PlannedPost.objects.order_by("pk").values_list("headcount", flat=True)
    assert list(wanted) == [4, 5]
    undo(session=session, set_aside=0, by=make_system(), at=TOMORROW)

    assert list(wanted.all()) == [3, 5]


def test_posts_that_a_sheet_made_go_when_it_is_undone(pemda, sari):
    plan = make_plan(pemda)
    session = let_in(stage(planned(("Dinkes", "Dokter", "9", "3")), pemda, kind="plan", plan=plan))

    undo(session=session, set_aside=0, by=make_system(), at=TOMORROW)

    assert not PlannedPost.objects.exists()


def test_a_sheet_for_a_plan_that_is_approved_meanwhile_is_refused(pemda, sari):
    plan = make_plan(pemda)
    session = stage(planned(("Dinkes", "Dokter", "", "3")), pemda, kind="plan", plan=plan)
    plan.state, plan.approved_at, plan.approved_by = "approved", NOW, make_system()
    plan.save()

    with pytest.raises(Refused):
        let_in(session)


def upload(client, pemda, content, **told):
    return client.post(
        reverse("participants:import-list"),
        {"unit": pemda.public_id, "file": SimpleUploadedFile("peta.csv", content), **told},
    )


def test_bagian_organisasi_uploads_the_plan_and_nothing_else(client, pemda, sari):
    plan = make_plan(pemda)
    client.force_login(make_role(Role.PLANNER, pemda))
    sheet = planned(("Dinkes", "Dokter", "9", "3"))

    assert upload(client, pemda, trainings(LINE), kind="training").status_code == 422
    assert upload(client, pemda, sheet, kind="plan").status_code == 422
    upload(client, pemda, sheet, kind="plan", plan=plan.public_id)
    session = ImportSession.objects.get()
    page = client.get(reverse("participants:import-detail", args=[session.public_id])).text

    assert "Kebutuhan 3" in page


def test_hr_sees_no_upload_of_the_plan_and_the_planner_none_of_staff(client, pemda, sari):
    of_plan = stage(
        planned(("Dinkes", "Dokter", "", "3")), pemda, kind="plan", plan=make_plan(pemda)
    )
    of_staff = stage(csv_sheet((NIP, "", "Sari", "Dinkes")), pemda)

    for role, session in ((Role.HR, of_plan), (Role.PLANNER, of_staff)):
        client.force_login(make_role(role, pemda))
        address = reverse("participants:import-detail", args=[session.public_id])
        assert client.get(address).status_code == 404
