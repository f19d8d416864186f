"""The room: what the organiser switches, the wall shows, a phone confirms and the officer checks."""

from .checking import spot_check_draw, spot_check_tick
from .hadir import hadir, hadir_code, hadir_forget
from .keeping import room_detail, room_switch
from .screen import room_counts, room_screen

__all__ = [
    "hadir",
    "hadir_code",
    "hadir_forget",
    "room_counts",
    "room_detail",
    "room_screen",
    "room_switch",
    "spot_check_draw",
    "spot_check_tick",
]
