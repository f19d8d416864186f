"""What the door's devices ask, as plain views with a bearer token and nothing around them."""

from .acts import acts
from .register import register
from .roster import roster
from .scan import scan

__all__ = ["acts", "register", "roster", "scan"]
