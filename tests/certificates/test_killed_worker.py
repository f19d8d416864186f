"""A worker killed in the middle, and two at once: each certificate once, no gap, nothing left over."""

import os
import random
import signal
import time

import pytest

from certificates.models import Certificate
from participants.models import (
    AuditEntry,
    Job,
    JobState,
    Notice,
    Number,
    NumberCounter,
    StoredFile,
    TrainingRecord,
)
from tests import papers
from tests.factories_certificates import ask, make_closed_workshop
from tests.workers import PATIENCE, run_out, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]


@pytest.fixture(autouse=True)
def faces():
    papers.ensure_faces()


def kill_at_random_moments(start_worker, *, people: int, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    for _kill in range(kills):
        before = Certificate.objects.count()
        if before >= people - 3:
            break
        worker = start_worker()
        wait_until(lambda before=before: Certificate.objects.count() > before)
        time.sleep(chance.uniform(0, 0.06))
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait(timeout=10)
        run_out()


def assert_exactly(people: int, files) -> None:
    numbers = sorted(Number.objects.values_list("ordinal", flat=True))
    assert numbers == list(range(1, people + 1))
    assert NumberCounter.objects.get().last == people
    assert Certificate.objects.count() == people
    assert Certificate.objects.values("entitlement").distinct().count() == people
    assert set(Certificate.objects.values_list("number", flat=True)) == set(
        Number.objects.values_list("text", flat=True)
    )
    assert TrainingRecord.objects.count() == people
    assert Notice.objects.filter(code="certificates.issued").count() == people
    assert AuditEntry.objects.filter(verb="certificates.certificate.issued").count() == people
    on_disk = {str(path.relative_to(files)) for path in files.rglob("*") if path.is_file()}
    assert on_disk == set(StoredFile.objects.values_list("content", flat=True))
    assert Job.objects.get().state == JobState.DONE


def play(start_worker, files, *, people: int, kills: int, seed: int) -> None:
    workshop = make_closed_workshop(people=people)
    ask(workshop)

    kill_at_random_moments(start_worker, people=people, kills=kills, seed=seed)
    assert start_worker("--once").wait(timeout=PATIENCE * 5) == 0

    assert_exactly(people, files)


def test_a_worker_killed_in_mid_issue_repeats_and_skips_nothing(start_worker, files):
    play(start_worker, files, people=24, kills=3, seed=7)


@pytest.mark.heavy
def test_a_worker_killed_ten_times_over_a_thousand(start_worker, files):
    play(start_worker, files, people=1_000, kills=10, seed=11)


def test_two_workers_share_one_job_without_a_double_or_a_gap(start_worker, files):
    people = 16
    workshop = make_closed_workshop(people=people)
    ask(workshop)

    workers = [start_worker("--once") for _worker in range(2)]

    assert [worker.wait(timeout=PATIENCE) for worker in workers] == [0, 0]
    assert_exactly(people, files)
