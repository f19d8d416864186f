"""A staged line of a sheet of programmes as a person reads it."""

from collections.abc import Mapping
from typing import Any

from participants.importing.examples import sentence
from participants.importing.showing import ShownFault, ShownRow
from participants.models import ImportRow
from workshops.importing.programme_columns import EXPECTED
from workshops.models import Pillar
from workshops.queries.programme_history import label_of, value_of


def shown(row: ImportRow, units: Mapping[int, str]) -> ShownRow:
    """``units``: key → name, for what the line says of owner and helpers."""
    values = row.values
    details: tuple[str, ...]
    if "given" in values:
        plain = [cell for cell in values["given"] if isinstance(cell, str) and cell]
        title, details = " · ".join(plain[:4])[:120], ()
    else:
        pillar = dict(Pillar.choices).get(values.get("pillar", ""), "")
        title = values.get("title", "")
        details = (str(pillar), units.get(values.get("unit") or 0, ""))
    return ShownRow(
        sheet=row.sheet,
        line=row.line,
        outcome=row.outcome,
        outcome_word=row.get_outcome_display(),
        title=title,
        details=tuple(filter(None, details)),
        faults=tuple(map(_fault, row.faults)),
        changes=tuple(
            (label_of(name), _value(name, old, units), _value(name, new, units))
            for name, (old, new) in row.changes.items()
        ),
    )


def _fault(fault: dict[str, Any]) -> ShownFault:
    letter = f" ({fault['letter']})" if fault["letter"] else ""
    name = fault["field"]
    word = name.rpartition("_")[0] if name[-4:].isdigit() else name
    return ShownFault(
        where=f"{fault['column'] or label_of(name)}{letter}",
        value=fault["value"],
        sentence=sentence(fault),
        expected=str(EXPECTED.get(word, "")),
        mild=bool(fault.get("mild")),
    )


def _value(name: str, value: Any, units: Mapping[int, str]) -> str:
    if name == "unit":
        return units.get(value, "–")
    if name == "supporting":
        return "; ".join(units.get(key, "") for key in value or []) or "–"
    return value_of(name, value)
