"""What becomes of the rows that point at a person when two records of that person become one.

Every model with a foreign key to Person says so in ``on_merge = {"person": OnMerge.MOVE}``; a test
fails when one does not. The action reads nothing else, so a new model needs no change there.
"""

from enum import StrEnum


class OnMerge(StrEnum):
    """MOVE: points at the record that lives; refused where that would break one of the model's
    unique constraints. KEEP: stays with the old record, as what was said then."""

    MOVE = "move"
    KEEP = "keep"
