"""Facts about what is earned."""

from .certificate import (
    Certificate,
    CertificateAct,
    CertificateEvent,
    CertificateKind,
    CertificateQuerySet,
    CertificateState,
)
from .template import Template

__all__ = [
    "Certificate",
    "CertificateAct",
    "CertificateEvent",
    "CertificateKind",
    "CertificateQuerySet",
    "CertificateState",
    "Template",
]
