"""Layouts as versions: an issued certificate's layout is never changed."""

from datetime import datetime
from typing import Any

from django.db import transaction

from certificates.models import Template
from certificates.models.template import DRAFT
from certificates.rules.artwork import PLACES
from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import OrganisationUnit, User

# What a copy has of the layout it was made from.
COPIED = (
    "language",
    "office",
    "place",
    *(
        f"{who}_{what}"
        for who in ("signatory", "second")
        for what in ("name", "post", "rank", "nip")
    ),
    "signing_account",
    "second_account",
    "public_name",
    "public_unit",
    "look",
    *PLACES,
)


@transaction.atomic
def make_template(
    *,
    unit: OrganisationUnit,
    name: str,
    by: User,
    at: datetime,
    draft: bool = False,
    **fields: Any,
) -> Template:
    """The first version of a layout, or a ``draft`` of it. Refused when the unit has one of that name
    in use or in work."""
    OrganisationUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    _refuse_taken(unit, name)
    template = Template.objects.create(
        unit=unit,
        name=name,
        version=DRAFT if draft else _last_version(unit, name) + 1,
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
    earlier = _locked(template)
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
    _note("revised", later, by, at, version=later.version)
    return later


@transaction.atomic
def draft_template(*, template: Template, by: User, at: datetime, **fields: Any) -> Template:
    """The next version as a draft: what is in use stays in use. Refused when it was retired, or has a
    draft already."""
    template = _locked(template)
    if template.retired_at is not None:
        raise Refused(Reason("template-retired"))
    if Template.objects.drafts().filter(unit=template.unit, name=template.name).exists():
        raise Refused(Reason("template-has-draft"))
    draft = Template.objects.create(
        unit=template.unit, name=template.name, version=DRAFT, made_at=at, made_by=by, **fields
    )
    _note("drafted", draft, by, at)
    return draft


@transaction.atomic
def save_draft(*, draft: Template, by: User, at: datetime, **fields: Any) -> Template:
    """The draft as it is now; nothing is printed on it. Refused when it was put to use meanwhile."""
    draft = _locked_draft(draft)
    if fields.get("name", draft.name) != draft.name:
        _refuse_taken(draft.unit, fields["name"])
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.made_at, draft.made_by = at, by
    draft.save()
    _note("drafted", draft, by, at)
    return draft


@transaction.atomic
def use_draft(*, draft: Template, by: User, at: datetime, **fields: Any) -> Template:
    """The draft with these fields as the version in use; the one before is retired. Refused when it
    was put to use meanwhile."""
    draft = save_draft(draft=draft, by=by, at=at, **fields)
    same = Template.objects.filter(unit=draft.unit, name=draft.name)
    for earlier in same.in_use().select_for_update(of=("self",)):
        earlier.retired_at = at
        earlier.save(update_fields=["retired_at"])
    draft.version = _last_version(draft.unit, draft.name) + 1
    draft.save(update_fields=["version"])
    _note("revised", draft, by, at, version=draft.version)
    return draft


@transaction.atomic
def discard_draft(*, draft: Template, by: User, at: datetime) -> None:
    """Nothing was ever printed on it, so nothing is kept but that it was there."""
    draft = _locked_draft(draft)
    _note("discarded", draft, by, at)
    draft.delete()


@transaction.atomic
def copy_template(*, template: Template, name: str, by: User, at: datetime) -> Template:
    """A draft of a new layout that begins as this one is; its name is made one nobody has."""
    OrganisationUnit.objects.select_for_update(no_key=True).get(pk=template.unit_id)
    said = {field: getattr(template, field) for field in COPIED}
    return make_template(
        unit=template.unit, name=_free(template.unit, name), by=by, at=at, draft=True, **said
    )


@transaction.atomic
def retire_template(*, template: Template, by: User, at: datetime) -> Template:
    """No new certificate is made on it. A draft is discarded instead."""
    template = _locked(template)
    if template.is_draft:
        raise Refused(Reason("template-is-draft"))
    if template.retired_at is None:
        template.retired_at = at
        template.save(update_fields=["retired_at"])
        audit.record("certificates.template.retired", template, by=by, at=at)
    return template


def _locked(template: Template) -> Template:
    rows = Template.objects.select_for_update(of=("self",)).select_related("unit")
    found = rows.filter(pk=template.pk).first()
    if found is None:  # a draft that somebody discarded
        raise Refused(Reason("template-retired"))
    return found


def _locked_draft(draft: Template) -> Template:
    found = _locked(draft)
    if not found.is_draft:
        raise Refused(Reason("template-retired"))
    return found


def _refuse_taken(unit: OrganisationUnit, name: str) -> None:
    if Template.objects.filter(unit=unit, name=name, retired_at=None).exists():
        raise Refused(Reason("template-name-taken", name=name))


def _free(unit: OrganisationUnit, name: str) -> str:
    """``name``, or with a number behind it."""
    taken = set(Template.objects.filter(unit=unit).values_list("name", flat=True))
    names = [name[:115], *(f"{name[:110]} {count}" for count in range(2, len(taken) + 3))]
    return next(one for one in names if one not in taken)


def _note(what: str, template: Template, by: User, at: datetime, **told: Any) -> None:
    audit.record(
        f"certificates.template.{what}", template, by=by, at=at, unit=template.unit, **told
    )


def _last_version(unit: OrganisationUnit, name: str) -> int:
    versions = Template.objects.filter(unit=unit, name=name).order_by("-version")
    return versions.values_list("version", flat=True).first() or 0
