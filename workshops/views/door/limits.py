"""How often one may fail at the door; a scan that works never asks."""

from participants.throttle import Limit

WINDOW = 10 * 60  # seconds
WRONG_CODES = Limit("door:code", most=20, window=WINDOW)  # one-time codes, of one address
ACTS = Limit("door:act", most=120, window=WINDOW)  # walk-ins, replacements, ticks of one device
STRANGERS = Limit("door:stranger", most=200, window=WINDOW)  # unknown check-in codes of one device
