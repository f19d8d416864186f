"""Revoking and superseding while a job or an official works on the certificate or on its next version:
one of them comes first, the other finds out, and what the person holds adds up. On both databases."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import connection, connections, models, transaction
from django.utils import timezone

from certificates.actions.issuing import issue
from certificates.actions.revoking import revoke, supersede
from certificates.actions.signing import sign, withdraw
from certificates.models import (
    Certificate,
    CertificateAct,
    CertificateEvent,
    CertificateState,
    Signature,
)
from certificates.signing.adapters import adapter_for
from certificates.signing.port import Passphrase, Trouble
from participants.actions.job import perform_some, take_some
from participants.errors import Refused
from participants.models import Number, NumberSeries, TrainingRecord, TrainingState, User
from project.jobs import HANDLERS, SIZES
from tests import papers
from tests.at_once import at_once
from tests.certificates.signing import keys
from tests.certificates.signing.accounts import own_key
from tests.factories import NOW, make_registration, make_stage, make_system, make_workshop
from tests.factories_certificates import (
    PATTERN,
    ask,
    close,
    make_certificate,
    make_closed_workshop,
    make_entitlement,
    make_layout,
)
from workshops.models import Closing

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()


@pytest.fixture
def clerk() -> User:
    return make_system()


def work(number: int = 0) -> None:
    """One worker, until nothing is left."""
    while items := take_some(worker=f"pekerja {number}", at=timezone.now(), sizes=SIZES):
        perform_some(items=items, handler=HANDLERS[items[0].job.kind], at=timezone.now())


def put_on(certificate: Certificate, by: User) -> list[Signature]:
    """What the official's page does with what waits."""
    (row,) = Signature.objects.filter(certificate=certificate).select_related("account")
    signer = adapter_for(row.account, Passphrase(keys.PASSPHRASE), at=NOW)
    return sign(signatures=[row], signer=signer, by=by, at=NOW)


def signed(people: int, by: User) -> list[Certificate]:
    """Certificates in force that one official signed by an own key."""
    workshop = make_closed_workshop(people=people)
    ask(workshop, template=make_layout(workshop.unit, signing_account=own_key(workshop.unit)))
    work()
    made = list(Certificate.objects.filter(workshop=workshop).order_by("pk"))
    for one in made:
        put_on(one, by)
    return made


def take_back(certificate: Certificate, by: User) -> Certificate:
    return revoke(
        certificate=certificate, public_reason="Salah orang", file_reason="", by=by, at=NOW
    )


def correct(certificate: Certificate, by: User, name: str = "Nama Betul") -> Certificate:
    return supersede(certificate=certificate, person_name=name, reason="Ejaan", by=by, at=NOW)


def only_refused(answers: list) -> None:
    """Nobody met a fault: each did it, or was told why not."""
    raised = [one for one in answers if isinstance(one, Exception)]
    assert [one for one in raised if not isinstance(one, Refused | Trouble)] == []


def states(certificate: Certificate) -> tuple[str, ...]:
    versions = Certificate.objects.filter(registration=certificate.registration_id)
    return tuple(versions.order_by("version").values_list("state", flat=True))


def standing(certificate: Certificate) -> int:
    rows = TrainingRecord.objects.filter(person=certificate.registration.person)
    return rows.exclude(state=TrainingState.WITHDRAWN).count()


def acts(certificate: Certificate) -> Counter:
    rows = CertificateEvent.objects.filter(certificate__registration=certificate.registration_id)
    return Counter(rows.values_list("act", flat=True))


def stand_still(begun: list[Future]) -> None:
    """Returns when each that was begun waits for a lock, or is through."""
    if connection.vendor == "sqlite":  # one writes at a time, and who waits tells nobody
        time.sleep(0.5)
        return
    for _try in range(300):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            (waiting,) = cursor.fetchone()
        if waiting + sum(one.done() for one in begun) >= len(begun):
            return
        time.sleep(0.05)
    raise AssertionError("Somebody neither ends nor waits")


def meet(row: models.Model, *deeds: Callable[[], Any]) -> list[Any]:
    """What the deeds gave or raised, begun one after the other while ``row`` is held, so that each of
    them stands in the middle of its work when the next one comes; then let go together."""

    def run(deed: Callable[[], Any]) -> Any:
        try:
            return deed()
        except Exception as raised:  # noqa: BLE001 it is the answer
            return raised
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        with transaction.atomic():
            type(row)._base_manager.select_for_update().get(pk=row.pk)
            begun = []
            for deed in deeds:
                begun.append(pool.submit(run, deed))
                stand_still(begun)
        return [one.result() for one in begun]


