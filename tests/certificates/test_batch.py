"""Issuing by the batch: numbers first, then papers, then everything written at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certificates.actions import batch
from certificates.models import Certificate
from participants.actions.job import perform_some, take_some
from participants.models import Number
from project.jobs import HANDLERS, SIZES
from tests import papers
from tests.factories import NOW, make_system
from tests.factories_certificates import ask, make_closed_workshop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()


def work_batch(at=NOW) -> None:
    """What a worker does until nothing waits, as it does it."""
    while items := take_some(worker="test", at=at, sizes=SIZES):
        perform_some(items=items, handler=HANDLERS[items[0].job.kind], at=at)


def test_a_worker_that_dies_between_number_and_paper_leaves_no_gap(monkeypatch):
    workshop = make_closed_workshop(people=3)
    ask(workshop)

    def killed(*_order, **_told):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("certificates.actions.batch.make", killed)
        with pytest.raises(SystemExit):
            work_batch()
    drawn = set(Number.objects.values_list("text", flat=True))
    work_batch(NOW + timedelta(minutes=5))

    assert len(drawn) == 3
    assert set(Certificate.objects.values_list("number", flat=True)) == drawn
    assert Number.objects.count() == 3


def test_a_closing_reopened_while_the_papers_are_made_voids_their_numbers(monkeypatch):
    workshop = make_closed_workshop(people=2)
    job = ask(workshop)
    make = batch.make

    def reopened(*told, **more):
        make(*told, **more)
        workshop.closings.update(
            reopened_at=NOW, reopened_by=make_system(), reopened_because="Presensi tertinggal"
        )

    with monkeypatch.context() as patch:
        patch.setattr("certificates.actions.batch.make", reopened)
        work_batch()

    assert not Certificate.objects.exists()
    assert {(one.state, bool(one.reason)) for one in Number.objects.all()} == {("void", True)}
    assert job.items.filter(state="failed").count() == 2


@pytest.mark.parametrize("people", [1, 3])
def test_a_batch_asks_as_often_for_three_as_for_one(people):
    workshop = make_closed_workshop(people=people)
    ask(workshop)
    work_batch()
    ask(make_closed_workshop(people=people, unit=workshop.unit))

    with CaptureQueriesContext(connection) as asked:
        work_batch()

    said = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    # the order, its lease, whether it pauses, numbers, the people held, papers' rows, and one look that
    # finds nothing
    assert len(said) == 45
