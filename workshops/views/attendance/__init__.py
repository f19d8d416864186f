"""Pages of the roll call."""

from .correction import correction_new, correction_paper
from .overview import attendance_list, stage_move
from .paper import day_sheet, slot_sheet
from .person import attendance_detail, attendance_paper
from .reconciliation import (
    reconciliation_detail,
    reconciliation_list,
    reconciliation_sheet,
    reconciliation_sign,
)
from .review import review_list, review_settle, review_settle_many
from .slot import guest_tick, slot_detail, slot_move

__all__ = [
    "attendance_detail",
    "attendance_list",
    "attendance_paper",
    "correction_new",
    "correction_paper",
    "day_sheet",
    "guest_tick",
    "reconciliation_detail",
    "reconciliation_list",
    "reconciliation_sheet",
    "reconciliation_sign",
    "review_list",
    "review_settle",
    "review_settle_many",
    "slot_detail",
    "slot_move",
    "slot_sheet",
    "stage_move",
]
