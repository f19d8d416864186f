"""BKPSDM accepts, rejects and reopens training history."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from participants.actions.training import accept_trainings, reject_training, reopen_training
from participants.errors import Reason, Refused
from participants.models import AuditEntry, IdentifierKind, Role, TrainingState
from participants.queries.hours import hours_under, people_of
from tests.factories import make_pemda, make_role, make_unit, make_user
from tests.factories_record import make_employee, make_training

pytestmark = pytest.mark.django_db


@pytest.fixture
def root():
    return make_pemda()


@pytest.fixture
def unit(root):
    return make_unit(root)


@pytest.fixture
def hr(root):
    return make_role(Role.HR, root)


def test_accepting_an_event_verifies_all_that_wait_and_notes_each(unit, hr, now):
    records = [make_training(make_employee(unit)) for _ in range(3)]
    decided = make_training(make_employee(unit), state=TrainingState.REJECTED)

    accepted = accept_trainings(records=[*records, decided], by=hr, at=now)

    assert [record.pk for record in accepted] == [record.pk for record in records]
    for record in records:
        record.refresh_from_db()
        assert (record.state, record.decided_by, record.decided_at) == ("verified", hr, now)
    decided.refresh_from_db()
    assert decided.state == TrainingState.REJECTED
    trail = AuditEntry.objects.filter(verb="participants.training.verified")
    assert {entry.object_id for entry in trail} == {record.public_id for record in records}


def test_accepting_twice_is_refused(unit, hr, now):
    record = make_training(make_employee(unit))
    accept_trainings(records=[record], by=hr, at=now)

    with pytest.raises(Refused) as refusal:
        accept_trainings(records=[record], by=hr, at=now)

    assert refusal.value.reasons == (Reason("already-done"),)


def test_rejecting_and_reopening_need_a_reason(unit, hr, now):
    record = make_training(make_employee(unit))

    with pytest.raises(Refused):
        reject_training(record=record, reason="  ", by=hr, at=now)
    reject_training(record=record, reason="Bukan pegawai ini", by=hr, at=now)
    with pytest.raises(Refused):
        reopen_training(record=record, reason="", by=hr, at=now)
    reopened = reopen_training(record=record, reason="Salah tolak", by=hr, at=now)

    assert (reopened.state, reopened.reason) == ("awaiting", "Salah tolak")
    assert (reopened.decided_at, reopened.decided_by) == (None, None)


def test_what_its_source_took_back_cannot_be_reopened(unit, hr, now):
    record = make_training(make_employee(unit), state=TrainingState.WITHDRAWN)

    with pytest.raises(Refused):
        reopen_training(record=record, reason="Ingin lagi", by=hr, at=now)


def test_the_button_takes_what_stood_on_the_page_and_not_what_came_later(client, unit, hr, now):
    seen = make_training(make_employee(unit))
    later = make_training(make_employee(unit), recorded_at=now)
    client.force_login(hr)

    client.post(
        reverse("participants:training-accept-event", args=[seen.public_id]),
        {"until": seen.recorded_at.isoformat()},
    )

    seen.refresh_from_db()
    later.refresh_from_db()
    assert (seen.state, later.state) == ("verified", "awaiting")


def test_hr_of_one_region_neither_sees_nor_decides_about_another(client, hr):
    elsewhere = make_training(make_employee(make_unit()), title="Bimtek Rahasia")
    client.force_login(hr)

    assert "Bimtek Rahasia" not in client.get("/riwayat/").text
    assert client.get(f"/riwayat/{elsewhere.public_id}/").status_code == 404
    assert client.post(f"/riwayat/{elsewhere.public_id}/terima/").status_code == 404


def test_an_opd_reads_its_own_records_and_decides_about_none(client, unit):
    record = make_training(make_employee(unit))
    other = make_training(make_employee(make_unit(unit.parent)))
    client.force_login(make_role(Role.UNIT_ADMIN, unit))

    assert client.get(f"/riwayat/{record.public_id}/").status_code == 200
    assert client.get(f"/riwayat/{other.public_id}/").status_code == 404
    assert client.post(f"/riwayat/{record.public_id}/terima/").status_code == 403


def test_a_person_sees_their_own_record_alone(client, unit):
    own, other = make_training(make_employee(unit)), make_training(make_employee(unit))
    client.force_login(make_user(person=own.person))

    assert client.get(f"/riwayat/{own.public_id}/").status_code == 200
    assert client.get(f"/riwayat/{other.public_id}/").status_code == 404


def test_a_rejection_without_a_reason_comes_back_with_the_question(client, unit, hr):
    record = make_training(make_employee(unit))
    client.force_login(hr)

    answer = client.post(f"/riwayat/{record.public_id}/tolak/", {"reason": ""})

    assert answer.status_code == 422
    record.refresh_from_db()
    assert record.state == TrainingState.AWAITING


@pytest.mark.parametrize("people", [1, 3])
def test_the_lists_take_the_same_queries_however_many_wait(
    client, unit, hr, people, django_assert_num_queries
):
    records = [make_training(make_employee(unit)) for _ in range(people)]
    client.force_login(hr)

    with django_assert_num_queries(5):  # session, user, grants, events, proposals
        client.get("/riwayat/")
    with django_assert_num_queries(7):  # … record, waiting, page's count, its rows
        client.get(f"/riwayat/kegiatan/{records[0].public_id}/")
    with django_assert_num_queries(7):  # … units to choose, count, rows, sum of JP
        client.get("/riwayat/semua/")
    with django_assert_num_queries(7):  # … day of totals, JP, people, units
        client.get("/jp/?tahun=2026")
    with django_assert_num_queries(5):  # … unit, people
        client.get(f"/jp/{unit.public_id}/?tahun=2026")


def test_the_export_keeps_eighteen_digits_as_text_and_runs_no_formula(client, unit, hr):
    person = make_employee(unit, full_name="=1+1")
    person.identifiers.create(kind=IdentifierKind.NIP, value="198001012005011001", lookup="a" * 64)
    make_training(person)
    client.force_login(hr)

    sheet = client.get("/riwayat/unduh.xlsx?keadaan=awaiting")
    row = _first_row(sheet.content)
    text = client.get("/riwayat/unduh.csv?keadaan=awaiting").content.decode("utf-8-sig")

    assert [(cell.value, cell.data_type) for cell in row[:2]] == [
        ("198001012005011001", "s"),
        ("=1+1", "s"),
    ]
    assert text.splitlines()[1].startswith("198001012005011001,'=1+1,")
    assert client.get("/riwayat/unduh.pdf").status_code == 404


def _first_row(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return next(iter(book.active.iter_rows(min_row=2)))


def test_jp_count_when_verified_in_their_year_and_say_what_is_missing(unit, hr, now):
    reached, short = make_employee(unit), make_employee(unit)
    make_training(reached, jp=24, state=TrainingState.VERIFIED)
    make_training(short, jp=8, state=TrainingState.VERIFIED)
    make_training(short, jp=6)

    (row,) = hours_under(unit, 2026, date(2026, 11, 22))
    people = people_of(unit, hr, 2026, date(2026, 11, 22))

    assert (row.people, row.reached, row.jp, str(row.per_head)) == (2, 1, 32, "16.0")
    assert [(one.person, one.jp, one.missing, one.waiting) for one in people] == [
        (short, 8, 12, 6),
        (reached, 24, 0, 0),
    ]


def test_a_leader_reads_the_sums_of_units_and_no_persons_jp(client, root, unit):
    make_training(make_employee(unit, full_name="Nama Pegawai"), state=TrainingState.VERIFIED)
    client.force_login(make_role(Role.LEADER, root))

    answer = client.get("/jp/?tahun=2026")

    assert unit.name in answer.text
    assert "Nama Pegawai" not in answer.text
    assert client.get(f"/jp/{unit.public_id}/").status_code == 403
