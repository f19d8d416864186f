"""Who signs electronically: accounts of a unit, and the link by which an official signs."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from certificates.models import SignerLink, SigningAccount, SigningMethod
from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import OrganisationUnit, User, UserKind
from participants.models.ids import new_public_id
from participants.models.sealed import lookup, seal, seal_bytes, unseal
from workshops.tokens import new_link_token

LINK_LASTS = timedelta(days=90)


@transaction.atomic
def make_account(
    *,
    unit: OrganisationUnit,
    name: str,
    method: str,
    by: User,
    at: datetime,
    service: str = "",
    user: User | None = None,
    phone: str = "",
    key: bytes = b"",
    nik: str = "",
    seal_code: str = "",
) -> SigningAccount:
    """An official, or a seal, that can sign for this unit. Refused when the unit has one of that name
    and means in use."""
    OrganisationUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if SigningAccount.objects.filter(unit=unit, name=name, method=method, retired_at=None).exists():
        raise Refused(Reason("signer-name-taken", name=name))
    account = SigningAccount.objects.create(
        unit=unit,
        name=name,
        method=method,
        service=service,
        user=user,
        phone=phone,
        key_sealed=seal_bytes(key) if key else "",
        nik_sealed=seal(nik),
        seal_sealed=seal(seal_code),
        made_at=at,
        made_by=by,
    )
    audit.record("certificates.signer.made", account, by=by, at=at, unit=unit, method=str(method))
    return account


@transaction.atomic
def change_account(
    *,
    account: SigningAccount,
    by: User,
    at: datetime,
    name: str,
    service: str = "",
    user: User | None = None,
    phone: str = "",
    key: bytes = b"",
    nik: str = "",
    seal_code: str = "",
) -> SigningAccount:
    """Its name, service and secrets; a secret that is not given stays. Refused when it is not used any
    more."""
    account = _in_use(account)
    account.name, account.service, account.user, account.phone = name, service, user, phone
    account.key_sealed = seal_bytes(key) if key else account.key_sealed
    account.nik_sealed = seal(nik) if nik else account.nik_sealed
    account.seal_sealed = seal(seal_code) if seal_code else account.seal_sealed
    account.save()
    given = {"key": key, "nik": nik, "seal": seal_code}
    replaced = [name for name, said in given.items() if said]
    audit.record("certificates.signer.changed", account, by=by, at=at, replaced=replaced)
    return account


@transaction.atomic
def retire_account(*, account: SigningAccount, by: User, at: datetime) -> SigningAccount:
    """Nothing new is given to this account. Refused while papers wait for it."""
    account = _in_use(account)
    if account.signatures.open().filter(certificate__state="prepared").exists():
        raise Refused(Reason("signer-has-work"))
    account.retired_at = at
    account.save(update_fields=["retired_at"])
    for link in account.links.filter(revoked_at=None):
        _revoke(link, by, at)
    audit.record("certificates.signer.retired", account, by=by, at=at)
    return account


def _in_use(account: SigningAccount) -> SigningAccount:
    account = (
        SigningAccount.objects.select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=account.pk)
    )
    if account.retired_at is not None:
        raise Refused(Reason("signer-retired"))
    return account


@transaction.atomic
def issue_link(*, account: SigningAccount, by: User, at: datetime) -> SignerLink:
    """A fresh link for the official; the one before opens nothing from now on. Refused for a means
    that needs nobody's passphrase."""
    account = _in_use(account)
    if not account.is_personal:
        raise Refused(Reason("signer-is-no-person"))
    for earlier in account.links.filter(revoked_at=None):
        _revoke(earlier, by, at)
    token = new_link_token()
    actor = User.objects.create(
        username=f"tautan-{new_public_id()}",
        kind=UserKind.LINK,
        full_name=account.name,
        password=make_password(None),
    )
    link = SignerLink.objects.create(
        account=account,
        user=actor,
        lookup=lookup("signer", token),
        sealed=seal(token),
        valid_to=at + LINK_LASTS,
        issued_at=at,
        issued_by=by,
    )
    audit.record("certificates.signerlink.issued", link, by=by, at=at, unit=account.unit)
    return link


def _revoke(link: SignerLink, by: User, at: datetime) -> None:
    link.revoked_at, link.revoked_by = at, by
    link.save(update_fields=["revoked_at", "revoked_by"])
    audit.record("certificates.signerlink.revoked", link, by=by, at=at, unit=link.account.unit)


@transaction.atomic
def note_refusal(*, account: SigningAccount, code: str, by: User, at: datetime) -> None:
    """That a signing was stopped, and by what; never by which passphrase."""
    audit.record("certificates.signer.stopped", account, by=by, at=at, unit=account.unit, code=code)


@transaction.atomic
def note_test(*, account: SigningAccount, outcome: str, by: User, at: datetime) -> None:
    """That somebody asked whether this account could sign, and what came of it."""
    audit.record("certificates.signer.tested", account, by=by, at=at, outcome=outcome)


def find_link(token: str, *, at: datetime) -> SignerLink | None:
    """The working link of a token; None when unknown or dead."""
    if not token or len(token) > 64:
        return None
    found = SignerLink.objects.working(at).filter(lookup=lookup("signer", token))
    return found.select_related("account__unit", "user").first()


def token_of(link: SignerLink) -> str:
    """The token again, for whoever may send it."""
    return unseal(link.sealed)


def needs(method: str) -> frozenset[str]:
    """The fields that a means asks for."""
    return {
        SigningMethod.OWN_KEY: frozenset({"key"}),
        SigningMethod.BSRE_V1: frozenset({"service", "nik"}),
        SigningMethod.BSRE_V2: frozenset({"service", "nik"}),
        SigningMethod.SERVER_KEY: frozenset({"service"}),
        SigningMethod.SEAL: frozenset({"service"}),
    }[SigningMethod(method)]
