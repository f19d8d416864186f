"""Spreadsheets on their way in: staged, then let in whole or not at all."""

from .background import hand_over
from .session import Staged, cancel, commit, settle, source_of, stage, stage_again
from .spelling import forget_spelling, keep_spellings
from .undoing import UNDOERS, foresee, undo, undoing

__all__ = [
    "UNDOERS",
    "Staged",
    "cancel",
    "commit",
    "foresee",
    "forget_spelling",
    "hand_over",
    "keep_spellings",
    "settle",
    "source_of",
    "stage",
    "stage_again",
    "undo",
    "undoing",
]
