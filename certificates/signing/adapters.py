"""Which adapter signs for an account."""

from collections.abc import Callable
from datetime import datetime

from certificates.models import SigningAccount, SigningMethod
from certificates.signing import bsre_v1, bsre_v2, configured, pkcs12, seal
from certificates.signing.port import Passphrase, Signer, Trouble
from participants.models.sealed import seal as sealed
from participants.models.sealed import unseal, unseal_bytes


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
            return seal.Seal(service, unseal(account.seal_sealed), _keep_activation(account))
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


def _keep_activation(account: SigningAccount) -> Callable[[str], None]:
    """A renewed code takes the place of the one that led to it, which opens nothing any more."""

    def keep(code: str) -> None:
        account.seal_sealed = sealed(code)
        SigningAccount.objects.filter(pk=account.pk).update(seal_sealed=account.seal_sealed)

    return keep
