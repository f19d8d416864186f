"""What a certificate asks, as versions."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from participants.access import access_of
from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import Role, User
from workshops.actions.locking import changeable
from workshops.models import PassingRule, ScoreMeans, Workshop
from workshops.queries.progress import rule_in_force


@transaction.atomic
def set_passing_rule(
    *,
    workshop: Workshop,
    by: User,
    at: datetime,
    minimum_share: Decimal,
    based_on: int | None = None,
    **asked: Any,
) -> PassingRule:
    """A new version of what a certificate asks; the former versions stay. ``asked``: the other
    fields of PassingRule; ``based_on``: the version whose consequences were looked at.

    *Lulus* is for training under BKPSDM: only HR of the organiser may save a rule whose score
    grades. Refused: workshop-closed, share-out-of-range, rule-changed-meanwhile, pass-needs-hr,
    pass-needs-score, band-below-minimum.
    """
    workshop = changeable(workshop)
    before = rule_in_force(workshop)
    if based_on is not None and before is not None and before.version != based_on:
        raise Refused(
            Reason("rule-changed-meanwhile", version=before.version, by=before.made_by.full_name)
        )
    if faults := faults_of(workshop, minimum_share=minimum_share, by=by, **asked):
        raise Refused(*faults)
    rule = PassingRule.objects.create(
        workshop=workshop,
        version=(before.version if before else 0) + 1,
        minimum_share=minimum_share,
        made_at=at,
        made_by=by,
        **asked,
    )
    audit.record("workshops.passingrule.set", workshop, by=by, at=at, version=rule.version)
    return rule


def faults_of(
    workshop: Workshop, *, minimum_share: Decimal, by: User, **asked: Any
) -> list[Reason]:
    """Why these cannot be the conditions of this Bimtek, said by this user."""
    found = []
    shares = [minimum_share, asked.get("minimum_share_per_stage")]
    if any(share is not None and not 0 <= share <= 1 for share in shares):
        found.append(Reason("share-out-of-range"))
    if asked.get("score_means") == ScoreMeans.GRADES:
        found += _faults_of_grades(workshop, asked, by)
    return found


def _faults_of_grades(workshop: Workshop, asked: dict[str, Any], by: User) -> list[Reason]:
    access = access_of(by)
    found = []
    if not (access.everywhere or access.has_on(workshop.unit, Role.HR)):
        found.append(Reason("pass-needs-hr"))
    minimum = asked.get("minimum_score")
    if minimum is None:
        return [*found, Reason("pass-needs-score")]
    return found + [
        Reason("band-below-minimum", name=band["name"], lowest=band["from"], minimum=str(minimum))
        for band in asked.get("bands") or []
        if Decimal(band["from"]) < minimum
    ]
