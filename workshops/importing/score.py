"""Scores from a sheet or pasted out of one: whose they are, and what would change."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from participants.errors import Reason, Refused
from participants.importing.header import normalise
from participants.importing.sheet import Row, Sheet, read_sheet
from participants.importing.upload import likeliest, read_upload
from participants.rules.names import matching_key
from workshops.queries.score import ScoreLine
from workshops.rules.score import read_score

COLUMNS = {
    "code": ("kode", "kode peserta", "code"),
    "number": ("nip", "ni pppk", "nip ni pppk"),
    "name": ("nama", "nama peserta", "nama lengkap", "name"),
    "pre": ("pre", "pre test", "pretest", "nilai pre test", "nilai pretest", "nilai awal"),
    "post": ("post", "post test", "posttest", "nilai post test", "nilai posttest", "nilai akhir"),
}
KNOWN = {word for words in COLUMNS.values() for word in words}
BARE = "Nama\tPre-test\tPost-test\n"  # what a list without a line of titles is taken for


@dataclass
class ScoreRow:
    """One line of the sheet: whose it is, what stands there, and what would."""

    line: int
    given: str
    found: ScoreLine | None = None
    pre: Decimal | None = None
    post: Decimal | None = None
    faults: list[Reason] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """wrong, same, new or changed. An empty cell changes nothing."""
        if self.faults or self.found is None:
            return "wrong"
        standing = self.found.scores
        asked = (self.pre, self.post)
        differing = [
            old for old, new in zip(standing, asked, strict=True) if new is not None and old != new
        ]
        if not differing:
            return "same"
        return "new" if all(old is None for old in differing) else "changed"


def read_pasted(text: str, lines: Sequence[ScoreLine], numbers: dict[str, int]) -> list[ScoreRow]:
    """The same for text out of a spreadsheet, with or without its line of titles."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    titled = {normalise(cell) for cell in first.split("\t")} & KNOWN
    whole = text if titled else BARE + text
    # Text that the form itself has limited, and no file.
    rows = _scores(read_sheet(whole.encode(), "tempel.tsv", KNOWN), lines, numbers)
    return rows if titled else [replace(row, line=row.line - 1) for row in rows]


def read_scores(
    data: bytes, filename: str, lines: Sequence[ScoreLine], numbers: dict[str, int]
) -> list[ScoreRow]:
    """Every line with its person, found by code, NIP or name, and its scores.

    Refused: score-columns-missing, and what the sheet is refused for.
    """
    return _scores(likeliest(read_upload(data, filename, KNOWN), KNOWN), lines, numbers)


def _scores(sheet: Sheet, lines: Sequence[ScoreLine], numbers: dict[str, int]) -> list[ScoreRow]:
    places = {
        name: at
        for at, header in enumerate(sheet.headers)
        for name, words in COLUMNS.items()
        if normalise(header) in words
    }
    if not ({"pre", "post"} & places.keys() and {"code", "number", "name"} & places.keys()):
        raise Refused(Reason("score-columns-missing"))
    people = _People(lines, numbers)
    seen: dict[int, int] = {}
    found = []
    for row in sheet.rows:
        read = _row(row, places, people)
        if read.found is not None:
            key = read.found.registration.pk
            if key in seen:
                read.faults.append(Reason("score-twice", line=seen[key]))
            seen.setdefault(key, row.line)
        found.append(read)
    return found


class _People:
    def __init__(self, lines: Sequence[ScoreLine], numbers: dict[str, int]) -> None:
        by_key = {line.registration.pk: line for line in lines}
        self.codes = {line.registration.public_id: line for line in lines}
        self.numbers = {number: by_key[key] for number, key in numbers.items()}
        self.names: defaultdict[str, list[ScoreLine]] = defaultdict(list)
        for line in lines:
            self.names[matching_key(line.registration.printed_name)].append(line)

    def find(self, code: str, number: str, name: str) -> ScoreLine:
        """Refused: score-nobody, score-of-several."""
        digits = "".join(filter(str.isdigit, number))
        known = self.codes.get(code.strip().lower()) or self.numbers.get(digits)
        if known:
            return known
        same = self.names.get(matching_key(name), []) if name else []
        if len(same) != 1:
            reason = Reason("score-of-several", count=len(same)) if same else Reason("score-nobody")
            raise Refused(reason)
        return same[0]


def _row(row: Row, places: dict[str, int], people: _People) -> ScoreRow:
    def cell(name: str) -> str:
        return row.cells[places[name]] if name in places else ""

    read = ScoreRow(line=row.line, given=cell("name") or cell("number") or cell("code"))
    try:
        read.found = people.find(cell("code"), cell("number"), cell("name"))
    except Refused as refusal:
        read.faults += refusal.reasons
    for name in ("pre", "post"):
        try:
            setattr(read, name, read_score(cell(name)))
        except Refused as refusal:
            read.faults += refusal.reasons
    return read
