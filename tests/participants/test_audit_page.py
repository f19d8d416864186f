"""The audit trail and the background work, as pages."""

import pytest

from participants.actions import audit
from participants.actions.job import enqueue
from participants.models import JobItem, JobState, Role
from tests.factories import NOW, make_pemda, make_role, make_system, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def pemda():
    return make_pemda("Kabupaten Buton")


def make_entry(unit, verb="participants.unit.renamed"):
    return audit.record(verb, unit, by=make_system(), at=NOW, unit=unit)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMIN])
def test_an_auditor_reads_who_did_what_and_whether_it_is_sealed(client, pemda, role):
    unit = make_unit(pemda)
    make_entry(unit)
    audit.seal()
    make_entry(unit, "participants.unit.closed")
    client.force_login(make_role(role, pemda))

    text = client.get("/jejak/").text

    assert "Unit: berganti nama" in text
    assert "Sistem" in text
    assert "Tersegel" in text
    assert "Menunggu segel" in text


def test_others_may_not(client, pemda):
    client.force_login(make_role(Role.HR, pemda))

    assert client.get("/jejak/").status_code == 403


def test_entries_of_another_pemda_are_neither_shown_nor_exported(client, pemda):
    make_entry(make_unit(make_pemda("Kabupaten Bantul")), "participants.unit.secret")
    client.force_login(make_role(Role.AUDITOR, pemda))

    for address in ("/jejak/", "/jejak/unduh.csv"):
        assert "secret" not in client.get(address).text


def test_filters_by_deed_and_seal(client, pemda):
    unit = make_unit(pemda)
    make_entry(unit)
    make_entry(unit, "participants.unit.closed")
    client.force_login(make_role(Role.AUDITOR, pemda))

    text = client.get("/jejak/unduh.csv?perbuatan=closed&segel=belum&sejak=2026-11-22").text

    assert "participants.unit.closed" in text
    assert "participants.unit.renamed" not in text


# session, user, grants; count and rows
@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_rows(client, pemda, rows, django_assert_num_queries):
    for _row in range(rows):
        make_entry(make_unit(pemda))
    client.force_login(make_role(Role.AUDITOR, pemda))

    with django_assert_num_queries(5):
        client.get("/jejak/")


def test_one_sees_ones_own_work_and_may_try_again_what_failed(client, pemda):
    user = make_user()
    job = enqueue(kind="certificates.issue", items=["a", "b"], by=user, at=NOW)
    JobItem.objects.filter(key="a").update(state=JobState.FAILED)
    JobItem.objects.filter(key="b").update(state=JobState.DONE)
    client.force_login(user)

    assert "Menerbitkan sertifikat" in client.get("/pekerjaan/").text
    page = client.get(f"/pekerjaan/{job.public_id}/").text
    assert "Coba lagi 1 yang gagal" in page
    assert client.post(f"/pekerjaan/{job.public_id}/ulangi/").status_code == 302
    assert not JobItem.objects.filter(state=JobState.FAILED).exists()


def test_the_work_of_others_does_not_exist(client, pemda):
    job = enqueue(kind="certificates.issue", items=["a"], by=make_user(), at=NOW)
    client.force_login(make_user())

    assert client.get(f"/pekerjaan/{job.public_id}/").status_code == 404
    assert client.post(f"/pekerjaan/{job.public_id}/ulangi/").status_code == 404
