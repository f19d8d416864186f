"""A big upload is read, let in and undone by the worker: asked for once, all or nothing, seen on its page."""

import os
import signal
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from participants.actions.importing import hand_over
from participants.actions.job import perform, take
from participants.errors import Refused
from participants.models import (
    AuditEntry,
    Employment,
    Identifier,
    ImportSession,
    Job,
    JobItem,
    JobState,
    Person,
    Role,
)
from participants.queries.importing import COMMIT, KINDS
from project.jobs import HANDLERS
from tests.factories import NOW, make_pemda, make_registration, make_role, make_unit, make_workshop
from tests.factories_people import NIP, csv_sheet, stage
from tests.workers import run_out, wait_until

pytestmark = pytest.mark.django_db
MANY = 4


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch):
    for module in ("staged", "importing", "mending"):
        monkeypatch.setattr(f"participants.views.{module}.MANY", MANY)
    monkeypatch.setattr("participants.views.importing.BIG", 200)


@pytest.fixture
def pemda():
    return make_pemda()


@pytest.fixture
def hr(client, pemda):
    make_unit(pemda, name="Dinas Kesehatan", short_name="Dinkes")
    user = make_role(Role.HR, pemda)
    client.force_login(user)
    return user


def nip(number):
    return f"19850317201001{1 + number % 2}{100 + number:03}"


def lines(count, **wrong):
    rows = [(nip(number), "", f"Pegawai {number}", "Dinkes") for number in range(count)]
    for place, line in wrong.items():
        rows[int(place.removeprefix("at_"))] = line
    return csv_sheet(*rows)


def address(name, session):
    return reverse(f"participants:import-{name}", args=[session.public_id])


def work(at=None):
    """What the worker does with one item; whether there was one."""
    at = at or timezone.now()
    item = take(worker="test", at=at, kinds=HANDLERS)
    if item is not None:
        perform(item=item, handler=HANDLERS[item.job.kind], at=at)
    return item is not None


def upload(client, pemda, content):
    file = SimpleUploadedFile("pegawai.csv", content)
    client.post(
        reverse("participants:import-list"),
        {"kind": "staff", "unit": pemda.public_id, "file": file},
    )
    return ImportSession.objects.get()


def test_a_press_hands_it_over_and_the_page_shows_it_until_it_is_done(client, hr, pemda):
    session = stage(lines(6), pemda)

    pressed = client.post(address("commit", session), follow=True).text
    nothing_yet = Person.objects.count()
    asking = client.get(address("progress", session), headers={"HX-Request": "true"})
    assert work()
    done = client.get(address("progress", session), headers={"HX-Request": "true"})
    page = client.get(address("detail", session)).text

    assert "Memasukkan isi berkas" in pressed
    assert "Masukkan 6 baris" not in pressed
    assert nothing_yet == 0
    assert 'hx-trigger="every 2s"' in asking.text
    assert (done.status_code, done["HX-Refresh"]) == (204, "true")
    assert Person.objects.count() == 6
    assert "Urungkan impor ini" in page


def test_pressing_twice_and_again_afterwards_does_it_once(client, hr, pemda):
    session = stage(lines(6), pemda)

    for _press in range(3):
        client.post(address("commit", session))
    while work():
        pass
    late = client.post(address("commit", session), follow=True).text

    assert Job.objects.filter(kind=COMMIT).count() == 1
    assert not work()
    assert Person.objects.count() == 6
    assert AuditEntry.objects.filter(verb="participants.import.committed").count() == 1
    assert "sudah dimasukkan" in late


def test_meanwhile_it_is_neither_mended_nor_dropped_nor_let_in_otherwise(client, hr, pemda):
    session = stage(lines(6, at_2=("1,9E+17", "", "Salah", "Dinkes")), pemda)
    wrong = session.rows.get(outcome="wrong")

    client.post(address("commit", session), {"sisihkan": "1"})
    client.post(address("cancel", session))
    mend = reverse("participants:import-row", args=[session.public_id, wrong.pk])
    client.post(mend, {"sel-0": nip(2)})
    session.refresh_from_db()

    assert session.state == "staged"
    assert session.counts["wrong"] == 1
    work()
    assert Person.objects.count() == 5


def test_wrong_lines_that_nobody_agreed_to_leave_are_not_handed_over(client, hr, pemda):
    session = stage(lines(6, at_2=("1,9E+17", "", "Salah", "Dinkes")), pemda)

    said = client.post(address("commit", session), follow=True).text

    assert "Masih ada 1 baris yang salah" in said
    assert not work()


def test_what_the_worker_refuses_stands_on_the_page_and_nothing_was_written(client, hr, pemda):
    session = stage(lines(6), pemda)
    other = stage(lines(1), pemda)
    client.post(address("commit", session))
    client.post(address("commit", other))  # small, so at once: one of the six is there already

    work()
    page = client.get(address("detail", session)).text

    assert Person.objects.count() == 1
    assert "Data berubah" in page or "unggah" in page.lower()
    assert "Masukkan 6 baris" in page
    assert Job.objects.get(kind=COMMIT).state == JobState.FAILED


