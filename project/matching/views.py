"""``/cakupan/peran/``: in which OPD somebody can do a role, in which somebody could after a training."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from participants.access import access_of, allow, reads_plans
from participants.exporting.sheet import download
from participants.models import OrganisationUnit, Person, Role
from participants.models.scope import PEMDA_WIDE
from participants.queries.ability import AbilityTile
from participants.rules.ability import Ability
from project.matching.asked import TRAINING, Asked, asked
from project.matching.coverage import Wall, wall
from project.matching.exporting import AbilityResource
from project.matching.people import people_of
from workshops.models import Workshop

# Tone, icon and word of a tile; never colour alone.
SHOWN = {
    Ability.CAN: ("ok", "circle-check", _("Ada yang mampu")),
    Ability.AFTER: ("warn", "school", _("Dapat ditugaskan setelah pelatihan")),
    Ability.NOBODY: ("bad", "user-off", _("Belum ada")),
}
OF_TRAINING = {
    Ability.CAN: ("ok", "circle-check", _("Ada yang sudah mengikuti")),
    Ability.AFTER: ("warn", "school", _("Sedang mengikuti atau menunggu verifikasi")),
    Ability.NOBODY: ("bad", "user-off", _("Belum ada")),
}


def _shown(question: Asked) -> dict[Ability, tuple[str, str, Any]]:
    is_training = question.wanted is not None and question.wanted.value.startswith(TRAINING)
    return OF_TRAINING if is_training else SHOWN


def _read(
    request: HttpRequest, unit: OrganisationUnit | None = None
) -> tuple[Asked | None, Wall | None]:
    question = asked(request, unit)
    if question is None or question.wanted is None:
        return question, None
    found = wall(question.root, question.wanted, question.day, question.since)
    access = access_of(request.user)
    # Who has some OPD's plan to read has its figures alone.
    return question, found.within(lambda unit: access.has_on(unit, *PEMDA_WIDE))


@allow(reads_plans)
@require_safe
def role_coverage(request: HttpRequest) -> HttpResponse:
    question, found = _read(request)
    access = access_of(request.user)
    given: dict[str, Any] = {
        "asked": question,
        "found": found,
        "manages": question is not None and access.has_on(question.root, Role.HR, Role.PLANNER),
    }
    if question is not None and found is not None:
        words = _shown(question)
        given |= {
            "counts": [(*words[one], found.counts[one]) for one in reversed(Ability)],
            "tiles": [
                (tile, *words[tile.ability], found.course_for(tile.skill)) for tile in found.tiles
            ],
            "changes": [
                (change.unit, words[change.before][2], words[change.after][2], change.gained)
                for change in found.changes
            ],
            "courses": [
                (
                    one,
                    access.has_on(one.workshop.unit, Role.HR)
                    and access.has_on(question.root, Role.HR),
                )
                for one in found.courses
                if any(
                    one.teaches(skill.competency, skill.level) for skill in question.wanted.skills
                )
            ]
            if question.wanted
            else [],
            "total": len(found.tiles),
            "without": len(found.tiles) - found.counts[Ability.CAN],
        }
    return render(request, "project/role_coverage.html", given)


@allow(reads_plans)
@require_safe
def role_coverage_export(request: HttpRequest, extension: str) -> HttpResponse:
    question, found = _read(request)
    if question is None or found is None:
        raise Http404
    words = _shown(question)
    rows = [(tile, words[tile.ability][2], found.course_for(tile.skill)) for tile in found.tiles]
    return download(
        AbilityResource(), rows, name=f"cakupan-peran-{question.day}", extension=extension
    )


@allow(reads_plans)
@require_safe
def role_coverage_unit(request: HttpRequest, public_id: str) -> HttpResponse:
    """One OPD: who can, who could, and why; ability and appointment apart."""
    units = OrganisationUnit.objects.visible_to(request.user)
    question, found = _read(request, get_object_or_404(units, public_id=public_id))
    if question is None or found is None or question.wanted is None:
        raise Http404
    tile = _tile(found, public_id)
    people = people_of(tile, question.wanted, found, question.day)
    named = set(
        Person.objects.visible_to(request.user)
        .filter(pk__in=[line.able.person.pk for line in people.lines])
        .values_list("pk", flat=True)
    )
    reads_bimtek = set(
        Workshop.objects.visible_to(request.user)
        .filter(pk__in=[line.course.workshop.pk for line in people.lines if line.course])
        .values_list("pk", flat=True)
    )
    tone, icon, word = _shown(question)[tile.ability]
    return render(
        request,
        "project/role_coverage_unit.html",
        {
            "asked": question,
            "unit": tile.unit,
            "tone": tone,
            "icon_name": icon,
            "word": word,
            "lines": [
                (
                    line,
                    line.able.person.pk in named,
                    line.course is not None and line.course.workshop.pk in reads_bimtek,
                )
                for line in people.lines
            ],
            "post": people.post,
            "plan": people.plan,
            "is_training": question.wanted.workshop is not None,
        },
    )


def _tile(found: Wall, public_id: str) -> AbilityTile:
    for tile in found.tiles:
        if tile.unit.public_id == public_id:
            return tile
    raise Http404
