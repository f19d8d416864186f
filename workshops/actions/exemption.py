"""A right to a certificate given or refused by a named person, and taken back; never deleted."""

from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.models import (
    EntitlementKind,
    Exemption,
    ExemptionEffect,
    Registration,
    Stage,
    Workshop,
)
from workshops.queries.progress import progress_for

from .supplement import supplement


@transaction.atomic
def exempt(
    *,
    registration: Registration,
    effect: str,
    reason: str,
    by: User,
    at: datetime,
    basis: str = "",
    stage: Stage | None = None,
) -> Exemption:
    """``by`` gives the right to a certificate of *telah mengikuti*, or refuses one that the rule
    would give: for the whole Bimtek, or for the certificate of one ``stage``. What was frozen
    already gets a supplement.

    Refused: reason-required, exemption-for-oneself, exemption-standing, exemption-not-judged,
    exemption-earned-already.
    """
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise Refused(Reason("reason-required"))
    workshop = _locked(registration)
    if by.person_id is not None and by.person_id == registration.person_id:
        raise Refused(Reason("exemption-for-oneself"))
    if registration.exemptions.standing().filter(stage=stage).exists():
        raise Refused(Reason("exemption-standing"))
    found = progress_for(registration, at=at, stage=stage)
    if found is None:
        raise Refused(Reason("exemption-not-judged"))
    if effect == ExemptionEffect.GRANTED and found.by_rule not in (None, EntitlementKind.NONE):
        raise Refused(Reason("exemption-earned-already"))
    exemption = Exemption.objects.create(
        registration=registration,
        stage=stage,
        effect=effect,
        reason=reason,
        basis=" ".join(basis.split())[:200],
        made_at=at,
        made_by=by,
    )
    audit.record(
        f"workshops.exemption.{effect}",
        registration,
        by=by,
        at=at,
        unit=workshop.unit,
        exemption=exemption.public_id,
        stage=stage.order if stage else 0,
        reason=reason,
    )
    supplement(registration=registration, because=reason, by=by, at=at)
    return exemption


@transaction.atomic
def withdraw_exemption(*, exemption: Exemption, because: str, by: User, at: datetime) -> Exemption:
    """It counts no more, and stays to be read with who took it back and why; what was frozen gets a
    supplement. Refused: reason-required, already-done."""
    because = " ".join(because.split())[:300]
    if not because:
        raise Refused(Reason("reason-required"))
    workshop = _locked(exemption.registration)
    exemption = Exemption.objects.select_related("registration").get(pk=exemption.pk)
    if exemption.withdrawn_at is not None:
        raise Refused(Reason("already-done"))
    exemption.withdrawn_at, exemption.withdrawn_by = at, by
    exemption.withdrawn_because = because
    exemption.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    audit.record(
        "workshops.exemption.withdrawn",
        exemption.registration,
        by=by,
        at=at,
        unit=workshop.unit,
        exemption=exemption.public_id,
        reason=because,
    )
    supplement(registration=exemption.registration, because=because, by=by, at=at)
    return exemption


def _locked(registration: Registration) -> Workshop:
    """Also of a closed Bimtek: what is frozen stays, and the supplement stands beside it."""
    return (
        Workshop.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit")
        .get(pk=registration.workshop_id)
    )
