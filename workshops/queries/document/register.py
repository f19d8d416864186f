"""The office's registers of letters: which series numbers them, and by what pattern."""

from datetime import date

from participants.models import NumberSeries, OrganisationUnit
from workshops.models import LetterDirection, OfficeLetter
from workshops.rules.classification import NEW_START

REGISTERS: dict[str, str] = {LetterDirection.OUT: "letter-out", LetterDirection.IN: "letter-in"}
PATTERNS: dict[str, str] = {
    LetterDirection.OUT: "{klasifikasi}/{urut:03}/{unit}/{bulan_romawi}/{tahun}",
    LetterDirection.IN: "{urut}",
}


def series_of(unit: OrganisationUnit, direction: str) -> NumberSeries | None:
    """None until the first letter of this direction."""
    rows = NumberSeries.objects.filter(unit=unit, register=REGISTERS[direction])
    return rows.order_by("-valid_from", "-pk").first()


def pattern_of(unit: OrganisationUnit, direction: str) -> str:
    """The pattern of the office's next letter in this direction."""
    found = series_of(unit, direction)
    return found.pattern if found else PATTERNS[direction]


def code_used_last(unit: OrganisationUnit, kind: str, today: date) -> str:
    """The code the office wrote last for such a paper, since the codes changed; "" for none."""
    rows = OfficeLetter.objects.standing().filter(unit=unit, kind=kind).exclude(classification="")
    if today >= NEW_START:
        rows = rows.filter(dated_on__gte=NEW_START)
    return rows.order_by("-dated_on", "-pk").values_list("classification", flat=True).first() or ""
