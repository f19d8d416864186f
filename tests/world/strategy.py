"""What a region promised for its staff."""

from datetime import date
from decimal import Decimal

from participants.actions.ability import define_role
from participants.actions.development import Answer, plan_development
from participants.actions.strategy import Measuring, set_targets
from participants.models import Competency, OrganisationUnit
from tests.factories import NOW, make_system
from tests.world.addresses import Arguments


def promised(pemda: OrganisationUnit, skill: Competency) -> Arguments:
    """A role that is watched, and targets of three years with one cell filled."""
    role = define_role(unit=pemda, name="Programmer", skills=[(skill, 3)], by=make_system(), at=NOW)
    set_targets(
        unit=pemda,
        first_year=2025,
        last_year=2027,
        valid_from=date(2025, 1, 1),
        legal_basis="Perda tentang RPJMD",
        measuring=Measuring(role=role),
        targets={("placement", "asn", 2026): Decimal(80)},
        by=make_system(),
        at=NOW,
    )
    development = plan_development(
        unit=pemda,
        year=2026,
        competency=skill,
        level=3,
        answer=Answer("Bimtek", 8, 16, "apbd"),
        by=make_system(),
        at=NOW,
    )
    return {
        ("kelola", "public_id"): role.public_id,
        ("rencana", "public_id"): development.public_id,
    }
