"""An office's own templates: taken, and gone back from."""

from datetime import datetime
from typing import Any

from django.db import transaction

from participants.actions import audit, file
from participants.errors import Reason, Refused
from participants.models import OrganisationUnit, User
from workshops.models import DocumentTemplate
from workshops.rendering.document.paper import tried
from workshops.rules.document import BY_CODE

TEMPLATE_KINDS = frozenset({"docx"})
TEMPLATE_BYTES = 3_000_000


@transaction.atomic
def take_template(
    *, unit: OrganisationUnit, code: str, upload: Any, by: User, at: datetime
) -> DocumentTemplate:
    """The office's own template of a paper, in force from now as its next version. Refused as
    ``rendering.document.paper.tried``, and with what a file is refused for."""
    upload.seek(0)
    tried(document=BY_CODE[code], content=upload.read())
    unit = OrganisationUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    stored = file.store(
        upload=upload,
        name=upload.name,
        unit=unit,
        by=by,
        at=at,
        allowed=TEMPLATE_KINDS,
        max_bytes=TEMPLATE_BYTES,
    )
    return _next(unit, code, stored, by, at)


@transaction.atomic
def use_version(*, version: DocumentTemplate, by: User, at: datetime) -> DocumentTemplate:
    """An earlier version in force again, as the next one."""
    unit = OrganisationUnit.objects.select_for_update(no_key=True).get(pk=version.unit_id)
    return _next(unit, version.kind, version.file, by, at)


@transaction.atomic
def use_shipped(*, unit: OrganisationUnit, code: str, by: User, at: datetime) -> DocumentTemplate:
    """Back to the template shipped. Refused: template-is-shipped."""
    unit = OrganisationUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    newest = DocumentTemplate.objects.filter(unit=unit, kind=code).order_by("-version").first()
    if newest is None or newest.file_id is None:
        raise Refused(Reason("template-is-shipped"))
    return _next(unit, code, None, by, at)


def _next(
    unit: OrganisationUnit, code: str, stored: Any, by: User, at: datetime
) -> DocumentTemplate:
    newest = DocumentTemplate.objects.filter(unit=unit, kind=code).order_by("-version").first()
    made = DocumentTemplate.objects.create(
        unit=unit,
        kind=code,
        version=newest.version + 1 if newest else 1,
        file=stored,
        made_at=at,
        made_by=by,
    )
    audit.record(
        "workshops.document_template.changed",
        made,
        by=by,
        at=at,
        unit=unit,
        paper=code,
        version=made.version,
        own=stored is not None,
    )
    return made
