"""The books of attendance: hours, continuity, badges, paper."""

from .hours import hours_export, hours_list

__all__ = ["hours_export", "hours_list"]
