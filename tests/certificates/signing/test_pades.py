"""What other programs say of our signatures: pyHanko's validator, poppler's pdfsig, qpdf."""

import io
import re
import shutil
import subprocess
from contextlib import suppress

import pikepdf
import pytest
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certificates.models import Certificate, Signature
from certificates.signing.port import Passphrase
from certificates.views.batch import WRONG, sign_batch
from tests.certificates.signing import keys
from tests.certificates.signing.accounts import own_key, server_key
from tests.certificates.signing.fake_tsa import STAMPED, FakeTsa
from tests.certificates.signing.test_state import content, work
from tests.factories import NOW, make_system
from tests.factories_certificates import ask, make_closed_workshop, make_layout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]


def program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed here; .ci/run installs it (poppler-utils, qpdf).")
    return found


@pytest.fixture
def tsa():
    fake = FakeTsa()
    yield fake
    fake.stop()


def one_signature(signing_file, kind="rsa", **said) -> bytes:
    workshop = make_closed_workshop()
    account = server_key(signing_file, workshop.unit, p12=keys.p12(kind=kind), **said)
    ask(workshop, template=make_layout(workshop.unit, signing_account=account))
    work()
    return content(Certificate.objects.get())


def two_signatures(signing_file) -> bytes:
    """By the key of the server first, then by the second official's own."""
    workshop = make_closed_workshop()
    first = server_key(signing_file, workshop.unit)
    second = own_key(workshop.unit, p12=keys.p12(keys.SECOND, "ec"), name=keys.SECOND)
    layout = make_layout(
        workshop.unit,
        signing_account=first,
        second_account=second,
        second_name=keys.SECOND,
        second_post="Sekretaris Daerah",
    )
    ask(workshop, template=layout)
    work()
    work()
    assert Certificate.objects.get().state == "prepared"
    WRONG.forget(second.public_id)
    done = sign_batch(second, Passphrase(keys.PASSPHRASE), by=make_system(), at=NOW)
    assert len(done.signed) == 1, done
    return content(Certificate.objects.get(state="issued"))


def judged(pdf: bytes) -> list:
    root = asn1_x509.Certificate.load(keys.authority()[1].public_bytes(Encoding.DER))
    context = ValidationContext(trust_roots=[root], allow_fetching=False, moment=NOW)
    reader = PdfFileReader(io.BytesIO(pdf))
    return [validate_pdf_signature(one, context) for one in reader.embedded_signatures]


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_pyhanko_finds_the_signature_valid_integral_and_over_the_whole_file(signing_file, kind):
    pdf = one_signature(signing_file, kind)

    (status,) = judged(pdf)
    assert status.bottom_line
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert b"/ETSI.CAdES.detached" in pdf
    assert keys.OFFICIAL in status.signing_cert.subject.native.values()


def test_pdfsig_and_qpdf_find_nothing_wrong(signing_file, tmp_path):
    pdfsig, qpdf = program("pdfsig"), program("qpdf")
    kept = tmp_path / "sertifikat.pdf"
    kept.write_bytes(one_signature(signing_file))

    said = subprocess.run([pdfsig, kept], capture_output=True, text=True, check=True).stdout
    checked = subprocess.run([qpdf, "--check", kept], capture_output=True, text=True, check=True)

    assert "Signature is Valid" in said
    assert "ETSI.CAdES.detached" in said
    assert "\n  - Total document signed" in said
    assert "No syntax or stream encoding errors found" in checked.stdout


@pytest.mark.parametrize("place", [0.1, 0.5, 0.75])
def test_one_flipped_byte_is_found(signing_file, tmp_path, place):
    pdf = bytearray(one_signature(signing_file))
    pdf[int(len(pdf) * place)] ^= 1

    valid = [False]
    with suppress(Exception):  # a file that cannot be read is not valid either
        valid = [status.bottom_line for status in judged(bytes(pdf))]
    assert not any(valid)
    if shutil.which("pdfsig"):
        kept = tmp_path / "diubah.pdf"
        kept.write_bytes(pdf)
        told = subprocess.run(["pdfsig", kept], capture_output=True, text=True, check=False)
        assert "Signature is Valid" not in told.stdout


