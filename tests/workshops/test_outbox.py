"""An exported outbox handed to the office: nothing lost, nothing double, every fault a sentence."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from participants.errors import Refused
from participants.models import AuditEntry
from tests.factories import make_registration, make_workshop
from tests.factories_day import EIGHT, make_door, make_organiser, make_scan, make_undo
from tests.factories_outbox import make_export, make_outbox
from workshops.actions.checkin import receive
from workshops.actions.device import make_device, revoke_device
from workshops.actions.outbox import stage_outbox, take_in
from workshops.importing.outbox import LARGEST, read_outbox
from workshops.models import Attendance, CheckIn, OutboxUpload
from workshops.views import outbox as outbox_page

LATER = EIGHT + timedelta(hours=6)


@pytest.fixture
def budi(db):
    return make_registration(printed_name="Budi Santoso")


@pytest.fixture
def workshop(budi):
    return budi.workshop


@pytest.fixture
def door(workshop):
    return make_door(workshop)


@pytest.fixture
def clerk(client, workshop):
    clerk = make_organiser(workshop)
    client.force_login(clerk)
    return clerk


def stage(device, items, by):
    return stage_outbox(
        device=device,
        text=json.dumps(items),
        items=items,
        exported_at=EIGHT,
        by=by,
        at=LATER,
    )


def test_the_file_is_looked_at_before_anything_counts(workshop, budi, door):
    items = make_outbox(budi, 3)
    receive(token=door[1], items=items[:1], at=LATER)
    items.append(make_undo(items[2]["nonce"], seq=4))

    upload = stage(door[0], [*items, {"nonce": 1}], make_organiser(workshop))

    assert upload.facts["scans"] == 3
    assert (upload.facts["undone"], upload.facts["unreadable"], upload.facts["known"]) == (1, 1, 1)
    assert upload.facts["numbers"] == [[1, 4]]
    assert CheckIn.objects.count() == 1


def test_taking_it_in_is_what_the_phone_would_have_sent(workshop, budi, door):
    upload = stage(door[0], make_outbox(budi, 3), make_organiser(workshop))

    done = take_in(upload=upload, by=make_organiser(workshop), at=LATER)

    attendance = Attendance.objects.get(registration=budi)
    assert (attendance.status, attendance.arrived_at) == ("present", EIGHT)
    assert done.outcomes == {"accepted:present": 1, "accepted:already": 2}
    assert (done.done, done.content) == (3, "")
    assert AuditEntry.objects.filter(verb="workshops.outbox.taken_in").count() == 1


def test_the_same_file_ten_times_over_changes_nothing(workshop, budi, door):
    items, by = make_outbox(budi, 5), make_organiser(workshop)
    for _time in range(10):
        take_in(upload=stage(door[0], items, by), by=by, at=LATER)
    # … and the same scans in another file.
    take_in(upload=stage(door[0], items[1:], by), by=by, at=LATER)

    assert OutboxUpload.objects.count() == 2
    assert CheckIn.objects.count() == 5


def test_scans_of_a_revoked_phone_are_taken_in(workshop, budi, door):
    by = make_organiser(workshop)
    revoke_device(device=door[0], by=by, at=LATER)  # after the scan was made

    take_in(upload=stage(door[0], make_outbox(budi, 1), by), by=by, at=LATER)

    assert Attendance.objects.get(registration=budi).status == "present"


def test_a_large_file_goes_in_by_pieces_and_goes_on_where_it_was(workshop, budi, door, monkeypatch):
    monkeypatch.setattr("workshops.actions.outbox.AT_ONCE", 200)
    by = make_organiser(workshop)
    upload = stage(door[0], make_outbox(budi, 250), by)

    first = take_in(upload=upload, by=by, at=LATER)
    seen = (first.done, first.finished_at, bool(first.content))
    second = take_in(upload=upload, by=by, at=LATER)

    assert seen == (200, None, True)
    assert (second.done, second.finished_at) == (250, LATER)
    assert sum(second.outcomes.values()) == CheckIn.objects.count() == 250


def test_no_check_in_code_stands_in_the_database_in_clear(workshop, budi, door):
    upload = stage(door[0], make_outbox(budi, 1), make_organiser(workshop))

    assert budi.check_in_code() not in upload.content


# The file


def given(content, name="pindaian.json"):
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "outbox-damaged"),
        (b'{"format": "bimtek-outbox/1", "device": "abc", "items": [{"non', "outbox-damaged"),
        (b"\xff\xfe\x00", "outbox-damaged"),
        (b"[" * 100_000, "outbox-damaged"),
        (b'{"format": "bimtek-outbox/1", "device": 7, "items": []}', "outbox-damaged"),
        (b'{"format": "bimtek-outbox/1", "device": "abc", "items": {}}', "outbox-damaged"),
        (b'{"a": ' + b"9" * 5000 + b"}", "outbox-damaged"),
        (b"[1, 2]", "outbox-other-file"),
        (b'{"format": "geojson", "device": "abc", "items": [1]}', "outbox-other-file"),
        (b'{"format": "bimtek-outbox/2", "device": "abc", "items": [1]}', "outbox-newer"),
        (b'{"format": "bimtek-outbox/1", "device": "abc", "items": []}', "outbox-empty"),
        (b" " * (LARGEST + 1), "file-too-big"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_sentence(content, code):
    with pytest.raises(Refused) as refusal:
        read_outbox(given(content))

    assert [reason.code for reason in refusal.value.reasons] == [code]


def test_a_moment_that_is_none_is_left_out(door):
    for moment in (None, 7, "kemarin", "9999-12-31T23:59:59-10:00", "2026-11-22T08:00:00"):
        assert read_outbox(make_export(door[0], [1], exported_at=moment)).exported_at is None


# The pages


def here(workshop):
    return f"/bimtek/{workshop.public_id}/perangkat/pindaian/"


def test_a_file_is_uploaded_looked_at_and_taken_in(client, clerk, workshop, budi, door):
    stranger = make_scan(None, raw="AAAA", seq=3)
    items = [*make_outbox(budi, 2), stranger, None]

    answer = client.post(here(workshop), {"file": make_export(door[0], items)})
    page = client.get(answer.url).content.decode()
    client.post(f"{answer.url}masukkan/")
    client.post(f"{answer.url}masukkan/")
    done = client.get(answer.url).content.decode()

    assert "3 pemindaian baru akan dimasukkan" in page
    assert "Tidak terbaca" in page
    assert "Semua pemindaian sudah dimasukkan oleh" in done
    assert "Bukan kode peserta." in done
    assert "Sudah dimasukkan" in client.get(here(workshop)).content.decode()
    again = client.post(here(workshop), {"file": make_export(door[0], items)})
    assert again.url == answer.url


@pytest.mark.parametrize(
    ("whose", "said"), [("other", "perangkat Bimtek lain"), ("nobody", "tidak dikenal di sini")]
)
def test_a_file_of_another_device_is_refused_with_a_sentence(
    client, clerk, workshop, door, whose, said
):
    elsewhere, _token = make_door(make_workshop())
    export = make_export(elsewhere, [1])
    if whose == "nobody":
        export = make_export(elsewhere, [1], device="0" * 12)

    page = client.post(here(workshop), {"file": export})

    assert said in page.content.decode()
    assert not OutboxUpload.objects.exists()


def test_whoever_does_not_run_the_bimtek_finds_nothing_here(client, workshop, budi, door):
    upload = stage(door[0], make_outbox(budi, 1), make_organiser(workshop))
    client.force_login(make_organiser(make_workshop()))

    assert client.get(here(workshop)).status_code == 404
    assert client.get(f"{here(workshop)}{upload.public_id}/").status_code == 404
    assert client.post(f"{here(workshop)}{upload.public_id}/masukkan/").status_code == 404


def test_every_outcome_has_its_words(workshop, door):
    verdicts = [f"{outcome}:{verdict}" for verdict, (outcome, _l) in outbox_page.VERDICTS.items()]
    upload = OutboxUpload(device=door[0], outcomes=dict.fromkeys(verdicts, 1))

    assert all(str(row["said"]) for row in outbox_page._rows(upload))


def test_a_device_that_no_phone_ever_was_sent_nothing(workshop):
    by = make_organiser(workshop)
    device, _code = make_device(workshop=workshop, name="HP Baru", by=by, at=EIGHT)

    with pytest.raises(Refused):
        stage(device, [{}], by)


@pytest.mark.parametrize("uploads", [1, 3])
def test_the_pages_take_the_same_queries_however_many(
    client, clerk, workshop, budi, door, uploads, django_assert_num_queries
):
    for number in range(uploads):
        upload = stage(door[0], make_outbox(budi, 3 + number), clerk)

    with django_assert_num_queries(5):
        client.get(here(workshop))
    with django_assert_num_queries(5):
        client.get(f"{here(workshop)}{upload.public_id}/")