@pytest.mark.parametrize("who_is_first", ["revoking", "signing"])
def test_revoking_while_the_next_version_gets_its_last_signature(clerk, who_is_first):
    for first in signed(2, clerk):
        later = correct(first, clerk)
        revoking, signing = partial(take_back, first, clerk), partial(put_on, later, clerk)

        if who_is_first == "revoking":
            answers = meet(first, revoking, signing)
        else:
            answers = meet(first, signing, revoking)[::-1]

        only_refused(answers)
        # Revoked, with its version; or the signature was first, and that version may be revoked.
        assert states(first) in {("revoked", "withdrawn"), ("superseded", "issued")}
        is_revoked = states(first)[0] == "revoked"
        assert standing(first) == (0 if is_revoked else 1)
        assert isinstance(answers[0], Refused) != is_revoked
        assert acts(first)[CertificateAct.REVOKED] == int(is_revoked)


def test_revoking_and_superseding_one_certificate_at_once(clerk):
    for first in signed(ROUNDS, clerk):
        answers = at_once(
            3, lambda who, one=first: take_back(one, clerk) if who == 1 else correct(one, clerk)
        )

        only_refused(answers)
        assert states(first) in {("revoked",), ("revoked", "withdrawn")}
        assert not isinstance(answers[1], Exception)
        assert standing(first) == 0


def test_superseding_twice_at_once_makes_one_version(clerk):
    workshop = make_closed_workshop(people=ROUNDS)
    for _person in range(ROUNDS):
        first = make_certificate(workshop)

        answers = at_once(3, lambda who, one=first: correct(one, clerk, f"Nama {who}"))

        only_refused(answers)
        assert sum(isinstance(one, Refused) for one in answers) == 2
        assert states(first) == ("superseded", "issued")
        assert standing(first) == 1


def test_withdrawing_while_it_is_signed(clerk):
    workshop = make_closed_workshop(people=ROUNDS)
    ask(workshop, template=make_layout(workshop.unit, signing_account=own_key(workshop.unit)))
    work()
    for prepared in Certificate.objects.filter(workshop=workshop).order_by("pk"):
        answers = at_once(
            2,
            lambda who, one=prepared: (
                withdraw(certificate=one, reason="Salah tanggal", by=clerk, at=NOW)
                if who
                else put_on(one, clerk)
            ),
        )

        only_refused(answers)
        assert states(prepared) in {("issued",), ("withdrawn",)}
        is_issued = states(prepared) == ("issued",)
        assert standing(prepared) == int(is_issued)
        assert Number.objects.get(text=prepared.number).state == ("used" if is_issued else "void")


@pytest.mark.parametrize("who_is_first", ["revoking", "issuing"])
def test_revoking_the_certificate_of_all_while_that_of_a_stage_is_issued_loses_no_hour(
    clerk, who_is_first
):
    """The stage's JP are counted by the wider certificate, or by its own: never by none."""
    workshop = make_workshop()
    stage = workshop.stages.first() or make_stage(workshop)
    person = make_registration(workshop)
    whole = close(workshop)
    make_entitlement(person, whole)
    wider = make_certificate(workshop)
    of_stage = Closing.objects.create(
        workshop=workshop, stage=stage, ordinal=2, rule=whole.rule, at=NOW, by=clerk
    )
    issuing = partial(
        issue,
        entitlement=make_entitlement(person, of_stage, jp=4),
        template=make_layout(workshop.unit),
        series=NumberSeries.objects.get(
            unit=workshop.unit, register="certificate", pattern=PATTERN, valid_from=date(2026, 1, 1)
        ),
        issued_on=workshop.unit.localdate(NOW),
        by=clerk,
        at=NOW,
    )
    revoking = partial(take_back, wider, clerk)

    deeds = (revoking, issuing) if who_is_first == "revoking" else (issuing, revoking)
    answers = meet(person.person, *deeds)

    assert not [raised for raised in answers if isinstance(raised, Exception)]
    held = Certificate.objects.filter(registration=person)
    assert Counter(held.values_list("state", flat=True)) == Counter(["revoked", "issued"])
    assert standing(wider) == 1


def test_revoking_while_workers_issue_the_others_breaks_neither(clerk):
    workshop = make_closed_workshop(people=ROUNDS)
    before = [make_certificate(workshop) for _person in range(ROUNDS // 2)]
    ask(workshop)

    def deed(who: int) -> None:
        if who < 2:
            work(who)
        else:
            take_back(before[who - 2], clerk)

    answers = at_once(2 + len(before), deed)

    assert answers == [None] * len(answers)
    found = Counter(Certificate.objects.values_list("state", flat=True))
    assert found == {CertificateState.REVOKED: 2, CertificateState.ISSUED: 2}
    numbers = Number.objects.order_by("ordinal").values_list("ordinal", flat=True)
    assert list(numbers) == list(range(1, ROUNDS + 1))
