"""One small batch of signatures, driven by the page of the official whose passphrase it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from certificates.actions.signer import note_refusal
from certificates.actions.signing import sign
from certificates.models import Signature, SigningAccount
from certificates.queries.signing import waiting_for, why
from certificates.signing.adapters import adapter_for
from certificates.signing.port import Passphrase, Trouble
from participants.models import User
from participants.throttle import Limit

LONGEST = 1.0  # seconds after which no other call is begun; a request takes at most two
AT_MOST = 40
WRONG = Limit("sign:wrong", most=3, window=15 * 60)  # of one account: BSrE locks after a few more


@dataclass
class Batch:
    """How a batch went. ``stopped``: a person must look before another one is sent."""

    signed: list[str] = field(default_factory=list)  # public ids of the papers
    failed: dict[str, str] = field(default_factory=dict)  # and what is wrong with these
    left: int = 0
    sentence: str = ""
    stopped: bool = False

    def as_json(self) -> Mapping[str, Any]:
        return {
            "signed": self.signed,
            "failed": self.failed,
            "left": self.left,
            "sentence": self.sentence,
            "stopped": self.stopped,
        }


@sensitive_variables("passphrase", "signer")
def sign_batch(account: SigningAccount, passphrase: Passphrase, *, by: User, at: datetime) -> Batch:
    """Signs what waits for this account, in its order, for about a second. After a wrong passphrase
    nothing is sent any more, and after three of them nothing for a quarter of an hour."""
    done, began, wrong = Batch(), monotonic(), False
    # Counted before it is sent, and taken back unless it was wrong: tries at the same time count too.
    tries = WRONG.count(account.public_id)
    try:
        if tries > WRONG.most:
            raise Trouble("sign-too-many-wrong", stops=True, minutes=WRONG.window // 60)
        signer = adapter_for(account, passphrase, at=at)
        while len(done.signed) + len(done.failed) < AT_MOST:
            tried = [*done.signed, *done.failed]
            rows = list(
                Signature.objects.for_signing()
                .filter(account=account)
                .exclude(certificate__public_id__in=tried)
                .select_related("certificate")[: signer.batch]
            )
            if not rows:
                break
            put_on = {row.pk for row in sign(signatures=rows, signer=signer, by=by, at=at)}
            WRONG.forget(account.public_id)
            for row in rows:
                if row.pk in put_on:
                    done.signed.append(row.certificate.public_id)
                else:
                    row.refresh_from_db(fields=["state", "error"])
                    sentence = why(row) or _("Sedang ditandatangani dari halaman lain.")
                    done.failed[row.certificate.public_id] = sentence
            if monotonic() - began >= LONGEST:
                break
    except Trouble as trouble:
        done.sentence, done.stopped = str(trouble), True
        wrong = trouble.code == "sign-passphrase-wrong"
        note_refusal(account=account, code=trouble.code, by=by, at=at)
    finally:
        if not wrong:
            WRONG.take_back(account.public_id)
    done.left = waiting_for([account])
    return done
