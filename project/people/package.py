"""What somebody earned, as one zip to keep: papers, credentials, and pages that open without us."""

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.http import FileResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from certificates.actions.credential import credential_of
from certificates.credentials import did
from certificates.credentials.keys import PublicKey
from certificates.models import Certificate, CertificateState, IssuerKey
from certificates.notices import verify_url
from participants.exporting.sheet import harmless
from participants.models import Person, TrainingRecord, User

IN_MEMORY = 2_000_000  # bytes; more than that waits on the disk until it is sent


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A certificate in the package; ``paper`` and ``credential`` are the names of its files, "" where
    it has none because it no longer stands."""

    certificate: Certificate
    title: str
    name: str
    jp: str
    state: str
    address: str
    paper: str
    credential: str


def package(
    person: Person,
    certificates: Sequence[Certificate],
    trainings: Sequence[TrainingRecord],
    *,
    by: User,
    at: datetime,
) -> IO[bytes]:
    """The zip, at its beginning. Expects each certificate's ``pdf``, ``credential__key`` and
    ``workshop__unit`` loaded. A valid one without a credential gets it now."""
    kept = [_kept(one) for one in certificates]
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in kept:
            if not one.paper:
                continue
            _write(archive, one, by, at)
        keys = [PublicKey.from_multibase(key.public) for key in IssuerKey.objects.published()]
        issuer = did.document(settings.PUBLIC_URL, keys)
        archive.writestr("kredensial/did.json", json.dumps(issuer, indent=1))
        archive.writestr("sertifikat.csv", _certificates_sheet(kept))
        if trainings:
            archive.writestr("riwayat.csv", _trainings_sheet(trainings))
        about = {
            "person": person,
            "kept": kept,
            "trainings": trainings,
            "at": at,
            "site": settings.PUBLIC_URL,
        }
        archive.writestr("index.html", render_to_string("project/package.html", about))
        archive.writestr("BACA-SAYA.txt", render_to_string("project/package.txt", about))
    file.seek(0)
    return file


def sent(content: IO[bytes]) -> FileResponse:
    """The package as a download that no cache keeps."""
    response = FileResponse(
        content, as_attachment=True, filename="sertifikat-saya.zip", content_type="application/zip"
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _kept(certificate: Certificate) -> Kept:
    said = certificate.statement
    valid = certificate.state == CertificateState.ISSUED and certificate.pdf is not None
    stem = certificate.pdf.name.removesuffix(".pdf") if valid and certificate.pdf else ""
    # Two Bimtek may print the same number.
    stem = f"{stem}-{certificate.public_id[:6]}" if stem else ""
    return Kept(
        certificate=certificate,
        title=said["title_id"],
        name=said["person_name"],
        jp=said["jp_total"],
        state=str(certificate.get_state_display()),
        address=verify_url(certificate.public_id),
        paper=f"sertifikat/{stem}.pdf" if stem else "",
        credential=f"kredensial/{stem}.json" if stem else "",
    )


def _write(archive: zipfile.ZipFile, one: Kept, by: User, at: datetime) -> None:
    certificate = one.certificate
    assert certificate.pdf is not None  # noqa: S101 - whoever has a paper's name has the paper
    with certificate.pdf.content.open("rb") as stored:
        archive.writestr(one.paper, stored.read(), zipfile.ZIP_STORED)
    credential = getattr(certificate, "credential", None)
    if credential is None or credential.key.lost_at is not None:
        credential = credential_of(certificate=certificate, by=by, at=at)
    archive.writestr(one.credential, credential.content)
    archive.writestr(one.credential.removesuffix("json") + "jwt", credential.token)


def _certificates_sheet(kept: Sequence[Kept]) -> bytes:
    head = [_("Nomor"), _("Kegiatan"), _("JP"), _("Tanggal penetapan"), _("Keadaan"), _("Berkas")]
    rows = [
        [
            one.certificate.number,
            one.title,
            one.jp,
            one.certificate.statement["issued_on"],
            one.state,
            one.paper,
            one.address,
        ]
        for one in kept
    ]
    return _sheet([*head, _("Alamat pemeriksaan")], rows)


def _trainings_sheet(trainings: Sequence[TrainingRecord]) -> bytes:
    head = [_("Kegiatan"), _("Penyelenggara"), _("Mulai"), _("Selesai"), _("JP"), _("Nomor")]
    rows = [
        [
            one.title,
            one.organiser,
            one.started_on.isoformat(),
            one.ended_on.isoformat(),
            str(one.jp),
            one.number,
            str(one.get_state_display()),
        ]
        for one in trainings
    ]
    return _sheet([*head, _("Keadaan")], rows)


def _sheet(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    written = csv.writer(text)
    written.writerow(head)
    written.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
