"""Splits titles from names, and makes names comparable."""

import re
import unicodedata
from dataclasses import dataclass

from . import titles

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_MUHAMMAD = titles.spellings("""
    md moch mochamad mochammad moh mohamad mohamed mohammad mohd much muchamad muchammad muh
    muhamad muhammed
""")
_VARIANTS = {
    **dict.fromkeys(_MUHAMMAD, "muhammad"),
    **dict.fromkeys(("achmad", "akhmad"), "ahmad"),
    "abd": "abdul",
    "noor": "nur",
}


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in its three parts; a part that is not there is ''."""

    prefix: str
    name: str
    suffix: str

    def __str__(self) -> str:
        """As it is printed: Dr. Ir. H. Budi Santoso, S.Kom., M.T."""
        before = f"{self.prefix} {self.name}".strip()
        return f"{before}, {self.suffix}" if self.suffix else before


def split_titles(text: str) -> Name:
    """Prefix, name and suffix of a name as it is written, known titles in their usual spelling.

    Titles are taken from the front while they are known; from the back after a comma while they
    are known or look like an abbreviation ("S.Xyz."); without a comma only where written with a
    full stop or in letters that a name does not have (SKom, and SE beside a name in small letters).
    A text that is titles alone is kept as the name: nobody's name is ever empty by this.
    """
    words = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).strip(" \t\n.,;:-")
    head, *tail = [part.strip() for part in words.split(",")]
    while tail and titles.letters(head) in titles.PREFIXES and not tail[0].endswith("."):
        head, *tail = f"{head} {tail[0]}", *tail[1:]  # "Dr, Budi Santoso"
    prefix, rest = _take_prefixes(head)
    name, trailing = _take_trailing(rest, shouting=text.isupper())
    suffixes, kept = _after_commas(tail)
    if kept:  # "Santoso, Budi": what follows the comma is no title, so nothing before it is
        name, trailing = ", ".join(filter(None, [rest, *kept])), []
    if not name:
        return Name("", " ".join(words.split()), "")
    return Name(" ".join(prefix), name, ", ".join([*trailing, *suffixes]))


def matching_key(text: str) -> str:
    """What two spellings of one name share; to suggest a match, never to decide it.

    Without titles, case, diacritics, dots and apostrophes; the many spellings of Muhammad as one.
    """
    plain = unicodedata.normalize("NFKD", split_titles(text).name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"['’‘`´ʼ]", "", plain)
    words = re.sub(r"[^\w]+|_+", " ", plain).split()
    return " ".join(_VARIANTS.get(word, word) for word in words)


def _take_prefixes(text: str) -> tuple[list[str], str]:
    found: list[str] = []
    # "Dr.Ir.H.Budi" has no spaces to split at; a space after each full stop makes them.
    words = re.sub(r"\.(?=[^\s.,])", ". ", text).split()
    while len(words) > 1:
        taken = _prefix_at(words)
        if taken is None:
            break
        title, width = taken
        if title:
            found.append(title)
        words = words[width:]
    rest = " ".join(words)
    return found, re.sub(r"\b(\w)\. (?=\w\.)", r"\1.", rest) if rest else rest


def _prefix_at(words: list[str]) -> tuple[str, int] | None:
    """The title that ``words`` begin with and how many of them it is; '' for a salutation."""
    for width in (4, 3, 2, 1):
        if width >= len(words):
            continue
        taken = words[:width]
        key = titles.letters("".join(taken))
        # "R. R." is two titles and not Rr.: as many words as the title has full stops.
        if width > 1 and titles.PREFIXES.get(key, "").count(".") != width:
            continue
        if width == 1 and key in titles.SALUTATIONS:
            return "", 1
        if key in titles.PREFIXES and _is_prefix(taken, key):
            return _spelled(taken[0], key), width
    return None


def _is_prefix(taken: list[str], key: str) -> bool:
    """R. and the like need their full stop; H, Hj, Dr, Ir, Prof and Drs are known without."""
    return taken[-1].endswith(".") or key in {"h", "hj", "kh", "dr", "drs", "dra", "ir", "prof"}


def _spelled(written: str, key: str) -> str:
    """dr. is a physician and Dr. a doctor: what was written decides."""
    if key == "dr":
        return "dr." if written.startswith("d") and not written[1:2].isupper() else "Dr."
    return titles.PREFIXES[key]


def _take_trailing(text: str, *, shouting: bool) -> tuple[str, list[str]]:
    """Titles at the end of a name that nobody separated by a comma."""
    words = text.split()
    found: list[str] = []
    while len(words) > 1:
        for width in (4, 3, 2, 1):
            if width >= len(words):
                continue
            taken = words[-width:]
            if width > 1 and not all(word.endswith(".") for word in taken[:-1]):
                continue
            key = titles.letters("".join(taken))
            if key in titles.SUFFIXES and _is_suffix("".join(taken), shouting=shouting):
                found.insert(0, titles.SUFFIXES[key])
                words = words[:-width]
                break
        else:
            break
    return " ".join(words), found


def _is_suffix(written: str, *, shouting: bool) -> bool:
    inner_capital = re.search(r"[a-z][A-Z]|[A-Z]{2}|^[A-Z]{1,2}[A-Z][a-z]", written)
    if "." in written.rstrip("."):
        return True
    return bool(inner_capital) and not shouting and len(written.rstrip(".")) > 1


def _after_commas(parts: list[str]) -> tuple[list[str], list[str]]:
    """Titles among the parts after the first comma, and the leading parts that are none."""
    found: list[str] = []
    kept: list[str] = []
    for part in filter(None, parts):
        read = _titles_in(part)
        if read is None and not found:
            kept.append(part)
        else:
            found.extend(read or [part])
    return found, kept


def _titles_in(part: str) -> list[str] | None:
    """The titles a part between commas consists of; None where it has anything else."""
    whole = titles.letters(part)
    if whole in titles.SUFFIXES:
        return [titles.SUFFIXES[whole]]
    found = []
    for word in re.sub(r"\.\s+(?=\w{1,4}\.(\s|$))", ".", part).split():
        key = titles.letters(word)
        if key in titles.SUFFIXES:
            found.append(titles.SUFFIXES[key])
        elif re.fullmatch(r"[A-Z][A-Za-z]{0,4}(\.[A-Za-z]{1,6})+\.?|[A-Z][A-Za-z]{0,4}\.", word):
            found.append(word)
        else:
            return None
    return found
