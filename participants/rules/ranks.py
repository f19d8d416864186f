"""Pangkat and golongan: the fixed tables of PNS (I/a-IV/e) and PPPK (I-XVII), and their spellings.

Source: PP 99/2000 jo. PP 12/2002 for the pangkat of PNS; Perpres 98/2020 for golongan of PPPK,
which has no pangkat name.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from participants.errors import Reason


class Scheme(StrEnum):
    """Whose ladder a rank stands on; the two cannot be compared."""

    PNS = "pns"
    PPPK = "pppk"


@dataclass(frozen=True, slots=True)
class Rank:
    """One rung: code (III/d, or IX), pangkat name ('' for PPPK), and its place from 1 to 17."""

    scheme: Scheme
    code: str
    name: str
    order: int

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.name else self.code


_PNS_NAMES = {
    "I": ("Juru Muda", "Juru Muda Tingkat I", "Juru", "Juru Tingkat I"),
    "II": ("Pengatur Muda", "Pengatur Muda Tingkat I", "Pengatur", "Pengatur Tingkat I"),
    "III": ("Penata Muda", "Penata Muda Tingkat I", "Penata", "Penata Tingkat I"),
    "IV": (
        "Pembina",
        "Pembina Tingkat I",
        "Pembina Utama Muda",
        "Pembina Utama Madya",
        "Pembina Utama",
    ),
}
_ROMAN = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
]

PNS: tuple[Rank, ...] = tuple(
    Rank(Scheme.PNS, f"{group}/{room}", name, order)
    for order, (group, room, name) in enumerate(
        (
            (group, room, name)
            for group, names in _PNS_NAMES.items()
            for room, name in zip("abcde", names, strict=False)
        ),
        start=1,
    )
)
PPPK: tuple[Rank, ...] = tuple(
    Rank(Scheme.PPPK, code, "", order) for order, code in enumerate(_ROMAN, start=1)
)
BY_CODE: dict[tuple[Scheme, str], Rank] = {(r.scheme, r.code): r for r in PNS + PPPK}

_BY_NAME = {rank.name.lower(): rank for rank in PNS}
_GROUPS = {str(number): code for number, code in enumerate(_ROMAN, start=1)}
_WORDS = re.compile(r"\b(gol(ongan)?|ruang|pangkat|pppk|pns|cpns)\b\.?[\s:/]*", re.IGNORECASE)
_CODE = re.compile(r"\b(IV|I{1,3}|[1-4])\s*[/.\-\s]?\s*([a-e])\b", re.IGNORECASE)
_GROUP = re.compile(r"\b(X{0,1}(?:IX|IV|V?I{0,3})|1[0-7]|[1-9])\b", re.IGNORECASE)


def read_rank(text: str, scheme: Scheme | None = None) -> tuple[Rank | None, list[Reason]]:
    """The rank in "Penata Tk. I, III/d", "3d" or "IX"; (None, []) where nothing is given.

    ``scheme`` says whose ladder it must be on. Without it I to IV alone is refused, since it may be
    a PPPK's golongan or a PNS's without its room.
    """
    if scheme is None and re.search(r"\bpppk\b", text, re.IGNORECASE):
        scheme = Scheme.PPPK
    bare = _WORDS.sub(" ", text).strip(" -–—.,;:()")
    if not bare:
        return None, []
    code = _CODE.search(bare)
    if code and scheme is not Scheme.PPPK:
        return _pns(code, bare)
    if named := _BY_NAME.get(_name(bare)):
        return (named, []) if scheme is not Scheme.PPPK else (None, [_unknown(text)])
    if not code and (group := _GROUP.fullmatch(bare)) and group[1]:
        found = BY_CODE.get((Scheme.PPPK, _GROUPS.get(group[1], group[1].upper())))
        if found is None:
            return None, [_unknown(text)]
        if scheme is Scheme.PNS or (scheme is None and found.order <= 4):
            return None, [Reason("rank-room-missing", given=text.strip())]
        return found, []
    return None, [_unknown(text)]


def at_least(rank: Rank, minimum: Rank) -> bool | None:
    """Whether ``rank`` reaches ``minimum``; None where they stand on different ladders."""
    if rank.scheme is not minimum.scheme:
        return None
    return rank.order >= minimum.order


def _pns(code: re.Match[str], bare: str) -> tuple[Rank | None, list[Reason]]:
    group = _GROUPS.get(code[1], code[1].upper())
    found = BY_CODE.get((Scheme.PNS, f"{group}/{code[2].lower()}"))
    if found is None:
        return None, [_unknown(bare)]
    beside = _name(bare[: code.start()] + " " + bare[code.end() :])
    if beside in _BY_NAME and _BY_NAME[beside] != found:
        return None, [
            Reason("rank-name-and-code-differ", golongan=found.code, name=_BY_NAME[beside].name)
        ]
    return (found, []) if not beside or beside in _BY_NAME else (None, [_unknown(bare)])


def _name(text: str) -> str:
    """A pangkat's name as in the table: small letters, Tk. as tingkat, 1 as i."""
    words = re.sub(r"[^a-z0-9]+", " ", text.lower().replace("tk", " tk ")).split()
    spelled = [
        "tingkat" if w in ("tk", "tkt", "tingkat") else "i" if w == "1" else w for w in words
    ]
    joined = " ".join(spelled)
    return re.sub(r"\btingkat t\b", "tingkat", re.sub(r"\btingkati\b", "tingkat i", joined))


def _unknown(text: str) -> Reason:
    return Reason("rank-unknown", given=text.strip())
