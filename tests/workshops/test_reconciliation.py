"""The end of a day at the door: which numbers came, what does not follow, who signed."""

import io
from datetime import date, datetime, timedelta

import openpyxl
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.errors import Refused
from participants.models import AuditEntry
from tests.factories import make_registration, make_role, make_workshop
from tests.factories_day import EIGHT, make_door, make_organiser, make_scan
from tests.factories_outbox import as_written, chain, make_outbox
from workshops.actions.attendance import correct, sign_day
from workshops.actions.checkin import receive
from workshops.exporting.reconciliation.words import device_words, ranges
from workshops.models import Attendance, AttendanceSlot, Reconciliation
from workshops.queries.reconciliation import Day, day_of, days_of, digest, later_than
from workshops.rules.reconciliation import Link, broken, clock_of, doubled, missing, spans

TODAY = date(2026, 11, 22)
EVENING = EIGHT + timedelta(hours=8)


# The rule


@given(st.sets(st.integers(1, 60)), st.integers(1, 60))
def test_what_is_there_and_what_is_missing_are_all_numbers_and_share_none(numbers, last):
    there = spans(numbers)
    lacking = missing(there, 1, last)

    flat = [n for first, end in lacking for n in range(first, end + 1)]
    assert sorted(flat) == sorted(set(range(1, last + 1)) - numbers)
    assert [n for first, end in there for n in range(first, end + 1)] == sorted(numbers)


def links_of(items):
    return [
        Link(
            item["seq"],
            item["nonce"],
            datetime.fromisoformat(item["device_at"]),
            item["chain"],
        )
        for item in items
    ]


def scans(count):
    return chain(
        [make_scan(device_at=as_written(EIGHT + timedelta(seconds=n))) for n in range(count)]
    )


def test_the_chain_of_the_app_holds():
    assert broken(links_of(scans(20))) == []


@pytest.mark.parametrize("field", ["nonce", "device_at", "chain"])
def test_a_scan_that_was_changed_does_not_follow(field):
    items = scans(5)
    other = {"nonce": "Z" * 26, "device_at": as_written(EVENING), "chain": "0" * 64}
    items[2][field] = other[field]

    assert broken(links_of(items))[0] == 3


def test_behind_a_gap_nothing_is_said_of_the_chain():
    items = scans(5)
    del items[2]

    assert broken(links_of(items)) == []


def test_a_number_that_stands_over_two_scans_is_told():
    items = scans(3) + scans(2)

    assert doubled(links_of(items)) == [1, 2]
    assert broken(links_of(items)) == []  # each of both follows from one of both


def test_a_clock_that_is_off_by_a_little_is_not_told_and_one_that_jumps_is():
    minutes = [timedelta(minutes=n) for n in (47, 47, 48)]

    assert clock_of([]) is None
    assert not clock_of([timedelta(seconds=20)]).is_off
    assert clock_of(minutes).behind == timedelta(minutes=47)
    assert clock_of(minutes).is_off
    assert clock_of([timedelta(0), timedelta(hours=2)]).jumped


# The day


@pytest.fixture
def budi(db):
    return make_registration(printed_name="Budi Santoso")


@pytest.fixture
def workshop(budi):
    return budi.workshop


@pytest.fixture
def door(workshop):
    return make_door(workshop)


def send(token, items, at=EVENING):
    for start in range(0, len(items), 100):
        receive(token=token, items=items[start : start + 100], at=at)


def words(workshop):
    return [device_words(device, "Asia/Makassar") for device in day_of(workshop, TODAY).devices]


def test_a_whole_day_is_told_in_one_sentence(workshop, budi, door):
    send(door[1], make_outbox(budi, 143))

    (said,) = words(workshop)
    assert (said.name, said.received) == ("HP Sari", "1–143 diterima, tidak ada yang hilang.")
    assert (said.tone, said.faults, said.clock) == ("ok", (), "")


