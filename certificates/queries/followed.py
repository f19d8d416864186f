"""Who came part of the way: what they really followed, and who may get a surat keterangan."""

from dataclasses import dataclass

from certificates.models import Certificate, CertificateKind, CertificateState
from workshops.models import PRESENT, Entitlement, EntitlementKind, Session, Workshop


def attended_sessions(entitlement: Entitlement) -> list[Session]:
    """Sessions with JP of the slots the frozen facts say the person was at; without those of stages
    whose own certificate the person holds."""
    present = {str(status) for status in PRESENT}
    slots = [
        line["slot"] for line in entitlement.facts.get("slots", []) if line["status"] in present
    ]
    certified = Certificate.objects.valid().filter(
        registration=entitlement.registration_id, stage__isnull=False
    )
    rows = Session.objects.filter(slot__public_id__in=slots, jp__gt=0)
    return list(
        rows.exclude(stage__in=certified.order_by().values("stage"))
        .select_related("stage")
        .order_by("starts_at", "pk")
    )


@dataclass(frozen=True)
class Follower:
    """One person without a right who was there; ``letter`` is the surat keterangan made already."""

    entitlement: Entitlement
    name: str
    unit: str
    jp: int
    letter: Certificate | None


def followers(workshop: Workshop) -> list[Follower]:
    """Everybody of the closing in force who has no right to a certificate and attended some JP; two
    queries however many."""
    rows = (
        Entitlement.objects.standing()
        .of_whole()
        .filter(closing__workshop=workshop, kind=EntitlementKind.NONE, jp__gt=0)
        .select_related("registration__unit")
        .order_by("registration__unit__name", "registration__printed_name", "pk")
    )
    letters = {
        one.registration_id: one
        for one in Certificate.objects.filter(workshop=workshop, kind=CertificateKind.FOLLOWED)
        .exclude(state=CertificateState.WITHDRAWN)
        .order_by("pk")
    }
    return [
        Follower(
            row,
            row.registration.printed_name,
            row.registration.unit.shown_as,
            row.jp,
            letters.get(row.registration_id),
        )
        for row in rows
    ]
