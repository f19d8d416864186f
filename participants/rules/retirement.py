"""Until which age a post is held (BUP), and when somebody leaves it. Pure; the limits are dated.

The age follows the post, never the golongan. What the law says stands here; a region's own rows
(``RetirementLimit``) go before it: guru 60, say, or what a later law brings.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Limit:
    """``job`` is a job's key, or ``kind`` and ``level`` (jenjang, "" for all) say of which jobs."""

    age: int
    valid_from: date
    basis: str
    kind: str = ""
    level: str = ""
    job: int | None = None


_ASN = date(2014, 1, 15)
_MANAGEMENT = date(2017, 4, 7)
UU_ASN, PP_11 = "UU 5/2014 Pasal 90; UU 20/2023 Pasal 55", "PP 11/2017 Pasal 239"
BY_LAW = (
    Limit(60, _ASN, UU_ASN, "jpt"),
    Limit(58, _ASN, UU_ASN, "administrator"),
    Limit(58, _ASN, UU_ASN, "supervisor"),
    Limit(58, _ASN, UU_ASN, "executor"),
    Limit(58, _MANAGEMENT, PP_11, "functional"),
    Limit(60, _MANAGEMENT, PP_11, "functional", "Ahli Madya"),
    Limit(65, _MANAGEMENT, PP_11, "functional", "Ahli Utama"),
)
_LEVEL = re.compile(
    r"\b(ahli\s+(?:pertama|muda|madya|utama)|pemula|terampil|mahir|penyelia)\b", re.IGNORECASE
)


def level_of(name: str, level: str = "") -> str:
    """The jenjang as given, else as the job's name says it: "Ahli Madya"."""
    found = _LEVEL.search(level) or _LEVEL.search(name)
    return " ".join(found[1].split()).title() if found else ""


def limit_for(
    *, job: int, kind: str, level: str, on: date, own: Iterable[Limit] = ()
) -> Limit | None:
    """The limit of a post on a day: the region's own before the law's, a job's before a jenjang's
    before a kind's, then the newest. None where nothing fits."""
    for limits in (tuple(own), BY_LAW):
        fitting = [
            limit
            for limit in limits
            if limit.valid_from <= on
            and (
                limit.job == job
                if limit.job is not None
                else limit.kind == kind and limit.level.lower() in ("", level.lower())
            )
        ]
        if fitting:
            return max(
                fitting, key=lambda one: (one.job is not None, bool(one.level), one.valid_from)
            )
    return None


def retires_on(born: date, age: int) -> date:
    """The first day of the month after the one in which the age is reached."""
    months = (born.year + age) * 12 + born.month
    return date(months // 12, months % 12 + 1, 1)
