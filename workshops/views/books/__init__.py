"""The books of attendance: hours, continuity, badges, paper."""

from .badges import badge_file, badge_list, badge_progress
from .continuity import continuity_export, continuity_list
from .hours import hours_export, hours_list
from .lists import day_lists, scan_attach, scan_file, scan_remove
from .paper import paper_list, paper_pdf, paper_rest, paper_scan, paper_sheet

__all__ = [
    "badge_file",
    "badge_list",
    "badge_progress",
    "continuity_export",
    "continuity_list",
    "day_lists",
    "hours_export",
    "hours_list",
    "paper_list",
    "paper_pdf",
    "paper_rest",
    "paper_scan",
    "paper_sheet",
    "scan_attach",
    "scan_file",
    "scan_remove",
]
