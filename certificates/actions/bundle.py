"""All papers of a Bimtek as one zip with its manifest, made by the worker and there for a day."""

import csv
import hashlib
import io
import tempfile
import zipfile
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from certificates import queries
from certificates.models import Certificate, CertificateState
from certificates.notices import verify_url
from participants.actions import audit
from participants.actions.job import enqueue
from participants.errors import Reason, Refused
from participants.exporting.sheet import harmless
from participants.models import Job, JobItem, JobState, StoredFile, User
from participants.models.sealed import lookup
from workshops.models import Workshop

ALL = "semua"  # the one item of a job
LANGUAGE = "id"  # of the manifest, whoever asks


@transaction.atomic
def request_bundle(
    *, workshop: Workshop, by: User, at: datetime, opd: str = "", kind: str = "", state: str = ""
) -> Job:
    """A job that packs the papers in force the user may see, narrowed as their list is; the same one
    while it is not finished. Refused: bundle-unsigned, bundle-empty."""
    if not queries.papers(workshop, by, opd=opd, kind=kind, state=state).exists():
        waiting = Certificate.objects.visible_to(by).filter(
            workshop=workshop, state=CertificateState.PREPARED
        )
        if count := waiting.count():
            raise Refused(Reason("bundle-unsigned", count=count))
        raise Refused(Reason("bundle-empty"))
    said = {"workshop": workshop.public_id, "opd": opd, "jenis": kind, "keadaan": state}
    same = Job.objects.unfinished().filter(
        kind=queries.BUNDLE, requested_by=by, **{f"args__{name}": one for name, one in said.items()}
    )
    return same.first() or enqueue(kind=queries.BUNDLE, items=[ALL], by=by, at=at, **said)


def make_bundle(*, job: Job, by: User, at: datetime) -> dict[str, Any]:
    """The zip of the papers as they are now; in no transaction, since it takes its time. Asked again
    after the worker died, it is the one that is there."""
    workshop = Workshop.objects.select_related("unit").get(public_id=job.args["workshop"])
    key = lookup("file", f"{queries.BUNDLE}/{job.public_id}")[:12]
    known = StoredFile.objects.filter(public_id=key).first()
    if known is not None:
        return {"file": known.public_id}
    rows = queries.papers(
        workshop,
        by,
        opd=job.args.get("opd", ""),
        kind=job.args.get("jenis", ""),
        state=job.args.get("keadaan", ""),
    )
    with tempfile.TemporaryFile() as packed:
        with override(LANGUAGE):
            count = write_zip(packed, rows.iterator(chunk_size=200))
        packed.seek(0)
        digest = hashlib.file_digest(packed, "sha256").hexdigest()
        size = packed.tell()
        packed.seek(0)
        stored = StoredFile(
            public_id=key,
            name=f"sertifikat-{workshop.public_id}.zip",
            content_type="application/zip",
            size=size,
            sha256=digest,
            unit=workshop.unit,
            stored_at=at,
            stored_by=by,
        )
        place = stored.content.field.generate_filename(stored, key)
        stored.content.storage.delete(place)  # what a killed worker left
        stored.content.save(key, File(packed), save=False)
    with transaction.atomic():
        stored.save()
        audit.record(
            "certificates.bundle.made", workshop, by=by, at=at, unit=workshop.unit, count=count
        )
    return {"file": stored.public_id, "count": count}


def write_zip(target: Any, certificates: Iterable[Certificate]) -> int:
    """Papers one by one, so that no memory holds them all, and ``daftar.csv``, which names each with its
    SHA-256; how many. PDF is compressed already, so it is only stored."""
    listed, count = io.StringIO(), 0
    manifest = csv.writer(listed)
    manifest.writerow([_("Berkas"), _("Nomor"), _("Nama"), "SHA-256", _("Alamat pemeriksaan")])
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for certificate in certificates:
            if certificate.pdf is None:
                continue
            count += 1
            name = certificate.pdf.name
            with certificate.pdf.content.open("rb") as stored:
                archive.writestr(name, stored.read())
            cells = (
                name,
                certificate.number,
                certificate.statement["person_name"],
                certificate.pdf.sha256,
                verify_url(certificate.public_id),
            )
            manifest.writerow([harmless(cell) for cell in cells])
        archive.writestr("daftar.csv", listed.getvalue().encode("utf-8-sig"))
    return count


@transaction.atomic
def clear_bundles(*, by: User, at: datetime) -> int:
    """Deletes the zips nobody may take any more; how many."""
    items = JobItem.objects.filter(
        job__kind=queries.BUNDLE,
        state=JobState.DONE,
        job__finished_at__lt=at - queries.BUNDLE_VALID,
    ).exclude(result={})
    keys = [item.result.get("file", "") for item in items]
    files = list(StoredFile.objects.filter(public_id__in=keys))
    for stored in files:
        transaction.on_commit(partial(stored.content.delete, save=False))
    StoredFile.objects.filter(pk__in=[stored.pk for stored in files]).delete()
    items.update(result={})
    if files:
        audit.record("certificates.bundle.discarded", by, by=by, at=at, files=len(files))
    return len(files)
