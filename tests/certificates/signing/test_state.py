"""From prepared to issued: who signs by a key of the server, in the worker, and who does not."""

import io
from datetime import timedelta

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from certificates import queries
from certificates.actions.signing import withdraw
from certificates.models import Certificate, Signature
from participants.actions.job import perform, take
from participants.errors import Refused
from participants.models import Evidence, Notice, Number, TrainingRecord
from project.jobs import HANDLERS
from tests import papers
from tests.certificates.signing import keys
from tests.certificates.signing.accounts import make_account, own_key, server_key
from tests.factories import NOW, make_system
from tests.factories_certificates import ask, make_closed_workshop, make_layout

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()


def work(at=NOW):
    while item := take(worker="test", at=at, kinds=HANDLERS):
        perform(item=item, handler=HANDLERS[item.job.kind], at=at)


def content(certificate) -> bytes:
    with certificate.pdf.content.open("rb") as kept:
        return kept.read()


def signatures_in(pdf: bytes) -> int:
    return len(PdfFileReader(io.BytesIO(pdf)).embedded_signatures)


def test_a_key_of_the_server_signs_in_the_worker_and_issues_at_once(signing_file):
    workshop = make_closed_workshop(people=2)
    layout = make_layout(workshop.unit, signing_account=server_key(signing_file, workshop.unit))

    ask(workshop, template=layout)
    work()

    made = list(Certificate.objects.order_by("pk"))
    assert [one.state for one in made] == ["issued", "issued"]
    assert [signatures_in(content(one)) for one in made] == [1, 1]
    assert TrainingRecord.objects.count() == Notice.objects.count() == 2
    assert [one.state for one in Signature.objects.all()] == ["signed", "signed"]


def test_a_personal_key_leaves_the_certificate_prepared_and_tells_nobody():
    workshop = make_closed_workshop()
    layout = make_layout(workshop.unit, signing_account=own_key(workshop.unit))

    ask(workshop, template=layout)
    work()

    prepared = Certificate.objects.get()
    assert (prepared.state, prepared.issued_at) == ("prepared", None)
    assert not TrainingRecord.objects.exists()
    assert not Evidence.objects.exists()
    assert not Notice.objects.exists()
    assert queries.waiting(workshop).count() == 0
    assert prepared.pdf_id == prepared.original_id


def test_withdrawing_a_prepared_one_voids_its_number_and_its_person_waits_again():
    workshop = make_closed_workshop()
    account = own_key(workshop.unit)
    layout = make_layout(workshop.unit, signing_account=account)
    ask(workshop, template=layout)
    work()
    prepared = Certificate.objects.get()

    withdraw(certificate=prepared, reason="Salah tanggal", by=make_system(), at=NOW)

    number = Number.objects.get(text=prepared.number)
    assert (number.state, number.reason) == ("void", "Salah tanggal")
    assert queries.waiting(workshop).count() == 1
    with pytest.raises(Refused):
        withdraw(certificate=prepared, reason="Lagi", by=make_system(), at=NOW)

    ask(workshop, template=layout, at=NOW + timedelta(minutes=1))
    work()

    again = Certificate.objects.get(state="prepared")
    assert again.number != prepared.number
    assert content(again) != content(prepared)


def test_a_layout_without_an_account_issues_as_ever():
    workshop = make_closed_workshop()

    ask(workshop)
    work()

    assert Certificate.objects.get().state == "issued"
    assert not Signature.objects.exists()


def test_a_key_that_has_expired_fails_the_item_with_a_sentence(signing_file):
    workshop = make_closed_workshop()
    ended = NOW - timedelta(days=1)
    account = server_key(signing_file, workshop.unit, p12=keys.p12(to=ended))
    job = ask(workshop, template=make_layout(workshop.unit, signing_account=account))
    work()

    assert not Certificate.objects.exists()
    assert "EXPIRED" in queries.failures(job)[0].sentence
    assert not Number.objects.exists()


def test_an_account_needs_what_its_means_needs():
    account = make_account(make_closed_workshop().unit, method="own-key")

    assert account.is_personal
