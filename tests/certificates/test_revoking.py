"""Nothing ever changes an issued certificate: it is revoked, or superseded by a version."""

import pytest

from certificates.actions.revoking import revoke, supersede
from certificates.models import Certificate
from certificates.queries.ripples import ripples
from participants.errors import Refused
from participants.models import Evidence, Notice, TrainingRecord
from tests import papers
from tests.factories import (
    NOW,
    make_competency,
    make_registration,
    make_user,
    make_workshop,
)
from tests.factories_certificates import make_certificate, make_entitlement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()


def awarded() -> Certificate:
    workshop = make_workshop()
    competency = make_competency()
    award = {"competency": competency.code, "level": 2, "method": "exposure"}
    make_entitlement(make_registration(workshop, printed_name="Wa Ode Sti"), awards=[award])
    return make_certificate(workshop)


def withdraw(certificate, reason="Peserta tidak hadir"):
    return revoke(
        certificate=certificate,
        public_reason=reason,
        file_reason="Berita acara 12/2026",
        by=make_user(),
        at=NOW,
    )


def correct(certificate, name="Wa Ode Siti"):
    return supersede(
        certificate=certificate, person_name=name, reason="Ejaan nama", by=make_user(), at=NOW
    )


def test_the_ripples_are_shown_before_they_are_made():
    certificate = awarded()

    found = ripples(certificate, on=NOW.date())

    assert (len(found.trainings), found.jp, len(found.proposed)) == (1, 0, 1)
    assert TrainingRecord.objects.get().state == "awaiting"


def test_revoking_withdraws_what_rested_on_it_and_tells_the_holder():
    certificate = withdraw(awarded())

    assert certificate.state == "revoked"
    event = certificate.events.get(act="revoked")
    assert (event.public_reason, event.file_reason) == (
        "Peserta tidak hadir",
        "Berita acara 12/2026",
    )
    assert TrainingRecord.objects.get().state == "withdrawn"
    assert [row.act for row in Evidence.objects.order_by("pk")] == ["propose", "withdraw"]
    # What was issued a moment ago and not told yet is not to be told any more.
    assert set(Notice.objects.values_list("code", "state")) == {
        ("certificates.issued", "dropped"),
        ("certificates.revoked", "ready"),
    }


def test_revoking_asks_for_a_reason():
    certificate = awarded()

    with pytest.raises(Refused) as refused:
        withdraw(certificate, reason="  ")

    assert refused.value.reasons[0].code == "reason-required"


def test_a_revoked_certificate_is_revoked_once():
    certificate = withdraw(awarded())

    with pytest.raises(Refused) as refused:
        withdraw(certificate)

    assert refused.value.reasons[0].code == "certificate-not-valid"


def test_a_corrected_name_is_a_second_version_with_the_same_number():
    first = awarded()
    before = dict(first.statement)

    second = correct(first)

    first.refresh_from_db()
    assert (first.state, first.superseded_by) == ("superseded", second)
    assert first.statement == before
    assert (second.state, second.version, second.number) == ("issued", 2, first.number)
    assert second.statement["person_name"] == "Wa Ode Siti"
    assert second.public_id != first.public_id
    assert second.pdf != first.pdf
    assert first.pdf.content.storage.exists(first.pdf.content.name)


def test_a_correction_leaves_the_record_as_it_is():
    correct(awarded())

    assert TrainingRecord.objects.get().state == "awaiting"
    assert Evidence.objects.count() == 1


def test_revoking_the_second_version_withdraws_what_the_first_one_wrote():
    second = correct(awarded())

    withdraw(second)

    assert TrainingRecord.objects.get().state == "withdrawn"
    assert Evidence.objects.filter(act="withdraw").count() == 1


def test_the_same_name_is_no_correction():
    certificate = awarded()

    with pytest.raises(Refused) as refused:
        correct(certificate, name="Wa  Ode Sti ")

    assert refused.value.reasons[0].code == "certificate-name-unchanged"


def test_a_superseded_version_is_not_corrected_again():
    first = awarded()
    correct(first)

    with pytest.raises(Refused) as refused:
        correct(first, name="Wa Ode Siti M.")

    assert refused.value.reasons[0].code == "certificate-not-valid"
