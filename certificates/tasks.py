"""What the worker does for certificates: each takes ids and calls one action."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from certificates.actions.issuing import issue
from certificates.actions.sheet import Programme, programme_of
from certificates.models import Template
from participants.models import Job, JobItem, NumberSeries, User
from workshops.models import Entitlement, Workshop


@dataclass(frozen=True)
class _Order:
    """What all items of one job have in common; none of it changes while the Bimtek is closed, and
    after a reopening the action refuses the job's items anyway."""

    template: Template
    series: NumberSeries
    issued_on: date
    by: User
    programme: Programme


@lru_cache(maxsize=8)
def _order(job_id: str) -> _Order:
    """Read once by each worker, not once a certificate."""
    job = Job.objects.select_related("requested_by").get(public_id=job_id)
    template = Template.objects.select_related("unit").get(public_id=job.args["template"])
    workshop = Workshop.objects.select_related("unit").get(public_id=job.args["workshop"])
    return _Order(
        template=template,
        series=NumberSeries.objects.select_related("unit").get(public_id=job.args["series"]),
        issued_on=date.fromisoformat(job.args["issued_on"]),
        by=job.requested_by,
        programme=programme_of(workshop, template),
    )


def issue_one(job: Job, item: JobItem, at: datetime) -> dict[str, Any]:
    """One item of "certificates.issue": the entitlement named by its key."""
    order = _order(job.public_id)
    certificate = issue(
        entitlement=Entitlement.objects.get(public_id=item.key),
        template=order.template,
        series=order.series,
        issued_on=order.issued_on,
        programme=order.programme,
        by=order.by,
        at=at,
    )
    return {"certificate": certificate.public_id}
