"""The books of attendance: hours, continuity, badges, paper."""

from .continuity import continuity_export, continuity_list
from .hours import hours_export, hours_list

__all__ = ["continuity_export", "continuity_list", "hours_export", "hours_list"]
