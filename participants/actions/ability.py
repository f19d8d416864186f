"""The roles a Pemda watches over all its OPD."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import (
    Competency,
    JobTitle,
    OrganisationUnit,
    StaffRole,
    StaffRoleSkill,
    User,
)


@transaction.atomic
def define_role(
    *,
    unit: OrganisationUnit,
    name: str,
    skills: Sequence[tuple[Competency, int]],
    by: User,
    at: datetime,
    schooling: str = "",
    job: JobTitle | None = None,
) -> StaffRole:
    """A role of the Pemda; any one of ``skills`` (competency, level) is enough for it.

    Raises Refused without a skill, or when the Pemda has a role of this name.
    """
    name = " ".join(name.split())
    if not skills:
        raise Refused(Reason("role-needs-a-skill"))
    OrganisationUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if StaffRole.objects.filter(unit=unit, name__iexact=name, retired_at=None).exists():
        raise Refused(Reason("role-name-taken", name=name))
    role = StaffRole.objects.create(
        unit=unit, name=name, schooling=schooling.strip(), job=job, made_at=at, made_by=by
    )
    levels = {competency.pk: level for competency, level in skills}
    StaffRoleSkill.objects.bulk_create(
        StaffRoleSkill(role=role, competency_id=key, level=level) for key, level in levels.items()
    )
    audit.record("participants.role.made", role, by=by, at=at, unit=unit, name=name)
    return role


@transaction.atomic
def retire_role(*, role: StaffRole, by: User, at: datetime) -> StaffRole:
    """The role is watched no more; what was read from it stands in the audit trail."""
    role = StaffRole.objects.select_for_update(no_key=True, of=("self",)).get(pk=role.pk)
    if role.retired_at is not None:
        raise Refused(Reason("already-done"))
    role.retired_at, role.retired_by = at, by
    role.save(update_fields=["retired_at", "retired_by"])
    audit.record("participants.role.retired", role, by=by, at=at, unit=role.unit, name=role.name)
    return role
