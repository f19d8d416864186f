"""Every way in which BSrE misbehaves ends in a state that a person understands and can resume, and
nowhere leaves a passphrase or a NIK behind."""

import traceback

import pytest

from certificates.models import Certificate, Signature, SignatureAttempt
from certificates.signing.bsre_v1 import BsreV1
from certificates.signing.port import Passphrase
from certificates.views.batch import WRONG, sign_batch
from participants.models import Job, JobItem, TrainingRecord
from tests.certificates.signing.fake_bsre import PASSPHRASE
from tests.certificates.signing.secrets import (
    found_in_database,
)
from tests.certificates.signing.story import original, prepare, sign, signatures, states
from tests.certificates.signing.test_state import content
from tests.factories import NOW, make_system

pytestmark = [pytest.mark.django_db, pytest.mark.fault, pytest.mark.usefixtures("nothing_told")]


@pytest.mark.parametrize("method", ["bsre-v1", "bsre-v2"])
def test_ok_with_a_visible_mark(bsre, method):
    account = prepare(method, people=2)

    done = sign(account)

    assert (len(done.signed), done.left, done.sentence) == (2, 0, "")
    assert states() == ["issued", "issued"]
    assert [signatures(one) for one in Certificate.objects.all()] == [1, 1]
    assert all(content(one).startswith(original(one)) for one in Certificate.objects.all())


@pytest.mark.parametrize("method", ["bsre-v1", "bsre-v2"])
def test_a_paper_that_the_service_wrote_anew_is_ours_when_it_draws_and_states_the_same(
    bsre, method
):
    account = prepare(method)
    bsre.way = "rewritten"

    assert len(sign(account).signed) == 1
    assert states() == ["issued"]


@pytest.mark.parametrize("method", ["bsre-v1", "bsre-v2"])
def test_a_wrong_passphrase_stops_at_once_and_is_sent_no_second_time(bsre, method):
    account = prepare(method, people=4)
    path = "/api/sign/pdf" if method == "bsre-v1" else "/api/v2/sign/pdf"

    done = sign(account, "Salah-Ketik-Sandi")

    assert len(bsre.calls(path)) == 1
    assert (done.signed, done.left, done.stopped) == ([], 4, True)
    assert "Frasa sandi salah" in done.sentence
    assert states() == ["prepared"] * 4
    for _press in range(5):
        done = sign(account, "Salah-Ketik-Sandi")
    assert len(bsre.calls(path)) == 3
    assert "menunggu 15 menit" in done.sentence

    WRONG.forget(account.public_id)
    sign(account)

    assert states() == ["issued"] * 4


def test_wrong_passphrases_sent_at_the_same_time_are_counted_before_any_is_answered(
    bsre, monkeypatch
):
    account, told, send = prepare("bsre-v1", people=8), [], BsreV1.sign

    def press_again_and_send(signer, papers):
        if len(told) < 5:
            told.append(sign(account, "Salah-Ketik-Sandi"))
        return send(signer, papers)

    monkeypatch.setattr(BsreV1, "sign", press_again_and_send)

    sign(account, "Salah-Ketik-Sandi")

    assert len(bsre.calls("/api/sign/pdf")) == 3
    assert "menunggu 15 menit" in told[0].sentence


def test_an_answer_that_leads_elsewhere_is_not_followed(bsre):
    account = prepare("bsre-v1")
    bsre.way = "moved"

    done = sign(account)

    assert "menolak permintaan" in done.sentence
    assert bsre.calls("/lain") == []
    assert states() == ["prepared"]


@pytest.mark.parametrize("method", ["bsre-v1", "bsre-v2"])
def test_an_unknown_nik_is_told_at_the_status_and_nothing_is_sent(bsre, method):
    account = prepare(method, nik="7471059912990009")

    done = sign(account)

    assert "BSrE tidak mengenal" in done.sentence
    assert bsre.calls("/api/sign/pdf") == bsre.calls("/api/v2/sign/pdf") == []
    assert states() == ["prepared"]
    assert found_in_database("7471059912990009") == []


def test_a_nik_that_is_unknown_only_when_signing_is_told_alike(bsre):
    account = prepare("bsre-v1")
    bsre.way = "2011"

    assert "BSrE tidak mengenal" in sign(account).sentence
    assert states() == ["prepared"]


@pytest.mark.parametrize("status", ["EXPIRED", "REVOKE", "SUSPEND", "NO_CERTIFICATE"])
@pytest.mark.parametrize("method", ["bsre-v1", "bsre-v2"])
def test_a_certificate_that_cannot_sign_is_told_with_its_status(bsre, method, status):
    account = prepare(method)
    bsre.status = status

    done = sign(account)

    assert f"status {status}" in done.sentence
    assert bsre.calls("/api/sign/pdf") == bsre.calls("/api/v2/sign/pdf") == []
    bsre.status = "ISSUE"
    assert len(sign(account).signed) == 1


def test_a_wrong_application_account_is_told_as_the_operators(bsre, signing_file):
    right = signing_file.read_text()
    account = prepare("bsre-v1")
    signing_file.write_text(right.replace("akun-aplikasi-9", "lain"))

    done = sign(account)

    assert "menolak akun aplikasi" in done.sentence
    signing_file.write_text(right + "# baik lagi\n")
    assert len(sign(account).signed) == 1


