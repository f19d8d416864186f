"""What the door's devices ask, as plain views with a bearer token and nothing around them."""

from .acts import acts
from .register import register
from .roster import names, roster, sealed_roster
from .scan import scan

__all__ = ["acts", "names", "register", "roster", "scan", "sealed_roster"]
