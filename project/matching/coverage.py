"""The wall of OPD for one role, competency or training, and what changed since a day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from participants.models import Competency, OrganisationUnit, TrainingRecord, TrainingState
from participants.queries.ability import AbilityTile, Able, ability_wall, opds
from participants.rules.ability import Ability, Judged, Skill
from project.matching.asked import Wanted
from workshops.models import Registration
from workshops.queries.course import Course, courses


@dataclass(frozen=True)
class Change:
    unit: OrganisationUnit
    before: Ability
    after: Ability

    @property
    def gained(self) -> bool:
        return list(Ability).index(self.after) < list(Ability).index(self.before)


@dataclass(frozen=True)
class Wall:
    """``counts`` by Ability; ``courses`` the Bimtek to come that teach what a candidate lacks."""

    tiles: tuple[AbilityTile, ...]
    counts: dict[Ability, int]
    changes: tuple[Change, ...]
    courses: tuple[Course, ...]
    names: dict[int, Competency]

    def within(self, reads: Callable[[OrganisationUnit], bool]) -> "Wall":
        """Of the OPD alone that the reader may read of; every figure follows."""
        tiles = tuple(tile for tile in self.tiles if reads(tile.unit))
        return replace(
            self,
            tiles=tiles,
            counts=counted(tiles),
            changes=tuple(change for change in self.changes if reads(change.unit)),
        )

    def course_for(self, skill: Skill | None) -> Course | None:
        """The next Bimtek that teaches this skill."""
        if skill is None:
            return None
        return next(
            (one for one in self.courses if one.teaches(skill.competency, skill.level)), None
        )


def counted(tiles: Sequence[AbilityTile]) -> dict[Ability, int]:
    abilities = [tile.ability for tile in tiles]
    return {one: abilities.count(one) for one in Ability}


def wall(root: OrganisationUnit, wanted: Wanted, day: date, since: date) -> Wall:
    """As of ``day``, beside what was known at the end of ``since``."""
    to_come = courses(root, day)
    before_ends = root.moment(since, time.max)
    if wanted.workshop is not None:
        now = _of_training(root, wanted, day)
        then = _of_training(root, wanted, since, known_at=before_ends)
    else:
        taught = {
            skill
            for skill in wanted.skills
            if any(one.teaches(skill.competency, skill.level) for one in to_come)
        }
        now = ability_wall(root, wanted.skills, day, fields=wanted.fields, taught=taught)
        then = ability_wall(
            root, wanted.skills, since, fields=wanted.fields, taught=taught, known_at=before_ends
        )
    former = {tile.unit.pk: tile.ability for tile in then}
    return Wall(
        tiles=tuple(now),
        counts=counted(now),
        changes=tuple(
            Change(tile.unit, former[tile.unit.pk], tile.ability)
            for tile in now
            if former.get(tile.unit.pk, tile.ability) != tile.ability
        ),
        courses=tuple(to_come),
        names=Competency.objects.in_bulk({skill.competency for skill in wanted.skills}),
    )


def _of_training(
    root: OrganisationUnit, wanted: Wanted, day: date, *, known_at: datetime | None = None
) -> list[AbilityTile]:
    """CAN: somebody of the OPD has this Bimtek in the verified history; AFTER: somebody takes part in
    it, or waits for verification."""
    units, belongs = opds(root, day)
    taking = (
        Registration.objects.live()
        .filter(workshop=wanted.workshop)
        .select_related("person__current_employment")
        .order_by("printed_name", "pk")
    )
    people = {one.person_id: one.person for one in taking}
    verified = TrainingRecord.objects.filter(
        person__in=people, title=wanted.name, state=TrainingState.VERIFIED, ended_on__lte=day
    )
    if known_at is not None:
        verified = verified.filter(decided_at__lte=known_at)
        people = {one.person_id: one.person for one in taking if one.registered_at <= known_at}
    done = set(verified.values_list("person_id", flat=True))
    found: dict[int, list[Able]] = {}
    for key, person in people.items():
        opd = belongs.get(person.home_unit_id)
        if opd is None:
            continue
        ability = Ability.CAN if key in done else Ability.AFTER
        held = person.current_employment
        found.setdefault(opd, []).append(
            Able(
                person,
                held.status if held else "",
                held.job_title if held else "",
                Judged(ability, Skill(0, 0), None),
                None,
            )
        )
    for several in found.values():
        several.sort(key=lambda one: (one.judged.ability != Ability.CAN, one.person.full_name))
    return [AbilityTile(unit, tuple(found.get(unit.pk, ()))) for unit in units]
