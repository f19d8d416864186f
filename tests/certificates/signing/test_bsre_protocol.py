"""What is sent to BSrE, the seal, and signings that were cut off half-way."""

from datetime import timedelta

import pytest

from certificates.actions.signing import LEASE
from certificates.models import Certificate, Signature
from participants.actions.job import LEASE as JOB_LEASE
from participants.actions.job import retry_failed
from participants.models import JobItem, StoredFile, TrainingRecord
from tests.certificates.signing.accounts import make_account
from tests.certificates.signing.story import prepare, sign, states
from tests.certificates.signing.test_state import content, work
from tests.factories import NOW, make_system
from tests.factories_certificates import ask, make_closed_workshop, make_layout

pytestmark = [pytest.mark.django_db, pytest.mark.fault, pytest.mark.usefixtures("nothing_told")]
LATER = NOW + LEASE + timedelta(minutes=1)


def test_v1_sends_the_mark_as_points_from_below_and_the_link_of_its_qr(bsre):
    sign(prepare("bsre-v1"))

    said = bsre.calls("/api/sign/pdf")[0]
    certificate = Certificate.objects.get()
    assert (said["tampilan"], said["image"], said["page"]) == ("visible", "false", "1")
    assert said["linkQR"].endswith(f"/v/{certificate.public_id}")
    assert (float(said["width"]), float(said["height"])) == (34.0, 34.0)
    assert 0 < float(said["yAxis"]) < 200


def test_v1_sends_the_upper_right_corner_where_the_service_wants_it(bsre, signing_file):
    signing_file.write_text(signing_file.read_text() + 'box = "corner"\npage_field = "halaman"\n')

    sign(prepare("bsre-v1"))

    said = bsre.calls("/api/sign/pdf")[0]
    assert float(said["width"]) == pytest.approx(float(said["xAxis"]) + 34.0, abs=0.11)
    assert said["halaman"] == "1"


def test_v2_counts_from_above_and_sends_a_picture(bsre):
    sign(prepare("bsre-v2"))

    shown = bsre.calls("/api/v2/sign/pdf")[0]["signatureProperties"][0]
    assert (shown["tampilan"], shown["page"]) == ("VISIBLE", 1)
    assert shown["originY"] > 400
    assert shown["imageBase64"]


@pytest.mark.parametrize("method", ["bsre-v1", "bsre-v2"])
def test_ok_without_a_mark_sends_none_of_its_fields(bsre, signing_file, method):
    signing_file.write_text(signing_file.read_text() + "visible = false\n")

    sign(prepare(method))

    assert states() == ["issued"]
    said = bsre.calls("/api/sign/pdf" if method == "bsre-v1" else "/api/v2/sign/pdf")[0]
    shown = said if method == "bsre-v1" else said["signatureProperties"][0]
    assert shown["tampilan"].lower() == "invisible"
    assert not {"linkQR", "xAxis", "page", "originX", "imageBase64"} & {*shown}


def test_the_path_of_the_status_is_the_operators(bsre, signing_file):
    signing_file.write_text(
        signing_file.read_text() + 'status_path = "/api/v2/user/check-status/"\n'
    )

    assert len(sign(prepare("bsre-v2")).signed) == 1
    assert bsre.calls("/api/v2/user/check-status/")


def test_the_seal_signs_in_the_worker_and_keeps_its_next_code_sealed(bsre):
    workshop = make_closed_workshop(people=2)
    account = make_account(
        workshop.unit, method="seal", service="diskominfo", seal_code=bsre.activation
    )
    bsre.way = "activation-ended"
    ask(workshop, template=make_layout(workshop.unit, signing_account=account))
    work()

    assert states() == ["issued", "issued"]
    account.refresh_from_db()
    assert bsre.activation not in account.seal_sealed
    assert JobItem.objects.filter(job__kind="certificates.sign", state="done").count() == 2


def test_a_seal_whose_code_ended_fails_its_items_and_goes_on_with_a_new_one(bsre):
    workshop = make_closed_workshop()
    account = make_account(workshop.unit, method="seal", service="diskominfo", seal_code="000000")
    ask(workshop, template=make_layout(workshop.unit, signing_account=account))
    work()

    item = JobItem.objects.get(job__kind="certificates.sign")
    assert (item.state, item.error[0]["code"]) == ("failed", "seal-code-missing")
    assert states() == ["prepared"]


def test_an_id_that_was_noted_before_the_page_died_is_fetched_and_not_signed_twice(bsre):
    account = prepare("bsre-v1")
    bsre.way = "json-id"
    sign(account)
    certificate = Certificate.objects.get()
    left = content(certificate)
    rewind(certificate)
    bsre.kept["dokLama"] = left
    Signature.objects.update(external_id="dokLama", state="running", lease_until=NOW + LEASE)
    before = len(bsre.calls("/api/sign/pdf"))

    assert sign(account).signed == []  # the lease still holds
    done = sign(account, at=LATER)

    assert len(done.signed) == 1
    assert len(bsre.calls("/api/sign/pdf")) == before


def rewind(certificate) -> None:
    """As if the process had died after the service answered."""
    TrainingRecord.objects.all().delete()
    Certificate.objects.filter(pk=certificate.pk).update(
        state="prepared", issued_at=None, issued_by=None, pdf=certificate.original
    )
    Signature.objects.update(signed_at=None, signed_by=None, state="running", document=None)
    StoredFile.objects.exclude(pk=certificate.original_id).delete()


def test_a_paper_that_was_withdrawn_while_it_was_signed_stays_withdrawn(bsre):
    account = prepare("bsre-v1")
    certificate = Certificate.objects.get()
    Certificate.objects.update(state="withdrawn")

    assert sign(account).signed == []
    certificate.refresh_from_db()
    assert certificate.state == "withdrawn"


def test_a_signature_that_a_dead_worker_held_is_free_when_its_item_is():
    assert LEASE < JOB_LEASE


def test_an_item_whose_signature_another_hand_holds_fails_and_is_not_taken_for_done(bsre):
    workshop = make_closed_workshop()
    account = make_account(workshop.unit, method="seal", service="diskominfo", seal_code="000000")
    ask(workshop, template=make_layout(workshop.unit, signing_account=account))
    work()
    item = JobItem.objects.get(job__kind="certificates.sign")
    retry_failed(job=item.job, by=make_system(), at=NOW)
    Signature.objects.update(state="running", lease_until=NOW + LEASE)

    work()

    item.refresh_from_db()
    assert (item.state, item.error[0]["code"]) == ("failed", "signing-underway")
