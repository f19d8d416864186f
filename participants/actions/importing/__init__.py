"""Spreadsheets on their way in: staged, then let in whole or not at all."""

from .session import Staged, cancel, commit, stage

__all__ = ["Staged", "cancel", "commit", "stage"]
