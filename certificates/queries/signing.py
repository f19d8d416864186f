"""What waits for whose signature, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from certificates.models import (
    Certificate,
    Signature,
    SignatureState,
    SignerLink,
    SigningAccount,
)
from participants.errors import Reason
from workshops.models import Workshop

TONES = {
    SignatureState.SIGNED: "ok",
    SignatureState.FAILED: "bad",
    SignatureState.RUNNING: "warn",
}


@dataclass(frozen=True)
class SignatureLine:
    """One official's signature on one paper, in words."""

    name: str
    word: str
    tone: str
    sentence: str


def signatures_of(certificate: Certificate) -> list[SignatureLine]:
    return [
        SignatureLine(
            name=row.account.name,
            word=str(row.get_state_display()),
            tone=TONES.get(SignatureState(row.state), "idle"),
            sentence=why(row),
        )
        for row in certificate.signatures.select_related("account").order_by("place")
    ]


def why(signature: Signature) -> str:
    """What went wrong the last time, as a sentence; "" when nothing did."""
    if signature.state != SignatureState.FAILED:
        return ""
    return " ".join(str(Reason.from_json(stored)) for stored in signature.error)


@dataclass(frozen=True)
class Waiting:
    """One paper on the signer's page."""

    public_id: str
    name: str
    number: str
    trouble: str


@dataclass(frozen=True)
class Pile:
    """What waits for one official, of one Bimtek."""

    title: str
    organiser: str
    papers: tuple[Waiting, ...]


def piles_for(accounts: Iterable[SigningAccount]) -> list[Pile]:
    """What these accounts may sign now, by Bimtek in the order they were prepared; one query."""
    rows = (
        Signature.objects.for_signing()
        .filter(account__in=list(accounts))
        .select_related("certificate__workshop__unit")
        .order_by("certificate__workshop_id", "certificate_id")
    )
    found: dict[int, tuple[Workshop, list[Waiting]]] = {}
    for row in rows:
        workshop = row.certificate.workshop
        _workshop, papers = found.setdefault(workshop.pk, (workshop, []))
        papers.append(
            Waiting(
                public_id=row.certificate.public_id,
                name=row.certificate.statement["person_name"],
                number=row.certificate.number,
                trouble=why(row),
            )
        )
    return [
        Pile(workshop.title_id, workshop.unit.name, tuple(papers))
        for workshop, papers in found.values()
    ]


def waiting_for(accounts: Iterable[SigningAccount]) -> int:
    """How many papers these accounts may sign now."""
    return Signature.objects.next_in_turn().filter(account__in=list(accounts)).count()


@dataclass(frozen=True)
class Hand:
    """An official whose signature a Bimtek's papers wait for."""

    account: SigningAccount
    waiting: int
    failed: int
    link: SignerLink | None
    trouble: str


def hands_of(workshop: Workshop, *, at: datetime) -> list[Hand]:
    """Whom the papers of this Bimtek wait for now; three queries however many."""
    own = Signature.objects.next_in_turn().filter(certificate__workshop=workshop).order_by()
    counts = {
        row["account"]: row
        for row in own.values("account").annotate(
            waiting=Count("pk"), failed=Count("pk", filter=Q(state=SignatureState.FAILED))
        )
    }
    if not counts:
        return []
    accounts = SigningAccount.objects.filter(pk__in=counts).order_by("name", "pk")
    links = {
        link.account_id: link
        for link in SignerLink.objects.working(at).filter(account__in=counts).order_by("pk")
    }
    failed = {
        row.account_id: why(row)
        for row in own.filter(state=SignatureState.FAILED).order_by("-attempts", "pk")
    }
    return [
        Hand(
            account=account,
            waiting=counts[account.pk]["waiting"],
            failed=counts[account.pk]["failed"],
            link=links.get(account.pk),
            trouble=failed.get(account.pk, ""),
        )
        for account in accounts
    ]
