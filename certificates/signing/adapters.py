"""Which adapter signs for an account."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from django.core.cache import cache

from certificates.models import SigningAccount, SigningMethod
from certificates.signing import bsre_v1, bsre_v2, configured, pkcs12, seal
from certificates.signing.port import Passphrase, Signer, Trouble
from participants.models.sealed import seal as sealed
from participants.models.sealed import unseal, unseal_bytes

TURN = 60  # seconds that a seal is one worker's at most


def adapter_for(account: SigningAccount, passphrase: Passphrase | None, *, at: datetime) -> Signer:
    """The account's means, ready to sign ``at`` this moment. Raises Trouble when it is not."""
    if account.is_personal and not passphrase:
        raise Trouble("sign-passphrase-missing", stops=True)
    match account.method:
        case SigningMethod.SERVER_KEY:
            return pkcs12.on_server(configured.key(account.service), at=at)
        case SigningMethod.OWN_KEY:
            if not account.key_sealed:
                raise Trouble("sign-key-missing", stops=True)
            assert passphrase is not None  # noqa: S101 - asked above
            loaded = pkcs12.load(unseal_bytes(account.key_sealed), passphrase)
            return pkcs12.Pkcs12(loaded, configured.own_tsa(), at=at)
        case SigningMethod.BSRE_V1:
            return bsre_v1.BsreV1(configured.service(account.service), _nik(account), passphrase)
        case SigningMethod.BSRE_V2:
            return bsre_v2.BsreV2(configured.service(account.service), _nik(account), passphrase)
        case SigningMethod.SEAL:
            service = configured.service(account.service)
            return seal.Seal(
                service, _activation_of(account), _keep_activation(account), _alone_with(account)
            )
    raise Trouble("signing-not-configured", stops=True, name=account.get_method_display())


def status_of(account: SigningAccount, *, at: datetime) -> str:
    """The account's status in its means' own word, without anybody's passphrase. Raises Trouble when it
    cannot sign. A key of one's own is known to be there; whether it opens, its owner alone finds out.
    """
    match account.method:
        case SigningMethod.OWN_KEY:
            if not account.key_sealed:
                raise Trouble("sign-key-missing", stops=True)
            return ""
        case SigningMethod.BSRE_V1:
            service = configured.service(account.service)
            return bsre_v1.BsreV1(service, _nik(account), None).check()
        case SigningMethod.BSRE_V2:
            service = configured.service(account.service)
            return bsre_v2.BsreV2(service, _nik(account), None).check()
    return adapter_for(account, None, at=at).check()


def _nik(account: SigningAccount) -> str:
    nik = unseal(account.nik_sealed)
    if not nik:
        raise Trouble("sign-not-registered", stops=True)
    return nik


def _activation_of(account: SigningAccount) -> Callable[[], str]:
    """As it is kept now: another worker may have renewed it since the account was read."""
    kept = SigningAccount.objects.filter(pk=account.pk).values_list("seal_sealed", flat=True)

    def current() -> str:
        return unseal(kept.get())

    return current


def _alone_with(account: SigningAccount) -> Callable[[], AbstractContextManager[None]]:
    """One worker at a time, of whatever process; no transaction waits meanwhile. Raises Trouble when the
    one before takes too long. Who died in between is waited for no longer than a call may take."""
    key = f"seal-{account.pk}"

    @contextmanager
    def alone() -> Iterator[None]:
        until = time.monotonic() + TURN
        while not cache.add(key, "taken", TURN):
            if time.monotonic() > until:
                raise Trouble("sign-service-timeout")
            time.sleep(0.1)
        try:
            yield
        finally:
            cache.delete(key)

    return alone


def _keep_activation(account: SigningAccount) -> Callable[[str], None]:
    """A renewed code takes the place of the one that led to it, which opens nothing any more."""

    def keep(code: str) -> None:
        account.seal_sealed = sealed(code)
        SigningAccount.objects.filter(pk=account.pk).update(seal_sealed=account.seal_sealed)

    return keep
