"""What anyone may know of a certificate: three answers and the facts that catch an edited paper."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef

from certificates.models import (
    NOT_ISSUED,
    Certificate,
    CertificateAct,
    CertificateEvent,
    CertificateState,
    Signature,
    SignatureState,
)
from certificates.models.template import PublicName
from certificates.statement import Kind, Statement
from participants.models.ids import CROCKFORD
from participants.rules.names import split_titles

SIGNED = Signature.objects.filter(state=SignatureState.SIGNED)
PUBLIC_ID = re.compile(f"[{CROCKFORD.lower()}]{{20}}")


@dataclass(frozen=True, kw_only=True)
class Verified:
    """Facts of the statement and what became of it; no NIK, NIP, birth date or phone has a place
    here. ``timezone`` is the organiser's, for the moment of the last change."""

    public_id: str
    state: str
    version: int
    person_name: str
    unit: str
    title: str
    kind: Kind
    band: str
    organiser: str
    jp: Decimal
    started_on: date
    ended_on: date
    number: str
    issued_on: date
    signatory_name: str
    signatory_post: str
    pdf_sha256: str
    changed_at: datetime | None
    public_reason: str
    superseded_by: str
    timezone: str
    signed: bool  # electronically
    name_shortened: bool  # by the policy of the layout

    @property
    def is_issued(self) -> bool:
        """Whether it ever came into force; of what did not, nothing but that is told."""
        return self.state not in NOT_ISSUED

    @property
    def is_valid(self) -> bool:
        return self.state == CertificateState.ISSUED


def look_up(public_id: str) -> Verified | None:
    """The certificate of a printed address, or None; one statement, two when it was revoked or
    superseded."""
    if not PUBLIC_ID.fullmatch(public_id):
        return None
    found = (
        Certificate.objects.filter(public_id=public_id)
        .select_related("pdf", "superseded_by", "template", "workshop__unit")
        .annotate(signed=Exists(SIGNED.filter(certificate=OuterRef("pk"))))
        .first()
    )
    if found is None:
        return None
    said = Statement.from_dict(found.statement)
    shortened = found.template.public_name == PublicName.INITIALS
    lost = found.state in {CertificateState.REVOKED, CertificateState.SUPERSEDED}
    change = _last_change(found) if lost else None
    return Verified(
        public_id=found.public_id,
        state=found.state,
        version=found.version,
        person_name=initials(said.person_name) if shortened else said.person_name,
        unit=said.unit if found.template.public_unit else "",
        title=said.title,
        kind=said.kind,
        band=said.band,
        organiser=said.organiser,
        jp=said.jp_total,
        started_on=said.started_on,
        ended_on=said.ended_on,
        number=said.number,
        issued_on=said.issued_on,
        signatory_name=said.signatory.name,
        signatory_post=said.signatory.post,
        pdf_sha256=found.pdf.sha256 if found.pdf else "",
        changed_at=change.at if change else None,
        public_reason=change.public_reason if change else "",
        superseded_by=found.superseded_by.public_id if found.superseded_by else "",
        timezone=found.workshop.unit.timezone,
        signed=found.signed,
        name_shortened=shortened,
    )


def initials(name: str) -> str:
    """``W• O• S•``: enough to compare with the paper in one's hand, and no name to collect."""
    return " ".join(f"{word[0]}•" for word in split_titles(name).name.split())


def _last_change(certificate: Certificate) -> CertificateEvent | None:
    changes = certificate.events.filter(act__in=[CertificateAct.REVOKED, CertificateAct.SUPERSEDED])
    return changes.order_by("-at", "-pk").first()
