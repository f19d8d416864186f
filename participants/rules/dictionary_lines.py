"""Entries of the dictionary as lines pasted from a spreadsheet. Pure."""

from dataclasses import dataclass

KINDS = {
    "manajerial": "managerial",
    "managerial": "managerial",
    "sosial kultural": "sociocultural",
    "sosiokultural": "sociocultural",
    "sociocultural": "sociocultural",
    "teknis": "technical",
    "technical": "technical",
}


@dataclass(frozen=True)
class PastedLine:
    """``kind`` is "" where the word is none we know."""

    line: int
    code: str
    kind: str
    name: str
    indicators: dict[str, str]


def read_lines(text: str) -> list[PastedLine]:
    """One entry a line; empty lines and a head that begins with "kode" are passed over."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [" ".join(cell.split()) for cell in line.split("\t" if "\t" in line else ";")]
        if not any(cells) or cells[0].lower() == "kode":
            continue
        cells += [""] * (8 - len(cells))
        found.append(
            PastedLine(
                line=number,
                code=cells[0][:30],
                kind=KINDS.get(cells[1].lower(), ""),
                name=cells[2][:150],
                indicators={
                    str(level): words[:500]
                    for level, words in enumerate(cells[3:8], start=1)
                    if words
                },
            )
        )
    return found