def test_a_worker_that_dies_after_writing_has_written_nothing_and_another_writes_it_once(
    client, hr, pemda
):
    session = stage(lines(6), pemda)
    client.post(address("commit", session))
    at = timezone.now()
    item = take(worker="dies", at=at, kinds=HANDLERS)

    def dies(job, item, at):
        HANDLERS[COMMIT](job, item, at)
        assert Person.objects.count() == 6
        raise SystemExit

    with pytest.raises(SystemExit):
        perform(item=item, handler=dies, at=at)

    assert Person.objects.count() == 0
    assert not work(at)  # its lease still runs
    assert work(at + timedelta(minutes=3))
    assert (Person.objects.count(), Identifier.objects.count(), Employment.objects.count()) == (
        6,
        6,
        6,
    )


def test_a_big_file_is_read_by_the_worker_and_then_asks_for_its_columns(client, hr, pemda):
    content = csv_sheet(*((nip(n), "", f"Pegawai {n}", "Dinkes") for n in range(6)))
    session = upload(client, pemda, content.replace(b"Nama", b"Sebutan"))
    waiting = client.get(address("detail", session)).text
    closed = client.get(address("columns", session))
    assert NIP[:8] not in session.source.sealed

    work()
    asked = client.get(address("detail", session), follow=True)

    assert "Membaca dan memeriksa berkas" in waiting
    assert closed.status_code == 404
    assert asked.redirect_chain[-1][0] == address("columns", session)


def test_a_big_file_that_is_none_says_so_and_can_be_dropped(client, hr, pemda):
    session = upload(client, pemda, b"\x00\xff" * 500)

    work()
    page = client.get(address("detail", session)).text
    client.post(address("cancel", session))
    session.refresh_from_db()

    assert "Unggah berkas lain" in page
    assert 'class="notice' in page
    assert session.state == "cancelled"


def test_a_cell_of_a_big_file_is_mended_at_once_and_judged_by_the_worker(client, hr, pemda):
    session = stage(lines(6, at_2=("1,9E+17", "", "Salah", "Dinkes")), pemda)
    wrong = session.rows.get(outcome="wrong")
    mend = reverse("participants:import-row", args=[session.public_id, wrong.pk])

    said = client.post(mend, {"sel-0": nip(2)}, follow=True).text
    work()
    session.refresh_from_db()

    assert "diperiksa kembali di latar" in said
    assert session.counts == {"new": 6, "changed": 0, "same": 0, "wrong": 0}


def test_undoing_is_looked_at_first_and_done_once_agreed(client, hr, pemda):
    session = stage(lines(6), pemda)
    client.post(address("commit", session))
    work()
    taken = Person.objects.order_by("pk").first()
    make_registration(make_workshop(), taken)

    asked = client.get(address("undo", session)).text
    client.post(address("undo", session), {"hitung": "1"})
    work()
    known = client.get(address("undo", session)).text
    client.post(address("undo", session))  # not agreed to leave one
    assert not work()
    for _press in range(2):
        client.post(address("undo", session), {"biarkan": "1"})
    while work():
        pass

    assert "Periksa dahulu" in asked
    assert "Biarkan 1 baris itu" in known
    assert list(Person.objects.filter(identifiers__isnull=False)) == [taken]
    assert Job.objects.filter(kind="imports.undo").count() == 1
    session.refresh_from_db()
    assert (session.state, session.layout["undone"]) == ("undone", [5, 0, 1])


def test_what_was_agreed_and_then_changed_is_not_undone(client, hr, pemda):
    session = stage(lines(6), pemda)
    client.post(address("commit", session))
    work()
    client.post(address("undo", session), {"hitung": "1"})
    work()
    make_registration(make_workshop(), Person.objects.order_by("pk").first())

    client.post(address("undo", session))
    work()
    page = client.get(address("undo", session)).text

    assert Person.objects.filter(identifiers__isnull=False).count() == 6
    assert "1 baris tidak dapat diurungkan" in page
    assert "Periksa lagi" in page


def test_another_regions_progress_does_not_exist(client, hr):
    session = stage(lines(6), make_pemda())

    assert client.get(address("progress", session)).status_code == 404
    session.state = "cancelled"
    session.decided_at, session.decided_by = NOW, hr
    session.save()
    with pytest.raises(Refused):
        hand_over(session=session, kind=COMMIT, by=hr, at=NOW)


def test_every_kind_has_a_worker():
    assert set(KINDS) <= set(HANDLERS)


@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_no_half_and_no_double(
    client, hr, pemda, start_worker
):
    session = stage(lines(800), pemda)
    hand_over(session=session, kind=COMMIT, by=hr, at=timezone.now(), set_aside=0)

    for pause in (0.0, 0.02, 0.05, 0.1):
        worker = start_worker()
        wait_until(lambda: JobItem.objects.get().state != JobState.WAITING)
        time.sleep(pause)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait(timeout=10)
        assert Person.objects.count() in (0, 800)
        run_out()
    assert start_worker("--once").wait(timeout=120) == 0

    assert Person.objects.count() == 800
    assert Identifier.objects.values("lookup").distinct().count() == 800
    assert AuditEntry.objects.filter(verb="participants.import.committed").count() == 1
    assert Job.objects.get().state == JobState.DONE
