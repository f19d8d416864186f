"""Check-in: scans come in, attendance comes out."""

from .items import code_lookup
from .receive import MOST_ITEMS, Answer, Receipt, device_lookup, receive, receive_kept

__all__ = [
    "MOST_ITEMS",
    "Answer",
    "Receipt",
    "code_lookup",
    "device_lookup",
    "receive",
    "receive_kept",
]
