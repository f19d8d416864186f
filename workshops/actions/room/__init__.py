"""The room: switched on and off, checked in by, and looked after."""

from .arriving import Told, check_in_self
from .spot_check import draw_spot_check, tick_spot_check
from .switch import close_ended_rooms, close_room, open_room

__all__ = [
    "Told",
    "check_in_self",
    "close_ended_rooms",
    "close_room",
    "draw_spot_check",
    "open_room",
    "tick_spot_check",
]
