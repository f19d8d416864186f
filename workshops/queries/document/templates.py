"""Which template of an office is in force, and which were before."""

from participants.models import OrganisationUnit
from workshops.models import DocumentTemplate


def in_force(unit: OrganisationUnit) -> dict[str, DocumentTemplate]:
    """{paper's code: its newest version}; one without a file stands for the one shipped."""
    rows = DocumentTemplate.objects.filter(unit=unit).select_related("file", "made_by")
    return {row.kind: row for row in rows.order_by("version")}


def templates_of(unit: OrganisationUnit) -> dict[str, bytes]:
    """{paper's code: the office's own template}, for those that have one."""
    found = {}
    for code, row in in_force(unit).items():
        if row.file:
            with row.file.content.open("rb") as content:
                found[code] = bytes(content.read())
    return found


def versions_of(unit: OrganisationUnit, code: str) -> list[DocumentTemplate]:
    """All versions of one paper's template, the newest first."""
    rows = DocumentTemplate.objects.filter(unit=unit, kind=code)
    return list(rows.select_related("file", "made_by").order_by("-version"))
