"""What happens around the fake BSrE: papers prepared for an account of it, and a batch signed."""

import io

from pyhanko.pdf_utils.reader import PdfFileReader

from certificates.models import Certificate
from certificates.signing.port import Passphrase
from certificates.views.batch import WRONG, sign_batch
from tests.certificates.signing.accounts import make_account
from tests.certificates.signing.fake_bsre import NIK, PASSPHRASE
from tests.certificates.signing.test_state import content, work
from tests.factories import NOW, make_system
from tests.factories_certificates import ask, make_closed_workshop, make_layout


def prepare(method: str, people: int = 1, **said):
    workshop = make_closed_workshop(people=people)
    account = make_account(
        workshop.unit, method=method, service="diskominfo", nik=said.pop("nik", NIK), **said
    )
    ask(workshop, template=make_layout(workshop.unit, signing_account=account))
    work()
    WRONG.forget(account.public_id)
    return account


def sign(account, passphrase: str = PASSPHRASE, at=NOW):
    return sign_batch(account, Passphrase(passphrase), by=make_system(), at=at)


def states() -> list[str]:
    return list(Certificate.objects.order_by("pk").values_list("state", flat=True))


def signatures(certificate) -> int:
    return len(PdfFileReader(io.BytesIO(content(certificate))).embedded_signatures)


def original(certificate) -> bytes:
    with certificate.original.content.open("rb") as kept:
        return kept.read()
