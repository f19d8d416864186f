"""Finds the line of a table that names its columns, below titles and above the rows."""

import re
from collections.abc import Collection

LOOKED_AT = 10


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


def normalise(written: str) -> str:
    """What a header is known by: small letters and digits, single spaces."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", written.lower()).split())


def is_numbering(cells: list[str]) -> bool:
    """Whether a row only counts the columns, as printed tables do below their header: 1 2 3 4."""
    filled = [cell.strip("() ") for cell in cells if cell]
    return len(filled) > 1 and filled == [str(n) for n in range(1, len(filled) + 1)]


def _score(words: list[str], wanted: Collection[str], widest: int) -> float:
    hits = sum(normalise(word) in wanted for word in words)
    figures = sum(bool(re.search(r"[0-9]{3,}|^[0-9.,]+$", word)) for word in words)
    long = sum(len(word) > 60 for word in words)
    if hits < 2 and (figures or long or len(set(map(normalise, words))) < len(words)):
        return 0.0 if not hits else float(hits)
    full = len(words) / widest
    if not hits and full < 0.5:
        return 0.0
    return 10 * hits + full
