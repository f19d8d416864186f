"""Check-in: scans come in, attendance comes out."""

from .items import code_lookup
from .receive import (
    MOST_ITEMS,
    Answer,
    Receipt,
    counts_of,
    device_lookup,
    receive,
    receive_kept,
)

__all__ = [
    "MOST_ITEMS",
    "Answer",
    "Receipt",
    "code_lookup",
    "counts_of",
    "device_lookup",
    "receive",
    "receive_kept",
]
