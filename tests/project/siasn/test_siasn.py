"""SIASN: what is due, the files that go there, the API, and what it answers."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from participants.actions.siasn import prepare as prepare_records
from participants.errors import Refused
from participants.models import (
    AuditEntry,
    Role,
    SiasnBatch,
    SiasnEntry,
    SyncState,
    TrainingState,
)
from participants.queries import siasn as queries
from participants.rules.siasn import COLUMNS, read_answers
from tests import papers
from tests.factories import make_pemda, make_role
from tests.factories_record import make_employee, make_training
from tests.project.siasn.story import NIPS, archive_of, prepare, verified
from tests.world.books import paper_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


def test_a_batch_is_a_workbook_in_siasns_columns_with_pdfs_named_by_nip(client, unit, hr, now):
    one = verified(unit, hr, now, NIPS[0], file=paper_of(unit, "Satu", "a.pdf"))
    verified(
        unit, hr, now, "", person=one.person, title="Lain", file=paper_of(unit, "Dua", "b.pdf")
    )
    verified(unit, hr, now, NIPS[1])

    batch, _answer = prepare(client, hr)
    archive = archive_of(client, batch)

    sheet = openpyxl.load_workbook(io.BytesIO(archive.read("siasn-2026.xlsx"))).active
    head, *rows = [[cell.value for cell in row] for row in sheet]
    assert tuple(head[:13]) == COLUMNS
    first = dict(zip(head, rows[0], strict=True))
    assert (first["NIP"], first["NAMA"]) == (NIPS[0], "=Sari Wulandari")
    assert "f" not in {cell.data_type for cell in sheet[2]}
    assert (first["TANGGAL_MULAI"], first["JENIS_DIKLAT_ID"]) == ("09-10-2026", 8)
    assert (first["JENIS_KURSUS_SERTIPIKAT"], first["JUMLAH_JAM"]) == ("P", 20)
    names = sorted(name for name in archive.namelist() if name.endswith(".pdf"))
    assert names == [f"pdf/{NIPS[0]}.pdf", f"pdf/{NIPS[0]}_2.pdf"]
    assert {row[12] or "" for row in rows} == {f"{NIPS[0]}.pdf", f"{NIPS[0]}_2.pdf", ""}
    assert AuditEntry.objects.filter(verb="participants.siasn.file_taken", by=hr).count() == 1


def test_a_photographed_certificate_goes_as_pdf(client, unit, hr, now, record):
    picture = io.BytesIO()
    Image.new("RGB", (3000, 2000), "white").save(picture, "JPEG")
    stored = paper_of(unit, "Foto", "foto.jpg")
    stored.content.storage.delete(stored.content.name)
    stored.content.storage.save(stored.content.name, SimpleUploadedFile("x", picture.getvalue()))
    stored.content_type = "image/jpeg"
    stored.save()
    record.file = stored
    record.save()

    batch, _answer = prepare(client, hr)
    pdf = archive_of(client, batch).read(f"pdf/{NIPS[0]}.pdf")

    assert len(papers.pages(pdf)) == 1


def test_only_what_changed_goes_again(client, unit, hr, record):
    prepare(client, hr)
    _same, nothing = prepare(client, hr)
    record.jp = 24
    record.save()
    changed, _answer = prepare(client, hr)

    assert "Tidak ada riwayat baru atau yang berubah" in nothing.text
    assert SiasnBatch.objects.count() == 2
    assert [one.pk for one in queries.records_of(changed)] == [record.pk]


def test_two_who_prepare_at_once_prepare_each_record_once(unit, root, hr, record, now):
    seen_by_both = list(queries.loaded(queries.due(root, 2026)))

    prepare_records(records=seen_by_both, unit=root, year=2026, by=hr, at=now)
    with pytest.raises(Refused):
        prepare_records(records=seen_by_both, unit=root, year=2026, by=hr, at=now)

    assert SiasnEntry.objects.count() == SiasnBatch.objects.count() == 1


def test_who_has_no_nip_or_is_no_asn_is_left_out_and_told(client, unit, hr, now, record):
    verified(unit, hr, now, "")
    guest = make_employee(unit, status="non_asn")
    make_training(guest, state=TrainingState.VERIFIED)
    make_training(make_employee(unit))

    batch, answer = prepare(client, hr)

    assert [one.pk for one in queries.records_of(batch)] == [record.pk]
    assert "1 riwayat dilewati karena orangnya belum punya NIP" in answer.text


def test_units_that_would_block_are_listed_before(client, root, unit, hr, record, now):
    client.force_login(hr)
    unknown = client.get("/siasn/?tahun=2026").context["blocked"]
    client.post(f"/siasn/unit/{unit.public_id}/", {"remote_id": "UNOR-1"})
    inactive = client.get("/siasn/?tahun=2026").context["blocked"]
    client.post(f"/siasn/unit/{unit.public_id}/", {"remote_id": "UNOR-1", "is_active": "on"})

    assert [(one.unit, one.code, one.records) for one in unknown] == [(unit, "unknown", 1)]
    assert [one.code for one in inactive] == ["inactive"]
    assert client.get("/siasn/?tahun=2026").context["blocked"] == []


def test_a_record_withdrawn_here_and_known_there_is_told(client, hr, record):
    batch, _answer = prepare(client, hr)
    client.post(f"/siasn/{batch.public_id}/", {"pasted": f"{NIPS[0]}\t{record.number}\tditerima"})
    record.state = TrainingState.WITHDRAWN
    record.save()

    page = client.get("/siasn/?tahun=2026")

    assert page.context["withdrawn"] == [record]
    assert "Sudah dicabut di sini, masih ada di SIASN" in page.text


@pytest.mark.parametrize(
    ("line", "state", "reason"),
    [
        ("{nip}\t{number}\tDiterima", SyncState.ACCEPTED, ""),
        ("{nip};;terkirim", SyncState.SENT, ""),
        ("{key}\tditolak: NIP tidak ditemukan", SyncState.REJECTED, "NIP tidak ditemukan"),
        ("NIP\tNOMOR_SERTIPIKAT\tHASIL\tALASAN\n{nip}\t{number}\tgagal\tUnor", "rejected", "Unor"),
    ],
)
def test_the_answer_is_pasted_back(client, hr, record, line, state, reason):
    batch, _answer = prepare(client, hr)
    text = line.format(nip=NIPS[0], number=record.number, key=record.public_id)

    client.post(f"/siasn/{batch.public_id}/", {"pasted": text})

    entry = SiasnEntry.objects.get()
    assert (entry.state, entry.reason) == (state, reason)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("111111111111111111\t\tditerima", "Baris 1: tidak cocok"),
        ("{nip}\t\tentahlah", "Baris 1: tulis hasilnya"),
        ("{nip}\t\tditolak", "Baris 1: tulis alasan penolakannya."),
        ("", "Tempel barisnya, atau pilih lembar"),
    ],
)
def test_a_line_that_cannot_be_noted_is_told_and_stays_in_the_field(client, hr, record, line, said):
    batch, _answer = prepare(client, hr)
    text = line.format(nip=NIPS[0])

    answer = client.post(f"/siasn/{batch.public_id}/", {"pasted": text})

    assert answer.status_code == 422
    assert said in answer.text
    assert SiasnEntry.objects.get().state == SyncState.PREPARED


def test_the_workbook_comes_back_with_its_answers(client, hr, record):
    batch, _answer = prepare(client, hr)
    book = openpyxl.load_workbook(io.BytesIO(archive_of(client, batch).read("siasn-2026.xlsx")))
    head = [cell.value for cell in book.active[1]]
    book.active.cell(2, head.index("HASIL") + 1).value = "Diterima"
    book.active.cell(2, head.index("ID_RIWAYAT") + 1).value = "ff0a"
    kept = io.BytesIO()
    book.save(kept)

    client.post(
        f"/siasn/{batch.public_id}/",
        {"workbook": SimpleUploadedFile("hasil.xlsx", kept.getvalue())},
    )

    entry = SiasnEntry.objects.get()
    assert (entry.state, entry.remote_id) == (SyncState.ACCEPTED, "ff0a")


def test_one_row_is_typed(client, hr, record):
    batch, _answer = prepare(client, hr)
    to = f"/siasn/{batch.public_id}/hasil/{record.public_id}/"

    refused = client.post(to, {"hasil": "ditolak", "alasan": ""}, follow=True)
    client.post(to, {"hasil": "ditolak", "alasan": "Unor;\ttidak aktif"})

    assert "tulis alasan penolakannya" in refused.text
    assert SiasnEntry.objects.get().reason == "Unor tidak aktif"


def test_any_pasted_text_is_read_and_no_line_is_lost():
    text = "a\tb\tc\n\n;;;\nNIP\n198609262015051001\n"

    assert [answer.line for answer in read_answers(text)] == [1, 3, 5]


def test_the_desk_is_hrs_alone_and_of_its_own_pemda(client, unit, root, hr, record):
    batch, _answer = prepare(client, hr)
    answers = {}
    for name, user in {
        "opd": make_role(Role.UNIT_ADMIN, unit),
        "auditor": make_role(Role.AUDITOR, root),
        "elsewhere": make_role(Role.HR, make_pemda()),
    }.items():
        client.force_login(user)
        answers[name] = [
            client.get(path).status_code for path in ("/siasn/", f"/siasn/{batch.public_id}/")
        ]

    assert answers == {"opd": [403, 403], "auditor": [403, 403], "elsewhere": [200, 404]}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_take_the_same_queries_however_many_rows(
    client, unit, hr, now, rows, django_assert_num_queries
):
    for place in range(rows):
        verified(unit, hr, now, NIPS[place])
    batch, _answer = prepare(client, hr)

    # session, user, grants, offices twice, figures and what is gone, units that block twice,
    # withdrawn, batches, count, rows, numbers
    with django_assert_num_queries(14):
        client.get("/siasn/?tahun=2026")
    # session, user, grants, batch, two jobs, rows, numbers, progress of packing, file twice, …
    with django_assert_num_queries(13):
        client.get(f"/siasn/{batch.public_id}/")


def test_on_day_one_the_page_says_what_to_do(client, hr):
    client.force_login(hr)

    assert "Belum ada riwayat terverifikasi tahun ini" in client.get("/siasn/").text


def test_the_state_of_every_record_exports(client, hr, record):
    prepare(client, hr)

    book = openpyxl.load_workbook(io.BytesIO(client.get("/siasn/unduh.xlsx?tahun=2026").content))
    _head, row = [[cell.value for cell in line] for line in book.active]

    assert (row[0], row[5].date(), row[7]) == (NIPS[0], date(2026, 10, 9), "Disiapkan")
