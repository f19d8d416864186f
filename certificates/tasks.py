"""What the worker does for certificates: each takes ids and calls one action."""

from datetime import date, datetime
from typing import Any

from certificates.actions.issuing import issue
from certificates.models import Template
from participants.models import Job, JobItem, NumberSeries
from workshops.models import Entitlement


def issue_one(job: Job, item: JobItem, at: datetime) -> dict[str, Any]:
    """One item of "certificates.issue": the entitlement named by its key."""
    certificate = issue(
        entitlement=Entitlement.objects.get(public_id=item.key),
        template=Template.objects.get(public_id=job.args["template"]),
        series=NumberSeries.objects.select_related("unit").get(public_id=job.args["series"]),
        issued_on=date.fromisoformat(job.args["issued_on"]),
        by=job.requested_by,
        at=at,
    )
    return {"certificate": certificate.public_id}
