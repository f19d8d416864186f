"""The roll call after the scan: excuses, corrections, undoing, doubtful scans, slots, guests."""

from .guest import tick_guest
from .people import correct_many, excuse_many
from .person import clear_excuse, correct, excuse, undo
from .reconciliation import sign_day
from .review import accept_scan, reject_scan
from .review_many import settle_many
from .roll_list import attach_scan, remove_scan
from .slot import close_slot, open_slot, sign_off_slot

__all__ = [
    "accept_scan",
    "attach_scan",
    "clear_excuse",
    "close_slot",
    "correct",
    "correct_many",
    "excuse",
    "excuse_many",
    "open_slot",
    "reject_scan",
    "remove_scan",
    "settle_many",
    "sign_day",
    "sign_off_slot",
    "tick_guest",
    "undo",
]
