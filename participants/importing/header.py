"""Finds the line of a table that names its columns, below titles and above the rows."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

LOOKED_AT = 10
BETWEEN = " › "  # a group's word and the column's own, where a header has two rows


@dataclass(frozen=True, slots=True)
class Header:
    """The words of every column, and the first and last line of the table they stand on."""

    words: tuple[str, ...]
    first: int
    last: int


def find(table: list[list[str]], known: Collection[str] = ()) -> int | None:
    """Index of the header among the first ten lines that say anything; None where none is likely.

    A header has words and no figures, and as many as the table is wide. Titles above it fill one
    cell or two; rows below it have figures. Known words outweigh everything.
    """
    wanted = {normalise(word) for word in known}
    candidates = [index for index, row in enumerate(table[:50]) if any(row)][:LOOKED_AT]
    if not candidates:
        return None
    widest = max(sum(map(bool, table[index])) for index in candidates)
    best, best_score = None, 0.0
    for index in candidates:
        words = [cell for cell in table[index] if cell]
        score = _score(words, wanted, widest)
        if score > best_score:  # the first of equals: rows of words look like headers too
            best, best_score = index, score
    return best


def whole(table: list[list[str]], at: int, known: Collection[str] = ()) -> Header:
    """The header of line ``at``, joined with the line of groups above it or the parts below it."""
    own = [" ".join(cell.split()) for cell in table[at]]
    below = table[at + 1] if at + 1 < len(table) else []
    if _is_below(own, below, known):
        return Header(_joined(own, below), at, at + 1)
    above = table[at - 1] if at else []
    if _is_above(above, own):
        return Header(_joined(above, own), at - 1, at)
    return Header(tuple(own), at, at)


def candidates(written: str) -> list[str]:
    """The words a header may be known by, the likeliest first: "Jabatan › TMT" is a jabatan tmt, a
    tmt jabatan, a tmt; the word of the group alone comes last."""
    group, _, part = written.partition(BETWEEN.strip())
    group, part = normalise(group), normalise(part)
    if not part:
        return [group]
    return [f"{group} {part}", f"{part} {group}", part, group]


def hits(headers: Sequence[str], known: Collection[str]) -> int:
    """How many of these headers are known."""
    wanted = {normalise(word) for word in known}
    return sum(any(word in wanted for word in candidates(written)) for written in headers)


def _is_below(own: list[str], below: list[str], known: Collection[str]) -> bool:
    """Whether the next line parts the columns of merged headings, and is no row."""
    filled = [at for at, cell in enumerate(below) if cell]
    if len(filled) < 2 or any(re.search(r"[0-9]{2,}", below[at]) for at in filled):
        return False

    def merged(at: int) -> bool:  # empty itself, or with an empty cell to its right
        beside = own[at + 1] if at + 1 < len(own) else ""
        return not (own[at] if at < len(own) else "") or not beside

    if not all(map(merged, filled)):
        return False
    standing = [at for at, word in enumerate(own) if word and not (at < len(below) and below[at])]
    joined = _joined(own, below)
    return bool(standing) and hits([joined[at] for at in filled], known) >= 1


def _is_above(above: list[str], own: list[str]) -> bool:
    """Whether the line before holds the words of groups of columns."""
    filled = [at for at, cell in enumerate(above) if cell]
    if len(filled) < 2 or any(len(above[at]) > 40 for at in filled):
        return False
    spans = any(
        second - first > 1 for first, second in zip(filled, [*filled[1:], len(own)], strict=True)
    )
    return spans and all(at < len(own) and own[at] for at in filled)


def _joined(groups: Sequence[str], parts: Sequence[str]) -> tuple[str, ...]:
    words, group = [], ""
    for at in range(max(len(groups), len(parts))):
        head = " ".join(groups[at].split()) if at < len(groups) else ""
        part = " ".join(parts[at].split()) if at < len(parts) else ""
        group = head or group
        words.append(f"{group}{BETWEEN}{part}" if part and group else part or head)
    return tuple(words)


def normalise(written: str) -> str:
    """What a header is known by: small letters and digits, single spaces."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", written.lower()).split())


def is_numbering(cells: list[str]) -> bool:
    """Whether a row only counts the columns, as printed tables do below their header: 1 2 3 4."""
    filled = [cell.strip("() ") for cell in cells if cell]
    return len(filled) > 1 and filled == [str(n) for n in range(1, len(filled) + 1)]


def _score(words: list[str], wanted: Collection[str], widest: int) -> float:
    found = sum(any(one in wanted for one in candidates(word)) for word in words)
    figures = sum(bool(re.search(r"[0-9]{3,}|^[0-9.,]+$", word)) for word in words)
    long = sum(len(word) > 60 for word in words)
    if found < 2 and (figures or long or len(set(map(normalise, words))) < len(words)):
        return 0.0 if not found else float(found)
    full = len(words) / widest
    if not found and full < 0.5:
        return 0.0
    return 10 * found + full
