"""The books of attendance: hours, continuity, badges, paper."""

from .continuity import continuity_export, continuity_list
from .hours import hours_export, hours_list
from .lists import day_lists, scan_attach, scan_file, scan_remove

__all__ = [
    "continuity_export",
    "continuity_list",
    "day_lists",
    "hours_export",
    "hours_list",
    "scan_attach",
    "scan_file",
    "scan_remove",
]
