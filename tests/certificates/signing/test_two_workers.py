"""Two workers at one pile of papers to seal: each sealed once, none lost, the code passed on from one to
the next."""

import pytest
from django.db import connection
from django.utils import timezone

from certificates import queries
from certificates.models import Certificate, CertificateAct, CertificateEvent, CertificateState
from participants.actions.job import perform_some, retry_failed, take_some
from participants.models import Job, JobItem, JobState, Notice
from project.jobs import HANDLERS, SIZES
from tests.at_once import at_once
from tests.certificates.signing.accounts import make_account
from tests.certificates.signing.story import signatures
from tests.factories import make_system
from tests.factories_certificates import ask, make_closed_workshop, make_layout

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("ground")]
PAPERS = 6


def work(name: str, *kinds: str) -> None:
    sizes = {kind: SIZES[kind] for kind in kinds}
    while items := take_some(worker=name, at=timezone.now(), sizes=sizes):
        kind = items[0].job.kind
        perform_some(items=items, handler=HANDLERS[kind], at=timezone.now())


def test_two_workers_seal_each_paper_once_and_lose_none(bsre):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one write at a time; PostgreSQL is where they meet.")
    workshop = make_closed_workshop(people=PAPERS)
    account = make_account(
        workshop.unit, method="seal", service="diskominfo", seal_code=bsre.activation
    )
    ask(workshop, template=make_layout(workshop.unit, signing_account=account))
    work("satu", queries.ISSUE)
    assert Certificate.objects.filter(state=CertificateState.PREPARED).count() == PAPERS

    raised = at_once(2, lambda number: work(f"pekerja {number}", queries.SIGN))
    refused = JobItem.objects.filter(state=JobState.FAILED).count()
    retry_failed(job=Job.objects.get(kind=queries.SIGN), by=make_system(), at=timezone.now())
    work("tiga", queries.SIGN)

    assert raised == [None, None]
    assert refused == 0
    sealed = Certificate.objects.filter(state=CertificateState.ISSUED)
    assert [signatures(one) for one in sealed] == [1] * PAPERS
    acts = CertificateEvent.objects.filter(act=CertificateAct.ISSUED)
    assert acts.values("certificate").distinct().count() == acts.count() == PAPERS
    assert Notice.objects.filter(code="certificates.issued").count() <= PAPERS
    assert len(bsre.calls("/api/v2/seal/pdf")) == PAPERS