@pytest.mark.parametrize("method", ["bsre-v1", "bsre-v2"])
def test_a_500_that_comes_once_is_asked_again(bsre, method):
    account = prepare(method)
    bsre.way = "500-once"

    assert len(sign(account).signed) == 1
    assert states() == ["issued"]


@pytest.mark.parametrize("method", ["bsre-v1", "bsre-v2"])
def test_a_500_that_stays_ends_in_a_sentence_and_is_resumed(bsre, method):
    account = prepare(method)
    bsre.way = "500"

    done = sign(account)

    assert "sedang bermasalah" in done.sentence
    assert Signature.objects.get().state == "failed"
    bsre.way = "ok"
    assert len(sign(account).signed) == 1


@pytest.mark.parametrize("method", ["bsre-v1", "bsre-v2"])
def test_a_service_that_hangs_is_waited_for_so_long_and_no_longer(bsre, signing_file, method):
    patient = signing_file.read_text()
    account = prepare(method, people=4)
    bsre.way = "hang"
    signing_file.write_text(patient.replace("read_timeout = 20.0", "read_timeout = 1.0"))

    done = sign(account)

    assert "tidak menjawab pada waktunya" in done.sentence
    assert done.left == 4
    assert states() == ["prepared"] * 4
    bsre.way = "ok"
    signing_file.write_text(patient + "# lagi\n")
    assert len(sign(account).signed) == 4


def test_a_service_that_is_not_there_is_told(bsre):
    account = prepare("bsre-v1")
    bsre.stop()

    assert "tidak dapat dihubungi" in sign(account).sentence
    assert states() == ["prepared"]


def test_a_pdf_without_its_id_is_as_good(bsre):
    account = prepare("bsre-v1")
    bsre.way = "no-id"

    assert len(sign(account).signed) == 1
    assert SignatureAttempt.objects.get().external_id == ""


def test_an_id_instead_of_a_pdf_is_downloaded(bsre):
    account = prepare("bsre-v1")
    bsre.way = "json-id"

    assert len(sign(account).signed) == 1
    assert states() == ["issued"]
    assert len(bsre.calls("/api/sign/download")) == 1
    assert SignatureAttempt.objects.get().external_id


def test_what_was_downloaded_before_is_signed_anew_by_the_next_try(bsre):
    account = prepare("bsre-v1")
    bsre.way = "download-gone"

    done = sign(account)

    assert "sudah pernah diunduh" in next(iter(done.failed.values()))
    assert states() == ["prepared"]
    bsre.way = "json-id"
    assert len(sign(account).signed) == 1


@pytest.mark.parametrize(
    ("way", "sentence"),
    [
        ("truncated", "terpotong"),
        ("not-ours", "dokumen lain"),
        ("edited", "dokumen lain"),
        ("flipped", "tidak sah"),
        ("unsigned", "tidak sah"),
    ],
)
@pytest.mark.parametrize("method", ["bsre-v1", "bsre-v2"])
def test_an_answer_that_is_not_our_signed_paper_is_refused_and_the_original_kept(
    bsre, method, way, sentence
):
    account = prepare(method)
    before = content(Certificate.objects.get())
    bsre.way = way

    done = sign(account)

    certificate = Certificate.objects.get()
    told = done.sentence or next(iter(done.failed.values()))
    assert sentence in told
    assert certificate.state == "prepared"
    assert content(certificate) == before
    bsre.way = "ok"
    assert len(sign(account).signed) == 1


def test_fewer_files_than_sent_sign_those_that_came_and_name_the_one_that_did_not(bsre):
    account = prepare("bsre-v2", people=3)
    bsre.way = "fewer"

    done = sign(account)

    assert (len(done.signed), len(done.failed), done.left) == (2, 1, 1)
    assert "tidak mengembalikan dokumen ini" in next(iter(done.failed.values()))
    first = Certificate.objects.order_by("pk")[0]
    assert first.state == "prepared"
    bsre.way = "ok"
    assert len(sign(account).signed) == 1
    assert states() == ["issued"] * 3


def test_a_slow_batch_of_which_a_part_failed_keeps_what_is_good(bsre):
    account = prepare("bsre-v2", people=3)
    bsre.way = "partial"

    done = sign(account)

    assert (len(done.signed), done.left) == (2, 1)
    bsre.way = "ok"
    assert len(sign(account).signed) == 1
    assert TrainingRecord.objects.count() == 3


def test_no_traceback_and_no_job_tells_a_secret(bsre):
    account = prepare("bsre-v1")
    bsre.way = "500"
    passphrase = Passphrase(PASSPHRASE)

    try:
        sign_batch(account, passphrase, by=make_system(), at=NOW)
        raise RuntimeError(passphrase)
    except RuntimeError as error:
        told = "".join(
            traceback.TracebackException.from_exception(error, capture_locals=True).format()
        )

    jobs = repr([*Job.objects.values(), *JobItem.objects.values()])
    assert "Passphrase(…)" in told
    assert PASSPHRASE not in jobs