def test_numbers_that_did_not_come_are_named(workshop, budi, door):
    items = make_outbox(budi, 60)
    send(door[1], items[:56] + items[58:])

    (said,) = words(workshop)
    assert said.received == "1–56, 59–60 diterima, nomor 57–58 belum diterima."
    assert said.tone == "warn"


def test_numbers_missing_before_the_first_of_a_day_are_missing_that_day(workshop, budi, door):
    items = make_outbox(budi, 6)
    for item in items[3:]:
        item["device_at"] = as_written(EIGHT + timedelta(days=1))
    send(door[1], items[:2], at=EVENING)
    send(door[1], items[3:], at=EVENING + timedelta(days=1))

    (today,) = day_of(workshop, TODAY).devices
    (tomorrow,) = day_of(workshop, TODAY + timedelta(days=1)).devices
    assert (today.spans, today.missing) == (((1, 2),), ())
    assert (tomorrow.spans, tomorrow.missing) == (((4, 6),), ((3, 3),))


def test_a_scan_whose_content_was_changed_on_the_phone_is_told(workshop, budi, door):
    items = make_outbox(budi, 3)
    items[1]["chain"] = "f" * 64
    send(door[1], items)

    (said,) = words(workshop)
    assert (said.tone, len(said.faults)) == ("ok", 1)
    assert said.faults[0].startswith("Isi nomor 2, 3 tidak cocok")


def test_a_phone_47_minutes_slow_is_told_and_its_time_corrected(workshop, budi, door):
    slow = EIGHT - timedelta(minutes=47)
    send(door[1], make_outbox(budi, 3, at=slow, skew_ms=47 * 60_000 + 300))

    (said,) = words(workshop)
    assert said.clock == "Jam perangkat 47 menit terlambat, waktu dibetulkan."
    assert Attendance.objects.get(registration=budi).arrived_at == EIGHT + timedelta(seconds=0.3)


def test_a_clock_nobody_could_check_is_not_called_wrong(workshop, budi, door):
    send(door[1], make_outbox(budi, 1), at=EIGHT + timedelta(days=3))

    (device,) = day_of(workshop, TODAY + timedelta(days=3)).devices
    assert device.behind is None


def test_a_device_registered_anew_counts_from_one_again(workshop, budi, door):
    send(door[1], make_outbox(budi, 5))
    send(make_door(workshop, "HP Sari baru")[1], make_outbox(budi, 2))

    assert [device.spans for device in day_of(workshop, TODAY).devices] == [((1, 5),), ((1, 2),)]


def test_what_came_from_no_device_is_counted_apart(workshop, budi, door):
    send(door[1], make_outbox(budi, 1))
    correct(
        registration=make_registration(workshop),
        slot=AttendanceSlot.objects.get(stage__workshop=workshop, kind="pagi"),
        arrived_at=EIGHT,
        reason="Daftar kertas",
        by=make_organiser(workshop),
        at=EVENING,
    )

    assert day_of(workshop, TODAY).others == (("paper", 1),)


# Signed


def sign(workshop, at=EVENING):
    return sign_day(workshop=workshop, day=TODAY, by=make_organiser(workshop), at=at)


def test_a_signed_day_stays_as_it_was_and_what_comes_later_is_told(workshop, budi, door):
    items = make_outbox(budi, 5)
    send(door[1], items[:3])
    signed = sign(workshop)

    send(door[1], items)

    signed.refresh_from_db()
    kept = Day.from_json(signed.content)
    assert (kept.received, signed.sha256) == (3, digest(signed.content))
    (later,) = later_than(kept, day_of(workshop, TODAY))
    assert (later.name, later.count, later.spans) == ("HP Sari", 2, ((4, 5),))
    assert [line.later for line in days_of(workshop, until=TODAY)] == [2]


def test_days_to_come_are_not_listed(workshop):
    assert days_of(workshop, until=TODAY - timedelta(days=1)) == []


