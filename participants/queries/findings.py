"""What a post asks and what somebody has, in words, each with where its evidence can be read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from participants.models import Competency
from participants.rules.staffing import Criterion, Finding, Outcome


@dataclass(frozen=True)
class FindingLine:
    """One requirement against one person. ``code`` is the competency's, "" for schooling and rank:
    with it the page of the level and its evidence is found."""

    asks: str
    held: str
    outcome: Outcome
    must: bool
    code: str


def competencies_in(criteria: Iterable[Criterion]) -> dict[int, Competency]:
    """The dictionary entries that these criteria speak of, in one query."""
    keys = {one.competency for one in criteria if one.competency is not None}
    return Competency.objects.in_bulk(keys) if keys else {}


def worded(criterion: Criterion, known: dict[int, Competency]) -> str:
    """``Pemrograman Web tingkat 3``, ``Pendidikan paling rendah D3``."""
    if criterion.kind == "competency":
        name = known[criterion.competency or 0]
        return _("%(competency)s tingkat %(level)s") % {
            "competency": name,
            "level": criterion.level,
        }
    if criterion.kind == "education":
        return _("Pendidikan paling rendah %(text)s") % {"text": criterion.text}
    if criterion.kind == "training":
        return _("Pelatihan %(text)s") % {"text": criterion.text}
    return _("Golongan paling rendah %(text)s") % {"text": criterion.text}


def finding_lines(
    findings: Iterable[Finding], known: dict[int, Competency]
) -> tuple[FindingLine, ...]:
    return tuple(_line(finding, known) for finding in findings)


def _line(finding: Finding, known: dict[int, Competency]) -> FindingLine:
    criterion = finding.criterion
    is_competency = criterion.kind == "competency"
    held = finding.held
    if is_competency and held:
        held = _("tingkat %(level)s") % {"level": held}
    return FindingLine(
        asks=worded(criterion, known),
        held=held,
        outcome=finding.outcome,
        must=criterion.must,
        code=known[criterion.competency or 0].code if is_competency else "",
    )
