"""Which certificate's JP stand in the training history: no hour is ever counted twice.

A certificate of the whole Bimtek covers those of its stages, *lulus* covers *telah mengikuti*, and
any of them the surat keterangan of the same hours (docs/decisions/0028).
"""

from collections.abc import Collection

from certificates.models import Certificate, CertificateKind, CertificateQuerySet
from workshops.models import Registration


def covers(one: Certificate, other: Certificate) -> bool:
    """Whether the hours of ``other`` are among those of ``one``; both of one registration."""
    if one.pk == other.pk or one.kind == CertificateKind.FOLLOWED:
        return False
    if other.kind == CertificateKind.FOLLOWED:
        return one.stage_id is None or _named(one) & _named(other) != set()
    if one.stage_id != other.stage_id:
        return one.stage_id is None
    return one.kind == CertificateKind.COMPLETED and other.kind != CertificateKind.COMPLETED


def _named(certificate: Certificate) -> set[str]:
    return {str(stage["name"]) for stage in certificate.statement["stages"]}


def valid_of(registration: Registration) -> list[Certificate]:
    """What a person holds of one Bimtek, the first made first."""
    return list(_valid().filter(registration=registration))


def valid_beside(certificates: Collection[Certificate]) -> dict[int, list[Certificate]]:
    """The other valid certificates of their registrations; one query however many."""
    found: dict[int, list[Certificate]] = {}
    rows = _valid().filter(registration__in=[one.registration_id for one in certificates])
    for row in rows.exclude(pk__in=[one.pk for one in certificates]):
        found.setdefault(row.registration_id, []).append(row)
    return found


def _valid() -> CertificateQuerySet:
    return (
        Certificate.objects.valid()
        .select_related(
            "stage",
            "entitlement__closing__rule",
            "workshop",
            "registration__person__home_unit",
        )
        .order_by("pk")
    )


def returning(certificate: Certificate) -> list[Certificate]:
    """Those whose own record comes back when this one is revoked."""
    held = [one for one in valid_of(certificate.registration) if one.pk != certificate.pk]
    return [
        one
        for one in held
        if covers(certificate, one) and not any(covers(other, one) for other in held)
    ]