def test_signing_twice_signs_once_and_again_only_when_something_came(workshop, budi, door):
    items = make_outbox(budi, 5)
    send(door[1], items[:3])
    first, again = sign(workshop), sign(workshop)
    send(door[1], items[3:])
    second = sign(workshop)

    assert (first, second.ordinal) == (again, 2)
    assert AuditEntry.objects.filter(verb="workshops.reconciliation.signed").count() == 2


def test_a_day_to_come_and_a_day_without_scans_cannot_be_signed(workshop, budi, door):
    for at in (EIGHT - timedelta(days=1), EVENING):
        with pytest.raises(Refused):
            sign(workshop, at=at)

    assert not Reconciliation.objects.exists()


def test_ranges_beyond_the_twelfth_are_counted():
    many = [(number, number) for number in range(1, 40, 2)]

    assert ranges(many).endswith("23, dan 8 rentang lain")


# The pages


@pytest.fixture
def clerk(client, workshop):
    clerk = make_organiser(workshop)
    client.force_login(clerk)
    return clerk


def here(workshop):
    return f"/bimtek/{workshop.public_id}/kehadiran/rekonsiliasi/"


def test_the_day_is_read_signed_and_printed(client, clerk, workshop, budi, door):
    items = make_outbox(budi, 4)
    send(door[1], items[:3])
    page = f"{here(workshop)}2026-11-22/"

    before = client.get(page).content.decode()
    client.post(f"{page}tanda-tangan/", {"note": "HP Sari dicocokkan"})
    client.post(f"{page}tanda-tangan/", {"note": "HP Sari dicocokkan"})
    send(door[1], items[3:])
    after = client.get(page).content.decode()

    assert "1–3 diterima, tidak ada yang hilang." in before
    assert Reconciliation.objects.get().signed_by == clerk
    assert "HP Sari: 1 pemindaian datang sesudah ditandatangani (nomor 4)." in after
    assert "1 datang sesudah" in client.get(here(workshop)).content.decode()
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{page}rekonsiliasi.xlsx?ke=1").content))
    said = [str(cell.value) for row in book.active for cell in row if cell.value]
    assert "1–3 diterima, tidak ada yang hilang." in said
    assert any("HP Sari dicocokkan" in text for text in said)
    first, again = (client.get(f"{page}rekonsiliasi.pdf?ke=1").content for _ in range(2))
    assert first == again
    assert len(pikepdf.open(io.BytesIO(first)).pages) == 1
    reads = AuditEntry.objects.filter(verb="workshops.reconciliation.downloaded")
    assert reads.count() == 3


def test_an_auditor_reads_it_and_cannot_sign_and_an_opd_sees_nothing(client, workshop, budi, door):
    send(door[1], make_outbox(budi, 1))
    page = f"{here(workshop)}2026-11-22/"

    client.force_login(make_role("auditor", workshop.unit))
    assert client.get(page).status_code == 200
    assert "Tandatangani" not in client.get(page).content.decode()
    assert client.post(f"{page}tanda-tangan/").status_code == 404
    for stranger in (make_role("unit_admin", budi.unit), make_organiser(make_workshop())):
        client.force_login(stranger)
        assert client.get(page).status_code == 404


@pytest.mark.parametrize("day", ["kemarin", "2026-13-01", "2026-11-22/rekonsiliasi.doc"])
def test_days_and_papers_that_do_not_exist(client, clerk, workshop, day):
    assert client.get(f"{here(workshop)}{day}").status_code in (301, 404)
    assert client.get(f"{here(workshop)}{day}/").status_code == 404


@pytest.mark.parametrize("scans", [1, 3, 300])
@pytest.mark.parametrize(("page", "queries"), [("", 8), ("2026-11-22/", 10)])
def test_the_pages_take_the_same_queries_however_much_came(
    client, clerk, workshop, budi, page, queries, scans, django_assert_num_queries
):
    for place in range(min(scans, 3)):
        _device, token = make_door(workshop, f"HP {place}")
        send(token, make_outbox(budi, scans))
    sign(workshop)

    with django_assert_num_queries(queries):
        client.get(here(workshop) + page)
