"""What accounting needs, written down once for an event."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.models import User
from workshops.models import Accounting, Office, Official, Workshop

TOLD = (
    "sub_activity_code",
    "sub_activity_name",
    "account_code",
    "account_name",
    "office_address",
    "place",
)
SAID_OF_OFFICIALS = ("name", "nip", "rank", "post")


@transaction.atomic
def write_accounting(
    *,
    workshop: Workshop,
    told: Mapping[str, str],
    officials: Mapping[str, Mapping[str, str]],
    by: User,
    at: datetime,
) -> Accounting:
    """Sub kegiatan and rekening (``told``, by the names of ``TOLD``), and who holds each office
    (``officials``: name, nip, rank, post); an office without a name is held by nobody. Also of a
    Bimtek that is closed, since the file is put together afterwards."""
    workshop = Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
    row, _made = Accounting.objects.update_or_create(
        workshop=workshop,
        defaults={name: told.get(name, "") for name in TOLD} | {"changed_at": at, "changed_by": by},
    )
    for office in Office.values:
        said = officials.get(office, {})
        held = Official.objects.filter(workshop=workshop, office=office)
        if not said.get("name"):
            held.delete()
        else:
            Official.objects.update_or_create(
                workshop=workshop,
                office=office,
                defaults={name: said.get(name, "") for name in SAID_OF_OFFICIALS},
            )
    audit.record(
        "workshops.accounting.written",
        workshop,
        by=by,
        at=at,
        unit=workshop.unit,
        officials=sum(bool(one.get("name")) for one in officials.values()),
    )
    return row
