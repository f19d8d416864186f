"""The end of a day at the door in words, as PDF and as XLSX."""

from .paper import pdf, xlsx
from .words import DeviceWords, device_words, later_words, other_words

__all__ = ["DeviceWords", "device_words", "later_words", "other_words", "pdf", "xlsx"]
