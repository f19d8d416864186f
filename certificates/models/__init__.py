"""Facts about what is earned."""

from .certificate import (
    NOT_ISSUED,
    Certificate,
    CertificateAct,
    CertificateEvent,
    CertificateKind,
    CertificateQuerySet,
    CertificateState,
)
from .credential import Credential, IssuerKey, StatusList
from .disclosure import Disclosure
from .signing import (
    Signature,
    SignatureAttempt,
    SignatureState,
    SignerLink,
    SigningAccount,
    SigningMethod,
)
from .template import Template

__all__ = [
    "NOT_ISSUED",
    "Certificate",
    "CertificateAct",
    "CertificateEvent",
    "CertificateKind",
    "CertificateQuerySet",
    "CertificateState",
    "Credential",
    "Disclosure",
    "IssuerKey",
    "Signature",
    "SignatureAttempt",
    "SignatureState",
    "SignerLink",
    "SigningAccount",
    "SigningMethod",
    "StatusList",
    "Template",
]
