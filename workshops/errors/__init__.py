"""How workshops say no: a code for each reason, a sentence for each code, by area."""

from . import (
    book,
    deliverable,
    document,
    door,
    plan,
    programme,
    progress,
    registration,
    room,
    score,
    worksheet,
)

__all__ = [
    "book",
    "deliverable",
    "document",
    "door",
    "plan",
    "programme",
    "progress",
    "registration",
    "room",
    "score",
    "worksheet",
]
