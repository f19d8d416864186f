"""SIASN's record API, well and badly behaved: stored once, told in its words, nothing in a log."""

import logging

import pytest

from participants.models import (
    Job,
    SiasnEntry,
    SyncState,
)
from tests.project.siasn.fake_siasn import PASSWORD, SECRET
from tests.project.siasn.story import NIPS, prepare, work
from tests.world.books import paper_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


def send(client, hr, batch):
    client.force_login(hr)
    client.post(f"/siasn/{batch.public_id}/kirim/")
    work()
    return SiasnEntry.objects.get()


@pytest.mark.fault
@pytest.mark.parametrize(
    ("way", "saves"),
    [
        ("ok", 1),
        ("token-ended", 1),
        ("failed-before", 2),
        ("failed-after", 1),
        ("malformed", 1),
        ("slow", 1),
    ],
)
def test_whatever_siasn_does_a_record_is_stored_there_once(
    client, unit, hr, record, siasn, caplog, way, saves
):
    record.file = paper_of(unit, "Satu", "a.pdf")
    record.save()
    batch, _answer = prepare(client, hr)
    siasn.way = way
    caplog.set_level(logging.DEBUG)

    entry = send(client, hr, batch)
    send(client, hr, batch)

    assert (entry.state, entry.file_sent, entry.unanswered) == (SyncState.SENT, True, False)
    assert [one["id"] for one in siasn.courses] == [entry.remote_id]
    assert (siasn.saves, list(siasn.papers)) == (saves, [entry.remote_id])
    (stored,) = siasn.courses
    assert (stored["pnsOrangId"], stored["tanggalKursus"]) == ("orang-0", "09-10-2026")
    assert (stored["jumlahJam"], stored["jenisDiklatId"]) == (20, "8")
    for secret in (NIPS[0], "Sari", SECRET, PASSWORD, record.number):
        assert secret not in caplog.text


@pytest.mark.parametrize(
    ("way", "code", "reason"),
    [
        ("no", "siasn-said-no", "NIP … sudah pensiun"),
        ("unor", "siasn-said-no", "Unor pegawai tidak aktif"),
    ],
)
def test_siasns_no_is_kept_in_its_words_without_numbers(
    client, unit, hr, record, siasn, way, code, reason
):
    batch, _answer = prepare(client, hr)
    siasn.way = way

    entry = send(client, hr, batch)

    assert (entry.state, entry.reason) == (SyncState.REJECTED, reason)
    (item,) = Job.objects.get(kind="siasn.send").items.all()
    assert item.error[0]["code"] == code
    unit.refresh_from_db()
    assert (unit.siasn_inactive_on is not None) == (way == "unor")


def test_an_account_that_siasn_refuses_stops_at_once(client, hr, record, siasn):
    batch, _answer = prepare(client, hr)
    siasn.way = "always-401"

    entry = send(client, hr, batch)

    assert (entry.state, siasn.saves) == (SyncState.PREPARED, 0)
    assert Job.objects.get(kind="siasn.send").items.get().error[0]["code"] == "siasn-login"


def test_a_nip_siasn_does_not_know_is_refused_before_anything_is_sent(client, hr, record, siasn):
    batch, _answer = prepare(client, hr)
    siasn.people = {}

    entry = send(client, hr, batch)

    assert (entry.state, entry.reason) == (SyncState.REJECTED, "NIP ini tidak dikenal SIASN.")
    assert siasn.saves == 0


def test_what_changed_replaces_what_siasn_has(client, hr, record, siasn):
    batch, _answer = prepare(client, hr)
    first = send(client, hr, batch)
    record.jp = 24
    record.save()
    again, _answer = prepare(client, hr)

    second = send(client, hr, again)

    assert second.remote_id == first.remote_id
    assert [one["jumlahJam"] for one in siasn.courses] == [24]


def test_without_a_connection_nothing_is_sent(client, hr, record, settings, tmp_path):
    settings.SIASN_FILE = str(tmp_path / "keine.toml")
    batch, _answer = prepare(client, hr)

    assert "Kirim lewat API" not in client.get(f"/siasn/{batch.public_id}/").text
    assert client.post(f"/siasn/{batch.public_id}/kirim/").status_code == 404
