"""A world to crawl: two regions with everything in them, and every address with its arguments filled.

``build()`` makes it; ``addresses(arguments)`` walks the urls.
"""

from .addresses import PLAIN, Address, Arguments, addresses, unfilled
from .making import OUTSIDER, SECRET, SECRET_UNIT, World, add_row, build, grant_also

__all__ = [
    "OUTSIDER",
    "PLAIN",
    "SECRET",
    "SECRET_UNIT",
    "Address",
    "Arguments",
    "World",
    "add_row",
    "addresses",
    "build",
    "grant_also",
    "unfilled",
]