def test_the_second_signature_keeps_the_first_valid(signing_file, tmp_path):
    pdf = two_signatures(signing_file)

    first, second = judged(pdf)
    assert first.bottom_line
    assert second.bottom_line
    assert first.modification_level == ModificationLevel.FORM_FILLING
    assert second.coverage == SignatureCoverageLevel.ENTIRE_FILE
    kept = tmp_path / "dua.pdf"
    kept.write_bytes(pdf)
    said = subprocess.run(
        [program("pdfsig"), kept], capture_output=True, text=True, check=True
    ).stdout
    assert said.count("Signature is Valid") == 2
    assert subprocess.run([program("qpdf"), "--check", kept], check=False).returncode == 0


def test_both_marks_stand_beside_their_names(signing_file):
    """The boxes are over the white between post and name, and over no word."""
    pdf = two_signatures(signing_file)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        boxes = [
            [float(edge) for edge in field.Rect]
            for page in opened.pages
            for field in page.get("/Annots", [])
            if field.get("/FT") == "/Sig"
        ]
        assert len(boxes) == 2
        assert all(box[2] - box[0] == pytest.approx(34, abs=1) for box in boxes)
        (left, right) = sorted(box[0] for box in boxes)
        assert right - left > 150


def test_a_time_stamp_makes_it_b_t(signing_file, tsa):
    pdf = one_signature(signing_file, tsa=tsa.url)

    (status,) = judged(pdf)
    assert status.bottom_line
    assert status.timestamp_validity.valid
    assert status.timestamp_validity.timestamp == STAMPED
    assert tsa.asked == 1
    assert Signature.objects.get().state == "signed"


@pytest.mark.parametrize("way", ["refused", "500"])
def test_without_its_time_stamp_a_paper_is_not_signed_and_waits(signing_file, tsa, way):
    workshop = make_closed_workshop()
    account = server_key(signing_file, workshop.unit, tsa=tsa.url)
    tsa.way = way
    ask(workshop, template=make_layout(workshop.unit, signing_account=account))
    work()

    assert Certificate.objects.get().state == "prepared"
    assert Signature.objects.get().error == [{"code": "sign-time-stamp-missing", "args": {}}]


def test_the_claim_of_pdf_a_3a_stays_true_as_far_as_we_can_see(signing_file):
    """Not veraPDF, which no package registry of ours has: the marks of conformance that a signature
    could break (docs/decisions/0026)."""
    pdf = one_signature(signing_file)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        told = bytes(opened.Root.Metadata.read_bytes()).decode()
        assert re.search(r"pdfaid:part[^0-9]*3", told)
        assert re.search(r"pdfaid:conformance[^A-Z]*A", told)
        assert opened.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in opened.Root
        assert "/OutputIntents" in opened.Root
        assert "/AF" in opened.Root
        assert "/NeedAppearances" not in opened.Root.AcroForm
        assert "/JavaScript" not in opened.Root.get("/Names", {})
        (mark,) = [one for one in opened.pages[0].Annots if one.get("/FT") == "/Sig"]
        assert int(mark.F) & 4  # printed
        assert not int(mark.F) & 2  # not hidden
        drawn = mark.AP.N
        assert "/Font" not in drawn.get("/Resources", {})
        assert b" Do" not in drawn.read_bytes()


def test_all_fonts_are_embedded_after_signing(signing_file, tmp_path):
    kept = tmp_path / "huruf.pdf"
    kept.write_bytes(one_signature(signing_file))

    told = subprocess.run(
        [program("pdffonts"), kept], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert told
    assert all(line.split()[-5] == "yes" for line in told)
