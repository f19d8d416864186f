"""Spreadsheets on their way in: staged, then let in whole or not at all."""

from .session import Staged, cancel, commit, source_of, stage, stage_again
from .spelling import forget_spelling, keep_spellings
from .undoing import UNDOERS, undo, undoing

__all__ = [
    "UNDOERS",
    "Staged",
    "cancel",
    "commit",
    "forget_spelling",
    "keep_spellings",
    "source_of",
    "stage",
    "stage_again",
    "undo",
    "undoing",
]
