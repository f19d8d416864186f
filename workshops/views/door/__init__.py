"""What the door's devices ask, as plain views with a bearer token and nothing around them."""

from .register import register
from .roster import roster
from .scan import scan

__all__ = ["register", "roster", "scan"]
