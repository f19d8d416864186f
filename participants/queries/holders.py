"""Who holds the posts of a plan on a day, a row each, for a sheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from participants.models import Person, StaffingPlan
from participants.queries.findings import FindingLine, competencies_in, finding_lines
from participants.queries.staffing import HolderLine, PostLine, post_lines, ranks_of


@dataclass(frozen=True)
class HolderRow:
    """One holder of a post: ``number`` is NIP or NI PPPK, "" where none is known."""

    post: PostLine
    holder: HolderLine
    number: str
    rank: str
    education: str
    findings: tuple[FindingLine, ...]


def holder_rows(
    plan: StaffingPlan, on: date, *, people: QuerySet[Person], below: str = ""
) -> list[HolderRow]:
    """Definitive holders on the day, of ``people`` alone, in the order of the peta jabatan."""
    posts = post_lines(plan, on, below=below)
    keys = [holder.person_id for post in posts for holder in post.holders]
    readable = {
        person.pk: person for person in people.filter(pk__in=keys).prefetch_related("identifiers")
    }
    known = competencies_in(one for post in posts for one in post.criteria)
    ranks = ranks_of(keys, on)

    def rows() -> Iterator[HolderRow]:
        for post in posts:
            for holder in post.holders:
                person = readable.get(holder.person_id)
                if person is not None:
                    number = next((one.value for one in person.identifiers.all() if one.value), "")
                    yield HolderRow(
                        post,
                        holder,
                        number,
                        ranks.get(person.pk, ""),
                        person.education,
                        finding_lines(holder.findings, known),
                    )

    return list(rows())
