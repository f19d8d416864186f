"""A frozen statement as an OpenBadgeCredential: the same facts, in the words that wallets know.

Who holds it stands there as a salted hash of the printed name: who has the paper can compare, and a
collection of credentials is no list of names. No NIK, NIP, birth date, rank, post or unit.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import override

from certificates.credentials import contexts, did
from certificates.credentials.canonical import OTHERWISE_SPELT, Path
from certificates.credentials.proof import moment
from certificates.statement import Kind, Statement, shortest
from participants.rules import wording

# Where the credentials of one Bimtek differ.
OWN: tuple[Path, ...] = (
    ("id",),
    ("credentialSubject", "id"),
    ("credentialSubject", "licenseNumber"),
    ("credentialSubject", "identifier", 0, "identityHash"),
    ("credentialSubject", "identifier", 0, "salt"),
    ("credentialStatus", "id"),
    ("credentialStatus", "statusListIndex"),
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """What the statement does not know: whose site issues it, for which Bimtek, on which clock, and
    where the credential's own bit stands (``status.entry``)."""

    site: str
    workshop: str
    timezone: str
    status: Mapping[str, str]


def identity_hash(name: str, salt: str) -> str:
    """`IdentityHash` of Open Badges 3.0."""
    return "sha256$" + hashlib.sha256(f"{name}{salt}".encode()).hexdigest()


def credential(said: Statement, *, place: Place, salt: str) -> dict[str, Any]:
    """The credential, still without its proof."""
    address = f"{place.site}/v/{said.public_id}"
    with override(said.language):
        achievement = _achievement(said, place)
        subject = {
            # Of this certificate, not of the person: two credentials of one person share nothing.
            "id": f"{address}#pemegang",
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityType": "name",
                    "hashed": True,
                    "identityHash": identity_hash(said.person_name, salt),
                    "salt": salt,
                }
            ],
            "licenseNumber": _plain(said.number),
            "activityStartDate": moment(_first_moment(said.started_on, place.timezone)),
            "activityEndDate": moment(_first_moment(said.ended_on, place.timezone)),
            "creditsEarned": _number(said),
            "achievement": achievement,
        }
    return {
        "@context": [contexts.CREDENTIALS, contexts.OPEN_BADGES],
        "id": address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": achievement["name"],
        "issuer": {
            "id": did.identifier(place.site),
            "type": ["Profile"],
            "name": _plain(_issuer(said)),
            "url": place.site,
        },
        "validFrom": moment(_first_moment(said.issued_on, place.timezone)),
        "credentialSubject": subject,
        "credentialStatus": dict(place.status),
    }


def _achievement(said: Statement, place: Place) -> dict[str, Any]:
    completed = said.kind == "completed"
    # Of a whole Bimtek, or of those of its stages that are certified by themselves.
    of = "/".join([said.kind, *(stage.name for stage in said.stages)])
    given = {
        "title": said.title,
        "organiser": said.organiser,
        "dates": wording.date_range(said.started_on, said.ended_on, said.language),
        "jp": shortest(said.jp_total),
    }
    return {
        "id": uuid5(NAMESPACE_URL, f"{place.site}/bimtek/{place.workshop}/{of}").urn,
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion" if completed else "Certificate",
        "name": _plain(said.title),
        "inLanguage": said.language,
        "description": _plain(
            _("%(title)s, diselenggarakan oleh %(organiser)s, %(dates)s, %(jp)s JP.") % given
        ),
        "criteria": {"narrative": _criteria(said.kind)},
    }


def _criteria(kind: Kind) -> str:
    if kind == "completed":
        return _(
            "Memenuhi syarat lulus kegiatan ini; kehadiran dicatat tiap sesi. "
            "1 JP (Jam Pelajaran) = 45 menit."
        )
    if kind == "followed":
        return _(
            "Mengikuti sebagian kegiatan ini, selama JP yang tertulis; kehadiran dicatat tiap sesi. "
            "1 JP (Jam Pelajaran) = 45 menit."
        )
    return _(
        "Mengikuti kegiatan ini; kehadiran dicatat tiap sesi. 1 JP (Jam Pelajaran) = 45 menit."
    )


def _issuer(said: Statement) -> str:
    return ", ".join(dict.fromkeys(part for part in (said.organiser, said.government) if part))


def _plain(text: str) -> str:
    """Without the control characters that two canonicalisations spell apart."""
    return " ".join(OTHERWISE_SPELT.sub(" ", text).split())


def _number(said: Statement) -> int | float:
    whole = int(said.jp_total)
    return whole if whole == said.jp_total else float(said.jp_total)


def _first_moment(day: date, timezone: str) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(timezone)).astimezone(UTC)
