"""Which OPD, and in it which people, make a figure of the strategy."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from participants.models import Indicator, OrganisationUnit, Person, StaffGroup
from participants.queries.findings import competencies_in, worded
from participants.queries.strategy import STAFF_GROUPS, Member, Roll, group_of, has_role
from participants.rules.ability import Ability
from participants.rules.staffing import Outcome
from participants.rules.strategy import Fit, Measured
from project.strategy.drawing import FITS, GROUPS

YES, NO = ("ok", "circle-check"), ("bad", "x")
ORDER = list(Fit)


@dataclass(frozen=True)
class UnitLine:
    """One OPD: the figure of each group; for a role, whether somebody of each group can do it."""

    unit: OrganisationUnit
    asn: Measured
    non_asn: Measured
    hours: tuple[Measured, Measured] | None
    has: tuple[bool, bool, bool] | None  # anybody, ASN, Non-ASN

    @property
    def left_out(self) -> int:
        return self.asn.left_out + self.non_asn.left_out


@dataclass(frozen=True)
class Behind:
    """One person. ``name`` and ``public_id`` are empty for who may not read them."""

    name: str
    public_id: str
    group: Any
    job: str
    shown: tuple[str, str, Any]
    jp: int | None
    why: str


def unit_lines(found: Roll, indicator: str) -> list[UnitLine]:
    """In tree order; those that nobody in scope works at have nothing to show, but for a role."""
    if indicator == Indicator.ROLE:
        return [
            UnitLine(
                tile.unit,
                _one(has_role(tile, StaffGroup.ASN)),
                _one(has_role(tile, StaffGroup.NON_ASN)),
                None,
                (
                    has_role(tile, StaffGroup.ANY),
                    has_role(tile, StaffGroup.ASN),
                    has_role(tile, StaffGroup.NON_ASN),
                ),
            )
            for tile in found.tiles
        ]
    members: dict[int, list[Member]] = {}
    for one in found.members:
        members.setdefault(one.opd, []).append(one)
    lines = []
    for key in sorted(members, key=lambda key: found.units[key].path):
        part = Roll(found.day, found.rule, tuple(members[key]), found.units, ())
        asn, non_asn = (part.measure(indicator, group) for group in STAFF_GROUPS)
        heads = None
        if indicator == Indicator.TRAINING:
            first, second = (part.measure(Indicator.HOURS, group) for group in STAFF_GROUPS)
            heads = (first, second)
        lines.append(UnitLine(found.units[key], asn, non_asn, heads, None))
    return lines


def _one(holds: bool) -> Measured:  # noqa: FBT001 one OPD, counted as 0 or 1
    return Measured(int(holds), 1, 0, None)


def people_of(found: Roll, indicator: str, user: Any) -> list[Behind]:
    """Those who need something first, then by name; who may not be named comes without order."""
    if indicator == Indicator.ROLE:
        return _able(found, user)
    people = _people([one.person for one in found.members], user)
    competencies = competencies_in(
        finding.criterion for one in found.members for finding in one.placed.findings
    )
    rows = []
    for one in found.members:
        shown: tuple[str, str, Any]
        if indicator == Indicator.PLACEMENT:
            shown = FITS[one.placed.fit]
            first = ORDER.index(one.placed.fit)
            why = "; ".join(
                worded(finding.criterion, competencies)
                + (f" ({_('belum ada data')})" if finding.outcome == Outcome.NO_DATA else "")
                for finding in one.placed.findings
                if finding.criterion.must and finding.outcome != Outcome.MET
            )
        else:
            enough = one.jp >= found.rule.minimum_jp
            shown = (*YES, _("Sudah")) if enough else (*NO, _("Belum"))
            first, why = one.jp, ""
        name, public_id = people.get(one.person, ("", ""))
        jp = one.jp if indicator == Indicator.TRAINING else None
        rows.append(
            (
                first,
                name,
                Behind(name, public_id, GROUPS[StaffGroup(one.group)], one.job, shown, jp, why),
            )
        )
    return [row for _first, _name, row in sorted(rows, key=lambda row: (row[0], row[1]))]


def _able(found: Roll, user: Any) -> list[Behind]:
    able = [one for tile in found.tiles for one in tile.able]
    people = _people([one.person.pk for one in able], user)
    rows = []
    for one in able:
        can = one.judged.ability == Ability.CAN
        name, public_id = people.get(one.person.pk, ("", ""))
        rows.append(
            Behind(
                name,
                public_id,
                GROUPS[StaffGroup(group_of(one.status))],
                one.job,
                (*YES, _("Mampu"))
                if can
                else ("warn", "school", _("Dapat ditugaskan setelah pelatihan")),
                None,
                _("tingkat %(level)s") % {"level": one.judged.held}
                if one.judged.held
                else _("belum pernah dinilai; pendidikannya sebidang"),
            )
        )
    return rows


def _people(keys: list[int], user: Any) -> dict[int, tuple[str, str]]:
    """{person: printed name and public id} of those whom the user may read."""
    readable = Person.objects.visible_to(user).filter(pk__in=keys)
    return {one.pk: (one.printed_name(), one.public_id) for one in readable}
