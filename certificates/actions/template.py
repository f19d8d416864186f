"""Layouts as versions: an issued certificate's layout is never changed."""

from datetime import datetime
from typing import Any

from django.db import transaction

from certificates.models import Template
from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import OrganisationUnit, User


@transaction.atomic
def make_template(
    *, unit: OrganisationUnit, name: str, by: User, at: datetime, **fields: Any
) -> Template:
    """The first version of a layout. Refused when the unit has one of that name in use."""
    OrganisationUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if Template.objects.filter(unit=unit, name=name, retired_at=None).exists():
        raise Refused(Reason("template-name-taken", name=name))
    template = Template.objects.create(
        unit=unit,
        name=name,
        version=_last_version(unit, name) + 1,
        made_at=at,
        made_by=by,
        **fields,
    )
    audit.record("certificates.template.made", template, by=by, at=at, unit=unit)
    return template


@transaction.atomic
def revise_template(*, template: Template, by: User, at: datetime, **fields: Any) -> Template:
    """The next version with these fields; the one before is retired, and goes on to be what the
    certificates made on it look like. Refused when it was retired already."""
    earlier = (
        Template.objects.select_for_update(of=("self",)).select_related("unit").get(pk=template.pk)
    )
    if earlier.retired_at is not None:
        raise Refused(Reason("template-retired"))
    earlier.retired_at = at
    earlier.save(update_fields=["retired_at"])
    later = Template.objects.create(
        unit=earlier.unit,
        name=earlier.name,
        version=_last_version(earlier.unit, earlier.name) + 1,
        made_at=at,
        made_by=by,
        **fields,
    )
    audit.record(
        "certificates.template.revised",
        later,
        by=by,
        at=at,
        unit=earlier.unit,
        version=later.version,
    )
    return later


@transaction.atomic
def retire_template(*, template: Template, by: User, at: datetime) -> Template:
    """No new certificate is made on it."""
    template = Template.objects.select_for_update(of=("self",)).get(pk=template.pk)
    if template.retired_at is None:
        template.retired_at = at
        template.save(update_fields=["retired_at"])
        audit.record("certificates.template.retired", template, by=by, at=at)
    return template


def _last_version(unit: OrganisationUnit, name: str) -> int:
    versions = Template.objects.filter(unit=unit, name=name).order_by("-version")
    return versions.values_list("version", flat=True).first() or 0
