"""Certificates as Open Badges 3.0: signed once, kept as signed; and the keys that sign them."""

import json
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from certificates.credentials import badge, did, jwt, proof, status
from certificates.credentials.keys import PrivateKey, PublicKey
from certificates.models import Certificate, Credential, IssuerKey, StatusList
from certificates.models.credential import PLACES
from certificates.statement import Statement
from participants.actions import audit
from participants.models import User
from participants.models.sealed import seal, unseal

TRIES = 6  # taken all, a list is about half full, and the next one begins


@transaction.atomic
def rotate_key(*, by: User, at: datetime, lost: bool = False) -> IssuerKey:
    """A new key signs from now on. The one before stays published, so that what it signed verifies;
    when it was ``lost`` to somebody it is taken back, and what it signed is signed anew on asking.
    """
    for former in IssuerKey.objects.select_for_update().filter(in_use=True):
        former.in_use, former.retired_at = False, at
        former.lost_at = at if lost else None
        former.save(update_fields=["in_use", "retired_at", "lost_at"])
    key = _new_key(by, at)
    audit.record("certificates.issuerkey.rotated", key, by=by, at=at, key=key.public, lost=lost)
    return key


def _new_key(by: User, at: datetime) -> IssuerKey:
    private = PrivateKey.new()
    return IssuerKey.objects.create(
        public=private.public.multibase, sealed=seal(private.raw.hex()), made_at=at, made_by=by
    )


def key_in_use(*, by: User, at: datetime) -> IssuerKey:
    """The key that signs now; the first one is made when it is needed."""
    if found := IssuerKey.objects.filter(in_use=True).first():
        return found
    try:
        with transaction.atomic():
            return _new_key(by, at)
    except IntegrityError:  # another worker was first
        return IssuerKey.objects.get(in_use=True)


def private_half(key: IssuerKey) -> PrivateKey:
    return PrivateKey(bytes.fromhex(unseal(key.sealed)))


def prepare(certificate: Certificate, *, by: User, at: datetime) -> Credential:
    """The signed credential of a frozen certificate, not saved yet (``keep`` does)."""
    return prepare_many([certificate], by=by, at=at)[0]


def prepare_many(
    certificates: Sequence[Certificate], *, by: User, at: datetime
) -> list[Credential]:
    """The same for many: the key and the list are read once."""
    key = key_in_use(by=by, at=at)
    private = private_half(key)
    made = []
    for certificate, (status_list, place) in zip(
        certificates, _free_places(len(certificates), at), strict=True
    ):
        credential = Credential(certificate=certificate, status_list=status_list, place=place)
        _sign(credential, key, private, at)
        made.append(credential)
    return made


def prepare_attached(
    certificates: Sequence[Certificate], *, by: User, at: datetime
) -> list[Credential] | list[None]:
    """The same for their PDFs; None where the installation's papers carry none (``CREDENTIALS``)."""
    if not settings.CREDENTIALS:
        return [None] * len(certificates)
    return prepare_many(certificates, by=by, at=at)


def keep(credential: Credential | None) -> None:
    """Saves what was prepared, when its certificate is saved."""
    if credential is not None:
        credential.certificate_id = credential.certificate.pk
        credential.save()


def keep_many(credentials: Collection[Credential]) -> None:
    """The same for many, in one insert."""
    for one in credentials:
        one.certificate_id = one.certificate.pk
    Credential.objects.bulk_create(credentials)


@transaction.atomic
def credential_of(*, certificate: Certificate, by: User, at: datetime) -> Credential:
    """The certificate's credential; made now when it was issued without one, and signed anew when the
    key that signed it was lost."""
    certificate = (
        Certificate.objects.select_for_update(of=("self",))
        .select_related("workshop__unit")
        .get(pk=certificate.pk)
    )
    found = Credential.objects.select_related("key").filter(certificate=certificate).first()
    if found is None:
        found = prepare(certificate, by=by, at=at)
        keep(found)
    elif found.key.lost_at is not None:
        found.certificate = certificate
        key = key_in_use(by=by, at=at)
        _sign(found, key, private_half(key), at)
        found.save()
    return found


def signed_list(status_list: StatusList, *, by: User, at: datetime) -> str:
    """The status list as a signed credential, as it is now."""
    key = key_in_use(by=by, at=at)
    private = private_half(key)
    document = status.credential(
        address=status.address(settings.PUBLIC_URL, status_list.number),
        issuer=did.identifier(settings.PUBLIC_URL),
        places=status_list.credentials.fallen().values_list("place", flat=True),
        since=status_list.made_at,
    )
    method = did.multikey_of(settings.PUBLIC_URL, private.public)
    return _text(proof.signed(document, key=private, method=method, at=at))


def _sign(credential: Credential, key: IssuerKey, private: PrivateKey, at: datetime) -> None:
    certificate = credential.certificate
    public = PublicKey.from_multibase(key.public)
    site = settings.PUBLIC_URL
    document = badge.credential(
        Statement.from_dict(certificate.statement),
        place=badge.Place(
            site=site,
            workshop=certificate.workshop.public_id,
            timezone=certificate.workshop.unit.timezone,
            status=status.entry(
                address=status.address(site, credential.status_list.number), place=credential.place
            ),
        ),
        salt=secrets.token_hex(16),
    )
    method = did.multikey_of(site, public)
    credential.key = key
    credential.made_at = at
    credential.content = _text(
        proof.signed(document, key=private, method=method, at=at, gaps=badge.OWN)
    )
    credential.token = jwt.signed(document, key=private, method=did.jwk_of(site, public))


def _text(document: dict) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _free_places(count: int, at: datetime) -> list[tuple[StatusList, int]]:
    """Places that nobody has, at random: most of them of the newest list, and of the next one when
    it is so full that some tries found nothing."""
    newest = StatusList.objects.order_by("-number").first()
    drawn = [[secrets.randbelow(PLACES) for _try in range(TRIES)] for _one in range(count)]
    asked = [place for tries in drawn for place in tries]
    taken = (
        set(newest.credentials.filter(place__in=asked).values_list("place", flat=True))
        if newest
        else set()
    )
    found: list[tuple[StatusList, int]] = []
    for tries in drawn:
        free = [place for place in tries if place not in taken]
        if newest is None or not free:
            number = newest.number + 1 if newest else 1
            newest, _made = StatusList.objects.get_or_create(
                number=number, defaults={"made_at": at}
            )
            taken, free = set(), tries
        taken.add(free[0])
        found.append((newest, free[0]))
    return found
