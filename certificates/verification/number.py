"""A certificate by what stands on the paper: its number and the whole name.

One answer for an unknown number and for a wrong name. The name is the other fact because it is the only
one that whoever holds the paper has and whoever counts numbers does not: everybody of a Bimtek shares
its dates, and half a region shares half a name.
"""

import unicodedata

from certificates.models import Certificate
from participants.rules.names import split_titles


def find(number: str, name: str) -> str:
    """The public id of the newest certificate with this number and name, else ""."""
    typed = " ".join(number.split())
    wanted = _letters(name)
    if not typed or not wanted:
        return ""
    rows = Certificate.objects.issued().filter(number__in={typed, typed.upper()}).order_by("-pk")
    found = ""
    for public_id, printed in rows.values_list("public_id", "statement__person_name")[:20]:
        if _letters(printed) == wanted and not found:
            found = public_id
    return found


def _letters(name: str) -> str:
    """Letters alone, without titles, capitals, marks or gaps: as somebody copies a name from paper."""
    plain = unicodedata.normalize("NFKD", split_titles(name).name.casefold())
    return "".join(one for one in plain if one.isalnum())
