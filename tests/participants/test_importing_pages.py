"""The pages of an import: upload, look, let in or drop, for the HR of the Pemda alone."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from participants.models import AuditEntry, ImportSession, OrganisationUnit, Person, Role
from tests.factories import NOW, make_pemda, make_role, make_unit
from tests.factories_people import NIK, NIP, OTHER_NIP, csv_sheet, make_employee, outcomes, stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def pemda():
    return make_pemda()


@pytest.fixture
def dinas(pemda):
    return make_unit(pemda, name="Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def hr(client, pemda):
    user = make_role(Role.HR, pemda)
    client.force_login(user)
    return user


def upload(client, pemda, content, *, name="pegawai.csv", kind="staff", **options):
    return client.post(
        reverse("participants:import-list"),
        {
            "kind": kind,
            "unit": pemda.public_id,
            "file": SimpleUploadedFile(name, content),
        },
        **options,
    )


def test_from_upload_to_people_in_three_steps(client, hr, pemda, dinas):
    preview = upload(client, pemda, csv_sheet((NIP, "", "Sari Wulandari", "Dinkes")), follow=True)
    session = ImportSession.objects.get()
    done = client.post(reverse("participants:import-commit", args=[session.public_id]), follow=True)

    assert "Masukkan 1 baris" in preview.content.decode()
    assert "1 baris sudah dimasukkan" in done.content.decode()
    assert Person.objects.get().full_name == "Sari Wulandari"


def test_the_preview_names_every_fault_and_the_commit_waits_for_the_tick(client, hr, pemda, dinas):
    sheet = csv_sheet((NIP, "", "Sari", "Dinkes"), ("1,9E+17", "", "Budi", "Dinkess"))
    shown = upload(client, pemda, sheet, follow=True).content.decode()
    address = reverse("participants:import-commit", args=[ImportSession.objects.get().public_id])

    unticked = client.post(address, follow=True).content.decode()
    assert Person.objects.count() == 0
    client.post(address, {"sisihkan": "1"})

    assert "CSV, 3" in shown
    assert "NIP (A)" in shown
    assert "1,9E+17" in shown
    assert "18 angka, disimpan sebagai teks" in shown
    assert "Maksudnya “Dinas Kesehatan”?" in shown
    assert "Masih ada 1 baris yang salah" in unticked
    assert Person.objects.count() == 1


def test_the_wrong_rows_come_back_as_a_sheet_that_can_be_mended(client, hr, pemda, dinas):
    stage(csv_sheet((NIP, NIK, "Sari", "Dinkes"), (OTHER_NIP, NIK, "=A1", "Entah")), pemda)
    session = ImportSession.objects.get()

    response = client.get(reverse("participants:import-wrong", args=[session.public_id]))

    header, row = load_workbook(BytesIO(response.content)).active.iter_rows()
    assert [cell.value for cell in header][:3] == ["Yang harus diperbaiki", "NIP", "NIK"]
    assert row[0].value.startswith("Baris 3 – ")
    assert [cell.value for cell in row][1:5] == [OTHER_NIP, NIK, "=A1", "Entah"]
    assert "f" not in {cell.data_type for cell in row}
    assert AuditEntry.objects.get(verb="participants.import.wrong_rows_read").by == hr


def test_the_mended_sheet_goes_in(client, hr, pemda, dinas):
    stage(csv_sheet((NIP, "", "Sari", "Entah")), pemda)
    session = ImportSession.objects.get()
    answer = client.get(reverse("participants:import-wrong", args=[session.public_id]))
    book = load_workbook(BytesIO(answer.content))
    book.active["E2"] = "Dinkes"
    kept = BytesIO()
    book.save(kept)

    upload(client, pemda, kept.getvalue(), name="salah.xlsx")

    assert outcomes(ImportSession.objects.latest("pk")) == {"new": 1}


@pytest.mark.parametrize("kind", ["staff", "units"])
def test_the_example_is_a_sheet_this_import_reads(client, hr, pemda, kind):
    make_unit(pemda, name="Dinas Komunikasi dan Informatika", short_name="Diskominfo")

    answer = client.get(reverse("participants:import-template", args=[kind]))
    upload(client, pemda, answer.content, name="contoh.xlsx", kind=kind)

    assert ImportSession.objects.get().counts["wrong"] == 0


def test_a_refused_file_is_told_beside_the_field(client, hr, pemda):
    response = upload(client, pemda, b"%PDF-1.7 something", name="pegawai.xlsx")

    assert response.status_code == 422
    assert "field-error" in response.content.decode()
    assert ImportSession.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_preview_takes_the_same_queries_however_many_rows(
    client, hr, pemda, dinas, rows, django_assert_num_queries
):
    session = stage(
        csv_sheet(*((f"198609262015051{n + 1:03}", "", f"Sari {n}", "?") for n in range(rows))),
        pemda,
    )

    with django_assert_num_queries(6):  # session, user, grants, import, what the worker does, rows
        client.get(reverse("participants:import-detail", args=[session.public_id]))


@pytest.mark.parametrize("uploads", [1, 3])
def test_the_list_takes_the_same_queries_however_many_uploads(
    client, hr, pemda, dinas, uploads, django_assert_num_queries
):
    for _number in range(uploads):
        stage(csv_sheet((NIP, "", "Sari", "Dinkes")), pemda)

    with django_assert_num_queries(5):  # session, user, grants, Pemda, uploads
        client.get(reverse("participants:import-list"))


def test_another_pemdas_upload_does_not_exist_here(client, pemda, dinas):
    session = stage(csv_sheet((NIP, "", "Sari", "Dinkes")), pemda)
    client.force_login(make_role(Role.HR, make_pemda()))

    for name in ("import-detail", "import-wrong"):
        address = reverse(f"participants:{name}", args=[session.public_id])
        assert client.get(address).status_code == 404
    for name in ("import-commit", "import-cancel"):
        address = reverse(f"participants:{name}", args=[session.public_id])
        assert client.post(address).status_code == 404
    assert Person.objects.count() == 0


def test_nobody_imports_into_another_pemda(client, hr, pemda):
    elsewhere = make_pemda()

    response = upload(client, elsewhere, csv_sheet((NIP, "", "Sari", "Dinkes")))

    assert response.status_code == 422
    assert ImportSession.objects.count() == 0


@pytest.mark.parametrize("role", [Role.UNIT_ADMIN, Role.AUDITOR, Role.ORGANISER, Role.ADMIN])
def test_only_hr_imports(client, pemda, role):
    client.force_login(make_role(role, pemda))

    assert client.get(reverse("participants:import-list")).status_code == 403


def test_a_cancelled_import_says_so_and_changes_nothing(client, hr, pemda, dinas):
    session = stage(csv_sheet((NIP, "", "Sari", "Dinkes")), pemda)

    answer = client.post(
        reverse("participants:import-cancel", args=[session.public_id]), follow=True
    )

    assert "Impor dibatalkan" in answer.content.decode()
    assert Person.objects.count() == 0


def test_a_unit_whose_name_changed_in_the_sheet_keeps_the_old_one(client, hr, pemda):
    unit = make_unit(pemda, name="Dinas Kominfo", code="2.16")
    headers = ("Kode", "Nama", "Induk")
    rows = (("2.16", "Dinas Komunikasi dan Informatika"), ("2.16.1", "Bidang Aptika", "2.16"))

    session = stage(csv_sheet(*rows, headers=headers), pemda, kind="units")
    client.post(reverse("participants:import-commit", args=[session.public_id]))
    again = stage(
        csv_sheet(*rows, headers=headers), pemda, kind="units", at=NOW + timedelta(days=1)
    )

    unit.refresh_from_db()
    assert unit.name == "Dinas Komunikasi dan Informatika"
    assert unit.former_names.get().name == "Dinas Kominfo"
    assert OrganisationUnit.objects.get(code="2.16.1").parent == unit
    assert outcomes(again) == {"same": 2}


def test_children_may_stand_above_their_parents_in_a_sheet_of_units(client, hr, pemda):
    rows = (
        ("Subbagian Umum", "Sekretariat Dinas A"),
        ("Sekretariat Dinas A", "Dinas A"),
        ("Dinas A", ""),
        ("Dinas B", "Dinas Entah"),
        ("Ujung", "Pangkal"),
        ("Pangkal", "Ujung"),
    )

    session = stage(csv_sheet(*rows, headers=("Nama", "Induk")), pemda, kind="units")
    client.post(reverse("participants:import-commit", args=[session.public_id]), {"sisihkan": "3"})

    assert outcomes(session) == {"new": 3, "wrong": 3}
    leaf = OrganisationUnit.objects.get(name="Subbagian Umum")
    assert leaf.parent.parent.name == "Dinas A"
    assert leaf.path.startswith(leaf.parent.path)
    assert leaf.timezone == pemda.timezone


def test_what_would_change_is_shown_old_and_new(client, hr, pemda, dinas):
    make_employee(dinas, nip=NIP, full_name="Sari", job_title="Perawat")
    session = stage(csv_sheet((NIP, "", "Sari", "Dinkes", "", "", "Dokter", "2025-06-01")), pemda)

    shown = client.get(
        reverse("participants:import-detail", args=[session.public_id]), {"hasil": "changed"}
    ).content.decode()

    assert "<del>Perawat</del>" in shown
    assert "<ins>Dokter</ins>" in shown
    assert "1 Juni 2025" in shown
