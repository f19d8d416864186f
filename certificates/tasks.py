"""What the worker does for certificates: each takes ids and calls one action."""

from collections.abc import Collection
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from certificates.actions import batch
from certificates.actions.bundle import make_bundle
from certificates.actions.sheet import programme_of
from certificates.actions.signing import sign
from certificates.models import Signature, SignatureState, Template
from certificates.signing.adapters import adapter_for
from participants.actions.job import Answers
from participants.actions.job import Batch as JobBatch
from participants.errors import Reason, Refused
from participants.models import Job, JobItem, NumberSeries
from workshops.models import Workshop

SIZE = 25  # a second's work at most, and the most a dying worker leaves to be done again


@lru_cache(maxsize=8)
def _order(job_id: str) -> batch.Order:
    """What all items of one job have in common, read once by each worker. None of it changes while
    the Bimtek is closed, and after a reopening the action refuses the job's items anyway."""
    job = Job.objects.get(public_id=job_id)
    template = Template.objects.select_related("unit", "signing_account", "second_account").get(
        public_id=job.args["template"]
    )
    workshop = Workshop.objects.select_related("unit").get(public_id=job.args["workshop"])
    return batch.Order(
        template=template,
        series=NumberSeries.objects.select_related("unit").get(public_id=job.args["series"]),
        issued_on=date.fromisoformat(job.args["issued_on"]),
        programme=programme_of(
            workshop,
            template,
            workshop.stages.filter(public_id=job.args.get("stage", "")).first(),
        ),
    )


def make_certificates(job: Job, items: list[JobItem], at: datetime) -> batch.Batch:
    """Items of "certificates.issue": entitlements named by their keys."""
    order = _order(job.public_id)
    keys = [item.key for item in items]
    made = batch.reserve(order=order, keys=keys, by=job.requested_by, at=at)
    batch.make(order=order, batch=made, by=job.requested_by, at=at)
    return made


def keep_certificates(job: Job, made: batch.Batch, keys: Collection[str], at: datetime) -> Answers:
    order = _order(job.public_id)
    kept = batch.keep(order=order, batch=made, keys=keys, by=job.requested_by, at=at)
    return {
        key: answer if isinstance(answer, Refused) else {"certificate": answer.public_id}
        for key, answer in kept.items()
    }


ISSUING = JobBatch(size=SIZE, make=make_certificates, keep=keep_certificates)


def sign_one(job: Job, item: JobItem, at: datetime) -> dict[str, Any]:
    """One item of "certificates.sign": by a key of this server, or by the seal. Asked again after the
    worker died, it goes on where that one was."""
    public_id, _colon, place = item.key.partition(":")
    signature = Signature.objects.select_related("account").get(
        certificate__public_id=public_id, place=int(place)
    )
    by = job.requested_by
    signed = sign(
        signatures=[signature], signer=adapter_for(signature.account, None, at=at), by=by, at=at
    )
    signature.refresh_from_db()
    if not signed and signature.state == SignatureState.FAILED:
        raise Refused(*(Reason.from_json(stored) for stored in signature.error))
    if not signed and signature.state in {SignatureState.RUNNING, SignatureState.WAITING}:
        raise Refused(Reason("signing-underway"))
    return {"signed": len(signed)}


sign_one.waits_outside = True  # type: ignore[attr-defined]


def pack_papers(job: Job, _item: JobItem, at: datetime) -> dict[str, Any]:
    """The one item of "certificates.bundle"."""
    return make_bundle(job=job, by=job.requested_by, at=at)


pack_papers.waits_outside = True  # type: ignore[attr-defined]
