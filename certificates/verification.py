"""What anyone may know of a certificate: three answers and the facts that catch an edited paper."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from certificates.models import Certificate, CertificateAct, CertificateEvent, CertificateState
from certificates.statement import Kind, Statement
from participants.models.ids import CROCKFORD

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
        .select_related("pdf", "superseded_by", "workshop__unit")
        .first()
    )
    if found is None:
        return None
    said = Statement.from_dict(found.statement)
    change = None if found.state == CertificateState.ISSUED else _last_change(found)
    return Verified(
        public_id=found.public_id,
        state=found.state,
        version=found.version,
        person_name=said.person_name,
        unit=said.unit,
        title=said.title,
        kind=said.kind,
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
    )


def _last_change(certificate: Certificate) -> CertificateEvent | None:
    changes = certificate.events.exclude(act=CertificateAct.ISSUED)
    return changes.order_by("-at", "-pk").first()
