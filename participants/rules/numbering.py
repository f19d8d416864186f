"""Letter and certificate numbers: patterns as data, typed blocks, Roman numerals.

A pattern is text with fields in braces, e.g. "{klasifikasi}/{urut:04}/{unit}/{bulan_romawi}/{tahun}".
"""

import re
from dataclasses import dataclass
from datetime import date
from string import Formatter

from participants.errors import Reason, Refused

FIELDS = ("klasifikasi", "urut", "unit", "bulan", "bulan_romawi", "tahun", "tahap")
LARGEST_BLOCK = 5_000
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_TO = r"(?:s\s*\.?\s*[./]\s*d\s*\.?|s\.?d\.?|sampai\s+dengan|sampai|hingga)"
_RANGE = re.compile(
    rf"^(.+?)(?:\s+{_TO}\s+|\s+[-–—]\s*|\s*[-–—]\s+|\s*[–—]\s*)(.+)$", re.IGNORECASE
)
_BARE_RANGE = re.compile(rf"^([0-9]+)\s*(?:-|{_TO})\s*([0-9]+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """Numbers handed out at once: prefix + first…last + suffix, padded with zeros to ``width``."""

    prefix: str
    first: int
    last: int
    suffix: str
    width: int

    def __len__(self) -> int:
        return self.last - self.first + 1

    def numbers(self) -> list[str]:
        """Every number of the block, as printed, in order."""
        return [
            f"{self.prefix}{n:0{self.width}}{self.suffix}" for n in range(self.first, self.last + 1)
        ]


def pattern_faults(pattern: str) -> list[Reason]:
    """Why a pattern cannot be used; empty when it can."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        return [Reason("pattern-braces-unbalanced")]
    faults, fields = [], []
    for _text, name, spec, conversion in parts:
        if name is None:
            continue
        if name not in FIELDS:
            faults.append(Reason("pattern-field-unknown", given=name, known=", ".join(FIELDS)))
        elif conversion or not _may_have(name, spec or ""):
            faults.append(Reason("pattern-width-wrong", given=name))
        fields.append(name)
    if "urut" not in fields:
        faults.append(Reason("pattern-without-counter"))
    return faults


def render(
    pattern: str, *, number: int, on: date, classification: str = "", unit: str = "", stage: int = 0
) -> str:
    """The number as it is printed.

    ``on`` gives month and year; ``stage`` is printed in Roman. Raises Refused where the pattern is
    faulty, or asks for something that is not given.
    """
    if faults := pattern_faults(pattern):
        raise Refused(*faults)
    values = {
        "klasifikasi": classification,
        "urut": number,
        "unit": unit,
        "bulan": on.month,
        "bulan_romawi": to_roman(on.month),
        "tahun": str(on.year),
        "tahap": to_roman(stage) if stage else "",
    }
    asked = {name for _text, name, _spec, _conversion in Formatter().parse(pattern) if name}
    if missing := [
        Reason("pattern-value-missing", field=f) for f in FIELDS if f in asked and values[f] == ""
    ]:
        raise Refused(*missing)
    return pattern.format(**values)


def expand_block(text: str) -> Block:
    """The block in "090/ABC/2026 s.d. 137", "1-48", or one number alone; raises Refused.

    The second number may repeat prefix and suffix or be the counter alone. The counter is where the
    two differ; else the one part between slashes that the second number can follow.
    """
    plain = " ".join(text.split())
    between = _BARE_RANGE.match(plain) or _RANGE.match(plain)
    start, end = (between[1].strip(), between[2].strip()) if between else (plain, "")
    if not re.search(r"[0-9]", start) or len(plain) > 200:
        raise Refused(Reason("block-unreadable", given=plain))
    if not end:
        block = _single(start)
    elif re.fullmatch(r"[0-9]+", end):
        block = _short(start, end)
    else:
        block = _repeated(start, end)
    if block.last < block.first:
        raise Refused(Reason("block-backwards", first=block.first, last=block.last))
    if len(block) > LARGEST_BLOCK:
        raise Refused(Reason("block-too-large", count=len(block), most=LARGEST_BLOCK))
    return block


def to_roman(number: int) -> str:
    """1 to 3999 in Roman capitals; ValueError beyond."""
    if not 1 <= number <= 3999:
        raise ValueError(f"{number} has no Roman numeral.")
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


def _may_have(name: str, spec: str) -> bool:
    """Only the numbers may be padded: {urut:04}, {bulan:02}."""
    return not spec or (name in ("urut", "bulan") and bool(re.fullmatch(r"0[1-9]", spec)))


def _runs(text: str) -> list[re.Match[str]]:
    return list(re.finditer(r"[0-9]+", text))


def _whole(text: str, runs: list[re.Match[str]]) -> list[re.Match[str]]:
    """Of some runs of digits those that fill a part between slashes, if any does."""
    filling = [
        run
        for run in runs
        if text[: run.start()][-1:] in ("", "/", " ") and text[run.end() :][:1] in ("", "/", " ")
    ]
    return filling or runs


def _around(text: str, run: re.Match[str], last: int) -> Block:
    width = len(run[0]) if run[0].startswith("0") else 0
    return Block(text[: run.start()], int(run[0]), last, text[run.end() :], width)


def _single(text: str) -> Block:
    """One number: of its parts the counter is not the year and not a dotted classification."""
    runs = _whole(text, _runs(text))
    likely = [run for run in runs if not re.fullmatch(r"(19|20)[0-9]{2}", run[0])] or runs
    chosen = likely[0]
    return _around(text, chosen, int(chosen[0]))


def _short(start: str, end: str) -> Block:
    last = int(end)
    able = [run for run in _runs(start) if int(run[0]) <= last and len(run[0]) <= len(end)]
    if end.startswith("0") or any(run[0].startswith("0") for run in able):
        # Padded on one side: padded on the other, 090 … 137 and 001 … 048 alike.
        able = [run for run in able if len(run[0]) == len(end)] or able
    chosen = _whole(start, able)
    padded = [run for run in chosen if run[0].startswith("0")]
    chosen = padded if len(chosen) > 1 and len(padded) == 1 else chosen
    if not able:
        runs = _whole(start, _runs(start))
        raise Refused(Reason("block-backwards", first=int(runs[0][0]), last=last))
    if len(chosen) > 1:
        raise Refused(Reason("block-ambiguous", given=start))
    return _around(start, chosen[0], last)


def _repeated(start: str, end: str) -> Block:
    ones, others = _runs(start), _runs(end)
    shape = re.sub(r"[0-9]+", "#", start), re.sub(r"[0-9]+", "#", end)
    differing = [(a, b) for a, b in zip(ones, others, strict=False) if a[0] != b[0]]
    if shape[0] != shape[1] or len(differing) > 1:
        raise Refused(Reason("block-ends-differ", first=start, last=end))
    if not differing:
        return _single(start)
    run, other = differing[0]
    return _around(start, run, int(other[0]))
